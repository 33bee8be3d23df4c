# shellcheck shell=bash
# The program itself: launch, readiness, the archive that makes later starts fast, and the end of it all.

START_SECONDS=${MARU_START_SECONDS:-180}

# attend NAME COMMAND...: runs it so that a signal to the launcher ends it at once.
attend() {
  local status=0 name=$1 child
  shift
  "$@" 9>&- </dev/null &
  child=$!
  record_process "$name" "$child"
  wait "$child" || status=$?
  forget_process "$name"
  return "$status"
}

management_port() { cat "$MARU_HOME/run/management" 2>/dev/null || true; }

server_healthy() { # readiness or liveness
  local port answer
  port=$(management_port)
  [ -n "$port" ] || return 1
  answer=$(HTTP_SECONDS=3 http GET "$port" "/actuator/health/$1" | head -n1) || true
  [ "$answer" = 200 ]
}

# Sets and exports what the program reads; what the person has set stays.
server_environment() {
  : "${MARU_LAUNCHER_TOKEN:=$(secret launcher-token)}" "${MARU_LOG_FORMAT:=text}"
  : "${MARU_PUBLIC_URL:=http://localhost:$MARU_PORT}"
  [ -n "${MARU_EGRESS_ALLOW+set}" ] || MARU_EGRESS_ALLOW=$(local_model_servers)
  if [ -z "${MARU_MANAGEMENT_PORT:-}" ]; then
    choose_port management
    MARU_MANAGEMENT_PORT=$CHOSEN_PORT
  fi
  export MARU_PORT MARU_MANAGEMENT_PORT MARU_PUBLIC_URL MARU_EGRESS_ALLOW MARU_LAUNCHER_TOKEN MARU_LOG_FORMAT
}

# Sets JAVA_COMMAND, the same for a start and for the run that trains the archive, or the archive would not fit.
java_command() {
  local -a own=()
  read -r -a own <<<"${MARU_JAVA_OPTS:-}"
  JAVA_COMMAND=("$JAVA_HOME/bin/java" "-Dmaru.home=$MARU_HOME" -XX:+ExitOnOutOfMemoryError
    --enable-native-access=ALL-UNNAMED "${own[@]}")
  # It fits one JDK and one set of options; with others the program would start without it, and complain.
  AOT=$MARU_APP/$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release")-$(cksum <<<"${JAVA_COMMAND[*]}" | cut -d' ' -f1).aot
}

launch_server() {
  local log=$MARU_HOME/logs/server.log
  local -a archive=()
  if [ -e "$log" ] && [ "$(stat -c %s "$log")" -gt 50000000 ]; then mv -f "$log" "$log.1"; fi
  if [ -e "$AOT" ]; then archive=("-XX:AOTCache=$AOT"); fi
  rm -f "$MARU_HOME/operator-link"
  printf '=== ./maru start %s\n' "$(date -u +%FT%TZ)" >>"$log"
  LOG_BEGIN=$(stat -c %s "$log")
  setsid "${JAVA_COMMAND[@]}" "${archive[@]}" -jar "$MARU_APP/maru.jar" >>"$log" 2>&1 </dev/null 9>&- &
  record_process server $!
  printf '%s\n' "$MARU_PUBLIC_URL" >"$MARU_HOME/run/url"
  printf '%s\n' "$MARU_MANAGEMENT_PORT" >"$MARU_HOME/run/management"
}

await_server() {
  local began=$SECONDS
  until server_healthy readiness; do
    [ -n "$(process_of server)" ] || server_died "ended while it was starting"
    [ $((SECONDS - began)) -lt "$START_SECONDS" ] || server_died "was not ready after $START_SECONDS s"
    sleep 0.2
  done
}

# server_died HOW: the lines of the log that matter, one sentence, and the end of what was started.
server_died() {
  tail -c "+$((LOG_BEGIN + 1))" "$MARU_HOME/logs/server.log" |
    grep -E '(^| )(ERROR|WARN) |"(ERROR|WARN)"|Caused by: |Exception|^Description:|^Action:|^(Error|Unrecognized|Could not)' |
    cut -c1-400 | tail -n 8 >&2 || true
  stop_everything
  fail "Maru $1; the lines above say why, and $MARU_HOME/logs/server.log has the rest."
}

# The first start goes without the archive; it is made beside it, at the lowest priority, for the next ones.
train_archive() {
  if [ -e "$AOT" ] || [ -n "${MARU_NO_ARCHIVE:-}" ]; then return; fi
  # shellcheck disable=SC2016 # expanded by the shell that runs it
  setsid nice -n 19 bash -c 'archive=$1; shift
    "${@:1:$#-1}" "-XX:AOTCacheOutput=$archive.new" -Dspring.context.exit=onRefresh -jar "${@: -1}" && mv -f "$archive.new" "$archive"
    rm -f "$archive.new"' train "$AOT" "${JAVA_COMMAND[@]}" "$MARU_APP/maru.jar" \
    >"$MARU_HOME/logs/training.log" 2>&1 </dev/null 9>&- &
  record_process training $!
}

stop_server() {
  end_process -training 2
  end_process server 40
  rm -f "$MARU_HOME/operator-link" "$MARU_HOME"/run/{url,management}
}

stop_everything() {
  end_process build 5
  stop_server
  stop_redis
  stop_postgres
}

announce() {
  local link=''
  say ''
  say "Maru is ready: $MARU_PUBLIC_URL"
  if [ -s "$MARU_HOME/operator-link" ]; then
    link=$(head -n1 "$MARU_HOME/operator-link")
    say "Become the operator with this link (once, within an hour):"
    say "  $link"
  fi
}
