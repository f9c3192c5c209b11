#!/usr/bin/env bash
# How soon a payer can press the button, beside another provider's. Needs the elements in dist/element and the servers.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
"$ROOT/tools/setup.sh" browser yardstick
yardstick=${CARGO_TARGET_DIR:-$ROOT/target}/yardstick
node tools/yardstick/build.mjs "$yardstick"
node tools/compress.mjs "$yardstick"
binaries=${CARGO_TARGET_DIR:-$ROOT/target}/debug
export KANTAN_MERCHANT=${KANTAN_MERCHANT:-$binaries/kantan} KANTAN_SANDBOX=${KANTAN_SANDBOX:-$binaries/sandbox}
KANTAN_YARDSTICK_DIR=$yardstick cargo bench --quiet --locked -p system-tests --bench startup
