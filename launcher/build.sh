# shellcheck shell=bash
# The production jar and its unpacked form, which starts faster.

MARU_JAR=$MARU_ROOT/platform-server/target/maru.jar

# Prints a source that is newer than the jar, if there is one. Folders count too: they change when a file goes.
newer_source() {
  find "$MARU_ROOT" \( -name target -o -name .git -o -name .maru -o -name node_modules -o -path '*/frontend/generated' \) -prune \
    -o -newer "$MARU_JAR" \( -path '*/src/main' -o -path '*/src/main/*' -o -name pom.xml \) ! -path '*/src/main/frontend*' -print -quit
}

jar_is_current() { [ -e "$MARU_JAR" ] && [ -z "$(newer_source)" ]; }

build_jar() {
  local began=$SECONDS log=$MARU_HOME/logs/build.log
  jar_is_current && return
  ensure_maven
  end_process build 5 # of a launcher that was killed
  require_space "$MARU_ROOT" 2048 "a build"
  step "Building (the first time takes some minutes; log: $log)"
  if ! attend build env -C "$MARU_ROOT" mvn -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true \
    -Dstyle.color=never package -pl platform-server -am >"$log" 2>&1; then
    grep -E '^\[ERROR\] .*(\.java:\[|Failed to execute)' "$log" | cut -c1-300 | sort -u | head -n 6 >&2 || true
    fail "The build failed; $log has the whole of it."
  fi
  [ -e "$MARU_JAR" ] || fail "The build made no $MARU_JAR; $log has the whole of it."
  touch "$MARU_JAR"
  step "Built in $((SECONDS - began)) s"
}

# Unpacks the jar once per build and sets MARU_APP. The folder of the build before goes with the next start.
unpack_jar() {
  local folder
  MARU_APP=$MARU_HOME/app/$(stat -c '%Y-%s' "$MARU_JAR")
  if [ ! -e "$MARU_APP/maru.jar" ]; then
    rm -rf "$MARU_APP.new"
    "$JAVA_HOME/bin/java" -Djarmode=tools -jar "$MARU_JAR" extract --destination "$MARU_APP.new" >"$MARU_HOME/logs/extract.log" 2>&1 ||
      fail "The jar could not be unpacked: $(tail -n 1 "$MARU_HOME/logs/extract.log"); delete $MARU_JAR and run ./maru again."
    mv "$MARU_APP.new" "$MARU_APP"
  fi
  for folder in "$MARU_HOME"/app/*; do
    [ "$folder" = "$MARU_APP" ] || rm -rf "$folder"
  done
}
