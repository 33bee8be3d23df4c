# shellcheck shell=bash
# Load by wrk, in rounds that take turns, so that a slow minute of the machine hits every side alike.

# wrk_once NAME CONNECTIONS URL [LUA]: appends "req/s p50µs p99µs errors" to $WORK/NAME.
wrk_once() {
  local name=$1 connections=$2 url=$3 lua=${4:-$BENCH_ROOT/wrk/get.lua}
  wrk -t1 -c"$connections" -d"${SECONDS_PER_ROUND}s" --timeout 10s -s "$lua" "$url" | grep '^RESULT' | cut -d' ' -f2- >>"$WORK/$name"
}

# warm URL LUA: until the compiler has seen the path.
warm() { wrk -t1 -c32 -d"${WARM_SECONDS:-30}s" --timeout 10s -s "$2" "$1" >/dev/null; }

column() { awk -v c="$2" '{ print $c }' "$WORK/$1" >"$WORK/column" && median "$WORK/column"; }

# row NAME LABEL BASELINE: the medians of a side and its ratio to the baseline.
row() {
  local rps p50 p99 errors base base50 base99
  rps=$(column "$1" 1) p50=$(column "$1" 2) p99=$(column "$1" 3)
  errors=$(awk '{ n += $4 } END { print n + 0 }' "$WORK/$1")
  base=$(column "$3" 1) base50=$(column "$3" 2) base99=$(column "$3" 3)
  awk -v l="$2" -v r="$rps" -v a="$p50" -v b="$p99" -v e="$errors" -v x="$base" -v y="$base50" -v z="$base99" 'BEGIN {
    printf "| %-34s | %9.0f | %8.2f | %8.2f | %+9.2f | %+9.2f | %6.2f | %6d |\n", l, r, a / 1000, b / 1000, (a - y) / 1000, (b - z) / 1000, r / x, e }'
}

header() {
  printf '\n%s\n' "$1"
  echo "| path                               |     req/s |   p50 ms |   p99 ms | added p50 | added p99 |  ratio | errors |"
  echo "|---|--:|--:|--:|--:|--:|--:|--:|"
}
