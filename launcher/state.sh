# shellcheck shell=bash
# What the launcher remembers in MARU_HOME between two commands: secrets, ports, and the processes it started.

prepare_home() {
  # The data folder itself stays passable, for the user of the database.
  if ! {
    mkdir -p "$MARU_HOME"/{logs,run,secrets} && chmod 711 "$MARU_HOME" &&
      chmod 700 "$MARU_HOME"/{logs,run,secrets} && : >"$MARU_HOME/.maru-home"
  } 2>/dev/null; then
    fail "The data folder $MARU_HOME cannot be written or belongs to somebody else; make it yours (\`chown -R\`), or set MARU_HOME to another folder."
  fi
}

# random_secret: 32 characters that are safe in a URL and in a configuration file.
random_secret() { head -c 24 /dev/urandom | base64 | tr '+/' '-_'; }

# secret NAME: prints it; made on first use.
secret() {
  local file=$MARU_HOME/secrets/$1
  if [ ! -s "$file" ]; then
    (umask 077 && random_secret >"$file.new" && mv -f "$file.new" "$file")
  fi
  cat "$file"
}

remembered_port() { sed -n "s/^$1=//p" "$MARU_HOME/ports" 2>/dev/null || true; }

# choose_port NAME: the remembered one if it is still free, else another free one; sets CHOSEN_PORT.
choose_port() {
  local start
  CHOSEN_PORT=$(remembered_port "$1")
  if [ -n "$CHOSEN_PORT" ] && ! port_taken "$CHOSEN_PORT"; then return; fi
  # Another folder begins elsewhere, so that two installations do not run into each other.
  start=$(printf '%s' "$MARU_HOME/$1" | cksum | cut -d' ' -f1)
  CHOSEN_PORT=$((21000 + start % 9000))
  while port_taken "$CHOSEN_PORT"; do CHOSEN_PORT=$((CHOSEN_PORT + 1)); done
  { grep -v "^$1=" "$MARU_HOME/ports" 2>/dev/null || true; printf '%s=%s\n' "$1" "$CHOSEN_PORT"; } >"$MARU_HOME/ports.new"
  mv -f "$MARU_HOME/ports.new" "$MARU_HOME/ports"
}

# born PID: when it began, in ticks since the boot; nothing for one that is gone or a zombie.
born() {
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
  # shellcheck disable=SC2086 # the fields after the name, which may hold anything
  set -- ${stat##*) }
  [ "$1" = Z ] || [ "$1" = X ] || printf '%s' "${20}"
}

# record_process NAME PID. The time of birth tells our process from a later one with the same number.
record_process() { printf '%s %s\n' "$2" "$(born "$2")" >"$MARU_HOME/run/$1.pid"; }

# process_of NAME: its pid if it still runs.
process_of() {
  local pid='' since=''
  { read -r pid since <"$MARU_HOME/run/$1.pid"; } 2>/dev/null || true
  if [ -n "$since" ] && [ "$(born "$pid")" = "$since" ]; then printf '%s' "$pid"; fi
}

forget_process() { rm -f "$MARU_HOME/run/$1.pid"; }

# end_process NAME SECONDS: asks it to end, waits, then insists. `-` before the name: its whole group.
end_process() {
  local group='' name=$1 pid tenths=0
  if [ "${name:0:1}" = - ]; then group=- name=${name:1}; fi
  pid=$(process_of "$name")
  if [ -n "$pid" ]; then
    kill -TERM -- "$group$pid" 2>/dev/null || true
    while [ -n "$(process_of "$name")" ] && [ $tenths -lt $(($2 * 10)) ]; do
      sleep 0.1
      tenths=$((tenths + 1))
    done
    if [ -n "$(process_of "$name")" ]; then
      kill -KILL -- "$group$pid" 2>/dev/null || true
    fi
  fi
  forget_process "$name"
}

# take_lock: one start at a time; held through descriptor 9, which no child keeps.
take_lock() {
  exec 9>>"$MARU_HOME/lock"
  flock -n 9 ||
    fail "Another ./maru start is under way in $MARU_HOME; wait for it, or end it with \`./maru stop\`."
}

release_lock() { exec 9>&-; }
