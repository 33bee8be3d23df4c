# shellcheck shell=bash
# How long ./maru start takes until it is ready, and what it occupies then.

measure_start() {
  need git curl
  work_folder
  describe_machine
  local clone=$WORK/clone home=$MARU_HOME round archive
  git clone -q "$MARU_ROOT" "$clone"
  MARU_ROOT_STARTED=$clone SERVER_STARTED=yes
  MARU_HOME=$WORK/home
  once build # builds the jar, makes the cluster, migrates
  "$clone/maru" stop >/dev/null
  "$clone/maru" reset --yes >/dev/null
  find "$MARU_HOME/app" -name '*.aot*' -delete
  for ((round = 0; round < ROUNDS; round++)); do
    "$clone/maru" reset --yes >/dev/null
    find "$MARU_HOME/app" -name '*.aot*' -delete
    MARU_NO_ARCHIVE=yes once cold
    "$clone/maru" stop >/dev/null
    MARU_NO_ARCHIVE=yes once plain
    "$clone/maru" stop >/dev/null
  done
  once training
  until archive=$(find "$MARU_HOME/app" -name '*.aot') && [ -n "$archive" ]; do sleep 1; done
  "$clone/maru" stop >/dev/null
  for ((round = 0; round < ROUNDS; round++)); do
    once warm
    "$clone/maru" stop >/dev/null
  done
  once warm
  report "$clone" "$archive"
  "$clone/maru" stop >/dev/null
  MARU_HOME=$home
}

# once NAME: appends the seconds that a start took.
once() {
  local began
  began=$(now_ms)
  "$MARU_ROOT_STARTED/maru" start --detach >"$WORK/start.log" 2>&1 || { cat "$WORK/start.log" >&2; exit 1; }
  echo $(($(now_ms) - began)) >>"$WORK/$1"
}

line() { # LABEL FILE BASELINE
  awk -v l="$1" -v a="$(median "$WORK/$2")" -v b="$(median "$WORK/$3")" -v n="$(wc -l <"$WORK/$2")" 'BEGIN {
    printf "| %-58s | %6.1f | %5.2f | %d |\n", l, a / 1000, a / b, n }'
}

report() { # CLONE ARCHIVE
  local pid
  pid=$(server_pid)
  printf '\n| ./maru start, until ready                                   |      s | ratio | runs |\n|---|--:|--:|--:|\n'
  line "of a fresh clone: build, new cluster, migrations" build plain
  line "built, new cluster, migrations, no archive of classes" cold plain
  line "data there, no archive of classes (the baseline)" plain plain
  line "data there, with the archive: every start but the first" warm plain
  sleep "${IDLE_SECONDS:-60}"
  printf '\njar %s MB, archive of classes %s MB; at rest after %s s: program %s MB, PostgreSQL %s MB, Redis %s MB\n' \
    "$(($(stat -c %s "$1/platform-server/target/maru.jar") / 1000000))" "$(($(stat -c %s "$2") / 1000000))" "${IDLE_SECONDS:-60}" \
    "$(rss_mb "$pid")" "$(($(pss_kb "$(head -n1 "$MARU_HOME/postgres/data/postmaster.pid")") / 1024))" "$(rss_mb "$(cut -d' ' -f1 "$MARU_HOME/run/redis.pid")")"
}

# The server process and its children; memory that they share counts once.
pss_kb() {
  local pid sum=0
  for pid in "$1" $(pgrep -P "$1"); do
    sum=$((sum + $(awk '/^Pss:/ { print $2 }' "/proc/$pid/smaps_rollup" 2>/dev/null || echo 0)))
  done
  echo "$sum"
}
