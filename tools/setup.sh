#!/usr/bin/env bash
# Installs what the project needs, once per user and version. Can be interrupted and run again: a tool is moved into its
# place only when it is whole. Only packages of the system need root.
#
# Without arguments: what builds the elements. Further: `trunk`, what builds the preview; `browser`, what the tests of
# the whole system use; `engines`, Firefox and WebKit beside it; `examples`, the languages of the examples;
# `schemathesis`; `icalendar`; `postgresql`; `packaging`, what the tests of packaging stand on; `shops`, the frameworks that
# the package is tested with; `blockers`, the lists of a blocker of advertisements; `cargo-deny`; `shellcheck`.
set -euo pipefail
. "$(dirname "$0")/env.sh"
mkdir -p "$CACHE"

command -v cargo >/dev/null || fail "cargo is missing: install Rust with rustup (https://rustup.rs) and run this again"
command -v npm >/dev/null || fail "npm is missing: install Node.js 20 or later and run this again"

# A compiler that is too old fails with a message about something else.
is_older() {
    local have_major=${1%%.*} have_minor=${1#*.} want_major=${2%%.*} want_minor=${2#*.}
    have_minor=${have_minor%%[!0-9]*} want_minor=${want_minor%%[!0-9]*}
    [ "$have_major" -lt "$want_major" ] || { [ "$have_major" -eq "$want_major" ] && [ "$have_minor" -lt "$want_minor" ]; }
}
rust_needed=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' "$ROOT/Cargo.toml" | head -n 1)
rust_here=$(cd "$ROOT" && rustc --version | cut -d' ' -f2)
! is_older "$rust_here" "$rust_needed" ||
    fail "Rust $rust_needed or later is needed, and this is $rust_here: run \`rustup update stable\` and this again"

# --- packages of the system ------------------------------------------------------------------------------------------
# Debian's, and Ubuntu's where they have the same name.
packages() {
    local missing=() package wanted
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    wanted="apt-get install -y --no-install-recommends ${missing[*]}"
    say "Packages: ${missing[*]}"
    if [ "$(id -u)" -ne 0 ]; then
        # A job in the background cannot ask for a password.
        sudo -n true 2>/dev/null || [ -t 0 ] || fail "root is needed once: run \`sudo apt-get update && sudo $wanted\` and this again"
    fi
    as_root apt-get update -q
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive $wanted
}
as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }
has_packages() { command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; }
is_ubuntu() { grep -qs '^ID=ubuntu$' /etc/os-release; }

browser() {
    local found=yes
    [ -x "$KANTAN_CHROMIUM" ] && [ -x "$KANTAN_CHROMEDRIVER" ] || found=no
    if has_packages; then
        packages fonts-noto-cjk
        if [ $found = no ] && ! is_ubuntu; then
            packages chromium chromium-driver
            return
        fi
    else
        say "A Japanese font has to be there, such as Noto Sans CJK"
    fi
    # Ubuntu's chromium-browser is a snap, which may not read a profile in a temporary folder.
    [ $found = yes ] || fail "the tests need Chromium or Chrome and the ChromeDriver of its version: install them (on Ubuntu Google's, not the snap) and set KANTAN_CHROMIUM and KANTAN_CHROMEDRIVER to their paths; \`make run\` needs neither"
}

# Firefox and WebKit, in the versions that the system has; a driver for Firefox is in no distribution.
engines() {
    if has_packages && ! is_ubuntu; then
        packages firefox-esr webkit2gtk-driver xauth xvfb
    else
        # Ubuntu's firefox is a snap, as its Chromium is.
        say "The tests in three engines need Firefox, WebKitGTK's WebKitWebDriver, and xvfb-run (KANTAN_FIREFOX, KANTAN_WEBKITDRIVER)"
    fi
    crate geckodriver "$GECKODRIVER_VERSION" geckodriver --locked
}

