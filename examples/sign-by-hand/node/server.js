// A shop in Node.js with Express that signs by itself: order, jump to au, notification, paid. No database: an order is a
// file, and "paid" is a second file that can be made only once. ../README.md tells how to start it.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import express from "express";
import iconv from "iconv-lite";

const { PUBLIC_URL, DATA_DIR, ELEMENT_DIR, PORT, SBPS_HASH_KEY } = process.env;
const GATEWAY = process.env.SBPS_PURCHASE_URL;
const GOODS = {
  item_id: "wine-3000", item_name: "赤ワイン（ハーフ）", amount: 3500, tax: 318,
  lines: [{ name: "赤ワイン 375ml", quantity: 1, amount: 3000 }, { name: "送料", quantity: 1, amount: 500 }],
  delivery: "ご注文から3日以内に発送します。",
  cancellation: "未開封に限り、到着後8日以内に返品できます。送料はお客さまのご負担です。",
};
const ECHOED = `pay_method merchant_id service_id cust_code sps_cust_no sps_payment_no order_id item_id pay_item_id item_name
  tax amount pay_type auto_charge_type service_type div_settele last_charge_month camp_type tracking_id terminal_type`.split(/\s+/);
const ANSWERED = [...ECHOED, ..."free1 free2 free3 free_csv request_date res_pay_method res_result res_tracking_id".split(" "),
  ..."res_sps_cust_no res_sps_payment_no res_payinfo_key res_payment_date res_err_code res_date limit_second".split(" ")];

// SHA-1 over the values in their order, half-width spaces around each removed, and the hash key after the last.
function checksum(values, charset = "utf8") {
  const joined = values.map((value) => String(value).replace(/^ +| +$/g, "")).join("");
  return crypto.createHash("sha1").update(Buffer.from(joined, charset)).update(SBPS_HASH_KEY).digest("hex");
}

// Japan's time, wherever the server stands: YYYYMMDDHHMMSS.
const requestDate = () => new Date(Date.now() + 9 * 3600e3).toISOString().replace(/\D/g, "").slice(0, 14);
const random = (bytes) => crypto.randomBytes(bytes).toString("hex");

// A01-1. The form travels in Shift_JIS; the checksum is made of the same text in UTF-8. An order_id is never used twice,
// so that each time the payer is sent to au the request is a new one.
function purchaseRequest(order) {
  const own = `${PUBLIC_URL}/orders/${order.order_reference}`;
  const fields = Object.fromEntries(ECHOED.map((name) => [name, ""]));
  Object.assign(fields, {
    pay_method: "auone", merchant_id: process.env.SBPS_MERCHANT_ID, service_id: process.env.SBPS_SERVICE_ID,
    cust_code: order.cust_code, order_id: `${order.order_reference}-${random(8)}`, item_id: order.item_id,
    item_name: order.item_name, tax: `${order.tax}`, amount: `${order.amount}`, pay_type: "0", service_type: "0",
    terminal_type: "0", success_url: `${own}/return/success`, cancel_url: `${own}/return/cancel`,
    error_url: `${own}/return/error`, pagecon_url: `${PUBLIC_URL}/notifications`, free1: "", free2: "", free3: "",
    free_csv: "", request_date: requestDate(), limit_second: "600",
  });
  return [...Object.entries(fields), ["sps_hashcode", checksum(Object.values(fields))]];
}

// What the gateway sent, decoded from Shift_JIS, or nothing where the checksum is wrong. What is missing is blank, and
// what nobody knows is passed over. The browser's return is hashed in Shift_JIS as it came; a notification in UTF-8.
function received(body, byBrowser) {
  const bytes = Object.fromEntries(body.toString("latin1").split("&").map((pair) => {
    const [name, value = ""] = pair.split("=", 2);
    return [name, unescape(value.replaceAll("+", " ")).replace(/[\r\n]+$/, "")]; // one character for each byte
  }));
  const read = (name) => iconv.decode(Buffer.from(bytes[name] ?? "", "latin1"), "cp932");
  const own = byBrowser
    ? checksum(ANSWERED.map((name) => bytes[name] ?? ""), "latin1") : checksum(ANSWERED.map(read));
  const theirs = Buffer.from(read("sps_hashcode").trim().toLowerCase());
  if (theirs.length !== 40 || !crypto.timingSafeEqual(Buffer.from(own), theirs)) return null;
  return Object.fromEntries(ANSWERED.map((name) => [name, read(name).trim()]));
}

// Genuine is not enough: it has to be our order, for the amount that we asked for, and paid once.
function recordNotification(body) {
  const told = received(body, false);
  if (!told) return "NG,checksum";
  const order = readOrder(told.order_id.split("-")[0]);
  if (!order || told.cust_code !== order.cust_code) return "NG,unknown order";
  if (told.res_result !== "OK") return "OK,"; // not paid; the payer may try again
  if (Number(told.amount) !== order.amount) return "NG,another amount";
  const paid = fileOf(order.order_reference, "paid");
  const fresh = `${paid}.${random(8)}`;
  fs.writeFileSync(fresh, told.res_tracking_id, { flush: true });
  try { fs.linkSync(fresh, paid); } catch (error) { if (error.code !== "EEXIST") throw error; } // whole, and once
  fs.unlinkSync(fresh);
  return fs.readFileSync(paid, "utf8") === told.res_tracking_id ? "OK," : "NG,paid already";
}

