#!/usr/bin/env bash
# The npm package, made and used as shops use it.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
node tools/package.mjs
node --test tools/package-tests
