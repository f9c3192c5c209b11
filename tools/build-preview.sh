#!/usr/bin/env bash
# Builds the designers' preview into dist/preview with Trunk.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
say "The preview"
# Trunk reads NO_COLOR as a boolean of its own.
for_wasm env -u NO_COLOR trunk build --quiet --dist dist/preview
# Only `trunk serve` fills in nonces, and Trunk leaves its own link where it injects nothing.
sed -i -e "s/ 'nonce-[^']*'//" -e 's/ nonce="[^"]*"//' -e '/`trunk serve`/d' -e '/<link data-trunk rel="rust"/d' dist/preview/index.html
