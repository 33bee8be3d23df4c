# shellcheck shell=bash
# Fetches of one prompt among many, beside nginx with the same bytes as a static file.

measure_prompts() {
  need wrk nginx curl python3
  work_folder
  server_started
  describe_machine
  local write read name=bench/000/prompt-0 port=18494 url etag
  write=$(key prompts:read,prompts:write) read=$(key prompts:read)
  prompts_filled
  prompts_told "$write"
  url="$(base)/v1/prompts/bench%2F000%2Fprompt-0"
  curl -sS --max-time 30 --fail -D "$WORK/head" -H "Authorization: Bearer $read" -o "$WORK/prompt.json" "$url"
  etag=$(sed -n 's/^[Ee][Tt]ag: *\(.*\)\r$/\1/p' "$WORK/head")
  serve_file "$port"
  local file="http://127.0.0.1:$port/prompt.json" file_etag
  file_etag=$(curl -sS -I "$file" | sed -n 's/^[Ee][Tt]ag: *\(.*\)\r$/\1/p')
  BENCH_KEY=$read warm "$url" "$BENCH_ROOT/wrk/get.lua"
  local connections round
  for connections in ${CONNECTIONS:-1 32 64}; do
    for ((round = 0; round < ROUNDS; round++)); do
      wrk_once "file-$connections" "$connections" "$file"
      BENCH_KEY=$read wrk_once "maru-$connections" "$connections" "$url"
      BENCH_ETAG=$file_etag wrk_once "file304-$connections" "$connections" "$file"
      BENCH_ETAG=$etag BENCH_KEY=$read wrk_once "maru304-$connections" "$connections" "$url"
    done
    header "GET /v1/prompts/{name}, $connections connections, $(stat -c %s "$WORK/prompt.json") bytes"
    row "file-$connections" "nginx, static file" "file-$connections"
    row "maru-$connections" "Maru" "file-$connections"
    row "file304-$connections" "nginx, If-None-Match" "file304-$connections"
    row "maru304-$connections" "Maru, If-None-Match" "file304-$connections"
  done
  python3 "$BENCH_ROOT/lib/label_moves.py" "$(base)" "$write" "$name" "${MOVES:-30}"
}

# prompts_told KEY: one change through the API, so that the server hears of what was written past it.
prompts_told() {
  curl -sS --max-time 60 --fail -o /dev/null -X PATCH -H "Authorization: Bearer $1" -H 'Content-Type: application/json' \
    -d '{"description": "The first of them"}' "$(base)/v1/prompts/bench%2F000%2Fprompt-0"
  sleep 3
}

serve_file() {
  cat >"$WORK/file.conf" <<CONF
worker_processes 1; daemon off; pid $WORK/file.pid; error_log stderr error;
events { worker_connections 1024; }
http {
  access_log off; keepalive_requests 1000000000; types { application/json json; }
  client_body_temp_path $WORK/t1; proxy_temp_path $WORK/t2; fastcgi_temp_path $WORK/t3; uwsgi_temp_path $WORK/t4; scgi_temp_path $WORK/t5;
  server { listen 127.0.0.1:$1; root $WORK; etag on; sendfile on; open_file_cache max=10; }
}
CONF
  chmod 644 "$WORK/prompt.json"
  nginx -c "$WORK/file.conf" 2>"$WORK/nginx.log" &
  started $!
  await_port "$1"
}

await_port() {
  local tries=0
  until (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 200 ] || { echo "nothing listens on 127.0.0.1:$1" >&2; exit 1; }
    sleep 0.05
  done
}
