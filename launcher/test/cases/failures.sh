# shellcheck shell=bash disable=SC2016 # expanded by the shell that runs it
# Every failure is one sentence with its remedy.

check "a taken port names the setting" 1 "*Port 8080 is taken*MARU_PORT=8090 ./maru start." inside '
  MARU_PORT=8080; port_taken() { true; }; port_user() { :; }; require_space() { :; }; bring_up'

fake df 'echo "Filesystem 1024-blocks Used Available Capacity Mounted"; echo "/dev/x 100 50 51200 50% /"'
check "a full disk says how much is needed" 1 "*Only 50 MB are free on the disk of $WORK/home and a build needs 2048 MB*" \
  inside 'require_space "$MARU_HOME/not/there" 2048 "a build"'

fake uname 'echo Darwin'
check "another system is sent to Docker" 1 "*on Linux only*docker compose up*" maru -- start

fresh
check "no apt: the package is named" 1 "*Redis is missing and this system has no apt*" \
  inside 'have() { false; }; require_apt Redis redis-server'
check "no root: the command is named" 1 "*run \`sudo apt-get install redis-server\`*" \
  inside 'have() { [ "$1" = apt-get ]; }; id() { echo 1000; }; require_apt Redis redis-server'
check "sudo that asks is of no use to a build server" 1 "*installing it needs root*" \
  inside 'have() { true; }; id() { echo 1000; }; sudo() { false; }; require_apt Redis redis-server'

fake mvn 'echo "Apache Maven 3.6.3"'
check "an old Maven is refused" 1 "*Maven 3.6.3 is on PATH and Maru needs 3.8.6 or newer*" inside ensure_maven
fake mvn 'printf "\033[1mApache Maven 3.9.9 (abc)\033[m\n"'
check "a new Maven is taken" 0 "" inside ensure_maven

check "an old PostgreSQL in apt is refused" 1 "*offers PostgreSQL 14 and Maru needs 15*" inside '
  require_apt() { :; }; apt_update() { :; }; candidate() { echo 14+238; }; install_postgres'
check "a wrong MARU_PG_BIN is named" 1 "*MARU_PG_BIN is /nowhere*" inside 'MARU_PG_BIN=/nowhere find_postgres'

printf 'not a folder' >"$WORK/file"
check "a data folder that cannot be" 1 "*The data folder $WORK/file/home cannot be written*" \
  inside "MARU_HOME='$WORK/file/home'; prepare_home"

check "a second start is refused" 1 "*Another ./maru start is under way*" \
  inside 'take_lock; bash -c "exec 9>&-; . \"\$MARU_ROOT/launcher/messages.sh\"; . \"\$MARU_ROOT/launcher/state.sh\"; take_lock"'
