// The types as shops in React, Vue and Svelte have them, by TypeScript: what is right passes, and each wrong word is seen.
// And what else tools read of the package: the custom-elements manifest by its schema, and whose work is in it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import test, { after } from "node:test";
import { parts } from "../package/licences.mjs";
import { shopFolder } from "./folder.mjs";

const installed = createRequire(process.env.KANTAN_SHOPS);
const compiler = join(dirname(process.env.KANTAN_NPM_TOOLS), "node_modules/.bin/tsc");
const folder = shopFolder();
const contents = join(folder, "node_modules/kantan-checkout");
const read = (name) => readFileSync(join(contents, name), "utf8");
after(() => rmSync(folder, { recursive: true, force: true }));

const MARKUP = {
  "react.tsx": `import "kantan-checkout/checkout";
import type {} from "kantan-checkout/react";
import type { Order } from "kantan-checkout/checkout";
import { useRef } from "react";
import type { KantanCheckoutElement } from "kantan-checkout/checkout";
export function Shop({ order }: { order: Order }) {
  const place = useRef<KantanCheckoutElement>(null);
  return (
    <kantan-checkout ref={place} endpoint="/ask" lang="ja" csrf-meta="csrf" className="cart" order={order}
      onkantan:error={({ detail }) => console.log(detail.code satisfies string, detail.beside)}
      onkantan:return={({ detail }) => detail.code === "return"}
      onkantan:ready={(event) => event.preventDefault()} />
  );
}
export const account = <kantan-subscriptions subscriptions="{}" endpoint="/a" onkantan:contractchanged={({ detail }) => detail.index.toFixed()} />;
export const failed = <kantan-result onkantan:error={({ detail }) => detail.code === "module_failed"} />;
export const wrong = [
  // @ts-expect-error there is no such attribute
  <kantan-checkout endpont="/ask" />,
  // @ts-expect-error an order has an amount that is a number
  <kantan-checkout order={{ amount: "many" }} />,
  // @ts-expect-error the event has no such detail
  <kantan-checkout onkantan:error={({ detail }) => detail.nothing} />,
  // @ts-expect-error a result has no order
  <kantan-result order="{}" />,
];
`,
  "vue.ts": `import type {} from "kantan-checkout/vue";
import type { GlobalComponents } from "vue";
type Of<Tag extends keyof GlobalComponents> = InstanceType<GlobalComponents[Tag]>["$props"];
export const right: Of<"kantan-checkout"> = {
  endpoint: "/ask", class: "cart", order: "{}", "onKantan:error": ({ detail }) => detail.beside?.length,
};
export const result: Of<"kantan-result"> = { result: null, "onKantan:resultchanged": ({ detail }) => detail.outcome };
// @ts-expect-error there is no such attribute
export const attribute: Of<"kantan-checkout"> = { endpont: "/ask" };
// @ts-expect-error a result has nothing to hand off
export const event: Of<"kantan-result"> = { "onKantan:handoff": () => {} };
`,
  "svelte.ts": `import type {} from "kantan-checkout/svelte";
import type { SvelteHTMLElements } from "svelte/elements";
export const right: SvelteHTMLElements["kantan-checkout"] = {
  endpoint: "/ask", class: "cart", order: "{}", "onkantan:error": ({ detail }) => detail.beside?.length,
};
// @ts-expect-error there is no such attribute
export const attribute: SvelteHTMLElements["kantan-checkout"] = { endpont: "/ask" };
// @ts-expect-error the order is no number
export const data: SvelteHTMLElements["kantan-checkout"] = { order: 7 };
`,
};

for (const [name, text] of Object.entries(MARKUP)) {
  test(`the markup of ${name.split(".")[0]} has types, and a wrong word is an error`, () => {
    writeFileSync(join(folder, name), text);
    const options = ["--noEmit", "--strict", "--jsx", "react-jsx", "--module", "preserve", "--moduleResolution", "bundler", "--target", "es2022", "--lib", "es2022,dom,dom.iterable", "--types", ""];
    try {
      execFileSync(compiler, [...options, name], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    } catch ({ stdout }) {
      assert.fail(stdout);
    }
  });
}

test("a shop that has none of the frameworks has the types as well", () => {
  writeFileSync(join(folder, "plain.ts"), `import "kantan-checkout/checkout";\ndocument.createElement("kantan-checkout").order = null;\n`);
  execFileSync(compiler, ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom", "--types", "", "plain.ts"], { cwd: folder });
  assert.doesNotMatch(read("kantan-elements.d.ts"), /from "(react|vue|svelte)/);
});

test("the custom-elements manifest is one by its schema", () => {
  const { default: Ajv } = installed("ajv");
  const isManifest = new Ajv({ strict: false }).compile(installed("custom-elements-manifest"));
  const manifest = JSON.parse(read("custom-elements.json"));
  assert.ok(isManifest(manifest), JSON.stringify(isManifest.errors));
  assert.equal(isManifest({ ...manifest, modules: manifest.modules.map((it) => ({ ...it, kind: "module" })) }), false);
  const files = readdirSync(contents);
  for (const { path } of manifest.modules) assert.ok(files.includes(path), path);
});

test("LICENSES names each crate that is compiled in, with a text, under a licence that may be depended on", () => {
  const text = read("LICENSES");
  const allowed = [...readFileSync("deny.toml", "utf8").match(/allow = \[([^\]]*)\]/)[1].matchAll(/"([^"]+)"/g)].map(([, name]) => name);
  const all = parts();
  assert.ok(all.length > 50 && all.some(({ name }) => name === "leptos"), `${all.length} parts`);
  for (const { name, version, license, texts } of all) {
    assert.ok(text.includes(`\n${`${name} ${version}`.trim()}: ${license}`), name);
    for (const it of texts) assert.ok(text.replace(/\s+/g, " ").includes(it.replace(/\s+/g, " ")), `${name}: ${it.slice(0, 60)}`);
    const isAllowed = license.split(" AND ").every((part) => part.replace(/[()]/g, "").split(" OR ").some((one) => allowed.includes(one)));
    assert.ok(isAllowed, `${name} is under ${license}`);
  }
  assert.equal(/\n(sbps|kantan-checkout|leptos_macro) \d/.test(text), false, "what is ours, and what only helps to build, is no part of it");
});

test("SCRIPTS.md has every script with its hash, and a map that holds the imported ones to theirs", () => {
  const text = read("SCRIPTS.md");
  const { integrity } = JSON.parse(read("files.json"));
  const scripts = readdirSync(contents).filter((name) => /\.(js|wasm)$/.test(name));
  for (const name of scripts) assert.match(text, new RegExp(`^\\| \`${name}\` \\| .+ \\| .+ \\| \`${integrity[name].replace(/[+/]/g, "\\$&")}\` \\|$`, "m"));
  assert.equal(text.split("\n").filter((line) => line.startsWith("| `")).length, scripts.length, "and no other");
  const map = JSON.parse(/<script type="importmap">\n([^]*?)\n<\/script>/.exec(text)[1]);
  for (const [path, hash] of Object.entries(map.integrity)) assert.equal(hash, integrity[path.replace("/assets/", "")], path);
});
