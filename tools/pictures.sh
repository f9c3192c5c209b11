#!/usr/bin/env bash
# Makes the pictures of the READMEs, docs/review.png and docs/subscription.png, out of what the browser tests show: one
# purchase on a phone, one on a PC, and a contract from its review to its receipt. Look at them before they are kept.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"

KANTAN_SCREENSHOTS=$(mktemp -d)
export KANTAN_SCREENSHOTS
trap 'rm -rf "$KANTAN_SCREENSHOTS"' EXIT
page=$KANTAN_SCREENSHOTS/page.html

say "The screens"
cargo build --quiet --locked -p merchant -p sandbox
cargo test --quiet --locked -p system-tests --test system -- \
    a_payer_buys_wine_on_a_phone a_payer_buys_coffee_on_a_pc_in_english \
    a_simple_contract_is_free_at_first_billed_each_month_and_left_in_two_presses

# shot SCENARIO WIDTH STEP: the one picture of that step.
shot() {
    local found
    found=$(find "$KANTAN_SCREENSHOTS/$1/$2" -name "*-$3.png" | sort | head -1)
    [ -n "$found" ] || fail "there is no picture of $1, $3"
    printf '%s\n' "$found"
}

# compose OUT WIDTH HEIGHT FRAME…: pictures side by side, each WIDTH:FILE, its beginning where it is longer than HEIGHT.
compose() {
    local out=$1 width=$2 height=$3 frame
    shift 3
    {
        printf '<!doctype html><meta charset="utf-8"><style>body{margin:0;padding:24px;display:flex;gap:24px;background:#e3e2dd;box-sizing:border-box;height:%spx}' "$height"
        printf 'div{overflow:hidden;height:100%%;border-radius:8px}img{display:block;width:100%%}</style>'
        for frame in "$@"; do
            printf '<div style="flex:0 0 %spx"><img src="file://%s"></div>' "${frame%%:*}" "${frame#*:}"
        done
    } >"$page"
    "$KANTAN_CHROMIUM" --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1 \
        --window-size="$width,$height" --screenshot="$ROOT/$out" "file://$page" 2>/dev/null
    say "$out"
}

compose docs/review.png 1200 830 \
    "330:$(shot paid-ja 390 review)" "798:$(shot paid-en 1280 review)"
compose docs/subscription.png 1440 1240 \
    "330:$(shot simple 390 review)" "330:$(shot simple 390 three-months)" \
    "330:$(shot simple 390 leave-question)" "330:$(shot simple 390 leave-receipt)"
