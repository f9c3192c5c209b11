#!/usr/bin/env bash
# What payers do, in another engine: the same tests that Chromium runs among those of the whole system. `firefox` and
# `webkit` may be named; without a name it is Firefox. Needs the servers and the elements, as those tests do.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
[ $# -gt 0 ] || set -- firefox

# Bytes, one order whatever is pressed, a whole purchase, joining and leaving, printed screens.
journeys=(
    bytes::the_element_posts
    once::
    purchase::a_payer_buys_wine
    purchase::a_payer_turns_back
    purchase::a_late_notification
    recurring::a_simple_contract
    plain::without_webassembly_the
)
for engine in "$@"; do
    say "$engine"
    KANTAN_ENGINE=$engine xvfb-run -a cargo test --locked -p system-tests --test system -- --test-threads 2 "${journeys[@]}"
done
