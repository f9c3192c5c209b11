// What `make release` decides before it builds anything, and what it does to a repository: one commit and one tag.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import * as changelog from "../release/changelog.mjs";
import * as repository from "../release/repository.mjs";
import * as versions from "../release/versions.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const LOG = `# Changelog

Said of it.

## Unreleased

### Added

* One thing, which takes
  two lines.
* Another.

### Fixed

* A third.

## 0.1.0 - 2026-11-01

### Added

* All of it.
`;

/** A folder with what tells a version, changed as it is told. */
function withFolder(change, use) {
  const folder = mkdtempSync(join(tmpdir(), "kantan-release-"));
  try {
    for (const path of ["Cargo.toml", "Cargo.lock", "SECURITY.md", "CHANGELOG.md", "docs/openapi.json", "docs/accessibility/conformance.md"]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      cpSync(join(ROOT, path), join(folder, path));
    }
    for (const [path, [from, to]] of Object.entries(change)) {
      const text = readFileSync(join(folder, path), "utf8");
      assert.ok(text.includes(from), `${path} has no ${from}`);
      writeFileSync(join(folder, path), text.replace(from, to));
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("the changelog of this repository can be read: each section with its kinds", () => {
  const [next, ...released] = changelog.sections(readFileSync(join(ROOT, "CHANGELOG.md"), "utf8"));
  assert.equal(next.version, changelog.UNRELEASED);
  for (const section of [next, ...released]) {
    for (const [kind, entries] of Object.entries(section.kinds)) assert.ok(changelog.KINDS.includes(kind) && entries.every(Boolean), `${section.version}: ${kind}`);
  }
});

test("what is not released becomes a version with its day, below an empty section", () => {
  assert.deepEqual(changelog.faults(LOG), []);
  const written = changelog.release(LOG, "0.2.0", "2026-11-29");
  assert.deepEqual(changelog.sections(written).map(({ version, day }) => [version, day]),
    [["Unreleased", undefined], ["0.2.0", "2026-11-29"], ["0.1.0", "2026-11-01"]]);
  assert.deepEqual(changelog.sections(written)[1].kinds, { Added: ["One thing, which takes two lines.", "Another."], Fixed: ["A third."] });
  assert.equal(changelog.notes(written, "0.2.0"), changelog.notes(LOG, "Unreleased"));
  assert.match(changelog.faults(written).join(), /nothing to release/);
  assert.equal(written.replace("## 0.2.0 - 2026-11-29\n\n", ""), LOG, "nothing else is changed");
  assert.throws(() => changelog.release(LOG, "0.1.0", "2026-11-29"), /already/);
});

test("what a changelog lacks is said", () => {
  const faults = (from, to) => changelog.faults(LOG.replace(from, to)).join("\n");
  assert.match(faults("## Unreleased", "## Next"), /topmost/);
  assert.match(faults("### Added\n\n* One", "* One"), /no kind of change .* "One thing, which takes/);
  assert.match(faults("### Fixed", "### Mended"), /"### Mended", which is none of Added/);
  assert.match(faults("0.1.0 - 2026-11-01", "0.1.0"), /0\.1\.0 has no day/);
  assert.match(changelog.faults(`${LOG}\n## 0.1.0 - 2026-10-01\n`).join(), /twice/);
});

test("every place of this repository tells the same version", () => {
  assert.deepEqual(versions.faults(ROOT), []);
  const places = versions.places(ROOT).map(({ place }) => place);
  for (const needed of ["Cargo.lock, sbps", "Cargo.lock, merchant", "Cargo.lock, kantan-checkout", "docs/openapi.json"]) assert.ok(places.includes(needed), needed);
});

test("a place that tells another version is named, with what writes it", () => {
  const now = versions.version(ROOT);
  withFolder({ "Cargo.toml": [`version = "${now}"`, 'version = "7.0.0"'] }, (folder) => {
    const found = versions.faults(folder).join("\n");
    for (const made of ["cargo update --workspace", "make contract", "make accept"]) assert.ok(found.includes(made), `${made}: ${found}`);
    assert.match(found, new RegExp(`docs/openapi.json says ${now} and Cargo.toml 7.0.0`));
  });
  withFolder({ "docs/openapi.json": [`"version": "${now}"`, '"version": "0.0.9"'] }, (folder) =>
    assert.deepEqual(versions.faults(folder), [`docs/openapi.json says 0.0.9 and Cargo.toml ${now}: \`make contract\` writes it`]));
});

test("an address for reports is one that somebody can write to", () => {
  const line = /^\*\*Address for reports\*\*: .*$/m.exec(readFileSync(join(ROOT, "SECURITY.md"), "utf8"))[0];
  const address = (text) => withFolder({ "SECURITY.md": [line, `**Address for reports**: ${text}`] }, versions.securityAddress);
  assert.equal(address("not filled in. Whoever publishes a copy puts a mail address here"), undefined);
  assert.equal(address("<security@wine.example>"), "security@wine.example");
  assert.equal(address("[form](https://wine.example/security)"), "https://wine.example/security");
});

test("a release is made of a clean main, once, and only its changelog is committed and tagged", () => {
  withFolder({}, (folder) => {
    const git = (...words) => execFileSync("git", words, { cwd: folder, encoding: "utf8" }).trim();
    git("init", "--quiet", "--initial-branch=main");
    for (const [name, value] of Object.entries({ "user.name": "A publisher", "user.email": "publisher@wine.example", "commit.gpgSign": "false", "tag.gpgSign": "false" })) git("config", name, value);
    assert.match(repository.faults(folder, "0.1.0").join(), /in no commit/);
    git("add", ".");
    git("commit", "--quiet", "--message", "Begin");
    assert.deepEqual(repository.faults(folder, "0.1.0"), []);
    git("switch", "--quiet", "--create", "other");
    assert.match(repository.faults(folder, "0.1.0").join(), /main, and this is other/);
    git("switch", "--quiet", "main");

    writeFileSync(join(folder, "CHANGELOG.md"), changelog.release(LOG, "0.2.0", "2026-11-29"));
    repository.record(folder, "0.2.0", "### Added\n\n* One thing.");
    assert.equal(git("show", "--name-only", "--format=%s", "HEAD"), "Release 0.2.0\n\nCHANGELOG.md");
    assert.equal(git("tag", "--list"), "v0.2.0");
    assert.match(git("tag", "--list", "--format=%(contents)"), /^kantan-checkout 0\.2\.0\n\n### Added\n\n\* One thing\.$/);
    assert.equal(git("rev-parse", "v0.2.0^{commit}"), git("rev-parse", "HEAD"));
    assert.match(repository.faults(folder, "0.2.0").join(), /v0\.2\.0 is there already/);
  });
});
