# shellcheck shell=bash
# What the launcher says: one friendly line at a time, one clear sentence when something is wrong.

say() { printf '%s\n' "$*"; }

# A step that takes a moment. Steps go to stderr, so that stdout carries results only.
step() { printf '  %s\n' "$*" >&2; }

warn() { printf 'maru: %s\n' "$*" >&2; }

# fail SENTENCE...: the one sentence that says what is wrong and what to do about it.
fail() {
  printf 'maru: %s\n' "$*" >&2
  exit 1
}

interactive() { [ -z "${CI:-}" ] && [ -t 0 ] && [ -t 2 ]; }

# confirm QUESTION: yes or no, never asked where nobody can answer.
confirm() {
  local answer
  interactive || return 1
  printf '%s [y/N] ' "$1" >&2
  read -r answer || return 1
  [[ $answer == [yY] || $answer == [yY][eE][sS] ]]
}
