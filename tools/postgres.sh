#!/usr/bin/env bash
# Starts a PostgreSQL of its own in a temporary folder, runs a command with its address in KANTAN_TEST_POSTGRES, and ends
# it with the command, however that ends: `tools/postgres.sh cargo test -p merchant`. Nothing of it is kept, so nothing
# waits for the disk.
set -euo pipefail
. "$(dirname "$0")/env.sh"

# Debian keeps the programs of each version out of the path.
found() {
    local folder best=''
    for folder in /usr/lib/postgresql/*/bin; do
        if [ -x "$folder/initdb" ]; then best=$folder; fi
    done
    if [ -n "$best" ]; then
        printf '%s\n' "$best"
    elif command -v initdb >/dev/null && command -v pg_ctl >/dev/null; then
        dirname "$(command -v initdb)"
    else
        fail 'PostgreSQL is missing: install it (on Debian `apt-get install postgresql`) and run this again'
    fi
}
PROGRAMS=$(found)
[ $# -gt 0 ] || fail 'which command is it for?'

FOLDER=$(mktemp -d "${TMPDIR:-/tmp}/kantan-postgres.XXXXXX")
# It refuses to run as root; Debian's package makes a user for it.
AS=()
if [ "$(id -u)" -eq 0 ]; then
    id postgres >/dev/null 2>&1 || fail 'PostgreSQL does not run as root, and there is no user postgres: make one and run this again'
    chown postgres "$FOLDER"
    AS=(runuser -u postgres --)
fi
as_owner() { (cd / && ${AS[@]+"${AS[@]}"} "$@"); }

# shellcheck disable=SC2317
finish() {
    trap '' INT TERM HUP
    # What the tests left open is closed.
    as_owner "$PROGRAMS/pg_ctl" -D "$FOLDER/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$FOLDER"
}
trap finish EXIT
COMMAND=''
# A command in the background does not hear the terminal.
# shellcheck disable=SC2317
end() {
    [ -z "$COMMAND" ] || kill -TERM "$COMMAND" 2>/dev/null || true
    [ -z "$COMMAND" ] || wait "$COMMAND" 2>/dev/null || true
    exit "$1"
}
trap 'end 129' HUP
trap 'end 130' INT
trap 'end 143' TERM

as_owner "$PROGRAMS/initdb" -D "$FOLDER/data" -U postgres -A trust -E UTF8 --no-sync --locale=C >"$FOLDER/log" 2>&1 ||
    { cat "$FOLDER/log" >&2; fail 'PostgreSQL cannot be set up'; }
# Only by a socket in the folder, which is the owner's alone.
as_owner "$PROGRAMS/pg_ctl" -D "$FOLDER/data" -l "$FOLDER/data/log" -w -o "-k $FOLDER -c listen_addresses='' \
    -c fsync=off -c full_page_writes=off -c autovacuum=off -c jit=off -c max_connections=300 -c max_wal_size=4GB" start >/dev/null ||
    { cat "$FOLDER/data/log" >&2; fail 'PostgreSQL does not start'; }

export KANTAN_TEST_POSTGRES="postgres://postgres@localhost/postgres?host=$FOLDER"
# pg_dump and pg_restore of the same version.
export PATH="$PROGRAMS:$PATH"
"$@" &
COMMAND=$!
status=0
wait "$COMMAND" || status=$?
exit "$status"
