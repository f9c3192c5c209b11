// What a blocker of advertisements does to a page with an element, by the lists that uBlock Origin comes with in Debian:
// EasyList, EasyPrivacy and its own. No file of the package may be asked for in vain, and no rule that holds on every site
// may hide a name of ours.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { chromium } from "./chromium.mjs";
import { shopFolder } from "./folder.mjs";

const LISTS = ["thirdparties/easylist/easylist.txt", "thirdparties/easylist/easyprivacy.txt", "ublock/filters.min.txt", "ublock/privacy.min.txt"];
const lists = process.env.KANTAN_BLOCKERS ?? "";
const skip = existsSync(lists) ? false : "the lists are not here: tools/setup.sh blockers";
const { FiltersEngine, Request } = createRequire(process.env.KANTAN_SHOPS)("@ghostery/adblocker");
const folder = shopFolder();
const contents = join(folder, "node_modules/kantan-checkout");
const read = (path) => readFileSync(join(lists, path), "utf8");
const text = () => LISTS.map(read).join("\n");

let browser;
before(async () => browser = await chromium());
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

test("no file of the package is kept from a page, by its own server or another", { skip }, () => {
  const engine = FiltersEngine.parse(text(), { enableCompression: false });
  const isBlocked = (url, type, sourceUrl = "https://wine.example/cart") => engine.match(Request.fromRawDetails({ url, type, sourceUrl })).match;
  assert.ok(isBlocked("https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js", "script"), "the lists are read");
  assert.ok(isBlocked("https://wine.example/shop-banner-ads-1.png", "image"), "those that hold everywhere, too");
  const types = { js: "script", css: "stylesheet", wasm: "xmlhttprequest" };
  const files = readdirSync(contents).filter((name) => types[name.split(".").at(-1)]);
  assert.ok(files.length > 20, `${files.length} files`);
  const asked = files.flatMap((name) => ["https://wine.example/assets/", "https://pay.wine.example/assets/", "https://cdn.example/kantan/"]
    .map((place) => [`${place}${name}`, types[name.split(".").at(-1)]]));
  // The addresses of the service, and where its forms go.
  for (const path of ["checkout/requests", "orders/r-1/requests", "orders/r-1/result?lang=ja", "subscriptions/7ff0/actions", "subscriptions/7ff0/calendar.ics"]) {
    asked.push([`https://wine.example/${path}`, "xmlhttprequest"]);
  }
  asked.push(["https://stbfep.sps-system.com/f01/FepBuyInfoReceive.do", "document"], ["https://fep.sps-system.com/f01/FepBuyInfoReceive.do", "document"]);
  assert.deepEqual(asked.filter(([url, type]) => isBlocked(url, type)), []);
});

test("no rule that holds on every site hides a class, part, id or tag of ours", { skip }, async () => {
  const selectors = [...new Set(text().split("\n").filter((line) => line.startsWith("##")).map((line) => line.slice(2)))]
    .filter((it) => !/^(\+js|\^|script:)|:(has-text|upward|xpath|matches-path|remove|style|min-text-length|matches-css|watch-attr)\(/.test(it));
  assert.ok(selectors.length > 10_000, `${selectors.length} rules`);
  const styles = readdirSync(contents).filter((name) => name.endsWith(".css")).map((name) => readFileSync(join(contents, name), "utf8")).join("");
  const { modules } = JSON.parse(readFileSync(join(contents, "custom-elements.json"), "utf8"));
  const named = modules.flatMap(({ declarations }) => declarations).flatMap(({ tagName, cssParts, slots }) => [tagName, ...cssParts.map(({ name }) => name), ...slots.map(({ name }) => name)]);
  const written = [...styles.matchAll(/[.#]([a-z][\w-]*)|\[part~?="?([\w-]+)/gi)].map(([, name, part]) => name ?? part);
  const names = [...new Set([...named, ...written])];
  assert.ok(names.length > 50, `${names.length} names`);
  const page = await browser.page();
  try {
    const found = await page.evaluate((names, selectors) => {
      const make = (name) => {
        const made = document.createElement(name.startsWith("kantan-") ? name : "div");
        [made.id, made.className] = [name, name];
        made.setAttribute("part", name);
        return made;
      };
      document.body.append(...[...names, "adsbygoogle2"].map(make));
      return selectors.flatMap((selector) => {
        try {
          return [...document.querySelectorAll(selector)].filter((it) => it.id).map((it) => `${it.id} by ${selector}`);
        } catch {
          // Not of CSS: a blocker's own.
          return [];
        }
      });
    }, names, selectors);
    assert.ok(found.some((it) => it.startsWith("adsbygoogle2 by ")), "the rules hide what they are for");
    assert.deepEqual(found.filter((it) => !it.startsWith("adsbygoogle2 by ")), []);
  } finally {
    await page.close();
  }
});