# The languages of the examples, and what the quick start uses.
examples() {
    if has_packages; then
        packages curl php-cli php-mbstring python3-django ruby-sinatra ruby-webrick
    else
        say "The tests of the examples need curl, PHP with mbstring, /usr/bin/python3 with Django, and /usr/bin/ruby with Sinatra and WEBrick"
    fi
    local folder
    for folder in "$ROOT"/examples/*/node; do
        [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ] ||
            npm ci --prefix "$folder" --no-audit --no-fund --loglevel=error
    done
    python_environment "Libraries of the example in Python" "$KANTAN_EXAMPLES_PYTHON" \
        "$ROOT/examples/through-the-service/python/requirements.txt"
}

# An environment of its own, of which this is a program, with what is required, by its hashes.
python_environment() {
    local name=$1 folder=${2%/bin/*} required=$3 python
    # Whoever names another one has it.
    [ "${folder#"$CACHE"}" != "$folder" ] && [ ! -e "$folder/ready" ] || return 0
    python=$(first_of /usr/bin/python3 python3)
    "$python" -c 'import ensurepip' 2>/dev/null ||
        if has_packages; then packages python3-venv; else fail "Python 3.11 or later with venv is missing: install it and run this again"; fi
    say "$name"
    rm -rf "$folder"
    "$python" -m venv "$folder"
    "$folder/bin/pip" install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r "$required"
    touch "$folder/ready"
}

schemathesis() {
    python_environment schemathesis "$KANTAN_SCHEMATHESIS" "$ROOT/tools/schemathesis/requirements.txt"
}

# The servers that stand before ours, and what a package and a container are looked at with. The tests start servers of
# their own; where Debian starts one at once, it is stopped as any other service.
packaging() {
    if has_packages; then
        packages caddy curl nginx-light openssl systemd
    else
        say "The tests of packaging need nginx, caddy, curl, openssl, dpkg-deb and systemd-analyze"
    fi
    python_environment hadolint "$KANTAN_HADOLINT" "$ROOT/tools/hadolint/requirements.txt"
}

# uBlock Origin's lists (EasyList, EasyPrivacy and its own) as Debian ships them. Unpacked and not installed: Debian's
# Chromium would load the extension in every test.
blockers() {
    [ ! -d "$KANTAN_BLOCKERS" ] || return 0
    if ! has_packages; then
        say "The lists of a blocker of advertisements are looked at on Debian and Ubuntu only"
        return 0
    fi
    say "Lists of uBlock Origin"
    local work
    work=$(mktemp -d "$CACHE/blockers.XXXXXX")
    (
        cd "$work"
        apt-get download -q webext-ublock-origin-chromium 2>/dev/null ||
            { as_root apt-get update -q && apt-get download -q webext-ublock-origin-chromium; }
        dpkg-deb -x webext-ublock-origin-chromium_*.deb unpacked
    )
    rm -rf "$KANTAN_BLOCKERS"
    mv "$work/unpacked/usr/share/chromium/extensions/ublock-origin/assets" "$KANTAN_BLOCKERS"
    rm -rf "$work"
}

icalendar() {
    python_environment icalendar "$KANTAN_ICALENDAR" "$ROOT/tools/icalendar/requirements.txt"
}

# Only its programs: the tests start a server of their own (tools/postgres.sh).
postgresql() {
    command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 ||
        if has_packages; then packages postgresql; else fail "PostgreSQL is missing: install it and run this again"; fi
}

shell_check() {
    command -v shellcheck >/dev/null || if has_packages; then packages shellcheck; else fail "shellcheck is missing: install it and run this again"; fi
}

# --- the WebAssembly target ------------------------------------------------------------------------------------------
# KANTAN_WASM_TOOLCHAIN is `rustup`, `debian`, or empty: rustup's if it can be reached, else Debian's.
wasm_from_rustup() {
    command -v rustup >/dev/null || return 1
    # The element is built together with the standard library, so its source is needed too.
    rustup target list --installed 2>/dev/null | grep -qx wasm32-unknown-unknown &&
        rustup component list --installed 2>/dev/null | grep -qx rust-src && return
    say "WebAssembly target from rustup"
    within 120 rustup target add wasm32-unknown-unknown && within 120 rustup component add rust-src
}
# Debian's rustc knows the target but ships no library for it: the library is built once from Debian's source of it.
wasm_from_debian() {
    if is_ubuntu || ! has_packages; then
        fail "the WebAssembly target is missing: install Rust with rustup (https://rustup.rs), or let it reach the network, and run this again"
    fi
    packages rustc-web cargo-web rust-web-src rust-web-llvm lld-22
    local version sysroot libraries work
    version=$(dpkg-query -W -f='${Version}' rustc-web | tr -c 'A-Za-z0-9.\n' '-')
    sysroot=$CACHE/wasm-sysroot-$version
    libraries=$sysroot/lib/rustlib/wasm32-unknown-unknown/lib
    if [ ! -d "$libraries" ]; then
        say "WebAssembly library for Debian's rustc $version"
        work=$(mktemp -d "$CACHE/sysroot.XXXXXX")
        mkdir -p "$work/crate/src" "$work/libraries"
        printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n[workspace]\n' >"$work/crate/Cargo.toml"
        : >"$work/crate/src/lib.rs"
        (cd "$work/crate" && env PATH="/usr/bin:$PATH" RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes \
            CARGO_TARGET_DIR="$work/target" /usr/bin/cargo build --release --target wasm32-unknown-unknown \
            -Zbuild-std=std,panic_abort,test)
        cp "$work"/target/wasm32-unknown-unknown/release/deps/*.rlib "$work/libraries/"
        rm -f "$work"/libraries/libempty-*.rlib
        mkdir -p "$(dirname "$libraries")"
        mv "$work/libraries" "$libraries"
        rm -rf "$work"
    fi
    cat >"$WASM_ENVIRONMENT.new" <<END
export PATH="/usr/bin:\$PATH"
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="--sysroot $sysroot"
# Artefacts of two compilers do not mix.
export CARGO_TARGET_DIR="\${CARGO_TARGET_DIR:-$ROOT/target}/debian"
END
    mv "$WASM_ENVIRONMENT.new" "$WASM_ENVIRONMENT"
}
case ${KANTAN_WASM_TOOLCHAIN:-} in
    rustup) wasm_from_rustup; rm -f "$WASM_ENVIRONMENT" ;;
    debian) wasm_from_debian ;;
    '') if wasm_from_rustup; then rm -f "$WASM_ENVIRONMENT"; else wasm_from_debian; fi ;;
    *) fail "KANTAN_WASM_TOOLCHAIN is '$KANTAN_WASM_TOOLCHAIN'; it should be rustup, debian or empty" ;;
esac

# --- tools from crates.io --------------------------------------------------------------------------------------------
# Built to be built quickly: they run for seconds.
crate() {
    local name=$1 version=$2 binary=$3
    shift 3
    [ -x "$CACHE/$name-$version/bin/$binary" ] && return
    say "$name $version (a few minutes, once)"
    rm -rf "$CACHE/$name-$version.new"
    CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
        CARGO_PROFILE_RELEASE_DEBUG=0 CARGO_TARGET_DIR="$CACHE/build" \
        cargo install "$name" --version "$version" --root "$CACHE/$name-$version.new" "$@"
    rm -rf "${CACHE:?}/$name-$version"
    mv "$CACHE/$name-$version.new" "$CACHE/$name-$version"
    # Another tool shares few of these artefacts.
    rm -rf "$CACHE/build"
}
# --- packages from npm -----------------------------------------------------------------------------------------------
npm_packages() {
    local name=$1 from=$2 to=$3
    [ ! -d "$to" ] || return 0
    say "$name"
    rm -rf "$to.new"
    mkdir -p "$to.new"
    cp "$from/package.json" "$from/package-lock.json" "$to.new/"
    npm ci --prefix "$to.new" --no-audit --no-fund --loglevel=error
    mv "$to.new" "$to"
}

crate wasm-bindgen-cli "$WASM_BINDGEN_VERSION" wasm-bindgen
for tool in "$@"; do
    case $tool in
        trunk) crate trunk "$TRUNK_VERSION" trunk --locked ;;
        cargo-deny) crate cargo-deny "$CARGO_DENY_VERSION" cargo-deny --locked --no-default-features ;;
        browser) browser ;;
        engines) engines ;;
        shops) npm_packages "What the shops of the package's tests are built with" "$ROOT/tools/package-tests" "$SHOPS" ;;
        yardstick) npm_packages "What our pages are timed beside" "$ROOT/tools/yardstick" "$YARDSTICK" ;;
        examples) examples ;;
        packaging) packaging ;;
        schemathesis) schemathesis ;;
        icalendar) icalendar ;;
        blockers) blockers ;;
        postgresql) postgresql ;;
        shellcheck) shell_check ;;
        *) fail "unknown tool: $tool" ;;
    esac
done

npm_packages "Tools from npm" "$ROOT/tools/npm" "$NPM_TOOLS"
say "Tools are ready in $CACHE"
