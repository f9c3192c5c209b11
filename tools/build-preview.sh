#!/usr/bin/env bash
# Builds the designers' preview into dist/preview with Trunk; into dist/preview-fast, for speed.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
folder=${1:-dist/preview}
optimize=()
[ "$folder" != dist/preview-fast ] || optimize=(--release)
say "The preview in $folder"
# Trunk reads NO_COLOR as a boolean of its own.
for_wasm env -u NO_COLOR trunk build --quiet ${optimize[@]+"${optimize[@]}"} --dist "$folder"
# Only `trunk serve` fills in nonces, and Trunk leaves its own link where it injects nothing.
sed -e "s/ 'nonce-[^']*'//" -e 's/ nonce="[^"]*"//' -e '/`trunk serve`/d' -e '/<link data-trunk rel="rust"/d' "$folder/index.html" >"$folder/index.new"
mv "$folder/index.new" "$folder/index.html"
