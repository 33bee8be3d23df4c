# shellcheck shell=bash disable=SC2016 # expanded by the shell that runs it
# What is chosen among what is there.

jdk() { # FOLDER VERSION
  mkdir -p "$WORK/$1/bin" && printf 'JAVA_VERSION="%s"\n' "$2" >"$WORK/$1/release"
  printf '#!/bin/sh\n' >"$WORK/$1/bin/javac" && chmod +x "$WORK/$1/bin/javac"
}
jdk old 17.0.12
jdk new 25.0.3
jdk home/jdk/newer 26
check "a JDK that is new enough is taken" 0 "$WORK/new" inside "JAVA_HOME='$WORK/new'; find_jdk; echo \"\$JAVA_HOME\""
check "one that is too old is passed over" 0 "yes" \
  inside "JAVA_HOME='$WORK/old'; find_jdk; [ \"\$JAVA_HOME\" != '$WORK/old' ] && echo yes"

check "versions compare by number" 0 "" inside '
  version_at_least 0.8.0 0.8 && version_at_least 0.10 0.8 && version_at_least 3.10.0 3.8.6
  ! version_at_least 0.6.0 0.8 && ! version_at_least "" 0.8 && ! version_at_least 3.8.5 3.8.6'

stub='pgvector_version() { :; }; require_apt() { :; }; apt_update() { :; }
  install_packages() { echo "installs $2"; }; build_pgvector() { echo "builds for $1"; };'
check "pgvector comes from apt where it is new enough" 0 "installs postgresql-17-pgvector" \
  inside "$stub"' candidate() { echo 0.8.0-1; }; ensure_pgvector 17'
check "pgvector is built where apt has an old one" 0 "builds for 16" \
  inside "$stub"' candidate() { echo 0.6.0-1; }; ensure_pgvector 16'
check "pgvector is built where apt has none" 0 "builds for 15" inside "$stub"' candidate() { :; }; ensure_pgvector 15'
check "an installed pgvector stays" 0 "" inside "$stub"' pgvector_version() { echo 0.8.4; }; ensure_pgvector 15'

fake apt-get 'echo "http://a/sec Debian bookworm-security"; echo "http://b/x Other stable"; echo "http://c/debian Debian bookworm"'
check "the main archive is asked from apt" 0 "http://c/debian Debian" inside main_archive

fake redis-server ''
check "Redis is found on PATH" 0 "$WORK/bin/redis-server" inside 'find_redis; echo "$REDIS_SERVER"'

check "model servers are found by their answer" 0 "127.0.0.1:11434,127.0.0.1:1234" inside '
  MARU_PORT=8080; port_taken() { true; }
  http() { case $2 in 11434) printf "200\n{\"object\":\"list\",\"data\":[]}";; 1234) printf "401\n{\"error\":\"key\"}";; *) printf "200\n<html>";; esac; }
  local_model_servers'

check "the key alone is printed" 0 "maru_sk_abc" inside 'print_key "200 {\"id\":1,\"key\": \"maru_sk_abc\"}"'
check "a refusal is passed on" 1 "*No key was made: The scope x is unknown; *" \
  inside 'print_key "400 {\"title\":\"Bad Request\",\"detail\":\"The scope x is unknown\"}"'
check "no answer is told" 1 "*No key was made: *" inside 'print_key ""'
