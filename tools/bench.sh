#!/usr/bin/env bash
# What is measured and not tested: the rules beside what they cannot do without, and the form builder beside an echo.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
cargo bench --quiet --locked -p sbps --all-features
"$ROOT/tools/build-preview.sh" dist/preview-fast
cargo bench --quiet --locked -p system-tests --bench typing
