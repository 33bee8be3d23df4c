# shellcheck shell=bash
# Model calls through Maru, with everything on that a call has, beside nginx passing them through and no proxy at all.

UPSTREAM_PORT=18490 # answers at once
SLOW_PORT=18491     # answers after 60 ms
PASS_PORT=18492     # nginx before the first
SLOW_PASS_PORT=18493

measure_calls() {
  need wrk nginx curl python3 psql
  work_folder
  provider_started "$UPSTREAM_PORT"
  provider_started "$SLOW_PORT" --latency 60ms
  passes_through
  server_started
  connect_upstreams
  describe_machine
  CALL_KEY=$(key call)
  local first cpu_before calls_before
  export BENCH_KEY=$CALL_KEY
  chat fast/scripted-large false
  first=$(base)/v1/chat/completions
  warm "$first" "$BENCH_ROOT/wrk/post.lua"
  BENCH_BODY=$(body fast/scripted-large true) warm "$first" "$BENCH_ROOT/wrk/post.lua"
  cpu_before=$(cpu_ms) calls_before=$(calls_made)
  compare "whole answer, upstream 0 ms" fast "$UPSTREAM_PORT" "$PASS_PORT" false "${CONNECTIONS:-1 8 32}"
  cost_of_a_call "$cpu_before" "$calls_before"
  compare "stream of 20 chunks, upstream 0 ms" fast "$UPSTREAM_PORT" "$PASS_PORT" true "${CONNECTIONS:-1 32}"
  compare "whole answer, upstream 60 ms" slow "$SLOW_PORT" "$SLOW_PASS_PORT" false "${CONNECTIONS:-64 512}"
  compare "stream of 20 chunks, upstream 60 ms" slow "$SLOW_PORT" "$SLOW_PASS_PORT" true "${CONNECTIONS:-64}"
  ledger_is_whole
}

# provider_started PORT OPTION...: the scripted provider with one canned answer of 20 words.
provider_started() {
  classes
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx256m -cp "$CLASSES" dev.maru.testing.provider.ScriptedProviderMain --fixed --port "$@" >"$WORK/provider-$1.log" 2>&1 &
  started $!
  await_port "$1"
}

# Sets CLASSES: what stands in this module and in platform-testing, built if need be.
classes() {
  [ -z "${CLASSES:-}" ] || return 0
  prepare_home
  ensure_jdk
  ensure_maven
  (cd "$MARU_ROOT" && mvn -B -ntp -q -pl benchmarks -am -Pload -Dmaven.test.skip=true -Dspotless.check.skip=true package >"$WORK/build.log" 2>&1) ||
    { tail -n 5 "$WORK/build.log" >&2; exit 1; }
  CLASSES=$(echo "$BENCH_ROOT"/target/benchmarks-*.jar):$(cat "$BENCH_ROOT/target/classpath.txt")
}

