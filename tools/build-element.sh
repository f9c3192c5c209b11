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

# The oldest browsers that are served (DESIGN.md, "Browsers").
BROWSERS=(--log-level=warning --minify --format=esm "--target=safari15.4,chrome94,firefox93")

# The features of WebAssembly that the compiler may use, one by one: what every browser served has.
OPTIMIZE=(--enable-bulk-memory --enable-mutable-globals --enable-nontrapping-float-to-int --enable-sign-ext
    --enable-reference-types --enable-multivalue)
# For size, until nothing gets smaller. The lowest kilobyte of memory is the end of the stack: no address
# that a program reads through lies there, so that an offset may be folded into its access.
OPTIMIZE+=(-Oz --converge --low-memory-unused)
# A function with one caller stays one unless it is tiny. Put into its caller it saves bytes, and costs
# more of them compressed: what looks alike stands further apart.
OPTIMIZE+=(--one-caller-inline-max-function-size=20)
OPTIMIZE+=(--strip-debug --strip-producers --strip-target-features)

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
    wasm-opt "${OPTIMIZE[@]}" "$glue/${module}_bg.wasm" -o "$glue/module.wasm"
    printf 'export { default, %s } from "./%s.js";' "$class" "$module" >"$glue/entry.js"
    esbuild "${BROWSERS[@]}" --bundle "$glue/entry.js" --outfile="$glue/glue.js"
    # Glue and module fit each other and no others: their names say so, and whatever a cache holds cannot be mixed.
    version=$(cat "$glue/glue.js" "$glue/module.wasm" | sha256sum | cut -c1-12)
    mv "$glue/glue.js" "$out/element/$module.$version.js"
    mv "$glue/module.wasm" "$out/element/$module.${version}_bg.wasm"
    esbuild "${BROWSERS[@]}" "--define:ELEMENT=\"$element\"" "--define:VERSION=\"$version\"" src/element.js --outfile="$out/element/kantan-$element.js"
    cat style/{tokens,screen}.css "style/$element.css" | esbuild "${BROWSERS[@]}" --loader=css >"$out/element/kantan-$element.css"
done
node tools/compress.mjs "$out/element"
if [ $# -gt 0 ]; then
    # What was not built again stays; of what was, only the new version.
    for element in checkout result subscriptions; do
        [[ " ${ELEMENTS[*]} " == *" $element "* ]] || cp dist/element/*[-_]"$element"[._]* "$out/element/" 2>/dev/null || true
    done
fi
[ $# -eq 0 ] || cp -n dist/named/* "$out/named/" 2>/dev/null || true
rm -rf dist/element dist/named
mv "$out/named" dist/named
mv "$out/element" dist/element
chmod 755 dist/element
