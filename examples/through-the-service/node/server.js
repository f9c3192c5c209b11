// A shop in Node.js with Express that sells through the service: it makes orders by the API, shows the printed page as
// its own, and believes only signed webhooks. No database: an order is a file, and so is each event about it.
// ../README.md tells how to start it.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import express from "express";
import { Webhook } from "standardwebhooks";

const { PORT, PUBLIC_URL, DATA_DIR, KANTAN_URL, KANTAN_KEY, KANTAN_WEBHOOK_SECRET } = process.env;
// Names and prices are the shop's own: a browser says which of them it wants, and nothing else.
const GOODS = {
  wine: {
    item_id: "wine-750ml", item_name: "赤ワイン（750ml）", amount: 3500,
    lines: [{ name: "赤ワイン 750ml", quantity: 1, unit_amount: 3000, tax_percent: 10 },
      { name: "送料", quantity: 1, unit_amount: 500, tax_percent: 10 }],
    delivery: "ご注文から3日以内に発送します。",
  },
  club: {
    item_id: "wine-club", item_name: "ワイン便毎月20日払い", amount: 3000,
    lines: [{ name: "ワイン便（送料込み）", quantity: 1, unit_amount: 3000, tax_percent: 10 }],
    delivery: "毎月、お支払い日から5日以内に発送します。",
    recurring: { method: "fixed_term", timing: { kind: "day_of_month", months: 1, day: 20 } },
  },
};
// What becomes of an order, in the words of its page.
const TOLD = {
  "order.paid": "お支払いが完了しました", "contract.joined": "お申し込みが完了しました",
  "contract.charged": "今月分のお支払いが完了しました", "contract.charge_failed": "お支払いできませんでした",
  "contract.ended": "ご解約が完了しました", "order.payment_failed": "お支払いできませんでした",
};

const fileOf = (...names) => path.join(DATA_DIR, ...names);
const isNumber = (number) => /^[0-9a-f]{32}$/.test(number);
const read = (file) => JSON.parse(fs.readFileSync(file, "utf8"));
const orderOf = (number) => (isNumber(number) && fs.existsSync(fileOf(number, "order")) ? read(fileOf(number, "order")) : null);
// Whole or not at all, and only the first time: whether this was the first.
function writeOnce(file, content) {
  const fresh = `${file}.${crypto.randomUUID()}`;
  fs.writeFileSync(fresh, JSON.stringify(content), { flush: true });
  try { fs.linkSync(fresh, file); return true; } catch (error) { if (error.code !== "EEXIST") throw error; return false; }
  finally { fs.unlinkSync(fresh); }
}
function eventsOf(number) {
  const names = fs.readdirSync(fileOf(number)).filter((name) => /^evt_\d+$/.test(name));
  return names.sort((a, b) => a.slice(4) - b.slice(4)).map((name) => read(fileOf(number, name)));
}

// The order at the service. Asked again under the same key it is the same order, with its page as it is now.
async function atTheService(number, order) {
  const answer = await fetch(`${KANTAN_URL}/v1/orders`, {
    method: "POST",
    headers: { Authorization: `Bearer ${KANTAN_KEY}`, "Content-Type": "application/json", "Idempotency-Key": number },
    body: JSON.stringify({
      ...order, cancellation: "未開封に限り、到着後8日以内に返品できます。",
      contact: { name: "ぶどう堂", phone: "03-0000-0000" },
      return_url: `${PUBLIC_URL}/shop/orders/${number}?returned`, back_url: `${PUBLIC_URL}/shop/`,
    }),
  });
  const body = await answer.json();
  if (!answer.ok) throw new Error(`the service says ${answer.status}: ${JSON.stringify(body)}`);
  return body;
}

// Genuine is not enough: it has to be about our order, and for the price that we asked for.
function record(event) {
  const { idempotency_key: number, amount } = event.content.data;
  const order = orderOf(number ?? "");
  if (!order) return 404; // not ours: another program has made it
  if (["order.paid", "contract.joined"].includes(event.content.type) && amount !== order.amount) return 409;
  writeOnce(fileOf(number, event.id), event.content); // sent twice, it is the same file
  return 204;
}

const text = (value) => String(value).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
function page(response, title, body, forms = "") {
  response.set({
    "Cache-Control": "no-store", "Referrer-Policy": "strict-origin", // so that a form has an origin, and no secret
    "Content-Security-Policy": `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src data:;
      form-action 'self' ${forms}; base-uri 'none'; frame-ancestors 'none'`.replace(/\s+/g, " "),
  });
  response.send(`<!doctype html><html lang="ja"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>${title}｜ぶどう堂</title><link rel="stylesheet" href="/shop/shop.css"><link rel="icon" href="data:,">
    <header><a href="/shop/">ぶどう堂</a></header><main><h1>${title}</h1>${body}</main></html>`);
}

const app = express();
// Read as it came: the signature is over these bytes. Whoever answers 2xx has written it down.
app.post("/shop/webhooks", express.raw({ type: () => true }), ({ body, headers }, response) => {
  let content;
  try { content = new Webhook(KANTAN_WEBHOOK_SECRET).verify(body, headers); } catch { return response.sendStatus(401); }
  return response.sendStatus(/^evt_\d+$/.test(headers["webhook-id"]) ? record({ id: headers["webhook-id"], content }) : 400);
});
app.get("/shop/shop.css", (_, response) => response.sendFile(path.resolve(import.meta.dirname, "../shop.css")));
app.get(["/", "/shop/"], (_, response) => page(response, "ワインの店", Object.entries(GOODS).map(([id, it]) =>
  `<form method="post" action="/shop/orders"><p>${text(it.item_name)} ${it.amount}円（税込）
   <button name="item" value="${id}">注文する</button></form>`).join("")));
app.post("/shop/orders", express.urlencoded({ extended: false }), (request, response) => {
  const number = crypto.randomBytes(16).toString("hex");
  if (!Object.hasOwn(GOODS, request.body.item ?? "")) return response.sendStatus(400);
  fs.mkdirSync(fileOf(number));
  writeOnce(fileOf(number, "order"), GOODS[request.body.item]);
  return response.redirect(303, `/shop/orders/${number}`);
});
app.get("/shop/orders/:number", async ({ params: { number }, query }, response) => {
  const order = orderOf(number);
  if (!order) return page(response.status(404), "ご注文が見つかりません", "");
  const told = eventsOf(number);
  if (told.some(({ type }) => ["order.paid", "contract.joined"].includes(type))) {
    const rows = told.filter(({ type }) => TOLD[type]).map(({ type, timestamp, data }) =>
      `<li>${text(data.due_on ?? timestamp.slice(0, 10))} ${TOLD[type]}（${data.amount ?? order.amount}円）</li>`);
    return page(response, "ありがとうございます", `<p>${text(order.item_name)}</p><ul>${rows.join("")}</ul>`);
  }
  const waiting = `<p><a href="?returned">お支払いを確認する</a> <a href="/shop/orders/${number}">ご注文のページへ</a></p>`;
  if ("returned" in query) return page(response, "お支払いを確認しています", waiting); // the browser's return proves nothing
  try {
    const { html, element, outcome } = await atTheService(number, order);
    if (html) return page(response, "ご注文", html, element.destinations);
    return outcome === "paid" || outcome === "confirming" ? page(response, "お支払いを確認しています", waiting)
      : page(response, "このご注文は受付を終了しました", "");
  } catch (error) {
    console.error(error); // refused, or away; the order is kept, and its page asks again
    return page(response.status(503), "ただいまお手続きいただけません", waiting);
  }
});
app.listen(PORT, "127.0.0.1");
