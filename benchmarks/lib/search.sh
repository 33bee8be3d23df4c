# shellcheck shell=bash
# The list of prompts and searches in it, over HTTP and in SQL, in a project of many prompts.

# prompts_filled: prompts and versions straight into the tables, then the texts that searches look at, as an upgrade makes them.
prompts_filled() {
  local began left=1
  echo "prompts: ${PROMPTS:=10000} with ${VERSIONS:=20} versions each"
  began=$(now_ms)
  cluster_sql -v prompts="$PROMPTS" -v versions="$VERSIONS" -f "$BENCH_ROOT/lib/fill_prompts.sql"
  echo "rows written after $((($(now_ms) - began) / 1000)) s"
  began=$(now_ms)
  while [ "$left" != 0 ]; do
    sleep 1
    left=$(cluster_sql -t -A -c 'select count(*) from prompts.prompt where searched_at is distinct from updated_at')
  done
  echo "texts to search made within $((($(now_ms) - began) / 1000)) s, the wait for the task included"
  cluster_sql -c 'vacuum analyze prompts.prompt, prompts.prompt_text'
}

# As the superuser of the private cluster.
cluster_sql() {
  (
    # shellcheck source=/dev/null
    . "$MARU_ROOT/launcher/postgres.sh"
    find_postgres
    PG_PORT=$(sed -n 4p "$(place_cluster && printf '%s' "$PG_DATA")/postmaster.pid")
    PGPASSWORD=$(secret database-superuser) "$PG_BIN/psql" -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$PG_PORT" -U postgres -d maru "$@"
  )
}

measure_search() {
  need curl python3
  work_folder
  server_started
  describe_machine
  prompts_filled
  cluster_sql -v rounds=$((ROUNDS * 4)) -f "$BENCH_ROOT/lib/search_prompts.sql"
  echo
  python3 "$BENCH_ROOT/lib/search_prompts.py" "$(base)" "$(key prompts:read)" $((ROUNDS * 4))
}
