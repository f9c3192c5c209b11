#!/usr/bin/env bash
# Builds what has changed and serves the sandbox, the payment service, the shop and the preview until
# Ctrl-C, each address as soon as it answers. Ports: PREVIEW_PORT, SHOP_PORT, SANDBOX_PORT and, behind
# the shop, MERCHANT_PORT.
set -euo pipefail
. "$(dirname "$0")/env.sh"
. "$ROOT/tools/jobs.sh"
cd "$ROOT"
preview=${PREVIEW_PORT:-8080} shop=${SHOP_PORT:-8081} sandbox=${SANDBOX_PORT:-8082} merchant=${MERCHANT_PORT:-8083}
# The service knows no such variable and refuses what it does not know.
export -n MERCHANT_PORT
# Where nobody watches a bar grow, cargo's hundreds of lines say less than the steps do.
[ -t 2 ] || export CARGO_TERM_QUIET=true

# --- nothing starts where something cannot -----------------------------------------------------------
is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
free_port() {
    local variable=$1 port=$2 user=''
    case $port in '' | *[!0-9]*) fail "$variable is '$port'; it should be a port's number" ;; esac
    is_taken "$port" || return 0
    if command -v lsof >/dev/null; then user=$(lsof -nP -t -iTCP:"$port" -sTCP:LISTEN 2>/dev/null | head -n 1) || user=''; fi
    fail "port $port is taken${user:+ by process $user}, perhaps by another \`make run\`: stop that, or choose another port: make run $variable=8090"
}
free_port SANDBOX_PORT "$sandbox"
free_port SHOP_PORT "$shop"
free_port MERCHANT_PORT "$merchant"
free_port PREVIEW_PORT "$preview"
if [ "$(printf '%s\n' "$preview" "$shop" "$sandbox" "$merchant" | sort -u | wc -l)" -ne 4 ]; then
    fail "PREVIEW_PORT, SHOP_PORT, SANDBOX_PORT and MERCHANT_PORT should be four ports; they are $preview, $shop, $sandbox and $merchant"
fi

# --- settings ----------------------------------------------------------------------------------------
# The gateway's published test account: not a secret. A real key comes from your own environment.
export SBPS_MERCHANT_ID=${SBPS_MERCHANT_ID:-30132} SBPS_SERVICE_ID=${SBPS_SERVICE_ID:-001}
if [ -z "${SBPS_HASH_KEY:-}${SBPS_HASH_KEY_FILE:-}" ]; then
    export SBPS_HASH_KEY=c48e0e2c7d04f0954594f14c7801bd430ca6263e
