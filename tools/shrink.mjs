// Takes out of wasm-bindgen's output what the element does not use, and shortens the names between module and glue:
// shrink.mjs <folder> <class to keep>…
//
// Every crate that declares an exported class puts it into the glue, whether a page uses it or not; Leptos brings three for
// streaming, which tools/link.sh has emptied already. The names on the boundary are long, stand on both sides, and say
// nothing to anybody at run time. <folder> holds NAME.js and NAME_bg.wasm; both are rewritten.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { exports, imports, withBoundary } from "./wasm.mjs";

// The tools from npm are not beside this file.
const { parse } = createRequire(process.env.KANTAN_NPM_TOOLS)("acorn");

const [folder, ...kept] = process.argv.slice(2);
const name = readdirSync(folder).find((file) => file.endsWith("_bg.wasm")).replace("_bg.wasm", "");
const [script, module] = [join(folder, `${name}.js`), join(folder, `${name}_bg.wasm`)];

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

/** The glue without the classes that nobody keeps, and without the statements about them. */
function withoutClasses(text) {
  const { body } = tree(text);
  const classes = body.map((node) => node.declaration).filter((node) => node?.type === "ClassDeclaration").map((node) => node.id.name);
  const missing = kept.filter((wanted) => !classes.includes(wanted));
  if (missing.length > 0) throw new Error(`the glue has no class ${missing.join(", ")}`);
  const gone = new Set(classes.filter((found) => !kept.includes(found)).flatMap((found) => [found, `${found}Finalization`]));
  const speaksOf = (node) => [...nodes(node)].some((inner) => inner.type === "Identifier" && gone.has(inner.name));
  return edited(text, body.filter(speaksOf));
}

/** 0, 1, 2 … as a, b, c …; a name of a member may be any word. */
function short(number) {
  const letter = String.fromCharCode(97 + (number % 26));
  return number < 26 ? letter : short(Math.floor(number / 26) - 1) + letter;
}

const glue = withoutClasses(readFileSync(script, "utf8"));
const bytes = readFileSync(module);
const places = [...nodes(tree(glue))];
const used = places.filter((node) => node.type === "MemberExpression" && node.object.name === "wasm" && !node.computed);
const object = places.find((node) => node.type === "FunctionDeclaration" && node.id.name === "__wbg_get_imports");
const defined = [...nodes(object)].find((node) => node.type === "ObjectExpression").properties.filter(({ key }) => key.name !== "__proto__");

const importNames = new Map(imports(bytes).map(({ name }, index) => [name, short(index)]));
const exportNames = new Map([...new Set(used.map((node) => node.property.name))].map((name, index) => [name, short(index)]));
for (const { key } of defined) {
  if (!importNames.has(key.name)) throw new Error(`the glue defines ${key.name}, which the module does not import`);
}
if (defined.length !== importNames.size) throw new Error("the module imports what the glue does not define");

writeFileSync(module, withBoundary(
  bytes,
  imports(bytes).map((entry) => ({ ...entry, name: importNames.get(entry.name) })),
  exports(bytes).filter(({ name }) => exportNames.has(name)).map((entry) => ({ ...entry, name: exportNames.get(entry.name) })),
));
writeFileSync(script, edited(glue, [
  ...defined.map(({ key }) => ({ ...key, by: importNames.get(key.name) })),
  ...used.map(({ property }) => ({ ...property, by: exportNames.get(property.name) })),
]));
