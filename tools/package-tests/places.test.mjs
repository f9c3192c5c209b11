// Where a page may put an element and what pages do to it: moved again and again, inside another shadow root, in a frame,
// beside another one and beside another version, known late, under Turbo, under a strict policy, translated.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { chromium, serve } from "./chromium.mjs";
import { shopFolder } from "./folder.mjs";
import { ORDER } from "./shops/order.js";

const folder = shopFolder();
const assets = join(folder, "node_modules/kantan-checkout");
const turbo = createRequire(process.env.KANTAN_SHOPS).resolve("@hotwired/turbo");
const SCRIPT = '<script type="module" src="/assets/kantan-checkout.js"></script>';
const data = (order = ORDER) => `<script type="application/json">${JSON.stringify(order)}</script>`;
const element = (more = "", order = ORDER) => `<kantan-checkout endpoint="/ask" ${more}>${data(order)}</kantan-checkout>`;
const html = (body, head = SCRIPT) => `<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>shop</title>
<link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`;

let browser;
before(async () => {
  mkdirSync(join(folder, "site"));
  cpSync(assets, join(folder, "site/assets"), { recursive: true });
  cpSync(turbo, join(folder, "site/turbo.js"));
  browser = await chromium();
});
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Shows a page of these to `use`. Nothing else than `told` may be said in the console. */
async function showing(pages, use, told = []) {
  const shop = await serve(join(folder, "site"), typeof pages === "string" ? { "/": { html: pages } } : pages);
  const page = await browser.page();
  try {
    await use(page, shop);
    assert.deepEqual(page.complaints, told);
  } finally {
    await page.close();
    shop.close();
  }
}

/** Waits until as many of the page's elements are shown, in whatever shadow roots. */
const shown = (page, number = 1) => page.waitForFunction((number) => {
  const all = (root) => [...root.querySelectorAll("*")].flatMap((it) => it.shadowRoot ? [it, ...all(it.shadowRoot)] : []);
  return all(document).filter((it) => it.shadowRoot.querySelector("[part=pay]")).length === number;
}, {}, number);

/** The same for elements that stand in the document itself, by their number. */
const pay = (page, number = 0) => page.evaluate((number) =>
  document.querySelectorAll("kantan-checkout")[number].shadowRoot.querySelector("[part=pay]").click(), number);
const failed = (page, number = 0) => page.waitForFunction((number) =>
  document.querySelectorAll("kantan-checkout")[number].shadowRoot.querySelector("[part~=error]"), {}, number);

test("it is taken out and put elsewhere 200 times without a leak", async () => {
  await showing(html(`<main>${element()}</main><aside></aside>`), async (page, shop) => {
    // The module's own memory is not on the heap.
    await page.evaluateOnNewDocument(() => {
      const real = WebAssembly.instantiateStreaming;
      WebAssembly.instantiateStreaming = async (...options) => {
        const made = await real.apply(WebAssembly, options);
        window.memory = Object.values(made.instance.exports).find((it) => it instanceof WebAssembly.Memory);
        return made;
      };
    });
    await page.goto(shop.address);
    await shown(page);
    const protocol = await page.createCDPSession();
    const move = (times) => page.evaluate(async (times) => {
      const host = document.querySelector("kantan-checkout");
      for (let time = 0; time < times; time += 1) {
        // Out of the page long enough to be taken down, then put elsewhere, then moved at once.
        host.remove();
        await new Promise((done) => setTimeout(done));
        document.querySelector("aside").append(host);
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        document.querySelector("main").append(host);
        await new Promise((done) => setTimeout(done));
      }
    }, times);
    const measure = async () => {
      for (let time = 0; time < 3; time += 1) await protocol.send("HeapProfiler.collectGarbage");
      const { usedSize: heap } = await protocol.send("Runtime.getHeapUsage");
      const { nodes, jsEventListeners: listeners } = await protocol.send("Memory.getDOMCounters");
      return { heap, nodes, listeners, module: await page.evaluate(() => window.memory.buffer.byteLength) };
    };
    await move(30);
    const before = await measure();
    await move(200);
    const now = await measure();
    const more = Object.fromEntries(Object.keys(now).map((name) => [name, now[name] - before[name]]));
    const measured = `after 30 moves ${JSON.stringify(before)}, 200 later more by ${JSON.stringify(more)}`;
    console.log(measured);
    assert.ok(more.heap < 100_000 && more.nodes <= 20 && more.listeners <= 0 && more.module <= 0, measured);
    await shown(page);
    await pay(page);
    await failed(page);
    assert.equal(shop.asked, 1, "one press is one request, however often it was moved");
  });
});

