#!/usr/bin/env bash
# Builds the shippable elements into dist/element: of each its JavaScript, its glue, its WebAssembly,
# also compressed, so that a server can send the compressed file as it is. Each element is a module of
# its own, with features of the crate of its own: a checkout page downloads nothing of the others, and
# one with a one-time order nothing of contracts. With names as arguments, only these are built again.
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

# Bytes: the standard library is built with the element, for size, and a panic stops without a message
# and without its place in the source; no panic is expected, and nobody would read it. The compiler calls
# these flags unstable, hence RUSTC_BOOTSTRAP.
compile() {
    for_wasm env RUSTC_BOOTSTRAP=1 \
        CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Clinker=$ROOT/tools/link.sh -Clinker-flavor=wasm-lld" \
        bash -euo pipefail -c '
        cargo build --quiet --locked -p kantan-checkout --no-default-features --features "$1" --target wasm32-unknown-unknown --profile element -Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size
        cp "${CARGO_TARGET_DIR:-target}/wasm32-unknown-unknown/element/kantan_checkout.wasm" "$2"
    ' build "$1" "$2"
}

# module NAME CLASS FEATURES: glue and WebAssembly with that class, as NAME.VERSION.js and NAME.VERSION_bg.wasm, their
# sentences in each language as NAME_ja.VERSION.js and NAME_en.VERSION.js, and what says some of them in a shop's own words
# as NAME_wording.VERSION.js. Tells the version in $version.
module() {
    local name=$1 class=$2 features=$3 glue=$built/$1
    compile "$features" "$built/$name.wasm" ||
        fail "$name was not built. Its flags of the compiler are unstable (build-std, immediate-abort); they were seen" \
            "to work with rustc 1.95, and here is $(rustc --version)"
    wasm-bindgen --target web --no-typescript --omit-default-module-path --out-dir "$glue" "$built/$name.wasm"
    # The names of functions, for `make size` and for the check that no secret ships; never shipped.
    cp "$glue/${name}_bg.wasm" "$out/named/$name.named.wasm"
    node tools/shrink.mjs "$glue" "$class"
    printf 'export { default, learn, %s } from "./short.js";' "$class" >"$glue/entry.js"
    esbuild "${BROWSERS[@]}" --bundle "$glue/entry.js" --outfile="$glue/glue.js"
    esbuild "${BROWSERS[@]}" --charset=utf8 "--define:NAMES=$(<"$glue/names.json")" src/wording.js --outfile="$glue/wording.js"
    # They fit each other and no others: their names say so, and whatever a cache holds cannot be mixed.
    version=$(cat "$glue"/{glue.js,module.wasm,ja.js,en.js,wording.js} | sha256sum | cut -c1-12)
    mv "$glue/glue.js" "$out/element/$name.$version.js"
    for beside in ja en wording; do mv "$glue/$beside.js" "$out/element/${name}_$beside.$version.js"; done
    mv "$glue/module.wasm" "$out/element/$name.${version}_bg.wasm"
}

# addresses NAME PREFIX: the addresses of a module's files, for the element's script as constants whose names begin so.
addresses() {
    local file
    for file in "GLUE $1.$version.js" "WASM $1.${version}_bg.wasm" \
        "JA $1_ja.$version.js" "EN $1_en.$version.js" "WORDING $1_wording.$version.js"; do
        defines+=("--define:$2${file% *}=\"./${file#* }\"")
    done
}

for element in "${ELEMENTS[@]}"; do
    say "The element: $element"
    class=$(tr '[:lower:]' '[:upper:]' <<<"${element:0:1}")${element:1}Element
    features=$element defines=("--define:ELEMENT=\"$element\"" "--define:STYLES=\"./kantan-$element.css\"")
    if [ "$element" = checkout ]; then
        module kantan_checkout_one_time "$class" checkout
        addresses kantan_checkout_one_time ONE_TIME_
        features=checkout,recurring
    else
        for file in GLUE WASM JA EN WORDING; do defines+=("--define:ONE_TIME_$file=undefined"); done
    fi
    module "kantan_$element" "$class" "$features"
    addresses "kantan_$element" ""
    esbuild "${BROWSERS[@]}" "${defines[@]}" src/element.js --outfile="$out/element/kantan-$element.js"
    cat style/{tokens,screen}.css "style/$element.css" | esbuild "${BROWSERS[@]}" --loader=css |
        node tools/used-rules.mjs "$out/element/kantan_$element"*.wasm |
        node tools/short-properties.mjs >"$out/element/kantan-$element.css"
done
node tools/compress.mjs "$out/element"
if [ $# -gt 0 ]; then
    # What was not built again stays; of what was, only the new version.
    for element in checkout result subscriptions; do
        [[ " ${ELEMENTS[*]} " == *" $element "* ]] || cp dist/element/kantan[-_]"$element"[._]* "$out/element/" 2>/dev/null || true
    done
fi
[ $# -eq 0 ] || cp -n dist/named/* "$out/named/" 2>/dev/null || true
rm -rf dist/element dist/named
mv "$out/named" dist/named
mv "$out/element" dist/element
chmod 755 dist/element
