# shellcheck shell=bash
# start, stop, status and reset.

start() {
  local detach=''
  while [ $# -gt 0 ]; do
    case $1 in
      --detach | -d) detach=yes ;;
      *) fail "\`$1\` is not an option of ./maru start; there is only --detach." ;;
    esac
    shift
  done
  require_linux
  check_settings
  prepare_home
  already_running && return
  take_lock
  record_process launcher $$
  trap 'interrupted' INT TERM HUP
  trap 'ended' EXIT
  bring_up
  announce
  train_archive
  release_lock
  if [ -n "$detach" ]; then
    trap - INT TERM HUP EXIT
    forget_process launcher
    say "Stop it with: ./maru stop"
  else
    say "Stop it with Ctrl-C. Log: $MARU_HOME/logs/server.log"
    watch_server
  fi
}

check_settings() {
  MARU_PORT=${MARU_PORT:-8080}
  [[ $MARU_PORT =~ ^[0-9]{1,5}$ ]] && [ "$MARU_PORT" -ge 1 ] && [ "$MARU_PORT" -le 65535 ] ||
    fail "MARU_PORT is \`$MARU_PORT\`, which is no port; set a number from 1 to 65535."
  if [ -n "${MARU_DATABASE_OWNER_URL:-}" ] && private_database; then
    fail "MARU_DATABASE_OWNER_URL is set and MARU_DATABASE_URL is not; set both for a server of your own, or none."
  fi
  if ! private_database && [[ $MARU_DATABASE_URL != postgres://* && $MARU_DATABASE_URL != postgresql://* ]]; then
    fail "MARU_DATABASE_URL has not the form postgresql://user:password@host:port/database; write it so."
  fi
}

already_running() {
  [ -n "$(process_of server)" ] && server_healthy readiness || return 1
  say "Maru is already running: $(cat "$MARU_HOME/run/url" 2>/dev/null)"
}

bring_up() {
  require_space "$MARU_HOME" 300 "the data"
  if [ -n "$(process_of server)" ]; then stop_server; fi # one that is there and does not answer
  if [ -n "${MARU_MANAGEMENT_PORT:-}" ] && port_taken "$MARU_MANAGEMENT_PORT"; then
    fail "MARU_MANAGEMENT_PORT $MARU_MANAGEMENT_PORT is taken by another program$(port_user "$MARU_MANAGEMENT_PORT"); choose another one, or unset it and a free one is found."
  fi
  if port_taken "$MARU_PORT"; then
    fail "Port $MARU_PORT is taken by another program$(port_user "$MARU_PORT"); end that one, or choose another port: MARU_PORT=$((MARU_PORT + 10)) ./maru start."
  fi
  ensure_jdk
  if private_database; then ensure_postgres; fi
  if private_redis; then ensure_redis; fi
  build_jar
  unpack_jar
  if private_database; then start_postgres; fi
  if private_redis; then start_redis; fi
  server_environment
  java_command
  step "Starting"
  launch_server
  await_server
}

# In the foreground: shows what is an error, and ends when the program ends or Ctrl-C is pressed.
watch_server() {
  local line
  exec 8<"$MARU_HOME/logs/server.log"
  cat <&8 >/dev/null # what is there so far
  while [ -n "$(process_of server)" ]; do
    sleep 1 &
    wait $! || true
    while IFS= read -r -u 8 line; do
      case $line in *' ERROR '* | *'"ERROR"'*) printf '%s\n' "${line:0:400}" ;; esac
    done
  done
  line=$(tail -n 1 "$MARU_HOME/logs/server.log" | cut -c1-400)
  fail "Maru ended by itself; the last line of $MARU_HOME/logs/server.log is: $line"
}

interrupted() {
  trap '' INT TERM HUP
  trap - EXIT
  say ''
  say "Stopping"
  stop_everything
  forget_process launcher
  exit 130
}

# However the launcher ends in the foreground, nothing that it started stays.
ended() {
  local status=$?
  trap '' INT TERM HUP
  stop_everything
  forget_process launcher
  exit "$status"
}

stop() {
  local launcher running=''
  [ -d "$MARU_HOME/run" ] || { say "Maru is not running."; return; }
  launcher=$(process_of launcher)
  if [ -n "$launcher$(process_of server)$(process_of redis)$(cluster_here)" ]; then running=yes; fi
  end_process launcher 60 # it ends the rest by itself
  stop_everything
  if [ -n "$running" ]; then say "Maru is stopped."; else say "Maru is not running."; fi
}

cluster_here() {
  place_cluster
  cluster_pid
}

status() {
  local server
  server=$(process_of server 2>/dev/null)
  if [ -z "$server" ]; then
    say "Maru is not running."
    if [ -n "$(process_of redis)$(cluster_here)" ]; then say "Its database or Redis still runs; ./maru stop ends them."; fi
    return 1
  fi
  if server_healthy readiness; then
    say "Maru is ready: $(cat "$MARU_HOME/run/url") (process $server)"
  elif server_healthy liveness; then
    say "Maru is running and not ready: the database or Redis does not answer, or it is still starting (process $server)."
  else
    say "Maru is starting, or it hangs (process $server); see $MARU_HOME/logs/server.log."
  fi
  place_cluster
  if [ -n "$(cluster_pid)" ]; then say "  PostgreSQL: 127.0.0.1:$(remembered_port postgres), data in $PG_DATA"; fi
  if [ -n "$(process_of redis)" ]; then say "  Redis:      127.0.0.1:$(remembered_port redis)"; fi
  say "  Log:        $MARU_HOME/logs/server.log"
  if [ -s "$MARU_HOME/operator-link" ]; then say "  Operator link: $(head -n1 "$MARU_HOME/operator-link")"; fi
  server_healthy readiness
}

# Deletes the data and keeps what can be fetched or built again: the JDK and the unpacked program.
reset() {
  local entry
  case ${1:-} in
    '') confirm "Delete all data of the Maru in $MARU_HOME?" || fail "Nothing was deleted; run \`./maru reset --yes\` to delete without being asked." ;;
    --yes) ;;
    *) fail "\`$1\` is not an option of ./maru reset; there is only --yes." ;;
  esac
  [ -e "$MARU_HOME/.maru-home" ] || { say "There is no data in $MARU_HOME."; return; }
  stop
  place_cluster
  rm -rf "$PG_HOME"
  for entry in "$MARU_HOME"/*; do
    case ${entry##*/} in
      app | jdk | logs) ;;
      *) rm -rf "$entry" ;;
    esac
  done
  say "All data of the Maru in $MARU_HOME is deleted."
}
