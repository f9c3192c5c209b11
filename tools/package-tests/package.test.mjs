// The package as shops use it: installed from its tarball, imported by a server, checked by TypeScript, bundled by
// esbuild and Vite, and shown by a browser. After `node tools/package.mjs`: `node --test tools/package-tests`.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join, resolve } from "node:path";
import test, { after, before } from "node:test";
import { pathToFileURL } from "node:url";

const tools = join(dirname(process.env.KANTAN_NPM_TOOLS), "node_modules");
const installed = join(tools, ".bin");
const shop = mkdtempSync(join(tmpdir(), "kantan-package-"));
const inShop = (tool, ...options) => execFileSync(tool, options, { cwd: shop, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
const ELEMENTS = ["checkout", "result", "subscriptions"];

const ORDER = {
  order_reference: "r-1", item_id: "wine-3000", item_name: "赤ワイン（ハーフ）", amount: 3500, tax: 318,
  lines: [{ name: "赤ワイン 375ml", quantity: 1, amount: 3500 }],
  delivery: "3日以内に発送します。", cancellation: "8日以内に返品できます。",
};
const PAGE = `<!doctype html><html lang="ja"><meta charset="utf-8"><title>loading</title>
<kantan-checkout endpoint="/ask"></kantan-checkout>
<script type="module" src="/main.js"></script></html>`;
const SCRIPT = `import "kantan-checkout/checkout";
const element = document.querySelector("kantan-checkout");
element.addEventListener("kantan:ready", () => {
  const [price] = element.shadowRoot.querySelectorAll("[part=pay]");
  document.title = price ? "shown" : "nothing shown";
});
element.order = ${JSON.stringify(ORDER)};
`;

before(() => {
  writeFileSync(join(shop, "package.json"), JSON.stringify({ name: "shop", private: true, type: "module" }));
  inShop("npm", "install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", resolve("dist/kantan-checkout.tgz"));
  writeFileSync(join(shop, "main.js"), SCRIPT);
  writeFileSync(join(shop, "index.html"), PAGE);
});
after(() => rmSync(shop, { recursive: true, force: true }));

/** What a browser makes of a page: its title when the time is up. */
async function title(address) {
  const profile = mkdtempSync(join(tmpdir(), "kantan-browser-"));
  const options = ["--headless", "--no-sandbox", "--disable-gpu", `--user-data-dir=${profile}`];
  const browser = spawn(process.env.KANTAN_CHROMIUM, [...options, "--virtual-time-budget=10000", "--dump-dom", address]);
  let html = "";
  browser.stdout.on("data", (piece) => html += piece);
  await new Promise((done) => browser.on("close", done));
  rmSync(profile, { recursive: true, force: true });
  return /<title>(.*?)<\/title>/.exec(html)?.[1];
}

/** Serves a folder while `use` looks at it. */
async function serving(folder, use) {
  const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };
  const server = createServer(({ url }, response) => {
    const path = join(folder, url === "/" ? "index.html" : new URL(url, "http://shop").pathname);
    if (!existsSync(path)) return response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": types[extname(path)] ?? "text/plain" }).end(readFileSync(path));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    return await use(`http://127.0.0.1:${server.address().port}/`);
  } finally {
    server.close();
  }
}

test("a server imports every element without being a browser", () => {
  const imports = ELEMENTS.map((element) => `await import("kantan-checkout/${element}");`).join("");
  assert.equal(inShop("node", "--input-type=module", "--eval", `${imports} console.log("imported")`).trim(), "imported");
});

test("files.json names every file once, with its hash", () => {
  const folder = join(shop, "node_modules/kantan-checkout");
  const { elements, integrity } = JSON.parse(readFileSync(join(folder, "files.json"), "utf8"));
  const shipped = readdirSync(folder).filter((name) => /\.(js|css|wasm)$/.test(name)).sort();
  assert.deepEqual(Object.keys(integrity).sort(), shipped);
  const named = Object.values(elements).flatMap(({ script, styles, modules }) =>
    [script, styles, ...Object.values(modules).flatMap(({ glue, module, sentences, wording }) => [glue, module, sentences.ja, sentences.en, wording])]);
  assert.deepEqual(named.sort(), shipped);
  for (const [name, hash] of Object.entries(integrity)) {
    const sum = execFileSync("openssl", ["dgst", "-sha384", "-binary", join(folder, name)]).toString("base64");
    assert.equal(hash, `sha384-${sum}`, name);
  }
});

test("sentences.json has every sentence with its name, and the places of both languages are the same", () => {
  const sentences = JSON.parse(readFileSync(join(shop, "node_modules/kantan-checkout/sentences.json"), "utf8"));
  assert.equal(sentences["checkout.title"].en, "Review your order");
  for (const list of ["number", "checkout", "time", "recurring", "result", "subscriptions"]) {
    assert.ok(Object.keys(sentences).some((name) => name.startsWith(`${list}.`)), list);
  }
  const places = (text) => text.match(/[①-⑨]/g)?.sort().join("");
  for (const [name, { ja, en }] of Object.entries(sentences)) assert.ok(ja && en && places(ja) === places(en), name);
});

test("TypeScript knows the tags, the data and the events, and notices what is wrong", () => {
  const right = `import "kantan-checkout/checkout";
    const element = document.querySelector("kantan-checkout")!;
    element.order = ${JSON.stringify(ORDER)};
    element.addEventListener("kantan:error", ({ detail }) => console.log(detail.code satisfies string));
    document.createElement("kantan-result").result = null;`;
  const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom"];
  const check = (text) => {
    writeFileSync(join(shop, "check.ts"), text);
    inShop(join(installed, "tsc"), ...options, "check.ts");
  };
  check(right);
  assert.throws(() => check(right.replace('"amount":3500', '"amount":"many"')), ({ stdout }) => /not assignable/.test(stdout));
  assert.throws(() => check(right.replace("kantan:error", "kantan:eror").replace("detail.code", "detail.nothing")));
});

test("esbuild keeps the glue, and finds the other files beside it", async () => {
  inShop(join(installed, "esbuild"), "main.js", "--bundle", "--splitting", "--format=esm", "--outdir=bundled", "--log-level=error");
  const folder = join(shop, "node_modules/kantan-checkout");
  // What esbuild leaves to be copied.
  const asIs = readdirSync(folder).filter((name) => /\.(css|wasm)$/.test(name));
  for (const name of asIs) writeFileSync(join(shop, "bundled", name), readFileSync(join(folder, name)));
  writeFileSync(join(shop, "bundled/index.html"), PAGE);
  assert.equal(await serving(join(shop, "bundled"), title), "shown");
});

test("Vite builds every file in", async () => {
  const { build } = await import(pathToFileURL(join(tools, "vite/dist/node/index.js")));
  await build({ root: shop, logLevel: "error", configFile: false });
  const assets = readdirSync(join(shop, "dist/assets"));
  for (const part of [/kantan_checkout\..*\.wasm$/, /kantan_checkout_one_time\..*\.wasm$/, /kantan_checkout.*\.js$/, /\.css$/]) {
    assert.ok(assets.some((name) => part.test(name)), `${part}: ${assets}`);
  }
  assert.equal(await serving(join(shop, "dist"), title), "shown");
});

test("Vite serves it while a shop is developed", async () => {
  const { createServer: serve } = await import(pathToFileURL(join(tools, "vite/dist/node/index.js")));
  const optimizeDeps = { exclude: ["kantan-checkout"] };
  const server = await serve({ root: shop, logLevel: "error", configFile: false, optimizeDeps, server: { port: 0, host: "127.0.0.1", ws: false } });
  try {
    await server.listen();
    assert.equal(await title(`http://127.0.0.1:${server.httpServer.address().port}/`), "shown");
  } finally {
    await server.close();
  }
});
