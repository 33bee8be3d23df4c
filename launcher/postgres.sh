# shellcheck shell=bash
# The private PostgreSQL cluster: its own folder, port and passwords; nothing of a server already there is touched.

POSTGRES_LEAST=15
POSTGRES_USER=postgres # the account that runs a new cluster when the launcher is root, for PostgreSQL refuses root
PG_BIN=

pg_major() { "$1/postgres" --version | sed 's/^[^0-9]*\([0-9]*\).*/\1/'; }

# Sets PG_BIN to the programs that fit: those of the existing cluster, else the newest ones.
find_postgres() {
  local folder version best=0 wanted=''
  if [ -n "${MARU_PG_BIN:-}" ]; then
    [ -x "$MARU_PG_BIN/initdb" ] || fail "MARU_PG_BIN is $MARU_PG_BIN, and there is no initdb in it; point it to PostgreSQL's bin folder or unset it."
    PG_BIN=$MARU_PG_BIN
    return
  fi
  place_cluster
  wanted=$(cat "$PG_DATA/PG_VERSION" 2>/dev/null) || true
  PG_BIN=
  for folder in /usr/lib/postgresql/*/bin /usr/local/pgsql/bin /usr/bin /usr/local/bin; do
    [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ] || continue
    version=$(pg_major "$folder")
    [ "$version" -ge "$POSTGRES_LEAST" ] || continue
    if [ "$version" = "$wanted" ]; then PG_BIN=$folder && return; fi
    if [ "$version" -gt "$best" ]; then best=$version PG_BIN=$folder; fi
  done
  if [ -n "$wanted" ] && [ -n "$PG_BIN" ]; then
    fail "The data in $PG_DATA was written by PostgreSQL $wanted, which is gone; install postgresql-$wanted again, or start empty with \`./maru reset\`."
  fi
  [ -n "$PG_BIN" ]
}

ensure_postgres() {
  find_postgres || install_postgres
  # Elsewhere than on Debian the extension's place is not known here; creating it will tell.
  case $PG_BIN in
    /usr/lib/postgresql/*) ensure_pgvector "$(pg_major "$PG_BIN")" ;;
  esac
}

install_postgres() {
  local version
  require_apt "PostgreSQL" postgresql
  apt_update
  version=$(candidate postgresql | sed 's/^\([0-9]*\).*/\1/')
  [ "${version:-0}" -ge "$POSTGRES_LEAST" ] ||
    fail "This distribution offers PostgreSQL ${version:-none} and Maru needs $POSTGRES_LEAST or newer; install a newer one, or set MARU_DATABASE_URL and MARU_DATABASE_OWNER_URL to a server elsewhere."
  install_packages "PostgreSQL's frame" postgresql-common
  # Debian would make a cluster "main" on port 5432 at once; Maru has no use for it.
  as_root sh -c 'cd /etc/postgresql-common && cp -p createcluster.conf createcluster.conf.maru &&
    echo "create_main_cluster = false" >>createcluster.conf' 2>/dev/null || true
  install_packages "PostgreSQL" "postgresql-$version"
  as_root sh -c 'cd /etc/postgresql-common && mv -f createcluster.conf.maru createcluster.conf' 2>/dev/null || true
  find_postgres || fail "PostgreSQL $version was installed and its programs are not under /usr/lib/postgresql; set MARU_PG_BIN to its bin folder."
}

# Runs a program as the cluster's user, in a folder that this user can be in.
as_postgres() {
  (
    cd /
    if [ "$(id -u)" = 0 ]; then
      exec setpriv --reuid="$POSTGRES_USER" --regid="$(id -g "$POSTGRES_USER")" --init-groups -- "$@"
    else
      exec "$@"
    fi
  )
}

write_as_postgres() { as_postgres tee "$1" >/dev/null; } # the folder around it is closed to others

# Sets PG_HOME and PG_DATA: in MARU_HOME, or under /var/lib/maru where the cluster's user cannot get there.
place_cluster() {
  local owner
  PG_HOME=$MARU_HOME/postgres
  if [ ! -d "$PG_HOME" ] && [ "$(id -u)" = 0 ] && id "$POSTGRES_USER" >/dev/null 2>&1 && ! as_postgres test -x "$MARU_HOME"; then
    PG_HOME=/var/lib/maru/$(printf '%s' "$MARU_HOME" | sha256sum | cut -c1-12)
  fi
  PG_DATA=$PG_HOME/data
  owner=$(stat -c %U "$PG_HOME" 2>/dev/null) || return 0
  if [ "$(id -u)" = 0 ]; then
    POSTGRES_USER=$owner
  elif [ "$owner" != "$(id -un)" ]; then
    fail "The database in $PG_HOME belongs to the user $owner; run ./maru as the one who started it first, or as root."
  fi
}

# cluster_pid: the running server of this cluster, told by its data folder on its command line.
cluster_pid() {
  local pid
  pid=$(head -n1 "$PG_DATA/postmaster.pid" 2>/dev/null) || return 0
  if [ -n "$pid" ] && grep -qszF -- "$PG_DATA" "/proc/$pid/cmdline"; then printf '%s' "$pid"; fi
}

private_database() { [ -z "${MARU_DATABASE_URL:-}" ]; }

