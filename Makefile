# Every command sets up what it needs first; see README.md.
.PHONY: help run test check preview size bench chaos dist package release contract accept pictures setup

help:
	@echo 'make run    the shop, the preview and the sandbox, until Ctrl-C'
	@echo 'make test   every test there is'
	@echo 'make check  format, lints, circles of files, licences and sources of dependencies'
	@echo 'make preview  the designers'\'' preview as one folder for any web server, in dist/preview'
	@echo 'make size   what a payer downloads, and where it comes from'
	@echo 'make bench  the rules, and the form builder under the fingers of a fast typist'
	@echo 'make chaos  100 kills under load, a restored backup, a slow disk, two processes'
	@echo 'make contract  docs/page-contract.md, docs/openapi.json, docs/*/errors.md, packaging/kantan.toml, from the types'
	@echo 'make accept  what a screen reader is told, the accessibility report and how every state looks, as they are now; read the difference'
	@echo 'make pictures  docs/review.png and docs/subscription.png, from the browser tests'
	@echo 'make package  the payment service as a Debian package, in dist'
	@echo 'make release  all of a release in dist/release, and nothing published; WRITE=1 commits the changelog and tags'
	@echo 'make dist   the shippable elements, in dist/element, and as a package in dist/package'

setup:
	@tools/setup.sh trunk browser postgresql

run:
	@tools/run.sh

test:
	@tools/test.sh

check:
	@tools/setup.sh cargo-deny shellcheck
	@tools/check.sh

preview:
	@tools/setup.sh trunk
	@tools/build-preview.sh
	@echo 'To look at it: python3 -m http.server 8080 --directory dist/preview, then http://127.0.0.1:8080/'

size: dist
	@node tools/size.mjs

bench: setup
	@tools/bench.sh

chaos:
	@tools/setup.sh postgresql
	@tools/chaos.sh 100

dist:
	@tools/setup.sh
	@node tools/unless-built.mjs
	@node tools/package.mjs

pictures: dist
	@tools/setup.sh browser
	@tools/pictures.sh

# The elements are built for size, the service for speed: each by itself, so that neither waits for the other.
package:
	@tools/setup.sh
	@node tools/unless-built.mjs
	@CARGO_PROFILE_RELEASE_STRIP=symbols cargo build --release --locked -p merchant
	@tools/debian-package.sh

release:
	@tools/setup.sh
	@node tools/release/main.mjs $(if $(WRITE),--write)

contract:
	@KANTAN_WRITE_CONTRACT=1 cargo test --quiet --locked -p kantan-checkout --all-features --lib contract
	@KANTAN_WRITE_CONTRACT=1 cargo test --quiet --locked -p merchant --all-features --lib -- openapi example pages_in_docs

accept:
	@tools/setup.sh trunk browser
	@tools/accept.sh
