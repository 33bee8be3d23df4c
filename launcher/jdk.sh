# shellcheck shell=bash
# A JDK: one that is there, else the distribution's, else the vendor's archive by its checksum.

JDK_LEAST=25
TEMURIN=25.0.3+9
TEMURIN_SHA256_x64=69264a7a211bf5029830d07bc3370f879769d62ebc5b5488e90c9343a2da0e1f
TEMURIN_SHA256_aarch64=3e4287cb98870ba824ed698854bdc27cff984254caf66dd12cc291e7bfdde26b

jdk_version() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null || true; }

# Sets JAVA_HOME if a JDK that is new enough is found in the usual folders.
find_jdk() {
  local folder version
  for folder in "${JAVA_HOME:-}" /usr/lib/jvm/*"$JDK_LEAST"* /usr/lib/jvm/* "$MARU_HOME"/jdk/* \
    "${HOME:-/root}"/.sdkman/candidates/java/* "${HOME:-/root}"/.jdks/* /opt/*jdk*; do
    [ -x "$folder/bin/javac" ] || continue
    version=$(jdk_version "$folder")
    [ "${version:-0}" -ge "$JDK_LEAST" ] || continue
    export JAVA_HOME=$folder
    return
  done
  return 1
}

ensure_jdk() {
  find_jdk && return
  if have apt-get && can_be_root; then
    apt_update
    if [ -n "$(candidate "openjdk-$JDK_LEAST-jdk-headless")" ]; then
      install_packages "JDK $JDK_LEAST" "openjdk-$JDK_LEAST-jdk-headless"
      find_jdk && return
    fi
  fi
  fetch_temurin && find_jdk && return
  fail "JDK $JDK_LEAST or newer is missing and could not be fetched; install one (for example Eclipse Temurin $JDK_LEAST into /opt/jdk-$JDK_LEAST, or set JAVA_HOME to it), then run ./maru again."
}

fetch_temurin() {
  local cpu sum url folder=$MARU_HOME/jdk/$TEMURIN archive=$MARU_HOME/jdk/archive.tar.gz
  case $(uname -m) in
    x86_64) cpu=x64 sum=$TEMURIN_SHA256_x64 ;;
    aarch64) cpu=aarch64 sum=$TEMURIN_SHA256_aarch64 ;;
    *) return 1 ;;
  esac
  if ! have curl; then
    have apt-get && can_be_root || return 1
    install_packages curl curl ca-certificates
  fi
  require_space "$MARU_HOME" 700 "a JDK"
  step "Fetching JDK $TEMURIN (Eclipse Temurin, about 140 MB)"
  url=https://github.com/adoptium/temurin25-binaries/releases/download/jdk-${TEMURIN/+/%2B}/OpenJDK25U-jdk_${cpu}_linux_hotspot_${TEMURIN/+/_}.tar.gz
  mkdir -p "$folder"
  curl -fsSL --retry 2 --connect-timeout 15 -o "$archive" "$url" 2>>"$MARU_HOME/logs/install.log" &&
    printf '%s  %s\n' "$sum" "$archive" | sha256sum -c --quiet - >>"$MARU_HOME/logs/install.log" 2>&1 &&
    tar -xzf "$archive" --strip-components=1 -C "$folder" && rm -f "$archive" && return
  rm -rf "$folder" "$archive"
  return 1
}
