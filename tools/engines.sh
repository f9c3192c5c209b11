#!/usr/bin/env bash
# What payers do, in other engines: the same tests that Chromium runs among those of the whole system. `firefox` and
# `webkit` may be named; without a name it is both. Needs the servers and the elements, as those tests do.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
[ $# -gt 0 ] || set -- firefox webkit

# Bytes, a double press and a storm of Enter, purchases whole, turned back from and told late, joining and leaving.
journeys=(
    bytes::the_element_posts
    once::a_double_click
    once::a_storm
    purchase::a_payer_turns_back
    purchase::a_late_notification
    recurring::a_simple_contract
)
# WebKit's driver answers nothing any more after Back from another site, and after a second tab.
# The form that a policy stops is thrown at the page in Firefox alone.
firefox=(
    once::after_the_jump_back
    once::a_second_tab
    purchase::a_payer_buys_wine
    plain::without_webassembly_the
    failures::a_form_that
)
for engine in "$@"; do
    say "$engine"
    chosen=("${journeys[@]}")
    [ "$engine" = webkit ] || chosen+=("${firefox[@]}")
    KANTAN_ENGINE=$engine xvfb-run -a cargo test --locked -p system-tests --test system -- --test-threads 2 "${chosen[@]}"
done
