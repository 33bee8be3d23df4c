# shellcheck shell=bash
# The private Redis (or Valkey): loopback, its own port and password, nothing on disk, for all in it can be rebuilt.

REDIS_SERVER=

find_redis() {
  local name
  for name in "${MARU_REDIS_SERVER:-}" redis-server valkey-server; do
    [ -n "$name" ] || continue
    REDIS_SERVER=$(command -v "$name") && return
  done
  return 1
}

ensure_redis() {
  local package=redis-server
  find_redis && return
  require_apt "Redis" redis-server
  apt_update
  [ -n "$(candidate "$package")" ] || package=valkey-server
  install_packages "Redis" "$package"
  # Its own service would come up with the next boot; nobody asked for it.
  if have systemctl; then as_root systemctl disable "$package" >/dev/null 2>&1 || true; fi
  find_redis || fail "Redis was installed and no redis-server is on PATH; set MARU_REDIS_SERVER to it, or MARU_REDIS_URL to a server elsewhere."
}

private_redis() { [ -z "${MARU_REDIS_URL:-}" ]; }

redis_settings() {
  cat <<SETTINGS
bind 127.0.0.1
port $REDIS_PORT
requirepass $(secret redis)
save ""
appendonly no
maxmemory-policy noeviction
SETTINGS
}

# Starts it unless it runs, and sets MARU_REDIS_URL.
start_redis() {
  local pid tenths=0
  if [ -n "$(process_of redis)" ]; then
    REDIS_PORT=$(remembered_port redis)
  else
    choose_port redis
    REDIS_PORT=$CHOSEN_PORT
    # The settings come by standard input: the password is on no command line and in no further file.
    redis_settings | setsid "$REDIS_SERVER" - >"$MARU_HOME/logs/redis.log" 2>&1 9>&- &
    pid=$!
    record_process redis "$pid"
    until port_taken "$REDIS_PORT"; do
      [ -n "$(process_of redis)" ] && [ $tenths -lt 100 ] ||
        fail "The private Redis did not start: $(tail -n 1 "$MARU_HOME/logs/redis.log") ($MARU_HOME/logs/redis.log has the rest)."
      sleep 0.1
      tenths=$((tenths + 1))
    done
  fi
  export MARU_REDIS_URL
  MARU_REDIS_URL=redis://:$(secret redis)@127.0.0.1:$REDIS_PORT
}

stop_redis() { end_process redis 10; }