test("inside another shadow root it is shown, heard outside, and speaks the language around", async () => {
  const page = html(`<script>
    window.heard = [];
    addEventListener("kantan:ready", ({ detail, target }) => heard.push([detail.code, target.localName]));
    customElements.define("shop-cart", class extends HTMLElement {
      connectedCallback() {
        this.attachShadow({ mode: "open" }).innerHTML = ${JSON.stringify(element()).replaceAll("</", "<\\/")};
      }
    });
  </script><shop-cart lang="en"></shop-cart>`);
  await showing(page, async (page, shop) => {
    await page.goto(shop.address);
    await shown(page);
    assert.deepEqual(await page.evaluate(() => window.heard), [["ready", "shop-cart"]]);
    const button = () => page.evaluate(() =>
      document.querySelector("shop-cart").shadowRoot.querySelector("kantan-checkout").shadowRoot.querySelector("[part=pay]").textContent);
    assert.doesNotMatch(await button(), /注文/);
    await page.evaluate(() => { document.querySelector("shop-cart").lang = "ja"; });
    await page.waitForFunction(() => /注文/.test(
      document.querySelector("shop-cart").shadowRoot.querySelector("kantan-checkout").shadowRoot.querySelector("[part=pay]").textContent));
  });
});

test("in a frame it asks for nothing until it may take the whole window", async () => {
  const framed = (more) => ({
    "/": { html: html('<iframe src="/inside" title="order"></iframe>', "") },
    "/inside": { html: html(element(more)) },
  });
  const inside = (page) => page.waitForFrame((frame) => frame.url().endsWith("/inside"));
  await showing(framed(""), async (page, shop) => {
    await page.goto(shop.address);
    const frame = await inside(page);
    await shown(frame);
    await pay(frame);
    await failed(frame);
    assert.ok(await frame.$("pierce/[data-code=frame_refused]"));
    assert.equal(shop.asked, 0);
  }, ["kantan-checkout: frame_refused:  (docs/page-contract.md, Codes)"]);
  await showing(framed('target="_top"'), async (page, shop) => {
    await page.goto(shop.address);
    const frame = await inside(page);
    await shown(frame);
    await pay(frame);
    await failed(frame);
    assert.equal(shop.asked, 1);
  });
});

test("two on a page keep their own orders", async () => {
  const other = { ...ORDER, order_reference: "r-2", amount: 4200, lines: [{ ...ORDER.lines[0], amount: 4200 }] };
  await showing(html(element() + element("", other)), async (page, shop) => {
    await page.goto(shop.address);
    await shown(page, 2);
    const text = (number) => page.evaluate((number) =>
      document.querySelectorAll("kantan-checkout")[number].shadowRoot.querySelector("[part=review]").textContent, number);
    assert.match(await text(0), /3,500/);
    assert.match(await text(1), /4,200/);
    await pay(page, 1);
    await failed(page, 1);
    assert.equal(await page.evaluate(() => document.querySelector("kantan-checkout").shadowRoot.querySelector("[data-code]")), null);
    assert.equal(shop.asked, 1);
    await page.evaluate(() => document.querySelectorAll("kantan-checkout")[1].remove());
    await pay(page);
    await failed(page);
    assert.equal(shop.asked, 2);
  });
});

