#!/usr/bin/env bash
# What is measured and not tested: the rules beside what they cannot do without, the form builder beside an echo, each
# page of the shop beside itself without script and beside another provider's, how long everybody waits at eight connections, and how fast what is due is billed.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
cargo bench --quiet --locked -p sbps --all-features
"$ROOT/tools/build-preview.sh" dist/preview-fast
cargo bench --quiet --locked -p system-tests --bench typing
"$ROOT/tools/build-element.sh"
cargo build --quiet --locked -p merchant -p sandbox
binaries=${CARGO_TARGET_DIR:-$ROOT/target}/debug
cargo build --quiet --locked --release -p load -p merchant
export KANTAN_MERCHANT=$binaries/../release/kantan
"$ROOT/tools/postgres.sh" "$binaries/../release/latency"
"$ROOT/tools/postgres.sh" "$binaries/../release/billing"
"$ROOT/tools/startup.sh"
