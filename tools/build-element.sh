#!/usr/bin/env bash
# Builds the shippable element into dist/element: the element's JavaScript, the glue, the WebAssembly, each also
# compressed, so that a server can send the compressed file as it is.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"

say "The element"
built=$(mktemp -d)
trap 'rm -rf "$built"' EXIT
for_wasm bash -euo pipefail -c '
    cargo build --quiet -p kantan-checkout --target wasm32-unknown-unknown --profile element
    cp "${CARGO_TARGET_DIR:-target}/wasm32-unknown-unknown/element/kantan_checkout.wasm" "$1"
' build "$built/kantan_checkout.wasm"
wasm-bindgen --target web --no-typescript --out-dir "$built/glue" "$built/kantan_checkout.wasm"

out=$(mktemp -d "$ROOT/dist.XXXXXX")
trap 'rm -rf "$built" "$out"' EXIT
# Named one by one: what the compiler may use is what every current browser has.
wasm-opt -Oz --enable-bulk-memory --enable-mutable-globals --enable-nontrapping-float-to-int --enable-sign-ext \
    --enable-reference-types --enable-multivalue --strip-debug --strip-producers --strip-target-features \
    "$built/glue/kantan_checkout_bg.wasm" -o "$out/kantan_checkout_bg.wasm"
esbuild --log-level=warning --minify --format=esm --target=es2022 "$built/glue/kantan_checkout.js" --outfile="$out/kantan_checkout.js"
esbuild --log-level=warning --minify --format=esm --target=es2022 src/element.js --outfile="$out/kantan-checkout.js"
node tools/compress.mjs "$out"
# The names of functions, for `make size` and for the check that no secret ships; never shipped.
mkdir -p dist
rm -rf dist/element dist/named
mkdir -p dist/named
cp "$built/glue/kantan_checkout_bg.wasm" dist/named/kantan_checkout.named.wasm
mv "$out" dist/element
chmod 755 dist/element