test("of two versions on a page the first serves, and the second is told to be one too many", async () => {
  // Another version has other names, as every version does.
  const elsewhere = join(folder, "site/older");
  mkdirSync(elsewhere);
  const renamed = (name) => name.replace(/\.[0-9a-f]{12}/, ".0123456789ab");
  for (const name of readdirSync(assets)) {
    if (!/^kantan[-_]checkout.*\.(js|css|wasm)$/.test(name)) continue;
    const content = readFileSync(join(assets, name));
    const text = content.toString().replace(/(kantan_checkout\w*)\.[0-9a-f]{12}/g, "$1.0123456789ab");
    writeFileSync(join(elsewhere, renamed(name)), name.endsWith(".js") ? text : content);
  }
  const both = '<script type="module" src="/older/kantan-checkout.js"></script>' + SCRIPT;
  await showing(html(element() + element(), both), async (page, shop) => {
    const loaded = [];
    page.on("request", (request) => loaded.push(request.url()));
    await page.goto(shop.address);
    await shown(page, 2);
    assert.deepEqual(loaded.filter((url) => url.endsWith(".wasm")).map((url) => new URL(url).pathname.split("/")[1]), ["older"]);
    await pay(page);
    await failed(page);
    assert.equal(shop.asked, 1);
  }, ["kantan-checkout: it is defined already, and this second script does nothing: load one"]);
});

test("each mistake that it can see is said once, with where it is and what to do", async () => {
  const attributes = 'lang="fr" target="_blank" csrf-meta="token"';
  const wording = '<script type="application/kantan-wording+json">{ "ja": { "checkout.titel": "ご注文" } }</script>';
  const headers = { "Content-Security-Policy": "style-src 'none'" };
  const page = html(wording + element(attributes) + element(attributes), SCRIPT);
  await showing({ "/": { html: page, headers } }, async (page, shop) => {
    await page.goto(shop.address);
    await shown(page, 2);
    await page.evaluate((order) => {
      const [element] = document.querySelectorAll("kantan-checkout");
      element.querySelector("script").remove();
      for (const amount of [3500.5, 3500.5, "many", 3500.5]) element.order = { ...order, amount };
    }, ORDER);
    await page.waitForFunction(() => !document.querySelector("kantan-checkout").shadowRoot.querySelector("[part=pay]"));
    // What the browser says itself of the policy.
    const told = page.complaints.splice(0).filter((it) => it.startsWith("kantan-checkout: "));
    assert.deepEqual(told.map((it) => it.replace(shop.address, "")).sort(), [
      "kantan-checkout: /assets/kantan-checkout.css is not loaded (see: kantan doctor --page URL)",
      'kantan-checkout: csrf-meta: the page needs a <meta name="token">',
      'kantan-checkout: lang: "fr" has to be "ja" or "en"',
      "kantan-checkout: order_invalid: amount: not_whole (docs/page-contract.md, Codes)",
      "kantan-checkout: order_invalid: amount: wrong_type (docs/page-contract.md, Codes)",
      'kantan-checkout: target: "_blank" has to be "_top" or left out',
      "kantan-checkout: wording.ja.checkout.titel: no sentence has this name; sentences.json of the package lists them",
    ]);
  });
});

test("known late, it takes what was set before as well as what comes later", async () => {
  const page = html(`<kantan-checkout endpoint="/ask"></kantan-checkout>
    <script>document.querySelector("kantan-checkout").order = ${JSON.stringify(ORDER)};</script>`, "");
  await showing(page, async (page, shop) => {
    await page.goto(shop.address);
    await page.evaluate(() => {
      const script = Object.assign(document.createElement("script"), { type: "module", src: "/assets/kantan-checkout.js" });
      document.head.append(script);
    });
    await shown(page);
    const has = (text) => page.waitForFunction((text) =>
      document.querySelector("kantan-checkout").shadowRoot.querySelector("[part=review]").textContent.includes(text), {}, text);
    await has("3,500");
    await page.evaluate((order) => { document.querySelector("kantan-checkout").order = order; },
      { ...ORDER, amount: 4200, lines: [{ ...ORDER.lines[0], amount: 4200 }] });
    await has("4,200");
  });
});

