# shellcheck shell=bash
# Packages of the distribution: installed without questions and without starting a service.

MARU_POLICY=/usr/sbin/policy-rc.d
apt_lists_fresh=

distribution() { # ID and codename, such as "debian bookworm"
  (
    # shellcheck source=/dev/null
    . "${MARU_OS_RELEASE:-/etc/os-release}" 2>/dev/null || true
    printf '%s %s\n' "${ID:-unknown}" "${VERSION_CODENAME:-unknown}"
  )
}


as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif have sudo && interactive; then
    sudo -- "$@"
  else
    sudo -n -- "$@"
  fi
}

can_be_root() {
  [ "$(id -u)" = 0 ] && return
  have sudo || return 1
  interactive || sudo -n true 2>/dev/null
}

# require_apt WHAT PACKAGE...: fails with the sentence that names what to install by hand.
require_apt() {
  local what=$1
  shift
  have apt-get || fail "$what is missing and this system has no apt; install $what with its own package manager (see README.md), then run ./maru again."
  can_be_root || fail "$what is missing and installing it needs root; run \`sudo apt-get install $*\`, then ./maru again."
}

apt_quiet() {
  local log=$MARU_HOME/logs/install.log
  mkdir -p "${log%/*}"
  as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l apt-get -q -y \
    -o DPkg::Lock::Timeout=180 -o Acquire::Retries=3 "$@" >>"$log" 2>&1 </dev/null
}

apt_update() {
  [ -n "$apt_lists_fresh" ] && return
  step "Reading the distribution's package lists"
  apt_quiet update ||
    warn "Some package lists could not be read (see $MARU_HOME/logs/install.log); going on with those that are there."
  apt_lists_fresh=yes
}

# candidate PACKAGE: the version that apt would install, empty if there is none.
candidate() {
  apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: //p' | grep -v '^(none)$' || true
}

# install_packages WHAT PACKAGE...: installs what is missing; no service is started or enabled by it.
install_packages() {
  local what=$1 mine='' status=0
  shift
  require_apt "$what" "$@"
  require_space / 500 "installing $what"
  apt_update
  step "Installing $what ($*)"
  if [ ! -e "$MARU_POLICY" ]; then
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$MARU_POLICY" >/dev/null
    as_root chmod 755 "$MARU_POLICY"
    mine=yes
  fi
  apt_quiet -o Dpkg::Options::=--force-confold --no-install-recommends install "$@" || status=$?
  if [ -n "$mine" ]; then as_root rm -f "$MARU_POLICY"; fi
  [ "$status" = 0 ] ||
    fail "Installing $what failed; $MARU_HOME/logs/install.log says why. Mend that, or run \`apt-get install $*\` by hand, then ./maru again."
}
