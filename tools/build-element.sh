#!/usr/bin/env bash
# Builds the shippable element into dist/element: the element's JavaScript, the glue, the WebAssembly, each also
# compressed, so that a server can send the compressed file as it is.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"

say "The element"
built=$(mktemp -d)
trap 'rm -rf "$built"' EXIT
# Bytes: the standard library is built with the element, for size, and a panic stops without a message; no panic is
# expected, and nobody would read it. The compiler calls these flags unstable, hence RUSTC_BOOTSTRAP.
for_wasm env RUSTC_BOOTSTRAP=1 \
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="-Zunstable-options -Cpanic=immediate-abort -Clinker=$ROOT/tools/link.sh -Clinker-flavor=wasm-lld" \
    bash -euo pipefail -c '
    cargo build --quiet --locked -p kantan-checkout --target wasm32-unknown-unknown --profile element -Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size
    cp "${CARGO_TARGET_DIR:-target}/wasm32-unknown-unknown/element/kantan_checkout.wasm" "$1"
' build "$built/kantan_checkout.wasm"
wasm-bindgen --target web --no-typescript --omit-default-module-path --out-dir "$built/glue" "$built/kantan_checkout.wasm"
mkdir -p dist/named.new
cp "$built/glue/kantan_checkout_bg.wasm" dist/named.new/kantan_checkout.named.wasm
node tools/shrink.mjs "$built/glue" CheckoutElement

out=$(mktemp -d "$ROOT/dist.XXXXXX")
trap 'rm -rf "$built" "$out"' EXIT
# Named one by one: what the compiler may use is what every current browser has.
wasm-opt -Oz --converge --enable-bulk-memory --enable-mutable-globals --enable-nontrapping-float-to-int --enable-sign-ext \
    --enable-reference-types --enable-multivalue --strip-debug --strip-producers --strip-target-features \
    "$built/glue/kantan_checkout_bg.wasm" -o "$out/kantan_checkout_bg.wasm"
printf 'export { default, CheckoutElement } from "./kantan_checkout.js";' >"$built/glue/entry.js"
esbuild --log-level=warning --bundle --minify --format=esm --target=es2022 "$built/glue/entry.js" --outfile="$out/kantan_checkout.js"
esbuild --log-level=warning --minify --format=esm --target=es2022 src/element.js --outfile="$out/kantan-checkout.js"
node tools/compress.mjs "$out"
# The names of functions, for `make size` and for the check that no secret ships; never shipped.
rm -rf dist/element dist/named
mv dist/named.new dist/named
mv "$out" dist/element
chmod 755 dist/element
