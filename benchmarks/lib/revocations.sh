# shellcheck shell=bash
# How long a key goes on working after it was revoked.

measure_revocations() {
  need curl python3 psql
  work_folder
  server_started
  describe_machine
  local tenant project
  tenant=$(sql "select 'ten_' || replace(tenant_id::text, '-', '') from access.project where sample limit 1")
  project=$(sql "select 'prj_' || replace(project_id::text, '-', '') from access.project where sample limit 1")
  python3 "$BENCH_ROOT/lib/revocations.py" "$(base)" "$(key manage,call)" "$tenant" "$project" "${TIMES:-50}"
}
