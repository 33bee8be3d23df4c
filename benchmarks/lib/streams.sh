# shellcheck shell=bash
# Streams: when the first event comes, whether all of many at once are whole, and what a huge request does to small ones.

MANY_PORT=18494 # 20 words, 50 ms apart

measure_streams() {
  need wrk nginx curl python3 psql
  work_folder
  provider_started "$UPSTREAM_PORT"
  provider_started "$SLOW_PORT" --latency 60ms
  many_provider
  passes_through
  MARU_EGRESS_ALLOW_MORE=",127.0.0.1:$MANY_PORT" server_started
  connect_upstreams many "http://127.0.0.1:$MANY_PORT/v1"
  describe_machine
  CALL_KEY=$(key call)
  export BENCH_KEY=$CALL_KEY
  chat fast/scripted-large true
  warm "$(base)/v1/chat/completions" "$BENCH_ROOT/wrk/post.lua"
  first_events
  many_streams
  huge_beside_small
}

many_provider() {
  classes
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx512m -cp "$CLASSES" dev.maru.testing.provider.ScriptedProviderMain \
    --words 20 --delay 50ms --port "$MANY_PORT" >"$WORK/provider-many.log" 2>&1 &
  started $!
  await_port "$MANY_PORT"
}

# stream_load NAME BODY MODE N URL: appends "streams first50µs first99µs events incomplete ms" to $WORK/NAME.
stream_load() {
  BENCH_BODY=$2 "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx256m -cp "$CLASSES" dev.maru.benchmarks.StreamLoad "$3" "$4" "$5" |
    sed -n 's/^RESULT //p' >>"$WORK/$1"
}

first_events() {
  local path=/v1/chat/completions round direct through
  direct=$(body scripted-large true) through=$(body fast/scripted-large true)
  for ((round = 0; round < ROUNDS; round++)); do
    stream_load first-direct "$direct" first "${STREAMS:-2000}" "http://127.0.0.1:$UPSTREAM_PORT$path"
    stream_load first-nginx "$direct" first "${STREAMS:-2000}" "http://127.0.0.1:$PASS_PORT$path"
    stream_load first-maru "$through" first "${STREAMS:-2000}" "$(base)$path"
  done
  printf '\nfirst event of a stream, 1 connection, upstream 0 ms\n'
  echo "| path                               |  p50 ms |  p99 ms | added p50 | added p99 | incomplete |"
  echo "|---|--:|--:|--:|--:|--:|"
  local side
  for side in "direct:direct" "nginx:nginx, passed through" "maru:Maru"; do
    awk -v l="${side#*:}" -v a="$(column "first-${side%%:*}" 2)" -v b="$(column "first-${side%%:*}" 3)" \
      -v y="$(column first-direct 2)" -v z="$(column first-direct 3)" -v e="$(awk '{ n += $5 } END { print n + 0 }' "$WORK/first-${side%%:*}")" \
      'BEGIN { printf "| %-34s | %7.2f | %7.2f | %+9.2f | %+9.2f | %10d |\n", l, a / 1000, b / 1000, (a - y) / 1000, (b - z) / 1000, e }'
  done
}

many_streams() {
  local path=/v1/chat/completions round direct through many=${MANY:-512} side
  direct=$(body scripted-large true) through=$(body many/scripted-large true)
  for ((round = 0; round < ROUNDS; round++)); do
    stream_load many-direct "$direct" many "$many" "http://127.0.0.1:$MANY_PORT$path"
    stream_load many-maru "$through" many "$many" "$(base)$path"
  done
  printf '\n%s streams at once, 20 words 50 ms apart\n' "$many"
  echo "| path                               | first event p50 ms | p99 ms | events of a stream | incomplete streams | all done after ms |"
  echo "|---|--:|--:|--:|--:|--:|"
  for side in "direct:direct" "maru:Maru"; do
    awk -v l="${side#*:}" -v a="$(column "many-${side%%:*}" 2)" -v b="$(column "many-${side%%:*}" 3)" -v t="$(column "many-${side%%:*}" 6)" \
      -v per="$(awk '{ n += $1; e += $4 } END { print e / n }' "$WORK/many-${side%%:*}")" -v e="$(awk '{ n += $5 } END { print n + 0 }' "$WORK/many-${side%%:*}")" \
      'BEGIN { printf "| %-34s | %18.1f | %6.1f | %18.2f | %18d | %17d |\n", l, a / 1000, b / 1000, per, e, t }'
  done
}

# A request of about 100,000 tokens again and again, and what small ones feel of it.
huge_beside_small() {
  local round small url
  url=$(base)/v1/chat/completions
  small=$(body fast/scripted-large false)
  python3 -c 'import json
print(json.dumps({"model": "fast/scripted-large", "stream": False, "messages": [{"role": "user", "content": "lorem ipsum dolor sit amet " * 15000}]}))' >"$WORK/huge.json"
  for ((round = 0; round < ROUNDS; round++)); do
    BENCH_BODY=$small wrk_once small-alone 4 "$url" "$BENCH_ROOT/wrk/post.lua"
    HUGE_BODY=$WORK/huge.json wrk -t1 -c1 -d"${SECONDS_PER_ROUND}s" --timeout 10s -s "$BENCH_ROOT/wrk/huge.lua" "$url" >"$WORK/huge.out" &
    BENCH_BODY=$small wrk_once small-beside 4 "$url" "$BENCH_ROOT/wrk/post.lua"
    wait $!
    sed -n 's/^RESULT //p' "$WORK/huge.out" >>"$WORK/huge"
  done
  printf '\nsmall calls on 4 connections, alone and beside one connection that sends %s bytes (about 100,000 tokens) again and again\n' \
    "$(stat -c %s "$WORK/huge.json")"
  echo "| small calls                        |     req/s |   p50 ms |   p99 ms | errors |"
  echo "|---|--:|--:|--:|--:|"
  local side
  for side in "small-alone:alone" "small-beside:beside the huge one" "huge:the huge ones themselves"; do
    awk -v l="${side#*:}" -v r="$(column "${side%%:*}" 1)" -v a="$(column "${side%%:*}" 2)" -v b="$(column "${side%%:*}" 3)" \
      -v e="$(awk '{ n += $4 } END { print n + 0 }' "$WORK/${side%%:*}")" \
      'BEGIN { printf "| %-34s | %9.0f | %8.2f | %8.2f | %6d |\n", l, r, a / 1000, b / 1000, e }'
  done
}
