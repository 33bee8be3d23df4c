# shellcheck shell=bash
# What is measured on, what is needed for it, and the end of what was started.

STARTED=()

need() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || { echo "benchmarks/run needs $tool; install the Debian package of that name." >&2; exit 1; }
  done
}

work_folder() {
  WORK=$(mktemp -d "${TMPDIR:-/tmp}/maru-bench.XXXXXX")
  chmod 755 "$WORK"
  trap end_all EXIT
}

# started PID: ended when the benchmark ends, however it ends.
started() { STARTED+=("$1"); }

end_all() {
  local pid
  for pid in "${STARTED[@]}"; do kill "$pid" 2>/dev/null || true; done
  if [ -n "${SERVER_STARTED:-}" ]; then "${MARU_ROOT_STARTED:-$MARU_ROOT}/maru" stop >/dev/null || true; fi
  rm -rf "${WORK:-/nonexistent}"
}

describe_machine() {
  printf 'machine: %s, %s cores, %s MB memory, %s, load %s\n' \
    "$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n1)" "$(nproc)" \
    "$(awk '/^MemTotal/ { printf "%d", $2 / 1024 }' /proc/meminfo)" \
    "$(. /etc/os-release && printf '%s' "$PRETTY_NAME")" "$(cut -d' ' -f1-3 /proc/loadavg)"
  printf 'commit:  %s, %s\n' "$(git -C "$MARU_ROOT" rev-parse --short HEAD 2>/dev/null || echo unknown)" "$(date -u +%F)"
}

now_ms() { date +%s%3N; }

# median FILE: of one number a line.
median() { sort -n "$1" | awk '{ a[NR] = $1 } END { print (NR % 2) ? a[(NR + 1) / 2] : (a[NR / 2] + a[NR / 2 + 1]) / 2 }'; }