passes_through() {
  cat >"$WORK/pass.conf" <<CONF
worker_processes auto; daemon off; pid $WORK/pass.pid; error_log stderr error;
events { worker_connections 4096; }
http {
  access_log off; keepalive_requests 1000000000;
  client_body_temp_path $WORK/t1; proxy_temp_path $WORK/t2; fastcgi_temp_path $WORK/t3; uwsgi_temp_path $WORK/t4; scgi_temp_path $WORK/t5;
  proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off;
  upstream fast { server 127.0.0.1:$UPSTREAM_PORT; keepalive 1024; keepalive_requests 1000000000; }
  upstream slow { server 127.0.0.1:$SLOW_PORT; keepalive 1024; keepalive_requests 1000000000; }
  server { listen 127.0.0.1:$PASS_PORT; location / { proxy_pass http://fast; } }
  server { listen 127.0.0.1:$SLOW_PASS_PORT; location / { proxy_pass http://slow; } }
}
CONF
  nginx -c "$WORK/pass.conf" 2>"$WORK/nginx.log" &
  started $!
  await_port "$PASS_PORT"
}

# Both providers as priced connections of the sample project's tenant, and more: SLUG URL...
connect_upstreams() {
  local tenant manage
  tenant=$(sql "select 'ten_' || replace(tenant_id::text, '-', '') from access.project where sample limit 1")
  manage=$(key manage)
  python3 "$BENCH_ROOT/lib/connect.py" "$(base)" "$manage" "$tenant" fast "http://127.0.0.1:$UPSTREAM_PORT/v1" slow "http://127.0.0.1:$SLOW_PORT/v1" "$@"
}

body() { # MODEL STREAM: about 1 kB, as a short chat has it
  python3 -c 'import json, sys
print(json.dumps({"model": sys.argv[1], "stream": sys.argv[2] == "true", "messages": [
  {"role": "system", "content": "You answer questions about the opening hours of museums. " * 14},
  {"role": "user", "content": "When does the museum open on Sundays?"}]}))' "$1" "$2"
}

chat() { # MODEL STREAM: fails unless the call works
  curl -sS --max-time 30 --fail-with-body -o "$WORK/chat" -H "Authorization: Bearer $CALL_KEY" -H 'Content-Type: application/json' \
    -d "$(body "$1" "$2")" "$(base)/v1/chat/completions" || { cat "$WORK/chat" >&2; exit 1; }
  BENCH_BODY=$(body "$1" "$2")
  export BENCH_BODY
}

# compare TITLE CONNECTION PORT PASS_PORT STREAM "CONNECTIONS..."
compare() {
  local title=$1 slug=$2 port=$3 pass=$4 stream=$5 connections round direct through path=/v1/chat/completions post=$BENCH_ROOT/wrk/post.lua
  through=$(body "$slug/scripted-large" "$stream") direct=$(body scripted-large "$stream")
  for connections in $6; do
    local id=$slug-$stream-$connections
    for ((round = 0; round < ROUNDS; round++)); do
      BENCH_BODY=$direct wrk_once "direct-$id" "$connections" "http://127.0.0.1:$port$path" "$post"
      BENCH_BODY=$direct wrk_once "nginx-$id" "$connections" "http://127.0.0.1:$pass$path" "$post"
      BENCH_BODY=$through wrk_once "maru-$id" "$connections" "$(base)$path" "$post"
    done
    header "$title, $connections connections"
    row "direct-$id" "direct" "direct-$id"
    row "nginx-$id" "nginx, passed through" "direct-$id"
    row "maru-$id" "Maru: key, metering, spool, ledger" "direct-$id"
  done
}

cpu_ms() { awk -v hz="$(getconf CLK_TCK)" '{ printf "%d", ($14 + $15) * 1000 / hz }' "/proc/$(server_pid)/stat"; }

calls_made() {
  curl -sS "http://127.0.0.1:$(cat "$MARU_HOME/run/management")/actuator/prometheus" | awk '/^maru_attempts_total/ { print int($2) }'
}

cost_of_a_call() { # CPU_BEFORE CALLS_BEFORE
  local calls
  calls=$(($(calls_made) - $2))
  awk -v cpu=$(($(cpu_ms) - $1)) -v n="$calls" -v rss="$(rss_mb "$(server_pid)")" 'BEGIN {
    printf "\nMaru used %.0f µs of CPU a call over %d calls, shipping them into the ledger included; its memory stands at %d MB\n", cpu * 1000 / n, n, rss }'
}

# Every attempt that was made is in the ledger once, and all of them exactly counted.
ledger_is_whole() {
  local made rows=0 tries=0
  made=$(calls_made)
  until [ "$rows" = "$made" ] || [ "$tries" = 600 ]; do
    rows=$(sql "select count(*) from gateway.ledger")
    tries=$((tries + 1))
    sleep 0.2
  done
  printf '\nledger: %s rows for %s attempts, %s of them exact\n' "$rows" "$made" "$(sql "select count(*) from gateway.ledger where state = 'exact'")"
}

sql() {
  PGPASSWORD=$(cat "$MARU_HOME/secrets/database-superuser") psql -h 127.0.0.1 -p "$(sed -n 's/^postgres[ =]*//p' "$MARU_HOME/ports")" -U postgres -d maru -Atqc "$1"
}
