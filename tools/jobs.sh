# Steps that say how far they are, and processes that end with the script. Sourced after env.sh.
# shellcheck shell=bash
#
# Each job is a process group of its own: what it starts ends with it, however the script ends. bash
# 3.2, which macOS has, must be able to run this.
set -m

JOBS=()
STEP=0
STEPS=0
# What `report` prints.
TIMES=()
# Durations of earlier runs: "seconds name" a line, the newest last.
DURATIONS=$CACHE/durations

# Starts a job; its number is in $JOB.
start() {
    "$@" </dev/null &
    JOB=$!
    JOBS+=("$JOB")
}

# Whether anything of a job is still there.
is_there() { kill -0 -- "-$1" 2>/dev/null; }

# Ends every job: asks, waits as long as a server may take for requests under way, then insists.
end_jobs() {
    trap '' INT TERM HUP
    local job patience=130
    # A pause; or a job that was not yet on the list when the signal came.
    [ -z "${!:-}" ] || JOBS+=("$!")
    for job in ${JOBS[@]+"${JOBS[@]}"}; do kill -TERM -- "-$job" 2>/dev/null || true; done
    for job in ${JOBS[@]+"${JOBS[@]}"}; do
        while is_there "$job" && [ $patience -gt 0 ]; do
            sleep 0.1
            patience=$((patience - 1))
        done
        kill -KILL -- "-$job" 2>/dev/null || true
        wait "$job" 2>/dev/null || true
    done
    JOBS=()
}
trap end_jobs EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# A pause that a signal ends at once.
pause() {
    sleep "$1" &
    wait $! || true
}

duration() {
    if [ "$1" -lt 60 ]; then printf '%d s' "$1"; else printf '%d min %02d s' $(($1 / 60)) $(($1 % 60)); fi
}

# Runs a command as a step: says what it is, each quarter of a minute how long it has been running
# and, where that is known, how long it took the last time. Ends the script where the command fails.
step() {
    local name=$1 started=$SECONDS told=0 seconds last='' status=0
    shift
    STEP=$((STEP + 1))
    say "$STEP of $STEPS: $name"
    if [ -f "$DURATIONS" ]; then
        last=$(awk -v name="$name" '{ s = $1; sub(/^[0-9]+ /, "") } $0 == name { l = s } END { print l }' "$DURATIONS")
    fi
    start "$@"
    while kill -0 "$JOB" 2>/dev/null; do
        seconds=$((SECONDS - started))
        if [ $((seconds - told)) -ge 15 ]; then
            told=$seconds
            printf '    %s: %s%s\n' "$name" "$(duration "$seconds")" "${last:+, the last time $(duration "$last")}"
        fi
        if [ "$seconds" -lt 2 ]; then pause 0.1; else pause 1; fi
    done
    wait "$JOB" || status=$?
    seconds=$((SECONDS - started))
    [ $status -eq 0 ] || fail "$name: it failed after $(duration "$seconds"); its message is above"
    TIMES+=("$(printf '%-52s %8d' "$name" "$seconds")")
    # What did nothing says nothing about the next time.
    if [ $seconds -ge 5 ]; then
        printf '    done in %s\n' "$(duration "$seconds")"
        mkdir -p "$CACHE"
        printf '%d %s\n' "$seconds" "$name" >>"$DURATIONS"
    fi
}

# How long each step took.
report() {
    printf '\n%-52s %8s\n' step seconds
    printf '%s\n' ${TIMES[@]+"${TIMES[@]}"}
    printf '%-52s %8d\n' 'all of it' "$SECONDS"
}
