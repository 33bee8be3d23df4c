# shellcheck shell=bash
# The vector extension for an installed PostgreSQL: the distribution's package where it is new enough, else
# built from the source package of a newer release of the same distribution. The mirror is asked from apt.

PGVECTOR_LEAST=0.8
# Where the newest source is listed but not mirrored: this one, by its checksum.
PGVECTOR_PINNED=0.8.6
PGVECTOR_PINNED_SHA256=25c9b78cfdaa43c66788d7490246ac24e4fe1c86f19c4b60c089b723f84a4a0d

# pgvector_version MAJOR: what is installed, empty if nothing is.
pgvector_version() {
  sed -n "s/^default_version *= *'\(.*\)'.*/\1/p" "/usr/share/postgresql/$1/extension/vector.control" 2>/dev/null || true
}

# ensure_pgvector MAJOR
ensure_pgvector() {
  local major=$1 package=postgresql-$1-pgvector installed offered
  installed=$(pgvector_version "$major")
  version_at_least "$installed" "$PGVECTOR_LEAST" && return
  if [ -n "$installed" ] && dpkg-query -S "/usr/share/postgresql/$major/extension/vector.control" >/dev/null 2>&1; then
    fail "pgvector $installed is installed and Maru needs $PGVECTOR_LEAST or newer; remove it with \`apt-get remove $package\` and run ./maru again, or set MARU_DATABASE_URL to another server."
  fi
  require_apt "pgvector $PGVECTOR_LEAST" "$package"
  apt_update
  offered=$(candidate "$package")
  if version_at_least "$offered" "$PGVECTOR_LEAST"; then
    install_packages "pgvector" "$package"
  else
    build_pgvector "$major"
  fi
}

# The main archive of the running distribution: "URI ORIGIN"; security and update suites carry a dash.
main_archive() {
  # shellcheck disable=SC2016 # apt's own placeholders
  apt-get indextargets --format '$(REPO_URI) $(ORIGIN) $(RELEASE)' 'Created-By: Packages' 2>/dev/null |
    awk '($2 == "Debian" || $2 == "Ubuntu") && $3 !~ /-/ { print $1, $2; exit }'
}

build_pgvector() {
  local major=$1 work archive origin
  read -r archive origin < <(main_archive) || true
  [ -n "${archive:-}" ] || fail "pgvector must be built and apt knows no Debian or Ubuntu archive to get it from; install pgvector $PGVECTOR_LEAST for PostgreSQL $major by hand (see its README), then run ./maru again."
  if ! have cc || ! have curl || [ ! -e /usr/include/stdio.h ]; then
    install_packages "a C compiler and curl" gcc libc6-dev curl ca-certificates
  fi
  step "Building pgvector for PostgreSQL $major (about 20 seconds)"
  work=$(mktemp -d "${TMPDIR:-/tmp}/maru-pgvector.XXXXXX")
  if ! (cd "$work" && pgvector_source "$archive" "$origin" && pgvector_compile "$major") >>"$MARU_HOME/logs/install.log" 2>&1; then
    rm -rf "$work"
    fail "Building pgvector failed; $MARU_HOME/logs/install.log says why. Mend that, or install pgvector $PGVECTOR_LEAST for PostgreSQL $major by hand, then run ./maru again."
  fi
  pgvector_install "$major" "$work"
  rm -rf "$work"
  step "pgvector $(pgvector_version "$major") is installed"
}

# Leaves the source in ./src: from the signed index of a newer release, or the pinned file of the same archive.
pgvector_source() {
  local archive=$1 origin=$2 suite
  local -a newer=(sid pinned trixie)
  [ "$origin" = Ubuntu ] && newer=(devel pinned resolute)
  mkdir -p src
  for suite in "${newer[@]}"; do
    rm -f pgvector_*
    if [ "$suite" = pinned ]; then
      pgvector_pinned "$archive" "$origin" || continue
    else
      pgvector_from_index "$archive" "$origin" "$suite" || continue
      mv pgvector_*.orig.tar.gz pgvector.tar.gz || continue
    fi
    tar -xzf pgvector.tar.gz --strip-components=1 -C src
    return # with tar's own status
  done
  echo "no source of pgvector found in $archive" >&2
  return 1
}

pgvector_pinned() {
  local archive=$1 component=main
  [ "$2" = Ubuntu ] && component=universe
  curl -fsSL --retry 2 -o pgvector.tar.gz \
    "${archive%/}/pool/$component/p/pgvector/pgvector_$PGVECTOR_PINNED.orig.tar.gz" &&
    echo "$PGVECTOR_PINNED_SHA256  pgvector.tar.gz" | sha256sum -c -
}

# Its own apt configuration, so that the system's package lists stay as they are.
pgvector_from_index() {
  local archive=$1 origin=$2 suite=$3 components=main
  local keyring=/usr/share/keyrings/${origin,,}-archive-keyring.gpg
  [ "$origin" = Ubuntu ] && components="main universe"
  rm -rf apt
  mkdir -p apt/parts apt/lists/partial apt/cache/archives/partial
  printf 'Types: deb-src\nURIs: %s\nSuites: %s\nComponents: %s\nSigned-By: %s\n' \
    "$archive" "$suite" "$components" "$keyring" >apt/parts/source.sources
  local -a options=(-qq -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$PWD/apt/parts"
    -o "Dir::State::lists=$PWD/apt/lists" -o "Dir::Cache=$PWD/apt/cache" -o APT::Sandbox::User=
    -o Debug::NoLocking=1 -o Acquire::Languages=none)
  apt-get "${options[@]}" update && apt-get "${options[@]}" source --download-only --tar-only pgvector
}

# Leaves vector.so in ./src. The headers are unpacked, not installed: their package would bring a whole LLVM.
# Not -march=native, pgvector's own default: the result would run on this very processor only.
pgvector_compile() {
  local major=$1
  apt-get -qq -o APT::Sandbox::User= download "postgresql-server-dev-$major" &&
    dpkg-deb -x "postgresql-server-dev-$major"_*.deb headers || return
  cc -O2 -ftree-vectorize -fassociative-math -fno-signed-zeros -fno-trapping-math -fwrapv -fno-strict-aliasing \
    -fPIC -shared -D_GNU_SOURCE -Isrc -I"headers/usr/include/postgresql/$major/server" \
    -Iheaders/usr/include/postgresql/internal src/src/*.c -o src/vector.so
}

pgvector_install() {
  local major=$1 source=$2/src version extension=/usr/share/postgresql/$1/extension
  version=$(sed -n "s/^default_version *= *'\(.*\)'.*/\1/p" "$source/vector.control")
  as_root install -m 644 "$source/vector.so" "/usr/lib/postgresql/$major/lib/"
  as_root install -m 644 "$source"/sql/vector--*--*.sql "$extension/"
  as_root install -m 644 "$source/sql/vector.sql" "$extension/vector--$version.sql"
  as_root install -m 644 "$source/vector.control" "$extension/"
}
