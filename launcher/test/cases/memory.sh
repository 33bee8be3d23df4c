# shellcheck shell=bash disable=SC2016 # expanded by the shell that runs it
# What is remembered between two commands.

check "a secret stays what it is" 0 "same 600 32" inside '
  first=$(secret a); [ "$first" = "$(secret a)" ] && [ "$first" != "$(secret b)" ] &&
    echo "same $(stat -c %a "$MARU_HOME/secrets/a") ${#first}"'
check "a secret is safe in a URL" 0 "" inside '[[ $(secret a) =~ ^[A-Za-z0-9_-]+$ ]]'

check "a port is remembered" 0 "same" inside '
  port_taken() { false; }; choose_port redis; first=$CHOSEN_PORT; choose_port redis; [ "$first" = "$CHOSEN_PORT" ] && echo same'
check "a port that was taken meanwhile is exchanged" 0 "next" inside '
  port_taken() { false; }; choose_port redis; first=$CHOSEN_PORT
  port_taken() { [ "$1" = "$first" ]; }; choose_port redis
  [ "$CHOSEN_PORT" != "$first" ] && [ "$(remembered_port redis)" = "$CHOSEN_PORT" ] && echo next'
check "two names have two ports" 0 "2" inside '
  port_taken() { false; }; choose_port redis; choose_port postgres; wc -l <"$MARU_HOME/ports"'

check "a running process is known" 0 "yes" inside 'record_process x $$; [ "$(process_of x)" = $$ ] && echo yes'
check "another process with its number is not" 0 "" inside 'printf "%s 1\n" $$ >"$MARU_HOME/run/x.pid"; process_of x'
check "an ended one is not" 0 "" inside 'sleep 9 & p=$!; record_process x $p; kill $p; wait $p || true; process_of x'
check "a broken record is none" 0 "" inside 'echo >"$MARU_HOME/run/x.pid"; process_of x; process_of y'
check "a process is ended" 0 "" inside 'sleep 30 & record_process x $!; end_process x 5; process_of x; [ ! -e "$MARU_HOME/run/x.pid" ]'
check "one that does not listen is ended too" 0 "" inside '
  bash -c "trap \"\" TERM; while :; do sleep 0.1; done" & record_process x $!; disown; sleep 0.3; end_process x 1; sleep 0.2; process_of x'

mkdir -p "$WORK/tree/a/src/main" "$WORK/tree/a/target" "$WORK/tree/platform-server/target"
printf x >"$WORK/tree/a/src/main/A.java"
printf x >"$WORK/tree/platform-server/target/maru.jar"
touch -d '2020-01-01' "$WORK/tree/a/src/main/A.java" "$WORK/tree/a/src/main"
tree="MARU_ROOT='$WORK/tree'; MARU_JAR='$WORK/tree/platform-server/target/maru.jar';"
check "a jar newer than its sources is kept" 0 "current" inside "$tree jar_is_current && echo current"
touch -d '+1 hour' "$WORK/tree/a/target/B.java"
check "what a build writes does not count" 0 "current" inside "$tree jar_is_current && echo current"
touch -d '+1 hour' "$WORK/tree/a/src/main/A.java"
check "a newer source asks for a build" 1 "" inside "$tree jar_is_current"

check "own servers are used as they are" 0 "http://localhost:8080 postgresql://mine redis://mine" inside '
  export MARU_DATABASE_URL=postgresql://mine MARU_REDIS_URL=redis://mine MARU_PORT=8080 MARU_EGRESS_ALLOW=
  private_database || private_redis || { server_environment; echo "$MARU_PUBLIC_URL $MARU_DATABASE_URL $MARU_REDIS_URL"; }'
