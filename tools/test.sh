#!/usr/bin/env bash
# Runs every test there is, cheap ones first, and says how long each step took. Stops at the first failure.
set -euo pipefail
. "$(dirname "$0")/env.sh"
. "$ROOT/tools/jobs.sh"
cd "$ROOT"
[ -t 2 ] || export CARGO_TERM_PROGRESS_WHEN=never
trap 'end_jobs; report' EXIT

# A build that has to fail, for the reason given.
fails_because() {
    local reason=$1 output
    shift
    if output=$("$@" 2>&1); then fail "this should not build: $*"; fi
    grep -q "$reason" <<<"$output" || fail "it failed for another reason: $output"
}

STEPS=$(grep -c "^step '" "$0")
step 'tools' tools/setup.sh trunk browser engines examples schemathesis icalendar postgresql packaging shops blockers shellcheck
step 'format' cargo fmt --all --check
step 'scripts' tools/check-scripts.sh
step 'tests of the scripts' node --test tools/tests
step 'the signature cannot be built for a browser' fails_because "belongs on the merchant's server" \
    for_wasm cargo check --quiet --locked -p sbps --features sign --target wasm32-unknown-unknown
step 'lint, servers and tests' cargo clippy --quiet --locked --workspace --all-targets --all-features -- -D warnings
step 'lint, the element for the browser' for_wasm cargo clippy --quiet --locked -p kantan-checkout --target wasm32-unknown-unknown --no-default-features --features preview -- -D warnings
step 'lint, the checkout without contracts' for_wasm cargo clippy --quiet --locked -p kantan-checkout --target wasm32-unknown-unknown --no-default-features --features checkout -- -D warnings
step 'no circle and no arrow upwards among the files, no sentence said twice' cargo run --quiet --locked -p house
step 'documentation' env RUSTDOCFLAGS='-D warnings' cargo doc --quiet --locked --no-deps -p sbps --all-features
step 'tests of every crate' cargo test --locked --workspace --exclude system-tests --exclude load --all-features
# The tests that are about SQLite's file say so by name.
step 'the server on PostgreSQL' tools/postgres.sh env PROPTEST_CASES=32 cargo test --locked -p merchant --all-features --lib --test server \
    -- --include-ignored --skip binary:: --skip sqlite_
step 'rules without any feature, as browsers have them' cargo test --locked -p sbps --lib --tests
step 'the elements' node tools/unless-built.mjs
step 'the preview' tools/build-preview.sh
step 'no secret in what ships' node tools/no-secrets.mjs dist/element dist/preview
step 'sizes' node tools/size.mjs
step 'the package, in Node.js, TypeScript, bundlers, frameworks and a browser' tools/package-tests.sh
step 'the servers' cargo build --quiet --locked -p merchant -p sandbox -p shop
export KANTAN_MERCHANT=${CARGO_TARGET_DIR:-$ROOT/target}/debug/kantan KANTAN_SANDBOX=${CARGO_TARGET_DIR:-$ROOT/target}/debug/sandbox
step 'killed, restored, on a slow disk, with two processes' tools/chaos.sh 5
step 'whole system, in a browser' cargo test --locked -p system-tests
step 'payers in Firefox and WebKit' tools/engines.sh
