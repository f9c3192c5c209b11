#!/usr/bin/env bash
# Builds the designers' preview into dist/preview with Trunk.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
say "The preview"
# Trunk reads NO_COLOR as a boolean of its own.
for_wasm env -u NO_COLOR trunk build --quiet --dist dist/preview
