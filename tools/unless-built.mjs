// Builds the elements, unless the same files have built what stands in dist already.
//
// What goes in is hashed, and what came out: neither another source nor a file that was changed or
// removed since passes for built.
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const STAMP = "dist/element.stamp";
const OUTPUTS = ["dist/element", "dist/named"];
const ELEMENTS = "checkout,result,subscriptions";

/** Every file below a path, or the path itself. */
const files = (path) => {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).sort().flatMap((name) => files(join(path, name)));
};

const hash = (paths, ...more) => {
  const sum = createHash("sha256");
  for (const path of paths.flatMap(files)) {
    const content = readFileSync(path);
    sum.update(`${path}\0${content.length}\0`).update(content);
  }
  return sum.update(more.join("\0")).digest("hex");
};

/** The folders of our own crates that the elements are compiled from, the root's first. */
const crates = () => {
  const options = ["metadata", "--locked", "--format-version=1", "--no-default-features"];
  options.push("--features", ELEMENTS, "--filter-platform", "wasm32-unknown-unknown");
  const output = execFileSync("cargo", options, { maxBuffer: 1 << 28, encoding: "utf8" });
  const { packages, resolve } = JSON.parse(output);
  const needed = new Set([resolve.root]);
  for (const id of needed) {
    const { deps } = resolve.nodes.find((node) => node.id === id);
    const builds = ({ dep_kinds }) => dep_kinds.some(({ kind }) => kind !== "dev");
    for (const { pkg } of deps.filter(builds)) needed.add(pkg);
  }
  const ours = packages.filter(({ id, source }) => source === null && needed.has(id));
  return ours.map(({ manifest_path }) => relative(process.cwd(), dirname(manifest_path)));
};

const inputs = () => {
  const sources = crates().flatMap((folder) => ["Cargo.toml", "build.rs", "src"].map((name) => join(folder, name)));
  // The preview is no part of them, and changes more often than they do.
  const compiled = sources.flatMap(files).filter((path) => !/^src\/preview(\/|\.rs$)/.test(path));
  const scripts = ["build-element.sh", "env.sh", "link.sh", "npm"].map((name) => join("tools", name));
  // The scripts that it calls, with what one of them imports, and no others: most change without changing an element.
  const called = [...readFileSync("tools/build-element.sh", "utf8").matchAll(/tools\/[a-z-]+\.mjs/g)].map(([path]) => path);
  const tools = [...scripts, ...new Set(called), "tools/wasm.mjs", "tools/unless-built.mjs"];
  // The compiler of a system without rustup's target is told in a file.
  const { WASM_ENVIRONMENT } = process.env;
  const compiler = execFileSync("rustc", ["-Vv"], { encoding: "utf8" });
  return hash(["Cargo.lock", "style", ...compiled, ...tools, WASM_ENVIRONMENT ?? ""], compiler);
};

const before = inputs();
const stamp = () => `${before} ${hash(OUTPUTS)}\n`;
const isBuilt = existsSync("dist/element/kantan-checkout.js") && existsSync(STAMP);
if (!isBuilt || readFileSync(STAMP, "utf8") !== stamp()) {
  const { status, error } = spawnSync("tools/build-element.sh", { stdio: "inherit" });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(STAMP, stamp());
}