test("Turbo comes, leaves and goes back", async () => {
  const head = `<script src="/turbo.js"></script>${SCRIPT}`;
  const pages = {
    "/": { html: html('<h1>cart</h1><a href="/order">order</a>', head) },
    "/order": { html: html(`<h1>order</h1><a href="/">cart</a>${element()}`, head) },
  };
  await showing(pages, async (page, shop) => {
    await page.goto(shop.address);
    await page.waitForFunction(() => window.Turbo);
    await page.evaluate(() => {
      window.isSamePage = true;
      window.visits = 0;
      addEventListener("turbo:load", () => { window.visits += 1; });
    });
    // A visit that is not over when the next one begins is aborted, and Turbo complains of that itself.
    let visits = 0;
    const isAt = (title) => page.waitForFunction((title, visits) =>
      document.querySelector("h1").textContent === title && window.visits >= visits, {}, title, visits += 1);
    for (let time = 0; time < 3; time += 1) {
      await page.evaluate(() => document.querySelector("a").click());
      await isAt("order");
      await shown(page);
      await page.evaluate(() => document.querySelector("a").click());
      await isAt("cart");
    }
    await page.evaluate(() => history.back());
    await isAt("order");
    await shown(page);
    await pay(page);
    await failed(page);
    assert.equal(shop.asked, 1);
    assert.equal(await page.evaluate(() => window.isSamePage), true, "Turbo never loaded the page anew");
  });
});

test("under a policy with 'strict-dynamic' and Trusted Types it runs by its nonce", async () => {
  const policy = "default-src 'none'; script-src 'nonce-n1' 'strict-dynamic' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; " +
    "img-src data:; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
  const headers = { "Content-Security-Policy": policy };
  const head = '<script type="module" nonce="n1" src="/assets/kantan-checkout.js"></script>';
  await showing({ "/": { html: html(element(), head), headers } }, async (page, shop) => {
    await page.goto(shop.address);
    await shown(page);
    await pay(page);
    await failed(page);
  });
});

test("held to their hashes by the list's map its scripts run, and one that was changed does not", async () => {
  const head = /```html\n([^]*?)\n```/.exec(readFileSync(join(assets, "SCRIPTS.md"), "utf8"))[1];
  const listen = "<script>addEventListener('kantan:error', ({ detail }) => { window.failed = detail.code; });</script>";
  const child = `<kantan-checkout endpoint="/ask">${data()}<form><button>as it was</button></form></kantan-checkout>`;
  await showing(html(child, listen + head), async (page, shop) => {
    await page.goto(shop.address);
    await shown(page);
  });
  const changed = join(folder, "changed");
  cpSync(assets, join(changed, "assets"), { recursive: true });
  const glue = readdirSync(assets).find((name) => /^kantan_checkout_one_time\.[0-9a-f]+\.js$/.test(name));
  writeFileSync(join(changed, "assets", glue), `${readFileSync(join(assets, glue), "utf8")}window.isChanged = true;`);
  const shop = await serve(changed, { "/": { html: html(child, listen + head) } });
  const page = await browser.page();
  try {
    await page.goto(shop.address);
    await page.waitForFunction(() => window.failed);
    assert.deepEqual(await page.evaluate(() => [window.failed, !!window.isChanged, document.querySelector("button").checkVisibility()]), ["module_failed", false, true]);
  } finally {
    await page.close();
    shop.close();
  }
});

