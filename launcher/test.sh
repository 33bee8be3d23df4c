# shellcheck shell=bash
# Every test, and the generated database classes.

run_tests() {
  require_linux
  prepare_home
  bring_build_tools
  ensure_postgres
  ensure_redis
  ensure_browser
  export MARU_PG_BIN=$PG_BIN MARU_REDIS_SERVER=$REDIS_SERVER
  if [ $# = 0 ]; then bash "$MARU_ROOT/launcher/test/launcher-test.sh"; fi
  # The tests make their own folders and servers; nothing of this installation may leak into them.
  unset MARU_HOME MARU_DATABASE_URL MARU_DATABASE_OWNER_URL MARU_REDIS_URL MARU_PORT
  exec env -C "$MARU_ROOT" mvn -B -ntp verify "$@"
}

bring_build_tools() {
  ensure_jdk
  ensure_maven
  require_space "$MARU_ROOT" 2048 "a build"
}

# The browser of the end-to-end tests, with fonts that have Hangul.
ensure_browser() {
  local name missing=''
  for name in "${MARU_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    [ -n "$name" ] || continue
    MARU_CHROMIUM=$(command -v "$name") && break
  done
  if [ -z "${MARU_CHROMIUM:-}" ]; then
    require_apt "Chromium" chromium fonts-noto-cjk fonts-dejavu
    apt_update
    [ "$(distribution | cut -d' ' -f1)" != ubuntu ] ||
      fail "Chromium is missing and Ubuntu has it as a snap only; install Chromium or Chrome so that it is on PATH, or set MARU_CHROMIUM to it, then run ./maru test again."
    missing=chromium
    MARU_CHROMIUM=/usr/bin/chromium
  fi
  if have dpkg-query; then
    for name in fonts-noto-cjk fonts-dejavu; do
      dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=" $name"
    done
  fi
  # shellcheck disable=SC2086 # a list of packages
  if [ -n "$missing" ]; then install_packages "the browser of the tests" $missing; fi
  export MARU_CHROMIUM
}

codegen() {
  require_linux
  prepare_home
  bring_build_tools
  ensure_postgres
  export MARU_PG_BIN=$PG_BIN
  env -C "$MARU_ROOT" mvn -B -q -pl migrations -am -DskipTests \
    -Dorg.jooq.no-logo=true -Dorg.jooq.no-tips=true test-compile exec:java ||
    fail "The database classes were not generated; the lines above say why."
  say "The database classes in migrations/src/main/java are generated."
}
