#!/usr/bin/env bash
# Makes dist/kantan_VERSION_ARCHITECTURE.deb of a built program and the built elements, or of what is named:
# tools/debian-package.sh [PROGRAM [ELEMENTS [FOLDER FOR THE PACKAGE]]]
#
# By dpkg-deb alone: cargo-deb would be a tool to build for minutes, and reads from Cargo.toml what stands here in lines.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
program=${1:-${CARGO_TARGET_DIR:-$ROOT/target}/release/kantan} elements=${2:-dist/element} to=${3:-dist}
command -v dpkg-deb >/dev/null || fail 'dpkg-deb is missing: a Debian package is made on Debian or Ubuntu'
[ -x "$program" ] || fail "$program is missing: run \`make package\`"
[ -f "$elements/kantan-checkout.js" ] || fail "$elements holds no elements: run \`make dist\`"

# The newest version of the C library that the program asks for: the oldest with which it starts.
glibc() { grep -aoE 'GLIBC_2\.[0-9]+' "$program" | cut -d. -f2 | sort -n | tail -n 1 | sed 's/^/2./'; }

version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
architecture=$(dpkg --print-architecture)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
put() { install -D -m "$1" "$2" "$tree/$3"; }

put 755 "$program" usr/bin/kantan
put 644 packaging/kantan.service usr/lib/systemd/system/kantan.service
put 644 packaging/debian/kantan.sysusers usr/lib/sysusers.d/kantan.conf
# The example, with the places of this package.
put 644 packaging/kantan.toml etc/kantan/kantan.toml
sed -e 's|^#element_dir = .*|element_dir = "/usr/share/kantan/element"|' \
    -e 's|^#database_url = .*|database_url = "sqlite:///var/lib/kantan/kantan.sqlite"|' \
    packaging/kantan.toml >"$tree/etc/kantan/kantan.toml"
mkdir -p "$tree/usr/share/kantan"
cp -R "$elements" "$tree/usr/share/kantan/element"

doc=usr/share/doc/kantan
put 644 packaging/debian/copyright $doc/copyright
for file in LICENSE-MIT LICENSE-APACHE; do put 644 $file $doc/$file; done
for file in kantan.toml nginx.conf Caddyfile; do put 644 packaging/$file $doc/examples/$file; done
# Whose work the program and the elements are compiled from.
node tools/package/licences.mjs >"$tree/LICENSES"
gzip -9nc "$tree/LICENSES" >"$tree/$doc/LICENSES.gz"
rm "$tree/LICENSES"
gzip -9nc "${KANTAN_CHANGELOG:-CHANGELOG.md}" >"$tree/$doc/changelog.gz"

# What the program says of itself.
own() { env -i "$program" "$@"; }
mkdir -p "$tree/usr/share/man/man1" "$tree/usr/share/bash-completion/completions" \
    "$tree/usr/share/zsh/vendor-completions" "$tree/usr/share/fish/vendor_completions.d"
own man | gzip -9nc >"$tree/usr/share/man/man1/kantan.1.gz"
for command in $(own --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
    [ "$command" = help ] || own man "$command" | gzip -9nc >"$tree/usr/share/man/man1/kantan-$command.1.gz"
done
own completions bash >"$tree/usr/share/bash-completion/completions/kantan"
own completions zsh >"$tree/usr/share/zsh/vendor-completions/_kantan"
own completions fish >"$tree/usr/share/fish/vendor_completions.d/kantan.fish"

chmod -R u+rwX,go+rX,go-w "$tree"
mkdir "$tree/DEBIAN"
for script in postinst prerm postrm; do put 755 packaging/debian/$script DEBIAN/$script; done
echo /etc/kantan/kantan.toml >"$tree/DEBIAN/conffiles"
(cd "$tree" && find usr etc -type f -exec md5sum {} +) >"$tree/DEBIAN/md5sums"
cat >"$tree/DEBIAN/control" <<END
Package: kantan
Version: $version
Architecture: $architecture
Maintainer: the authors of kantan-checkout <kantan@localhost>
Installed-Size: $(du -sk "$tree/usr" | cut -f1)
Depends: libc6 (>= $(glibc)), libgcc-s1, systemd | systemd-standalone-sysusers
Recommends: ca-certificates
Section: web
Priority: optional
Description: payment service for au Kantan Kessai
 Orders, signed requests, notifications and recurring contracts over the link
 type of SB Payment Service, with the elements for a shop's pages.
END
mkdir -p "$to"
dpkg-deb --root-owner-group -Zgzip "-z${KANTAN_GZIP:-9}" --build "$tree" "$to/kantan_${version}_$architecture.deb"
