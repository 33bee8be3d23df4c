# shellcheck shell=bash
# A Maru to measure: started, set up through its own one-time link, with a key.

BENCH_EMAIL=bench@example.com
BENCH_PASSWORD='measure-7-times-cut-once'

server_started() {
  # Nothing of the person's environment may reach the server that is measured.
  SERVER_STARTED=yes
  MARU_EGRESS_ALLOW="127.0.0.1:$UPSTREAM_PORT,127.0.0.1:$SLOW_PORT${MARU_EGRESS_ALLOW_MORE:-}" "$MARU_ROOT/maru" start --detach
  set_up_once
}

base() { printf 'http://127.0.0.1:%s' "$MARU_PORT"; }

# Opens the operator link as a browser would: the form, its token against forgery, the answer.
set_up_once() {
  local link jar=$WORK/cookies page token
  [ -s "$MARU_HOME/operator-link" ] || return 0
  link=$(head -n1 "$MARU_HOME/operator-link")
  page=$(curl -sS --max-time 20 -c "$jar" -b "$jar" "$link")
  token=$(sed -n 's/.*name="_csrf"[^>]*value="\([^"]*\)".*/\1/p' <<<"$page" | head -n1)
  curl -sS --max-time 60 -o "$WORK/set-up.html" -c "$jar" -b "$jar" \
    --data-urlencode "_csrf=$token" --data-urlencode "name=Bench" --data-urlencode "email=$BENCH_EMAIL" \
    --data-urlencode "password=$BENCH_PASSWORD" --data-urlencode "timeZone=UTC" --data-urlencode "lang=en" \
    --data-urlencode "organisation=Bench" --data-urlencode "token=${link#*token=}" "${link%%\?*}"
}

# key SCOPES: prints a fresh key of the sample project.
key() { "$MARU_ROOT/maru" key --scopes "$1" --name bench; }

server_pid() { cut -d' ' -f1 "$MARU_HOME/run/server.pid"; }

rss_mb() { awk '/^VmRSS/ { printf "%d", $2 / 1024 }' "/proc/$1/status"; }
