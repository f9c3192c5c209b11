// Makes of dist/element the folder dist/package and its tarball, for a shop that builds its pages with npm's tools.
//
// The same files as a server sends, without their compressed twins, and with them the types, those of React, Vue and
// Svelte too, the custom-elements manifest, the licences, also those of what the modules are compiled from, files.json:
// which files each page downloads, with the hash of each (Subresource Integrity), and sentences.json: every sentence by
// the name by which a shop may say it otherwise.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { built } from "./package/built.mjs";
import { inventory } from "./package/inventory.mjs";
import { licences } from "./package/licences.mjs";

const [FROM, TO] = ["dist/element", "dist/package"];
const NAME = "kantan-checkout";
/** Whose markup has types of its own; only types, no code. */
const FRAMEWORKS = ["react", "vue", "svelte"];
/** What each page downloads beside the element's script and styles. */
const MODULES = {
  checkout: { one_time: "kantan_checkout_one_time", contract: "kantan_checkout" },
  result: { result: "kantan_result" },
  subscriptions: { subscriptions: "kantan_subscriptions" },
};

const { names: shipped, only, versioned } = built(FROM);

/** Which files belong to which page, and the hash of each. */
function files() {
  const integrity = (name) => [name, `sha384-${createHash("sha384").update(readFileSync(join(FROM, name))).digest("base64")}`];
  const pair = ([page, module]) => [page, {
    glue: versioned(module, "\\.js"),
    module: versioned(module, "_bg\\.wasm"),
    // One of the languages is downloaded, and what says sentences in a shop's own words only where there are any.
    sentences: { ja: versioned(`${module}_ja`, "\\.js"), en: versioned(`${module}_en`, "\\.js") },
    wording: versioned(`${module}_wording`, "\\.js"),
  }];
  const element = ([name, modules]) => [`kantan-${name}`, {
    script: only(new RegExp(`^kantan-${name}\\.js$`)),
    styles: only(new RegExp(`^kantan-${name}\\.css$`)),
    modules: Object.fromEntries(Object.entries(modules).map(pair)),
  }];
  return {
    elements: Object.fromEntries(Object.entries(MODULES).map(element)),
    integrity: Object.fromEntries(shipped.map(integrity)),
  };
}

/** What each sentence is called, with its texts in both languages. */
async function sentences() {
  const load = (name) => import(pathToFileURL(resolve(TO, name)));
  const all = {};
  for (const { modules } of Object.values(files().elements)) {
    for (const { sentences, wording } of Object.values(modules)) {
      const { names } = await load(wording);
      const [ja, en] = await Promise.all([sentences.ja, sentences.en].map(async (name) => (await load(name)).default.split("\n")));
      names.forEach((name, place) => all[name] = { ja: ja[place], en: en[place] });
    }
  }
  return all;
}

/** What npm and the bundlers are told. */
function manifest() {
  const field = (name) => new RegExp(`^${name} = "([^"]+)"$`, "m").exec(readFileSync("Cargo.toml", "utf8"))[1];
  const types = "./kantan-elements.d.ts";
  const element = (name) => [`./${name}`, { types, default: `./kantan-${name}.js` }];
  const markup = (name) => [`./${name}`, { types: `./kantan-${name}.d.ts` }];
  return {
    name: NAME,
    version: field("version"),
    description: "au Kantan Kessai checkout for any web page, over SB Payment Service's link type",
    license: field("license"),
    type: "module",
    // Whoever publishes it does so under a name of their own.
    private: true,
    exports: { ...Object.fromEntries([...Object.keys(MODULES).map(element), ...FRAMEWORKS.map(markup)]), "./package.json": "./package.json", "./*": "./*" },
    types,
    customElements: "custom-elements.json",
    sideEffects: ["./kantan-*.js"],
  };
}

rmSync(TO, { recursive: true, force: true });
mkdirSync(TO, { recursive: true });
for (const name of shipped) copyFileSync(join(FROM, name), join(TO, name));
for (const name of readdirSync("docs/contract")) copyFileSync(join("docs/contract", name), join(TO, name));
for (const name of ["LICENSE-APACHE", "LICENSE-MIT", "SECURITY.md"]) copyFileSync(name, join(TO, name));
// A release has a section of its own in it, before the repository has.
copyFileSync(process.env.KANTAN_CHANGELOG ?? "CHANGELOG.md", join(TO, "CHANGELOG.md"));
copyFileSync("docs/embedding.md", join(TO, "README.md"));
const write = (name, value) => writeFileSync(join(TO, name), `${JSON.stringify(value, null, 2)}\n`);
writeFileSync(join(TO, "LICENSES"), licences());
writeFileSync(join(TO, "SCRIPTS.md"), inventory(files()));
write("files.json", files());
write("package.json", manifest());
write("sentences.json", await sentences());
const tarball = execFileSync("npm", ["pack", "--silent", "--ignore-scripts"], { cwd: TO, encoding: "utf8" }).trim();
renameSync(join(TO, tarball), join("dist", `${NAME}.tgz`));
console.log(`${TO} and dist/${NAME}.tgz, version ${manifest().version}`);