const fileOf = (reference, kind) => path.join(DATA_DIR, `${reference}.${kind}`);
const isPaid = (order) => fs.existsSync(fileOf(order.order_reference, "paid"));
function readOrder(reference) {
  if (!/^[0-9a-f]{16}$/.test(reference) || !fs.existsSync(fileOf(reference, "json"))) return null;
  return JSON.parse(fs.readFileSync(fileOf(reference, "json"), "utf8"));
}

const text = (value) => String(value).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const page = (title, body) => `<!doctype html><html lang="ja"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
  <title>${title}</title><main><h1>${title}</h1>${body}</main></html>`;

const app = express();
app.use(express.static(ELEMENT_DIR), (_, response, next) => {
  response.set({ "Cache-Control": "no-store", "Referrer-Policy": "strict-origin" });
  next();
});
app.get("/", (_, response) => response.send(page("ワインの店",
  `<form method="post" action="/orders"><button>赤ワインを注文する</button></form>`)));
app.post("/orders", (_, response) => {
  const order = { order_reference: random(8), cust_code: `c${random(12)}`, ...GOODS };
  fs.writeFileSync(fileOf(order.order_reference, "json"), JSON.stringify(order));
  response.redirect(303, `/orders/${order.order_reference}`);
});
app.post("/notifications", express.raw({ type: () => true }), (request, response) =>
  response.type("text/csv; charset=Shift_JIS").send(Buffer.from(recordNotification(request.body))));
app.param("reference", (request, response, next, reference) => {
  request.order = readOrder(reference);
  return request.order ? next() : response.status(404).send(page("ご注文が見つかりません", ""));
});
// The element, and in it the same order for a browser without script.
app.get("/orders/:reference", ({ order }, response) => {
  const own = `/orders/${order.order_reference}`;
  if (isPaid(order)) return response.redirect(303, `${own}/result`);
  const { cust_code, ...shown } = order;
  return response.send(page("ご注文内容の確認", `<script type="module" src="/kantan-checkout.js"></script>
    <kantan-checkout endpoint="${own}/pay" destinations="${text(new URL(GATEWAY).origin)}">
    <script type="application/json">${JSON.stringify(shown).replaceAll("<", "\\u003c")}</script>
    <form method="post" action="${own}/pay"><dl><dt>商品<dd>${text(order.item_name)}<dt>お支払い総額（税込）<dd>${order.amount}円
    <dt>お支払い時期<dd>ご注文時<dt>引渡時期<dd>${text(order.delivery)}<dt>返品<dd>${text(order.cancellation)}</dl>
    <button>注文を確定して支払う</button></form></kantan-checkout>`));
});
// The element asks with JSON, a browser without script by a form.
app.post("/orders/:reference/pay", express.json(), ({ order, body, is, headers }, response) => {
  const own = `/orders/${order.order_reference}`;
  if (!(headers["content-type"] ?? "").startsWith("application/json")) return response.redirect(303, `${own}/jump`);
  const problem = (code, detail, more) => response.status(409).type("application/problem+json")
    .send(JSON.stringify({ type: "about:blank", title: code, status: 409, detail, code, ...more }));
  if (isPaid(order)) return problem("order_paid", "お支払い済みです。", { result_url: `${own}/result` });
  const { item_id, item_name, amount, tax } = order;
  const current = { item_id, item_name, amount, tax };
  const same = Object.entries(current).every(([name, value]) => body?.displayed?.[name] === value);
  if (!same) return problem("displayed_differs", "表示と異なります。", { current });
  return response.json({ action: GATEWAY, accept_charset: "Shift_JIS", fields: purchaseRequest(order) });
});
// Signed anew whenever it is shown.
app.get("/orders/:reference/jump", ({ order }, response) => {
  if (isPaid(order)) return response.redirect(303, `/orders/${order.order_reference}/result`);
  const inputs = purchaseRequest(order).map(([name, value]) => `<input type="hidden" name="${name}" value="${text(value)}">`);
  return response.send(page("auの画面へ", `<form method="post" action="${text(GATEWAY)}" accept-charset="Shift_JIS">
    ${inputs.join("")}<button>auの画面へ進む</button></form>`));
});
// The browser comes back: proof of nothing, the notification is.
app.post("/orders/:reference/return/:how", express.raw({ type: () => true }), ({ order, params, body }, response) =>
  response.redirect(303, `/orders/${order.order_reference}/result${
    params.how === "success" && received(body, true)?.order_id.startsWith(`${order.order_reference}-`) ? "?confirming" : ""}`));
app.get("/orders/:reference/result", ({ order, query }, response) => {
  const own = `/orders/${order.order_reference}`;
  if (isPaid(order)) return response.send(page("お支払いが完了しました", ""));
  return response.send(page("confirming" in query ? "お支払いを確認しています" : "お支払いは完了していません",
    `<p><a href="${own}/result?confirming">もう一度確認する</a> <a href="${own}">ご注文に戻る</a></p>`));
});
app.listen(PORT, "127.0.0.1");
