// Makes glue and module fit a page that uses one class of them: shrink.mjs <folder> <class>
//
// <folder> holds NAME.js and NAME_bg.wasm as wasm-bindgen made them, and gets short.js and module.wasm; and of the sections
// into which the compiler wrote the sentences (src/language/texts/packed.rs) ja.js and en.js, a line for each sentence, and
// names.json, what each is called. Every crate that
// declares an exported class puts it into the glue, whether a page uses it or not; the glue loses those, as the module has
// by tools/link.sh. Then binaryen makes the module small and the names on the boundary short, which are long, stand on
// both sides, and say nothing to anybody at run time.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { functions, withoutSections } from "./wasm.mjs";

// The tools from npm are not beside this file.
const { parse } = createRequire(process.env.KANTAN_NPM_TOOLS)("acorn");

// What a module may be made of, one by one: what every browser served has.
const FEATURES = ["bulk-memory", "mutable-globals", "nontrapping-float-to-int", "sign-ext", "reference-types", "multivalue"]
  .map((feature) => `--enable-${feature}`);
const OPTIMIZE = [
  // For size, until nothing gets smaller.
  "-Oz", "--converge",
  // The lowest kilobyte of memory is the end of the stack: no address that a program reads through lies there, so that an
  // offset may be folded into its access.
  "--low-memory-unused",
  // A function with one caller stays one unless it is tiny. Put into its caller it saves bytes, and costs more of them
  // compressed: what looks alike stands further apart.
  "--one-caller-inline-max-function-size=30",
];
// What is alike stands together: functions by their names, thus by crate, type and what they are generic over; and every
// access with the same hint of its alignment, which browsers do not look at. As many bytes, and fewer of them compressed.
const ARRANGE = ["--reorder-functions-by-name", "--dealign"];
const SHORTEN = ["--minify-imports-and-exports-and-modules", "--strip-debug", "--strip-producers", "--strip-target-features"];

/** Every node of a syntax tree. */
function* nodes(node) {
  if (!node || typeof node.type !== "string") return;
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) yield* nodes(child);
  }
}

const tree = (text) => parse(text, { ecmaVersion: "latest", sourceType: "module" });

/** The text with some of its places replaced. */
function edited(text, edits) {
  const lastFirst = [...edits].sort((left, right) => right.start - left.start);
  return lastFirst.reduce((all, { start, end, by = "" }) => all.slice(0, start) + by + all.slice(end), text);
}

/** The glue without the other classes, and without the statements about them. */
export function withoutOtherClasses(text, kept) {
  const { body } = tree(text);
  const classes = body.map((node) => node.declaration).filter((node) => node?.type === "ClassDeclaration").map((node) => node.id.name);
  if (!classes.includes(kept)) throw new Error(`the glue has no class ${kept}`);
  const gone = new Set(classes.filter((found) => found !== kept).flatMap((found) => [found, `${found}Finalization`]));
  const speaksOf = (node) => [...nodes(node)].some((inner) => inner.type === "Identifier" && gone.has(inner.name));
  return edited(text, body.filter(speaksOf));
}

/** Where the glue uses an export of the module. */
export const uses = (text) => [...nodes(tree(text))]
  .filter((node) => node.type === "MemberExpression" && node.object.name === "wasm" && !node.computed)
  .map(({ property }) => property);

/** The members of the two objects that the glue hands over: what it defines for the module, and under which name. */
function handedOver(text) {
  const make = [...nodes(tree(text))].find((node) => node.type === "FunctionDeclaration" && node.id.name === "__wbg_get_imports");
  const objects = [...nodes(make)].filter((node) => node.type === "ObjectExpression");
  const [defined, modules] = objects.map(({ properties }) => properties.filter(({ key }) => key.name !== "__proto__"));
  if (modules.length !== 1) throw new Error(`the glue gives ${modules.length} modules, not one`);
  return { defined, module: modules[0].key };
}

/** The glue without what the module does not import any more, each up to what comes after it. */
function withoutUnimported(text, names) {
  const { defined } = handedOver(text);
  const ends = defined.map((property, place) => ({ ...property, end: defined[place + 1]?.start ?? property.end }));
  return edited(text, ends.filter(({ key }) => !names.has(key.name)));
}