# Starts the cluster, making it first if need be, and sets the two MARU_DATABASE_ URLs.
start_postgres() {
  place_cluster
  [ "$PG_HOME" = "$MARU_HOME/postgres" ] || step "Keeping the database in $PG_HOME, for its user cannot reach $MARU_HOME"
  if ! [ -e "$PG_DATA/maru.bootstrapped" ]; then create_cluster; fi
  if [ -n "$(cluster_pid)" ]; then
    PG_PORT=$(sed -n 4p "$PG_DATA/postmaster.pid")
  else
    run_cluster
  fi
  if ! [ -e "$PG_DATA/maru.bootstrapped" ]; then bootstrap_database; fi
  superuser_sql maru 'alter extension vector update' >/dev/null 2>&1 || warn "The vector extension could not be updated; see $PG_HOME/server.log."
  export MARU_DATABASE_URL MARU_DATABASE_OWNER_URL
  MARU_DATABASE_URL=postgresql://maru_runtime:$(secret database-runtime)@127.0.0.1:$PG_PORT/maru
  MARU_DATABASE_OWNER_URL=postgresql://maru_owner:$(secret database-owner)@127.0.0.1:$PG_PORT/maru
}

# A cluster whose making was cut short holds nothing yet, and is made again.
create_cluster() {
  step "Making a private PostgreSQL $(pg_major "$PG_BIN") cluster in $PG_HOME"
  stop_postgres
  if [ "$(id -u)" = 0 ]; then
    mkdir -p "$(dirname -- "$PG_HOME")"
    install -d -m 700 -o "$POSTGRES_USER" -g "$(id -g "$POSTGRES_USER")" "$PG_HOME"
  else
    mkdir -p "$PG_HOME" && chmod 700 "$PG_HOME"
  fi
  rm -rf "$PG_DATA"
  # The password goes through standard input into a file of the cluster's user, never onto a command line.
  secret database-superuser | write_as_postgres "$PG_HOME/password"
  if ! as_postgres "$PG_BIN/initdb" -D "$PG_DATA" --username=postgres --pwfile="$PG_HOME/password" --auth=scram-sha-256 \
    --data-checksums --encoding=UTF8 --locale=C.UTF-8 >"$MARU_HOME/logs/initdb.log" 2>&1; then
    rm -f "$PG_HOME/password"
    fail "PostgreSQL's initdb failed: $(tail -n 1 "$MARU_HOME/logs/initdb.log") ($MARU_HOME/logs/initdb.log has the rest)."
  fi
  rm -f "$PG_HOME/password"
  echo "include_if_exists 'maru.conf'" | as_postgres tee -a "$PG_DATA/postgresql.conf" >/dev/null
}

run_cluster() {
  local tries
  if [ "$(stat -c %s "$PG_HOME/server.log" 2>/dev/null || echo 0)" -gt 50000000 ]; then
    as_postgres mv -f "$PG_HOME/server.log" "$PG_HOME/server.log.1"
  fi
  as_postgres rm -f "$PG_DATA/postmaster.pid" # no process of this cluster is left, so it is a stale one
  for tries in 1 2 3; do
    choose_port postgres
    PG_PORT=$CHOSEN_PORT
    cluster_settings | write_as_postgres "$PG_DATA/maru.conf"
    if as_postgres setsid "$PG_BIN/pg_ctl" start -w -t 60 -s -D "$PG_DATA" -l "$PG_HOME/server.log" \
      >/dev/null 2>&1 9>&-; then
      return
    fi
    # Somebody may have taken the port in between.
    port_taken "$PG_PORT" && [ "$tries" != 3 ] || break
  done
  fail "The private PostgreSQL did not start: $(tail -n 1 "$PG_HOME/server.log" 2>/dev/null) ($PG_HOME/server.log has the rest)."
}

# Everything that keeps data safe (fsync, synchronous commits) is on by default and stays so.
cluster_settings() {
  cat <<SETTINGS
listen_addresses = '127.0.0.1'
port = $PG_PORT
unix_socket_directories = ''
max_connections = 120
shared_buffers = 256MB
wal_compression = on
timezone = 'UTC'
log_timezone = 'UTC'
log_min_duration_statement = 2s
SETTINGS
}

superuser_sql() { # DATABASE [SQL]: SQL from standard input if none is given
  local -a command=("$PG_BIN/psql" -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$PG_PORT" -U postgres -d "$1")
  [ $# = 1 ] || command+=(-c "$2")
  PGPASSWORD=$(secret database-superuser) "${command[@]}"
}

bootstrap_database() {
  local sql=$MARU_ROOT/migrations/src/main/resources/db/bootstrap.sql
  if ! {
    printf '\\set owner_password %s\n\\set runtime_password %s\n\\set database maru\n' \
      "$(secret database-owner)" "$(secret database-runtime)"
    cat "$sql"
  } | superuser_sql postgres >"$MARU_HOME/logs/bootstrap.log" 2>&1; then
    fail "The database could not be prepared: $(grep -m1 ERROR "$MARU_HOME/logs/bootstrap.log") ($MARU_HOME/logs/bootstrap.log has the rest)."
  fi
  as_postgres touch "$PG_DATA/maru.bootstrapped"
}

stop_postgres() {
  local pid tenths=0
  place_cluster
  pid=$(cluster_pid)
  [ -n "$pid" ] || return 0
  kill -INT "$pid" 2>/dev/null || true # "fast": open transactions are rolled back
  while [ -n "$(cluster_pid)" ] && [ $tenths -lt 300 ]; do
    sleep 0.1
    tenths=$((tenths + 1))
  done
  if [ -n "$(cluster_pid)" ]; then kill -QUIT "$pid" 2>/dev/null || true; fi
}