test("translated by the browser it still changes, buys and says the right amounts", async () => {
  await showing(html(element()), async (page, shop) => {
    await page.goto(shop.address);
    await shown(page);
    // As Google Translate does: every text node becomes <font><font>…</font></font>.
    await page.evaluate(() => {
      const root = document.querySelector("kantan-checkout").shadowRoot.querySelector("[part=review]");
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const texts = [];
      while (walker.nextNode()) texts.push(walker.currentNode);
      for (const text of texts) {
        const [outer, inner] = [document.createElement("font"), document.createElement("font")];
        text.replaceWith(outer);
        outer.append(inner);
        inner.append(`⟦${text.data}⟧`);
      }
    });
    await page.evaluate((order) => { document.querySelector("kantan-checkout").order = order; },
      { ...ORDER, amount: 4200, lines: [{ ...ORDER.lines[0], amount: 4200 }] });
    const text = await page.evaluate(() => document.querySelector("kantan-checkout").shadowRoot.querySelector("[part=review]").textContent);
    assert.match(text, /4,200/);
    assert.doesNotMatch(text, /3,500|⟦/, "nothing of before is left beside what is new");
    await pay(page);
    await failed(page);
    assert.equal(shop.asked, 1);
  });
});

test("translated by the browser, amounts, dates and names of the bill stay as they are", async () => {
  const contract = { ...ORDER, now: "2026-11-24T12:00:00+09:00", recurring: { method: "fixed_term", joined_on: "2026-11-24", timing: { kind: "day_of_month", months: 1, day: 20 },
    first_charge_from: null, cycles: null, introduction: null, varies: false, cancel_url: "/cancel", contact: "03-0000-0000" } };
  await showing(html(element("", contract)), async (page, shop) => {
    await page.goto(shop.address);
    await shown(page);
    // A translator that reads `translate` changes every other text, down to its figures.
    const { kept, changed } = await page.evaluate(() => {
      const root = document.querySelector("kantan-checkout").shadowRoot.querySelector("[part=review]");
      const accept = (node) => (node.parentElement.closest("[translate=no]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, accept);
      let changed = 0;
      while (walker.nextNode()) {
        walker.currentNode.data = "?";
        changed += 1;
      }
      return { kept: [...root.querySelectorAll("[translate=no]")].map((it) => it.textContent), changed };
    });
    assert.ok(changed > 20, `${changed} texts`);
    const times = (text) => kept.filter((it) => it === text).length;
    assert.equal(times("3,500円"), 14, "the line, the plan and each of twelve charges");
    assert.equal(times("2026年12月20日（日）"), 1);
    assert.equal(times("2027年11月20日（土）"), 1);
    assert.equal(times(ORDER.item_name), 1);
    const text = await page.evaluate(() => document.querySelector("kantan-checkout").shadowRoot.querySelector("[part=review]").textContent);
    assert.match(text, /3,500円/);
  });
});

test("nothing in it is named as blockers of advertisements look for it", async () => {
  // What the generic rules of the common lists begin and end with.
  const advertised = /(^|[-_])(ads?|advert\w*|adsense|adbox|banner|sponsor\w*|promo\w*|affiliate|popup|doubleclick|tracking|analytics)([-_]|$)/i;
  assert.match("top-banner", advertised);
  await showing(html(element()), async (page, shop) => {
    await page.goto(shop.address);
    await shown(page);
    const names = await page.evaluate(() => [...document.querySelector("kantan-checkout").shadowRoot.querySelectorAll("*")]
      .flatMap((it) => [it.id, it.localName, ...it.classList, ...it.part]).filter(Boolean));
    assert.ok(names.length > 50, `${names.length} names`);
    const files = readdirSync(assets).filter((name) => /\.(js|css|wasm)$/.test(name)).flatMap((name) => name.split("."));
    assert.deepEqual([...new Set([...names, ...files])].filter((name) => advertised.test(name)), []);
  });
});
