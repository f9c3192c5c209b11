// Makes the pages beside which `make bench` times ours, in the folder named: another provider's core with a button for a
// redirect, a form and nothing else, and our element on a page that nobody printed. Each says the same order and loads
// what it needs as early as its makers advise; all are sent by one server, compressed beforehand.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { built } from "../package/built.mjs";

const { buildSync } = createRequire(process.env.KANTAN_NPM_TOOLS)("esbuild");
const [folder] = process.argv.slice(2);
const element = process.env.KANTAN_ELEMENT_DIR;

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
buildSync({
  entryPoints: [join(import.meta.dirname, "core.mjs")],
  nodePaths: [join(dirname(process.env.KANTAN_YARDSTICK), "node_modules")],
  bundle: true, minify: true, format: "esm", target: "es2022", outdir: folder, entryNames: "core", logLevel: "error",
});

const page = (name, head, body) => writeFileSync(join(folder, `${name}.html`), `<!doctype html>
<html lang="ja">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>ご注文</title>
<link rel="icon" href="data:,">
${head}
<body>
<h1>ご注文</h1>
<table><tr><th>赤ワイン750ml<td>1<td>3,500円<tr><th>合計（税込）<td><td>3,500円</table>
${body}
`);

page("core", `<link rel="stylesheet" href="core.css">
<script type="module" src="core.js"></script>`, `<div id="pay"></div>`);
page("plain", "", `<form method="post" action="pay"><button>支払う</button></form>`);

const { names, versioned } = built(element);
for (const name of names) copyFileSync(join(element, name), join(folder, name));
const glue = versioned("kantan_checkout_one_time", "\\.js");
const module = versioned("kantan_checkout_one_time", "_bg\\.wasm");
const words = versioned("kantan_checkout_one_time_ja", "\\.js");
const order = readFileSync(join(import.meta.dirname, "order.json"), "utf8").trim();
page("drawn", `<link rel="preload" as="fetch" crossorigin href="${module}">
<link rel="modulepreload" href="${glue}">
<link rel="modulepreload" href="${words}">
<link rel="stylesheet" href="kantan-checkout.css">
<script type="module" src="kantan-checkout.js"></script>`, `<kantan-checkout endpoint="checkout/requests">
<script type="application/json">
${order}
</script>
</kantan-checkout>`);
