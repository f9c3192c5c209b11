#!/usr/bin/env bash
# Builds the shippable elements into dist/element: of each its JavaScript, its glue, its WebAssembly, also compressed, so
# that a server can send the compressed file as it is. Each element is a module of its own, with a feature of the crate of
# its own: a checkout page downloads nothing of the others. With names as arguments, only these are built again.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"

ELEMENTS=(checkout result subscriptions)
[ $# -eq 0 ] || ELEMENTS=("$@")

built=$(mktemp -d)
out=$(mktemp -d "$ROOT/dist.XXXXXX")
trap 'rm -rf "$built" "$out"' EXIT
mkdir -p dist/element dist/named "$out/element" "$out/named"

# Bytes: the standard library is built with the element, for size, and a panic stops without a message; no panic is
# expected, and nobody would read it. The compiler calls these flags unstable, hence RUSTC_BOOTSTRAP.
compile() {
    for_wasm env RUSTC_BOOTSTRAP=1 \
        CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="-Zunstable-options -Cpanic=immediate-abort -Clinker=$ROOT/tools/link.sh -Clinker-flavor=wasm-lld" \
        bash -euo pipefail -c '
        cargo build --quiet --locked -p kantan-checkout --no-default-features --features "$1" --target wasm32-unknown-unknown --profile element -Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size
        cp "${CARGO_TARGET_DIR:-target}/wasm32-unknown-unknown/element/kantan_checkout.wasm" "$2"
    ' build "$1" "$2"
}

for element in "${ELEMENTS[@]}"; do
    say "The element: $element"
    module=kantan_$element glue=$built/$element
    class=$(tr '[:lower:]' '[:upper:]' <<<"${element:0:1}")${element:1}Element
    compile "$element" "$built/$module.wasm"
    wasm-bindgen --target web --no-typescript --omit-default-module-path --out-dir "$glue" "$built/$module.wasm"
    # The names of functions, for `make size` and for the check that no secret ships; never shipped.
    cp "$glue/${module}_bg.wasm" "$out/named/$module.named.wasm"
    node tools/shrink.mjs "$glue" "$class"
    # Named one by one: what the compiler may use is what every current browser has.
    wasm-opt -Oz --converge --enable-bulk-memory --enable-mutable-globals --enable-nontrapping-float-to-int --enable-sign-ext \
        --enable-reference-types --enable-multivalue --strip-debug --strip-producers --strip-target-features \
        "$glue/${module}_bg.wasm" -o "$out/element/${module}_bg.wasm"
    printf 'export { default, %s } from "./%s.js";' "$class" "$module" >"$glue/entry.js"
    esbuild --log-level=warning --bundle --minify --format=esm --target=es2022 "$glue/entry.js" --outfile="$out/element/$module.js"
    esbuild --log-level=warning --minify --format=esm --target=es2022 "--define:ELEMENT=\"$element\"" src/element.js --outfile="$out/element/kantan-$element.js"
done
node tools/compress.mjs "$out/element"
[ $# -eq 0 ] || cp -n dist/element/* "$out/element/" 2>/dev/null || true
[ $# -eq 0 ] || cp -n dist/named/* "$out/named/" 2>/dev/null || true
rm -rf dist/element dist/named
mv "$out/named" dist/named
mv "$out/element" dist/element
chmod 755 dist/element