/** The glue with other names on its boundary: `imports` by module and name, `exports` by name. */
export function renamed(whole, { imports, exports }) {
  const importNames = new Map(imports.map(([, name, by]) => [name, by]));
  const exportNames = new Map(exports);
  const text = withoutUnimported(whole, importNames);
  const { defined, module } = handedOver(text);
  const missing = [...importNames.keys()].filter((name) => !defined.some(({ key }) => key.name === name));
  if (missing.length > 0) throw new Error(`the module imports what the glue does not define: ${missing.join(", ")}`);
  return edited(text, [
    ...defined.map(({ key }) => ({ ...key, by: importNames.get(key.name) })),
    { ...module, by: "a" },
    ...uses(text).map((property) => ({ ...property, by: exportNames.get(property.name) })),
  ]);
}

/** Fails unless tools/link.sh has left out what the glue's other classes are for: nobody else would notice. */
export function mustBeWithout(others, exported, names) {
  const kept = others.filter((name) => exported.includes(name));
  // Its own functions: of generic ones that are alike the compiler keeps one, under the name of any.
  const linked = names.filter((name) => /^<?wasm_streams\b/.test(name));
  if (kept.length + linked.length > 0) {
    throw new Error(`tools/link.sh no longer leaves out what nobody uses: ${[...kept, ...linked].slice(0, 5).join(", ")}`);
  }
}

/** What a sentence is called outside: `Checkout.PayNote` is `checkout.pay_note`. */
export const outside = (name) => name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

/** The sentences of a module, by the sections of their languages, and their names. Whatever is not there in all of them is a fault. */
export function sentences(module) {
  const [names, ja, en] = ["kantan-names", "kantan-ja", "kantan-en"].map((name) => {
    const found = WebAssembly.Module.customSections(new WebAssembly.Module(module), name);
    if (found.length !== 1) throw new Error(`the module has ${found.length} sections ${name}`);
    return Buffer.from(found[0]).toString("utf8").split("\n");
  });
  if (names.length !== ja.length || names.length !== en.length) throw new Error("the module has not as many sentences in each language");
  return { names: names.map(outside), ja, en };
}

function shrink(folder, kept) {
  const name = readdirSync(folder).find((file) => file.endsWith("_bg.wasm")).replace("_bg.wasm", "");
  const [whole, module] = [readFileSync(join(folder, `${name}.js`), "utf8"), readFileSync(join(folder, `${name}_bg.wasm`))];
  const { names: called, ...languages } = sentences(module);
  for (const [language, lines] of Object.entries(languages)) {
    writeFileSync(join(folder, `${language}.js`), `export default ${JSON.stringify(lines.join("\n"))};\n`);
  }
  writeFileSync(join(folder, "names.json"), JSON.stringify(called.join(" ")));
  writeFileSync(join(folder, "bare.wasm"), withoutSections(module, ["kantan-names", "kantan-ja", "kantan-en"]));
  const binaryen = (tool, from, to, ...options) =>
    execFileSync(tool, [...FEATURES, join(folder, from), "-o", join(folder, to), ...options], { encoding: "utf8", maxBuffer: 1 << 28 });

  const glue = withoutOtherClasses(whole, kept);
  const used = new Set(uses(glue).map(({ name }) => name));
  const exported = WebAssembly.Module.exports(new WebAssembly.Module(module)).map(({ name }) => name);
  const others = uses(whole).map(({ name }) => name).filter((name) => !used.has(name));
  mustBeWithout(others, exported, functions(module).map(({ name }) => name));

  // With the names of functions, which what comes next sorts by.
  binaryen("wasm-opt", "bare.wasm", "small.wasm", ...OPTIMIZE, "--debuginfo");
  // By itself: what converges would shorten again what is short already, and tell only that.
  const names = JSON.parse(binaryen("wasm-opt", "small.wasm", "module.wasm", ...ARRANGE, ...SHORTEN));
  writeFileSync(join(folder, "short.js"), renamed(glue, names));
}

const [script, folder, kept] = process.argv.slice(1);
if (script === fileURLToPath(import.meta.url)) shrink(folder, kept);
