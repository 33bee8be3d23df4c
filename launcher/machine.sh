# shellcheck shell=bash
# The machine: its system, disk and ports, asked without any program that a fresh system may lack.

have() { command -v "$1" >/dev/null 2>&1; }

require_linux() {
  [ "$(uname -s)" = Linux ] ||
    fail "./maru runs PostgreSQL and Redis by itself on Linux only; here, use Docker: \`docker compose up\`."
}

# require_space FOLDER MEGABYTES PURPOSE
require_space() {
  local folder=$1 free
  while [ ! -d "$folder" ]; do folder=$(dirname -- "$folder"); done
  free=$(df -Pk -- "$folder" | awk 'NR == 2 { print int($4 / 1024) }')
  [ "${free:-0}" -ge "$2" ] ||
    fail "Only $free MB are free on the disk of $folder and $3 needs $2 MB; make room, then run ./maru again."
}

# port_taken PORT: does anything listen on it, on any address?
port_taken() {
  local hex
  hex=$(printf '%04X' "$1")
  grep -qsE "^ *[0-9]+: [0-9A-F]+:$hex [0-9A-F]+:0000 0A " /proc/net/tcp /proc/net/tcp6
}

# port_user PORT: " (by nginx)" where it can be told, else nothing.
port_user() {
  local name
  have ss || return 0
  name=$(ss -ltnpH "sport = :$1" 2>/dev/null | sed -n 's/.*users:(("\([^"]*\)".*/\1/p' | head -n1)
  if [ -n "$name" ]; then printf ' (by %s)' "$name"; fi
}

# http METHOD PORT PATH [TOKEN [JSON]]: one request to loopback; prints "STATUS" and then the body.
http() {
  local method=$1 port=$2 path=$3 token=${4:-} json=${5:-} head length
  length=$(printf '%s' "$json" | wc -c)
  head="$method $path HTTP/1.0"$'\r\n'"Host: localhost:$port"$'\r\n'"Accept: application/json"$'\r\n'
  [ -n "$token" ] && head+="Authorization: Bearer $token"$'\r\n'
  [ -n "$json" ] && head+="Content-Type: application/json"$'\r\n'"Content-Length: $length"$'\r\n'
  # The request goes through the environment, so that no token shows in the list of processes.
  # shellcheck disable=SC2016 # expanded by the shell that runs it
  MARU_REQUEST=$head$'\r\n'$json timeout "${HTTP_SECONDS:-5}" bash -c '
    exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 7
    printf %s "$MARU_REQUEST" >&3
    cat <&3' http "$port" 2>/dev/null |
    sed -e '1s/^HTTP[^ ]* \([0-9]*\).*/\1/' -e '2,/^\r*$/d'
}

# Where a model server answers on one of the usual local ports, calls to it are allowed: "127.0.0.1:11434,…".
local_model_servers() {
  local port answer found=''
  for port in 11434 8000 8080 1234; do # Ollama, vLLM, llama.cpp, LM Studio
    if [ "$port" = "$MARU_PORT" ] || ! port_taken "$port"; then continue; fi
    answer=$(HTTP_SECONDS=2 http GET "$port" /v1/models | tr -d '\0\r\n' | head -c 4000) || true
    case $answer in
      200*'"data"'* | 200*'"models"'* | 401*'{'*) found+=${found:+,}127.0.0.1:$port ;;
    esac
  done
  printf '%s' "$found"
}

version_at_least() { # VERSION LEAST
  [ -n "$1" ] && [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n1)" = "$2" ]
}
