# shellcheck shell=bash disable=SC2016 # expanded by the shell that runs it
# What people type.

check "help lists the commands" 0 "*./maru start*./maru test*" maru -- help
check "no command shows the help" 0 "*./maru start*" maru --
check "an unknown command is named" 1 "maru: \`launch\` is not a command of ./maru; *" maru -- launch
check "start knows --detach only" 1 "*\`--bg\` is not an option of ./maru start*" maru -- start --bg
check "stop takes nothing" 1 "*\`now\` is not an option of ./maru stop*" maru -- stop now
check "status takes nothing" 1 "*is not an option of ./maru status*" maru -- status --all
check "a port is a number" 1 "*MARU_PORT is \`80a\`, which is no port*" maru MARU_PORT=80a -- start
check "a port has a range" 1 "*MARU_PORT is \`70000\`, which is no port*" maru MARU_PORT=70000 -- start
check "two database URLs go together" 1 "*MARU_DATABASE_URL is not*" maru MARU_DATABASE_OWNER_URL=postgresql://x -- start
check "a database URL has a form" 1 "*postgresql://user:password@host:port/database*" maru MARU_DATABASE_URL=jdbc:x -- start
check "--scopes needs a value" 1 "*--scopes needs a value*" maru -- key --scopes
check "--name needs a value" 1 "*--name needs a value*" maru -- key --name
check "scopes are names" 1 "*--scopes takes names with commas*" maru -- key --scopes 'call;rm'
check "a name cannot break out of JSON" 1 "*The name of a key takes*" maru -- key --name 'a"b'
check "a key needs a running server" 1 "*Maru is not running; start it with*" maru -- key --scopes call,prompts:read --name 'my key'
check "a reset is never assumed" 1 "*./maru reset --yes*" maru -- reset
check "a reset without data is no error" 0 "There is no data in*" maru -- reset --yes
check "stop without a start is no error" 0 "Maru is not running." maru -- stop
check "status without a start tells and fails" 1 "Maru is not running." maru -- status

: >"$MARU_HOME/.maru-home"
mkdir -p "$MARU_HOME/app/1" "$MARU_HOME/spool" && : >"$MARU_HOME/kek"
check "a reset deletes the data" 0 "*All data of the Maru in * is deleted." maru -- reset --yes
check "and keeps the program" 0 "$(printf 'app\nlogs')" ls "$MARU_HOME"
