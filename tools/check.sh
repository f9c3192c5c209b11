#!/usr/bin/env bash
# Format, lints, circles among the files, and the licences and sources of every dependency. Known vulnerabilities are looked up too where the
# advisory database can be reached.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
cargo fmt --all --check
tools/check-scripts.sh
cargo clippy --quiet --locked --workspace --all-targets --all-features -- -D warnings
cargo run --quiet --locked -p house
for_wasm cargo clippy --quiet --locked -p kantan-checkout --target wasm32-unknown-unknown --no-default-features --features preview -- -D warnings
cargo deny --locked check bans licenses sources
if within 60 git ls-remote --quiet https://github.com/RustSec/advisory-db HEAD >/dev/null 2>&1; then
    cargo deny --locked check advisories
else
    say 'Advisories were not checked: the advisory database cannot be reached from here'
fi
