#!/usr/bin/env bash
# Writes again what the tests compare with what was looked at before: the transcripts of what a screen reader is told and
# the accessibility conformance report. What has changed is then to be read, as `git diff` shows it.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
tools/build-preview.sh
say "The states are walked through, and what was found is accepted"
KANTAN_ACCEPT=1 cargo test --quiet --locked -p system-tests --test everyone
git status --short -- docs tests
