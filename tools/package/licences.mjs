// Whose work is in the modules, and in the program: every crate that is compiled into one of them, with its licence and
// its text, as what is made of it has to carry. By cargo's own list and the files of the registry: cargo-about would be a
// tool to build for minutes. Nothing of npm is in them: esbuild, wasm-bindgen and Binaryen only write them.
//
// node tools/package/licences.mjs prints those of the program and its elements, for a package of both.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** The features of each module that ships, as tools/build-element.sh has them. */
export const MODULES = ["checkout", "checkout,recurring", "result", "subscriptions"];
const HOST = /^host: (.*)$/m.exec(execFileSync("rustc", ["-vV"], { encoding: "utf8" }))[1];
/** What ships: what it is compiled of, for which target, and how its list begins. */
const ELEMENT = {
  built: MODULES.map((features) => ["--package", "kantan-checkout", "--no-default-features", "--features", features, "--target", "wasm32-unknown-unknown"]),
  says: `kantan-checkout is under MIT or Apache-2.0 (LICENSE-MIT, LICENSE-APACHE). Its WebAssembly is compiled from these as well;
the glue beside it is written by wasm-bindgen, which is among them, and of npm nothing is in it.`,
};
export const PROGRAM = {
  built: [["--package", "merchant", "--target", HOST], ...ELEMENT.built],
  says: `kantan and its elements are under MIT or Apache-2.0 (LICENSE-MIT, LICENSE-APACHE). They are compiled from these as well.`,
};
const FILE = /^(licen[sc]e|copying|unlicen[sc]e|notice|copyright)/i;
const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
/** What the compiler puts in by itself. */
const STANDARD = {
  name: "The Rust standard library", version: "", license: "MIT OR Apache-2.0", source: "https://github.com/rust-lang/rust",
  texts: [`Copyright (c) The Rust Project Contributors\n\n${MIT}`],
};

const cargo = (...options) => execFileSync("cargo", options, { encoding: "utf8", maxBuffer: 1 << 28 });
const byName = (one, other) => (one < other ? -1 : 1);

/** Names and versions of the crates that something is compiled from, ours left out. */
function compiled(built) {
  const options = ["--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"];
  const tree = cargo("tree", "--locked", ...built, ...options);
  const lines = tree.split("\n").map((line) => line.replace(/ \(\*\)$/, "")).filter(Boolean);
  return lines.filter((line) => !/ \(\//.test(line)).map((line) => line.split(" ").slice(0, 2).join(" ").replace(" v", " "));
}

/**
 * The texts of a crate's licence: where one of several may be chosen, MIT's, and whatever holds beside it. One that was
 * packed without is under the text of another one of its repository.
 */
function texts({ name, license, authors, repository, manifest_path }, packages) {
  const folder = dirname(manifest_path);
  // Some have a folder of them.
  const inside = (it) => (it.isDirectory() ? readdirSync(join(folder, it.name)).map((name) => join(it.name, name)) : [it.name]);
  const found = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => FILE.test(name)).flatMap(inside).sort();
  const isMit = found.some((name) => /mit/i.test(name));
  const wanted = found.filter((name) => !isMit || !/apache|unlicen|^copying/i.test(name));
  if (wanted.length > 0) return wanted.map((name) => readFileSync(join(folder, name), "utf8").replace(/\r/g, "").trim());
  if (!license.split(/ OR |\//).includes("MIT")) {
    const beside = packages.find((it) => it.name !== name && it.repository === repository && it.license === license);
    if (!repository || !beside) throw new Error(`${folder} is under ${license} and has no text of it`);
    return texts(beside, []);
  }
  return [`Copyright (c) ${authors.join(", ") || "the authors of the crate"}\n\n${MIT}`];
}

/** Every part of what ships that is somebody else's, by name. */
export function parts({ built } = ELEMENT) {
  const names = new Set(built.flatMap(compiled));
  const { packages } = JSON.parse(cargo("metadata", "--locked", "--format-version=1"));
  const crates = packages.filter(({ name, version }) => names.delete(`${name} ${version}`)).map((it) => ({
    name: it.name, version: it.version, license: it.license.replaceAll("/", " OR "), authors: it.authors, source: it.repository, texts: texts(it, packages),
  }));
  if (names.size > 0) throw new Error(`cargo metadata has no ${[...names].join(", ")}`);
  return [STANDARD, ...crates.sort((one, other) => byName(`${one.name} ${one.version}`, `${other.name} ${other.version}`))];
}

/** The list, and below it each text once, with whose it is. */
export function licences(of = ELEMENT) {
  const all = parts(of);
  const title = ({ name, version }) => `${name} ${version}`.trim();
  const list = all.map((it) => `${title(it)}: ${[it.license, it.authors?.join(", "), it.source].filter(Boolean).join("; ")}`);
  const whose = new Map();
  for (const part of all) {
    for (const text of part.texts) {
      const same = text.replace(/\s+/g, " ");
      if (!whose.has(same)) whose.set(same, { text, names: [] });
      whose.get(same).names.push(title(part));
    }
  }
  const line = "-".repeat(80);
  const below = [...whose.values()].map(({ text, names }) => `${line}\n${names.join(", ")}\n${line}\n\n${text}\n`);
  return `${of.says}

${list.join("\n")}\n\n${below.join("\n")}`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) process.stdout.write(licences(PROGRAM));
