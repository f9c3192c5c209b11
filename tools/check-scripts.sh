#!/usr/bin/env bash
# The scripts: what shellcheck knows, and nothing that bash 3.2 or a system other than Linux lacks.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
scripts=(tools/*.sh examples/start.sh .ci/run)
if command -v shellcheck >/dev/null; then shellcheck "${scripts[@]}"; else say 'shellcheck is not here: nothing but the words below was looked for'; fi

# bash 4 and later: `wait -n`, arrays read from a file or with names, upper and lower case, `|&`, `&>>`, %(…)T.
# GNU alone: in-place sed without a suffix, `timeout`, sort -V, readlink -f.
newer='wait -n|mapfile|readarray|(declare|local|typeset) -[gn]*A|\$\{[A-Za-z_0-9]+(\^|,)|\|&|&>>|%\([^)]*\)T|coproc'
gnu='sed (-[a-zA-Z]+ )*-i( |$)|(^|[|;&(] *)timeout |sort -V|readlink -f'
if grep -nE "$newer|$gnu" "${scripts[@]}" | grep -v '^tools/check-scripts.sh:' | grep -v 'command -v timeout'; then
    fail 'the lines above need a newer bash than 3.2, or GNU tools'
fi
