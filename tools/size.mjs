// Says what a payer downloads, and which crate it comes from; fails where a page downloads more than it may.
//
// The first tables are exact: every file that a page with one element downloads, as it is and compressed as a server
// would. The last is an estimate: the bytes of each crate's functions in the checkout's whole module before wasm-opt, by
// the names that the compiler gave them, and their share of the module's brotli bytes in proportion. Code of a library
// that is inlined counts where it was inlined.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { functions } from "./wasm.mjs";

/** What each page downloads beside the element's script and styles, and the most of brotli bytes in all, in Japanese, which has more of them than English. */
const PAGES = [
  { page: "a one-time order", element: "checkout", module: "kantan_checkout_one_time", limit: 50_944 },
  { page: "a contract", element: "checkout", module: "kantan_checkout", limit: 58_112 },
  { page: "a result", element: "result", module: "kantan_result", limit: 35_840 },
  { page: "subscriptions", element: "subscriptions", module: "kantan_subscriptions", limit: 59_904 },
];
const folder = process.env.KANTAN_ELEMENT_DIR ?? "dist/element";
const names = readdirSync(folder).filter((name) => !/\.(br|gz)$/.test(name)).sort();

const columns = (name, ...numbers) => console.log(name.padEnd(46) + numbers.map((text) => String(text).padStart(9)).join(""));

const measure = (name) => {
  const content = readFileSync(join(folder, name));
  return [content.length, gzipSync(content, { level: 9 }).length, brotliCompressSync(content).length];
};

let wholeModule = 0;
const tooLarge = [];
for (const { page, element, module, limit } of PAGES) {
  const isOfPage = (name) => name.startsWith(`kantan-${element}.`) || new RegExp(`^${module}(_ja)?\\.[0-9a-f]+(\\.js|_bg\\.wasm)$`).test(name);
  const files = names.filter(isOfPage);
  // Script, styles, glue, WebAssembly and sentences: another number is a page that would not work, or was not measured.
  if (files.length !== 5) throw new Error(`${page} has other files than five: ${files.join(", ")}`);
  columns(page, "raw", "gzip", "brotli");
  const rows = files.map(measure);
  files.forEach((name, place) => columns(`  ${name}`, ...rows[place]));
  const total = rows.reduce((sum, row) => sum.map((value, place) => value + row[place]));
  columns("  in all, in Japanese", ...total);
  columns("  at most", "", "", limit);
  if (total[2] > limit) tooLarge.push(`${page}: ${total[2]} of ${limit}`);
  if (module === "kantan_checkout") wholeModule = rows[files.findIndex((name) => name.endsWith(".wasm"))][2];
}

const named = functions(readFileSync(join(folder, "../named/kantan_checkout.named.wasm")));
const code = named.reduce((sum, { size }) => sum + size, 0);
const crates = new Map();
for (const { size, name } of named) {
  const crate = /([a-z_][a-z0-9_]*)(?:\[[0-9a-f]+\])?::/.exec(name)?.[1] ?? "(glue and compiler)";
  crates.set(crate, (crates.get(crate) ?? 0) + size);
}
console.log("\nestimate by crate, of the module for contracts alone");
columns("crate", "code", "share", "~brotli");
for (const [crate, size] of [...crates].sort((left, right) => right[1] - left[1]).filter(([, size]) => size / code > 0.004)) {
  columns(crate, size, `${((100 * size) / code).toFixed(1)} %`, Math.round((wholeModule * size) / code));
}

if (tooLarge.length > 0) {
  console.error(`error: more than a page may download: ${tooLarge.join("; ")}`);
  process.exit(1);
}
