#!/usr/bin/env bash
# The launcher's own tests: what it says, what it chooses, what it remembers. No server, no network and no root are
# needed; where a program of the system matters, a fake on PATH or a redefined function takes its place.
set -euo pipefail

MARU_ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
WORK=$(mktemp -d "${TMPDIR:-/tmp}/maru launcher test.XXXXXX")
trap 'rm -rf "$WORK"' EXIT
unset MARU_DATABASE_URL MARU_DATABASE_OWNER_URL MARU_REDIS_URL MARU_PORT MARU_PUBLIC_URL MARU_EGRESS_ALLOW
unset MARU_MANAGEMENT_PORT MARU_PG_BIN MARU_REDIS_SERVER MARU_CHROMIUM MARU_JAVA_OPTS JAVA_HOME
export CI=true MARU_ROOT MARU_HOME="$WORK/home"
passed=0 failed=0

# maru [NAME=VALUE...] -- ARGUMENT...: the real command, with the fakes first on PATH.
maru() {
  local -a settings=("PATH=$WORK/bin:$PATH")
  while [ "$1" != -- ]; do settings+=("$1") && shift; done
  shift
  env "${settings[@]}" "$MARU_ROOT/maru" "$@" 2>&1
}

# inside CODE: bash code among the launcher's functions, with the fakes first on PATH.
inside() {
  # shellcheck disable=SC2016 # expanded by the shell that runs it
  PATH="$WORK/bin:$PATH" bash -c 'set -euo pipefail
    for part in messages machine state packages jdk maven pgvector postgres redis build server commands key test; do
      . "$MARU_ROOT/launcher/$part.sh"
    done
    eval "$1"' inside "$1" 2>&1
}

# check WHAT STATUS PATTERN COMMAND...: the exit status of a command, and what it prints as a glob.
check() {
  local what=$1 wanted=$2 pattern=$3 output status=0
  shift 3
  output=$("$@") || status=$?
  # shellcheck disable=SC2053 # the pattern is a glob
  if [ "$status" = "$wanted" ] && [[ $output == $pattern ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED: %s\n  wanted %s: %s\n  got    %s: %s\n' "$what" "$wanted" "$pattern" "$status" "$output" >&2
  fi
}

fake() { # NAME BODY
  printf '#!/bin/sh\n%s\n' "$2" >"$WORK/bin/$1"
  chmod +x "$WORK/bin/$1"
}

# fresh: no fakes, and an empty data folder.
fresh() {
  chmod -R u+w "$WORK"
  rm -rf "${WORK:?}"/*
  mkdir -p "$WORK/bin" "$WORK/home/logs" "$WORK/home/run" "$WORK/home/secrets"
}

for cases in "$MARU_ROOT"/launcher/test/cases/*.sh; do
  fresh
  # shellcheck source=/dev/null
  . "$cases"
done
printf 'Launcher tests run: %s, failures: %s\n' $((passed + failed)) "$failed"
[ "$failed" = 0 ]
