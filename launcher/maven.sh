# shellcheck shell=bash
# Maven from the distribution, run with the JDK that was found.

MAVEN_LEAST=3.8.6

maven_version() { mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p' | head -n1 || true; }

ensure_maven() {
  local version
  if ! have mvn; then
    install_packages "Maven" maven
  fi
  # It runs on a newer Java than it was made for, and would say so each time.
  export MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}"
  version=$(maven_version)
  version_at_least "$version" "$MAVEN_LEAST" ||
    fail "Maven ${version:-of an unknown version} is on PATH and Maru needs $MAVEN_LEAST or newer; install a newer one, or take it off PATH so that ./maru installs the distribution's."
}
