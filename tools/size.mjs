// Says what a payer downloads, and which crate it comes from; fails above the limit.
//
// The first table is exact: every file that a checkout page downloads, as it is and compressed as a server would. The
// second is an estimate: the bytes of each crate's functions in the module before wasm-opt, by the names that the
// compiler gave them, and their share of the module's brotli bytes in proportion. Code of a library that is inlined
// counts where it was inlined.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { functions } from "./wasm.mjs";

const LIMIT = 66 * 1024;
const GOAL = 50 * 1024;
const folder = process.env.KANTAN_ELEMENT_DIR ?? "dist/element";

const columns = (name, ...numbers) => console.log(name.padEnd(34) + numbers.map((text) => String(text).padStart(11)).join(""));
const total = { raw: 0, gzip: 0, brotli: 0 };
let moduleBrotli = 0;

columns("file", "raw", "gzip", "brotli");
for (const name of readdirSync(folder).filter((name) => /checkout/.test(name) && !/\.(br|gz)$/.test(name)).sort()) {
  const content = readFileSync(join(folder, name));
  const row = { raw: content.length, gzip: gzipSync(content, { level: 9 }).length, brotli: brotliCompressSync(content).length };
  if (name.endsWith(".wasm")) moduleBrotli = row.brotli;
  for (const key of Object.keys(total)) total[key] += row[key];
  columns(name, row.raw, row.gzip, row.brotli);
}
columns("total (both languages, styles inside)", total.raw, total.gzip, total.brotli);

// What other pages download; no checkout page does.
for (const element of ["result", "subscriptions"]) {
  const files = readdirSync(folder).filter((name) => name.includes(element) && !/\.(br|gz)$/.test(name));
  const brotli = files.reduce((sum, name) => sum + brotliCompressSync(readFileSync(join(folder, name))).length, 0);
  columns(`not in it: kantan-${element}`, "", "", brotli);
}

const named = functions(readFileSync(join(folder, "../named/kantan_checkout.named.wasm")));
const code = named.reduce((sum, { size }) => sum + size, 0);
const crates = new Map();
for (const { size, name } of named) {
  const crate = /([a-z_][a-z0-9_]*)(?:\[[0-9a-f]+\])?::/.exec(name)?.[1] ?? "(glue and compiler)";
  crates.set(crate, (crates.get(crate) ?? 0) + size);
}
console.log("\nestimate by crate, of the module alone");
columns("crate", "code bytes", "share", "~brotli");
for (const [crate, size] of [...crates].sort((left, right) => right[1] - left[1]).filter(([, size]) => size / code > 0.004)) {
  columns(crate, size, `${((100 * size) / code).toFixed(1)} %`, Math.round((moduleBrotli * size) / code));
}

const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
console.log(`\n${kilobytes(total.brotli)} brotli of ${kilobytes(LIMIT)} allowed (1 KB = 1,024 bytes); the goal is ${kilobytes(GOAL)}.`);
if (total.brotli > LIMIT) {
  console.error("error: more than a checkout page may download");
  process.exit(1);
}
