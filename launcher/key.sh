# shellcheck shell=bash
# An API key of the sample project, for people who try the platform from a shell. Only the key goes to stdout.

key() {
  local name="" scopes="" answer
  while [ $# -gt 0 ]; do
    case $1 in
      --scopes | --name)
        [ $# -ge 2 ] || fail "$1 needs a value; for example: ./maru key --scopes call,prompts:read."
        if [ "$1" = --scopes ]; then scopes=$2; else name=$2; fi
        shift
        ;;
      *) fail "\`$1\` is not an option of ./maru key; there are --scopes and --name." ;;
    esac
    shift
  done
  : "${name:=from the shell}"
  [[ $name =~ ^[[:alnum:]][[:alnum:]\ ._-]{0,59}$ ]] ||
    fail "The name of a key takes 1 to 60 letters, digits, spaces, dots, dashes and underscores."
  [[ $scopes =~ ^([a-z][a-z:._*-]*(,[a-z][a-z:._*-]*)*)?$ ]] ||
    fail "--scopes takes names with commas between them, for example: call,prompts:read."
  [ -n "$(process_of server)" ] || fail "Maru is not running; start it with \`./maru start\`, then ask for a key."
  answer=$(HTTP_SECONDS=20 http POST "$(management_port)" /actuator/samplekey "$(secret launcher-token)" \
    "{\"name\":\"$name\",\"scopes\":\"$scopes\"}" | tr '\n' ' ') || true
  print_key "$answer"
}

print_key() { # "STATUS BODY"
  local answer=$1 reason
  if [[ $answer =~ ^200\ .*\"key\"\ *:\ *\"([^\"]+)\" ]]; then
    say "${BASH_REMATCH[1]}"
    return
  fi
  reason=$(sed -n 's/.*"\(detail\|message\|title\)" *: *"\([^"]*\)".*/\2/p' <<<"$answer")
  fail "No key was made: ${reason:-the server answered \`${answer%% *}\`}; see \`./maru status\` and $MARU_HOME/logs/server.log."
}
