#!/usr/bin/env bash
# What payers do, in other engines: the same tests that Chromium runs among those of the whole system. `firefox` and
# `webkit` may be named; without a name it is both. Needs the servers and the elements, as those tests do.
# docs/embedding.md has the table of them, and a test compares it with this list.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
[ $# -gt 0 ] || set -- firefox webkit

# Bytes, double presses, Back, Forward, Reload and tabs, a slow server, purchases whole, turned back from and told late,
# without WebAssembly, joining and leaving.
journeys=(
    bytes::the_element_posts
    once::a_double_click
    once::a_storm
    once::after_the_jump_back
    once::back_forward_and_reload
    once::a_second_tab
    once::pressing_again_while
    once::reloading_while
    purchase::a_payer_buys_wine
    purchase::a_payer_turns_back
    purchase::a_late_notification
    plain::without_webassembly_the
    failures::a_form_that
    recurring::a_simple_contract
)
for engine in "$@"; do
    say "$engine"
    # Most of the time of a browser is waiting, so there are more of them than cores.
    KANTAN_ENGINE=$engine xvfb-run -a cargo test --locked -p system-tests --test system -- --test-threads 3 "${journeys[@]}"
done
