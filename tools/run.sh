#!/usr/bin/env bash
# Serves the preview, the merchant's server and the sandbox until Ctrl-C. Ports: PREVIEW_PORT, MERCHANT_PORT,
# SANDBOX_PORT.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
preview=${PREVIEW_PORT:-8080} merchant=${MERCHANT_PORT:-8081} sandbox=${SANDBOX_PORT:-8082}

say "The servers"
cargo build --quiet -p merchant -p sandbox
binaries=${CARGO_TARGET_DIR:-target}/debug

# The gateway's published test account: not a secret. A real key comes from your own environment.
export SBPS_MERCHANT_ID=${SBPS_MERCHANT_ID:-30132} SBPS_SERVICE_ID=${SBPS_SERVICE_ID:-001}
if [ -z "${SBPS_HASH_KEY:-}${SBPS_HASH_KEY_FILE:-}" ]; then
    export SBPS_HASH_KEY=c48e0e2c7d04f0954594f14c7801bd430ca6263e
fi
export SANDBOX_LISTEN=127.0.0.1:$sandbox SANDBOX_PUBLIC_URL=http://127.0.0.1:$sandbox
export SANDBOX_STATE=${SANDBOX_STATE-$ROOT/sandbox.state}
export MERCHANT_LISTEN=127.0.0.1:$merchant MERCHANT_PUBLIC_URL=http://127.0.0.1:$merchant
export MERCHANT_DATABASE_URL=${MERCHANT_DATABASE_URL:-sqlite://$ROOT/merchant.sqlite}
export MERCHANT_ELEMENT_DIR=$KANTAN_ELEMENT_DIR
export SBPS_PURCHASE_URL=${SBPS_PURCHASE_URL:-http://127.0.0.1:$sandbox/f01/FepBuyInfoReceive.do}
export SBPS_APPLICATION_URL=${SBPS_APPLICATION_URL:-http://127.0.0.1:$sandbox/f01/FepContractReceive.do}
export SBPS_API_URL=${SBPS_API_URL:-http://127.0.0.1:$sandbox/api/xmlapi.do}
# A password of its own for each start, unless you set one.
export MERCHANT_STAFF_TOKEN=${MERCHANT_STAFF_TOKEN:-$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')}
# The shop lives at the sandbox's date, so that months can pass in a demo.
export MERCHANT_CLOCK_URL=${MERCHANT_CLOCK_URL:-http://127.0.0.1:$sandbox/clock}

children=()
stop() {
    trap - EXIT INT TERM
    kill "${children[@]}" 2>/dev/null || true
    wait 2>/dev/null || true
}
trap stop EXIT
trap 'exit 0' INT TERM
"$binaries/sandbox" & children+=($!)
"$binaries/kantan" serve & children+=($!)
for_wasm env -u NO_COLOR trunk serve --quiet --address 127.0.0.1 --port "$preview" --dist dist/preview-served &
children+=($!)

for port in "$sandbox" "$merchant" "$preview"; do
    for ((try = 0; try < 600; try++)); do
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
        for child in "${children[@]}"; do
            kill -0 "$child" 2>/dev/null || fail "a server stopped; its message is above"
        done
        sleep 0.5
    done
done
cat <<END

  Shop      http://127.0.0.1:$merchant/   buy something here
  Preview   http://127.0.0.1:$preview/   every state of the elements, for designers
  Staff     http://127.0.0.1:$merchant/staff   what nobody knows; any name, password $MERCHANT_STAFF_TOKEN
  Sandbox   http://127.0.0.1:$sandbox/   what the gateway saw

  Ctrl-C stops all three.
END
wait -n "${children[@]}" || fail "a server stopped; its message is above"
