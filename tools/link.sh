#!/usr/bin/env bash
# The linker of the element: links as always, but without the exports of a crate that is never used.
#
# Leptos depends on wasm-streams, whose three exported classes keep themselves and a runtime for their futures in every
# module: 4 KB compressed. What is not exported and not used, the linker leaves out.
set -euo pipefail
shopt -s nocasematch
arguments=()
while [ $# -gt 0 ]; do
    case $1 in
        --export) [[ $2 == *intounderlying* ]] || arguments+=("$1" "$2"); shift ;;
        --export=*) [[ $1 == *intounderlying* ]] || arguments+=("$1") ;;
        *) arguments+=("$1") ;;
    esac
    shift
done
exec "${KANTAN_WASM_LINKER:-rust-lld}" "${arguments[@]}"
