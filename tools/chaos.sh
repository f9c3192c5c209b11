#!/usr/bin/env bash
# Kills the service so many times under a storm of orders, notifications and billing, puts a backup
# back, cuts the power, slows the disk down, and bills with two processes over one record; kills and bills the same
# way on PostgreSQL with two processes. Prints the figures, and fails where an acknowledged message
# was lost or anybody charged twice.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
cargo build --quiet --locked -p merchant -p load
binaries=${CARGO_TARGET_DIR:-$ROOT/target}/debug
KANTAN_KILLS=$1 KANTAN_MERCHANT=$binaries/kantan "$ROOT/tools/postgres.sh" "$binaries/chaos"
