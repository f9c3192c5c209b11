#!/usr/bin/env bash
# Writes again what the tests compare with what was looked at before: the transcripts of what a screen reader is told, the
# accessibility conformance report and the pictures of every state. What has changed is then to be read, as `git diff`
# shows it, and looked at: screenshots/pictures/states/differences has each picture beside the one before.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
tools/build-preview.sh
say "The states are walked through, and what was found is accepted"
KANTAN_ACCEPT=1 cargo test --quiet --locked -p system-tests --test everyone --test pictures
git status --short -- docs tests
