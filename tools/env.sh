# Where the tools live and which versions they have. Sourced by every other script; does nothing but set variables.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CACHE=${KANTAN_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/kantan-checkout}

# The glue and the crate must be of one version, so it is read from the lock.
WASM_BINDGEN_VERSION=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print; exit }' "$ROOT/Cargo.lock")
TRUNK_VERSION=0.21.14
CARGO_DENY_VERSION=0.20.2
GECKODRIVER_VERSION=0.37.1
NPM_TOOLS=$CACHE/npm-$(cksum <"$ROOT/tools/npm/package-lock.json" | cut -d' ' -f1)
YARDSTICK=$CACHE/yardstick-$(cksum <"$ROOT/tools/yardstick/package-lock.json" | cut -d' ' -f1)
SHOPS=$CACHE/shops-$(cksum <"$ROOT/tools/package-tests/package-lock.json" | cut -d' ' -f1)

export PATH="$CACHE/wasm-bindgen-cli-$WASM_BINDGEN_VERSION/bin:$CACHE/trunk-$TRUNK_VERSION/bin:$CACHE/cargo-deny-$CARGO_DENY_VERSION/bin:$NPM_TOOLS/node_modules/.bin:$PATH"

export KANTAN_SCHEMATHESIS=${KANTAN_SCHEMATHESIS:-$CACHE/schemathesis-$(cksum <"$ROOT/tools/schemathesis/requirements.txt" | cut -d' ' -f1)/bin/schemathesis}
export KANTAN_HADOLINT=${KANTAN_HADOLINT:-$CACHE/hadolint-$(cksum <"$ROOT/tools/hadolint/requirements.txt" | cut -d' ' -f1)/bin/hadolint}

export KANTAN_ICALENDAR=${KANTAN_ICALENDAR:-$CACHE/icalendar-$(cksum <"$ROOT/tools/icalendar/requirements.txt" | cut -d' ' -f1)/bin/python}

export KANTAN_EXAMPLES_PYTHON=${KANTAN_EXAMPLES_PYTHON:-$CACHE/examples-$(cksum <"$ROOT/examples/through-the-service/python/requirements.txt" | cut -d' ' -f1)/bin/python}

export KANTAN_BLOCKERS=${KANTAN_BLOCKERS:-$CACHE/ublock-origin}

# Scripts find their packages from here.
export KANTAN_NPM_TOOLS=$NPM_TOOLS/package.json KANTAN_SHOPS=$SHOPS/package.json KANTAN_YARDSTICK=$YARDSTICK/package.json
first_of() {
    local name
    for name in "$@"; do command -v "$name" && return; done
    printf '%s\n' "$1"
}
KANTAN_CHROMIUM=${KANTAN_CHROMIUM:-$(first_of /usr/bin/chromium google-chrome-stable google-chrome \
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome')}
KANTAN_CHROMEDRIVER=${KANTAN_CHROMEDRIVER:-$(first_of /usr/bin/chromedriver chromedriver)}
export KANTAN_CHROMIUM KANTAN_CHROMEDRIVER
KANTAN_FIREFOX=${KANTAN_FIREFOX:-$(first_of /usr/bin/firefox-esr firefox)}
KANTAN_GECKODRIVER=${KANTAN_GECKODRIVER:-$CACHE/geckodriver-$GECKODRIVER_VERSION/bin/geckodriver}
KANTAN_WEBKITDRIVER=${KANTAN_WEBKITDRIVER:-$(first_of /usr/bin/WebKitWebDriver WebKitWebDriver)}
export KANTAN_FIREFOX KANTAN_GECKODRIVER KANTAN_WEBKITDRIVER
export KANTAN_AXE=${KANTAN_AXE:-$NPM_TOOLS/node_modules/axe-core/axe.min.js}
export KANTAN_FONTS=${KANTAN_FONTS:-$NPM_TOOLS/node_modules/@expo-google-fonts/biz-udpgothic}
export KANTAN_ELEMENT_DIR=${KANTAN_ELEMENT_DIR:-$ROOT/dist/element}
export KANTAN_PREVIEW_DIR=${KANTAN_PREVIEW_DIR:-$ROOT/dist/preview}
export KANTAN_SCREENSHOTS=${KANTAN_SCREENSHOTS:-$ROOT/screenshots}

# Where the WebAssembly target does not come from rustup, setup.sh leaves a file that says how to build for it.
export WASM_ENVIRONMENT=$CACHE/wasm-environment.sh

say() { printf '\033[1m==> %s\033[0m\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

# Gives a command a number of seconds, where the system can: not every one has `timeout`.
within() {
    local seconds=$1
    shift
    if command -v timeout >/dev/null; then timeout "$seconds" "$@"; else "$@"; fi
}

# Runs a command with the compiler that can build for WebAssembly.
for_wasm() (
    if [ -f "$WASM_ENVIRONMENT" ]; then
        # shellcheck source=/dev/null
        . "$WASM_ENVIRONMENT"
    fi
    "$@"
)
