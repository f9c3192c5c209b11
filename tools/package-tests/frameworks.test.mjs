// Shops in React, Vue and Svelte, built from the package by webpack, Vite and esbuild, for development and to be shipped:
// the element is given its data late, told of changes, heard, taken out and put back.
import assert from "node:assert/strict";
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import test, { after, before } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium, serve } from "./chromium.mjs";
import { shopFolder } from "./folder.mjs";

const built = createRequire(process.env.KANTAN_NPM_TOOLS);
const installed = createRequire(process.env.KANTAN_SHOPS);
const esbuild = built("esbuild");
const folder = shopFolder();
const PAGE = `<!doctype html><html lang="ja"><meta charset="utf-8"><title>shop</title><link rel="icon" href="data:,">
<div id="shop"></div><script>window.shop = { heard: [] };</script>`;

let browser;
before(async () => browser = await chromium());
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

/** React by webpack 5, which needs no loader for the package. JSX is made JavaScript before; what is made small takes long. */
async function react(mode) {
  const source = readFileSync(join(folder, "react.jsx"), "utf8");
  writeFileSync(join(folder, "react.js"), esbuild.transformSync(source, { loader: "jsx", jsx: "automatic" }).code);
  const webpack = installed("webpack");
  const output = { path: join(folder, "built"), filename: "shop.js", publicPath: "/", clean: true };
  const stats = await new Promise((done, fail) =>
    webpack({ mode, context: folder, entry: "./react.js", devtool: false, output, performance: false, optimization: { minimize: false } }, (error, stats) => error ? fail(error) : done(stats)));
  assert.deepEqual(stats.toJson({ all: false, errors: true, warnings: true }), { errors: [], warnings: [] });
  return '<script src="/shop.js"></script>';
}

/** Vue by Vite. */
async function vue(mode) {
  const { build } = await import(pathToFileURL(join(dirname(process.env.KANTAN_NPM_TOOLS), "node_modules/vite/dist/node/index.js")));
  const define = { __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false" };
  const options = { outDir: join(folder, "built"), emptyOutDir: true, rollupOptions: { input: join(folder, "vue.js"), output: { entryFileNames: "shop.js" } } };
  await build({ root: folder, mode, logLevel: "error", configFile: false, define, build: options });
  return '<script type="module" src="/shop.js"></script>';
}

/** Svelte by esbuild, which leaves the package's styles and modules to be copied. */
async function svelte(mode) {
  const { compile } = installed("svelte/compiler");
  const components = {
    name: "svelte",
    setup: (build) => build.onLoad({ filter: /\.svelte$/ }, ({ path }) =>
      ({ contents: compile(readFileSync(path, "utf8"), { filename: path, dev: mode === "development" }).js.code })),
  };
  const outdir = join(folder, "built");
  rmSync(outdir, { recursive: true, force: true });
  await esbuild.build({
    absWorkingDir: folder, entryPoints: { shop: "svelte.js" }, bundle: true, splitting: true, format: "esm", outdir, logLevel: "error",
    conditions: ["svelte", "browser", mode], minify: mode === "production", plugins: [components],
  });
  const contents = join(folder, "node_modules/kantan-checkout");
  for (const name of readdirSync(contents)) if (/\.(css|wasm)$/.test(name)) cpSync(join(contents, name), join(outdir, name));
  return '<script type="module" src="/shop.js"></script>';
}

/** What a shop does with the element, whoever built it. */
async function use(page) {
  const state = () => page.evaluate(() => {
    const element = document.querySelector("kantan-checkout");
    const text = element?.shadowRoot?.querySelector("[part=review]")?.textContent ?? "";
    return { isSame: element === window.first, text, button: element?.shadowRoot?.querySelector("[part=pay]")?.textContent };
  });
  const shows = (text) => page.waitForFunction((text) =>
    document.querySelector("kantan-checkout")?.shadowRoot?.querySelector("[part=review]")?.textContent.includes(text), {}, text);
  const change = (news) => page.evaluate((news) => window.shop.change(news), news);
  const heard = () => page.evaluate(() => window.shop.heard);

  await shows("3,500");
  await page.waitForFunction(() => window.shop.heard.includes("ready"));
  await page.evaluate(() => { window.first = document.querySelector("kantan-checkout"); });
  const order = await page.evaluate(() => window.first.order);
  assert.equal(typeof order, "object", "the data are a property, not an attribute");
  assert.equal(await page.evaluate(() => window.first.hasAttribute("order")), false);

  await change({ order: { ...order, amount: 4200, lines: [{ ...order.lines[0], amount: 4200 }] } });
  await shows("4,200");
  assert.doesNotMatch((await state()).text, /3,500/);
  await change({ language: "en" });
  await page.waitForFunction(() => /au/.test(window.first.shadowRoot.querySelector("[part=pay]").textContent) && !/注文/.test(window.first.shadowRoot.querySelector("[part=pay]").textContent));
  assert.equal((await state()).isSame, true, "it is still the same element");
  assert.deepEqual(await heard(), ["ready"], "ready is told once");

  await page.evaluate(() => window.first.shadowRoot.querySelector("[part=pay]").click());
  await page.waitForFunction(() => window.shop.heard.includes("before_handoff"));
  await change({ isOpen: false });
  await page.waitForFunction(() => !document.querySelector("kantan-checkout"));
  await change({ isOpen: true });
  await shows("4,200");
  assert.equal((await state()).isSame, false);
  await page.waitForFunction(() => window.shop.heard.length === 3);
  assert.deepEqual(await heard(), ["ready", "before_handoff", "ready"]);
}

test("what the documentation says of a framework stands in its shop", () => {
  const text = readFileSync("docs/embedding.md", "utf8");
  for (const [language, source] of Object.entries({ jsx: "react.jsx", vue: "vue.js", svelte: "Shop.svelte" })) {
    const shop = readFileSync(join(folder, source), "utf8");
    const snippet = new RegExp(`\\n\`\`\`${language}\\n([^]*?)\`\`\``).exec(text)[1];
    for (const line of snippet.trim().split("\n")) assert.ok(shop.includes(line.trim()), `${source}: ${line}`);
  }
});

for (const [name, build] of Object.entries({ "React 19, by webpack 5": react, "Vue 3, by Vite": vue, "Svelte 5, by esbuild": svelte })) {
  for (const mode of ["development", "production"]) {
    test(`${name}, ${mode}`, async () => {
      const script = await build(mode);
      const shop = await serve(join(folder, "built"), { "/": { html: PAGE + script } });
      const page = await browser.page();
      try {
        await page.goto(shop.address);
        await use(page);
        assert.deepEqual(page.complaints, []);
        assert.equal(shop.asked, 0, "what the page stopped was not sent");
      } finally {
        await page.close();
        shop.close();
      }
    });
  }
}
