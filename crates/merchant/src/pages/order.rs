//! An order before it is paid: the element, and inside it the plain form that works without script.
//!
//! Act on Specified Commercial Transactions, article 12-6: quantity, price, payment, delivery, application period where
//! there is one, and withdrawal stand on the screen where the order is completed.

use super::{Permissions, Script, page};
use crate::Shop;
use crate::catalogue::{Price, Product};
use crate::checkout::in_language;
use crate::language::Language;
use crate::store::order::Order;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, PreEscaped, html};
use sbps::date_time::JstDateTime;
use serde_json::{Value, json};

/// One line of the order.
struct Line {
    name: String,
    quantity: u32,
    amount: u32,
}

fn lines(order: &Order, price: Price, language: Language) -> Vec<Line> {
    let goods = Line { name: order.item_name.to_string(), quantity: order.quantity, amount: price.goods };
    let shipping = Line { name: language.pick("送料", "Shipping").to_owned(), quantity: 1, amount: price.shipping };
    if price.shipping == 0 { vec![goods] } else { vec![goods, shipping] }
}

/// The order as the element reads it.
fn as_json(order: &Order, lines: &[Line], product: &Product, language: Language) -> Value {
    let expires_at = JstDateTime::from_unix_seconds(order.expires_at)
        .map(|moment| moment.local().format("%Y-%m-%dT%H:%M:%S+09:00").to_string());
    json!({
        "order_reference": order.reference,
        "item_id": order.item_id.as_str(),
        "item_name": order.item_name.as_str(),
        "amount": order.amount.get(),
        "tax": order.tax.get(),
        "lines": lines.iter().map(|line| json!({"name": line.name, "quantity": line.quantity, "amount": line.amount})).collect::<Vec<_>>(),
        "delivery": product.delivery(language),
        "cancellation": product.cancellation(language),
        "payment_timing": null,
        "application_period": null,
        "expires_at": expires_at,
        "back_url": in_language("/", language),
    })
}

/// JSON that cannot end the script element it stands in.
fn embedded(value: &Value) -> PreEscaped<String> {
    PreEscaped(value.to_string().replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"))
}

/// The order's page.
pub fn page_of(
    shop: &Shop,
    order: &Order,
    product: &Product,
    price: Price,
    language: Language,
    nonce: &str,
) -> Response {
    let lines = lines(order, price, language);
    let title = language.pick("ご注文内容の確認", "Confirm your order");
    let main = html! {
        main id="main" {
            h1 { (title) }
            kantan-checkout lang=(language.tag()) endpoint="/checkout/requests" destinations=(shop.config.gateway_origin()) {
                script type="application/json" { (embedded(&as_json(order, &lines, product, language))) }
                (plain(order, &lines, product, language))
            }
        }
    };
    let script = Script { address: "/assets/kantan-checkout.js", nonce, has_webassembly: true };
    let allowed = Permissions { script: Some(script), form_target: Some(shop.config.gateway_origin()) };
    page(language, StatusCode::OK, title, allowed, &main)
}

fn plain(order: &Order, lines: &[Line], product: &Product, language: Language) -> Markup {
    let preview = order.item_name.statement_preview();
    html! {
        form.plain method="post" action="/checkout/requests" {
            table {
                caption { (language.pick("ご注文の商品", "Your order")) }
                thead {
                    tr {
                        th scope="col" { (language.pick("商品", "Item")) }
                        th scope="col" { (language.pick("数量", "Quantity")) }
                        th scope="col" { (language.pick("金額", "Amount")) }
                    }
                }
                tbody {
                    @for line in lines {
                        tr { th scope="row" { (line.name) } td { (line.quantity) } td { (language.yen(line.amount)) } }
                    }
                }
                tfoot {
                    tr {
                        th scope="row" colspan="2" { (language.pick("お支払い総額（税・送料込み）", "Total, tax and shipping included")) }
                        td { strong { (language.yen(order.amount.get())) } }
                    }
                    tr {
                        th scope="row" colspan="2" { (language.pick("うち消費税", "Of which consumption tax")) }
                        td { (language.yen(order.tax.get())) }
                    }
                }
            }
            dl {
                dt { (language.pick("お支払い方法", "Payment")) }
                dd {
                    (language.pick(
                        "au かんたん決済（au／UQ mobile 通信料金合算支払い、au PAY 残高、au PAY カード）",
                        "au Kantan Kessai: au / UQ mobile phone bill, au PAY balance or au PAY card",
                    ))
                }
                dt { (language.pick("お支払い時期", "When you pay")) }
                dd {
                    (language.pick(
                        "au の画面でお手続きが完了した時点です。通信料金合算の場合は、通信料金とあわせて請求されます。",
                        "When you finish at au. On the phone bill it is charged together with your phone charges.",
                    ))
                }
                dt { (language.pick("お引き渡し時期", "Delivery")) }
                dd { (product.delivery(language)) }
                dt { (language.pick("返品・キャンセル", "Returns and cancellation")) }
                dd { (product.cancellation(language)) }
                dt { (language.pick("au の明細での表示（16文字まで）", "On your au bill (16 characters)")) }
                dd lang="ja" { (preview.visible()) @if !preview.hidden().is_empty() { "…" } }
            }
            input type="hidden" name="order_reference" value=(order.reference);
            input type="hidden" name="language" value=(language.tag());
            input type="hidden" name="item_id" value=(order.item_id);
            input type="hidden" name="item_name" value=(order.item_name);
            input type="hidden" name="amount" value=(order.amount);
            input type="hidden" name="tax" value=(order.tax);
            p { a href=(in_language("/", language)) { (language.pick("商品を選び直す", "Choose another product")) } }
            button { (language.pick("注文を確定する（次に au の画面へ進みます）", "Place the paid order (au follows)")) }
        }
    }
}
