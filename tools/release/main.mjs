// Makes everything that a release consists of, in dist/release, and proves it as far as that goes without publishing it:
// the npm package, the crate of the rules, the Debian package, their checksums and what is said of them.
//
// Without `--write` the repository stays as it is. With it the changelog's section gets its number and day, is committed
// and tagged, here and nowhere else: pushing and publishing are commands that it prints and somebody else gives.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as changelog from "./changelog.mjs";
import * as repository from "./repository.mjs";
import * as versions from "./versions.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const TO = join(ROOT, "dist/release");
const isWritten = process.argv.includes("--write");
process.chdir(ROOT);

const say = (text) => console.log(`\x1b[1m==> ${text}\x1b[0m`);
const run = (environment, command, ...words) => execFileSync(command, words, { stdio: "inherit", env: { ...process.env, ...environment } });
const stop = (problems) => {
  for (const problem of problems) console.error(`error: ${problem}`);
  process.exit(1);
};

const version = versions.version(ROOT);
const text = readFileSync("CHANGELOG.md", "utf8");
say(`Release ${version}`);
const faults = [...versions.faults(ROOT), ...repository.faults(ROOT, version), ...changelog.faults(text)];
const noAddress = versions.securityAddress(ROOT) ? [] : ["SECURITY.md has no address for reports: whoever publishes fills it in first"];
if (isWritten) faults.push(...noAddress);
if (faults.length > 0) stop(faults);

// A calendar day in Japan, as everywhere here.
const day = new Date().toLocaleDateString("sv", { timeZone: "Asia/Tokyo" });
const written = changelog.release(text, version, day);
rmSync(TO, { recursive: true, force: true });
mkdirSync(TO, { recursive: true });
const [log, notes] = [join(TO, "CHANGELOG.md"), join(TO, "NOTES.md")];
writeFileSync(log, written);
writeFileSync(notes, `${changelog.notes(written, version)}\n`);
// What is packed tells of this release, and has the time of the commit.
const environment = { KANTAN_CHANGELOG: log, SOURCE_DATE_EPOCH: repository.committedAt(ROOT) };
const target = process.env.CARGO_TARGET_DIR ?? "target";

say("The elements and their npm package");
run(environment, "node", "tools/unless-built.mjs");
run(environment, "node", "tools/no-secrets.mjs", "dist/element");
run(environment, "node", "tools/package.mjs");
copyFileSync("dist/kantan-checkout.tgz", join(TO, `kantan-checkout-${version}.tgz`));

say("npm publish --dry-run");
const rehearsal = mkdtempSync(join(tmpdir(), "kantan-release-"));
try {
  cpSync("dist/package", rehearsal, { recursive: true });
  // The package is private until whoever publishes it says under which name.
  const manifest = JSON.parse(readFileSync(join(rehearsal, "package.json"), "utf8"));
  delete manifest.private;
  writeFileSync(join(rehearsal, "package.json"), JSON.stringify(manifest, null, 2));
  execFileSync("npm", ["publish", "--dry-run", "--offline", "--ignore-scripts", "--loglevel=error"], { cwd: rehearsal, stdio: ["ignore", "ignore", "inherit"] });
} finally {
  rmSync(rehearsal, { recursive: true, force: true });
}

say("The crate of the rules, packed and built from its package");
run(environment, "cargo", "package", "--quiet", "--locked", "-p", "sbps");
copyFileSync(join(target, `package/sbps-${version}.crate`), join(TO, `sbps-${version}.crate`));

say("The payment service as a Debian package");
run({ CARGO_PROFILE_RELEASE_STRIP: "symbols" }, "cargo", "build", "--quiet", "--release", "--locked", "-p", "merchant");
run(environment, "tools/debian-package.sh", join(target, "release/kantan"), "dist/element", TO);

const made = readdirSync(TO).filter((name) => /\.(tgz|crate|deb)$/.test(name)).sort();
const sums = made.map((name) => `${createHash("sha256").update(readFileSync(join(TO, name))).digest("hex")}  ${name}\n`).join("");
writeFileSync(join(TO, "SHA256SUMS"), sums);
if (isWritten) {
  writeFileSync("CHANGELOG.md", written);
  repository.record(ROOT, version, changelog.notes(written, version));
}
say(`dist/release: ${made.length} packages, SHA256SUMS, NOTES.md`);
process.stdout.write(sums);
console.log(`\n${isWritten ? "Tagged here" : "Would be tagged"}: ${repository.tags(version).join(", ")}`);
console.log(`Left to whoever publishes:
  git push origin main ${repository.tags(version).join(" ")}
  npm publish dist/package          # after "private" is out of its package.json, under a name of yours
  cargo publish -p sbps             # after "publish = false" is out of Cargo.toml`);
for (const problem of noAddress) console.log(`Not yet to be published: ${problem}`);