fi
export SANDBOX_LISTEN=127.0.0.1:$sandbox SANDBOX_PUBLIC_URL=http://127.0.0.1:$sandbox
export SANDBOX_STATE=${SANDBOX_STATE-$ROOT/sandbox.state}
# The shop stands before the service, as a web server does elsewhere, and says who asks.
export MERCHANT_LISTEN=127.0.0.1:$merchant MERCHANT_PUBLIC_URL=http://127.0.0.1:$shop MERCHANT_PROXIES=127.0.0.1
export MERCHANT_DATABASE_URL=${MERCHANT_DATABASE_URL:-sqlite://$ROOT/merchant.sqlite}
export MERCHANT_ELEMENT_DIR=$KANTAN_ELEMENT_DIR
export SBPS_PURCHASE_URL=${SBPS_PURCHASE_URL:-http://127.0.0.1:$sandbox/f01/FepBuyInfoReceive.do}
export SBPS_APPLICATION_URL=${SBPS_APPLICATION_URL:-http://127.0.0.1:$sandbox/f01/FepContractReceive.do}
export SBPS_API_URL=${SBPS_API_URL:-http://127.0.0.1:$sandbox/api/xmlapi.do}
# A password of its own for each start, unless you set one.
export MERCHANT_STAFF_TOKEN=${MERCHANT_STAFF_TOKEN:-$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')}
# Service and shop live at the sandbox's date, so that months can pass in a demo; on each day of them
# the service bills.
export MERCHANT_CLOCK_URL=${MERCHANT_CLOCK_URL:-http://127.0.0.1:$sandbox/clock}
export SANDBOX_BILLING_URL=http://127.0.0.1:$merchant/billing/run SANDBOX_BILLING_TOKEN=$MERCHANT_STAFF_TOKEN
export SANDBOX_SHOP_URL=http://127.0.0.1:$shop/mine SANDBOX_STAFF_URL=http://127.0.0.1:$shop/staff
# What the shop remembers, its key and its webhooks' secret.
keep=${SHOP_FOLDER:-$ROOT/shop.trial}
export SHOP_LISTEN=127.0.0.1:$shop SHOP_PUBLIC_URL=http://127.0.0.1:$shop SHOP_SERVICE_URL=http://127.0.0.1:$merchant
export SHOP_JOURNAL=$keep/journal SHOP_CLOCK_URL=$MERCHANT_CLOCK_URL
export SHOP_STAFF_URL=$SANDBOX_STAFF_URL SHOP_PREVIEW_URL=http://127.0.0.1:$preview/

# --- servers -----------------------------------------------------------------------------------------
SERVERS=()
serve() {
    local name=$1
    shift
    start "$@"
    SERVERS+=("$JOB $name")
}
all_run() {
    local server
    for server in "${SERVERS[@]}"; do
        kill -0 "${server%% *}" 2>/dev/null || fail "${server#* } stopped; its message is above"
    done
}
answers() (
    exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
    printf 'GET / HTTP/1.0\r\nHost: 127.0.0.1:%s\r\n\r\n' "$1" >&3
    IFS= read -r -t 10 line <&3
    [ "${line#HTTP/}" != "$line" ]
) 2>/dev/null
until_answered() {
    local port=$1 name=$2 started=$SECONDS told=0 seconds
    until answers "$port"; do
        all_run
        seconds=$((SECONDS - started))
        if [ $((seconds - told)) -ge 15 ]; then
            told=$seconds
            printf '    %s: %s\n' "$name" "$(duration "$seconds")"
        fi
        pause 0.2
    done
}
# What the shop is given once, by whoever runs the service: a key, and a secret for the messages to it. They belong to
# one record and one address.
introduce() {
    local record="$MERCHANT_DATABASE_URL $SHOP_PUBLIC_URL"
    if [ -n "$new" ] || [ ! -s "$keep/key" ] || [ "$(cat "$keep/record" 2>/dev/null)" != "$record" ]; then
        mkdir -p "$keep"
        rm -f "$keep/journal" "$keep/record"
        (
            umask 077
            export RUST_LOG=error
            "$binaries/kantan" keys create --name 'the shop' --may read,orders,usage >"$keep/key" &&
                "$binaries/kantan" webhooks add --url "$SHOP_PUBLIC_URL/hooks" >"$keep/secret" &&
                printf '%s\n' "$record" >"$keep/record"
        ) || fail 'the shop got no key; the message is above'
    fi
    SHOP_API_KEY=$(cat "$keep/key") SHOP_WEBHOOK_SECRET=$(cat "$keep/secret")
    export SHOP_API_KEY SHOP_WEBHOOK_SECRET
}
address() { printf '\n  %-9s http://127.0.0.1:%s   %s\n\n' "$@"; }

# The last one is a server that goes on.
STEPS=$(($(grep -c "^step '" "$0") + 1))
step 'Tools' tools/setup.sh
step 'The servers' cargo build --locked -p merchant -p sandbox -p shop
binaries=${CARGO_TARGET_DIR:-target}/debug
serve 'The sandbox' "$binaries/sandbox"
until_answered "$sandbox" 'The sandbox'
address Sandbox "$sandbox/" 'what the gateway saw'
step 'The elements' node tools/unless-built.mjs
# A record that there is not yet is made; one that is gone would be missed.
new=
[ -s "${MERCHANT_DATABASE_URL#sqlite://}" ] || new=--new
serve 'The service' "$binaries/kantan" serve ${new:+"$new"}
until_answered "$merchant" 'The service'
introduce
serve 'The shop' "$binaries/shop"
until_answered "$shop" 'The shop'
address Shop "$shop/" 'buy something here'
address Staff "$shop/staff" "what nobody knows; any name, password $MERCHANT_STAFF_TOKEN"
address Clock "$sandbox/clock" 'lets months pass, and bills on each day'
step 'Tools of the preview; the shop is open already' tools/setup.sh trunk
step 'The preview compiles' for_wasm cargo build --locked --lib --target wasm32-unknown-unknown --features preview
STEP=$((STEP + 1))
say "$STEP of $STEPS: The preview"
serve 'The preview' for_wasm env -u NO_COLOR trunk serve --quiet --address 127.0.0.1 --port "$preview" --dist dist/preview-served
until_answered "$preview" 'The preview'
address Preview "$preview/" 'every state of the elements, for designers'
printf '  All of it answers. Ctrl-C stops it.\n'
while true; do
    all_run
    pause 1
done
