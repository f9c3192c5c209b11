//! An order before it is paid: the element, and inside it the plain form that works without script.
//!
//! Act on Specified Commercial Transactions, article 12-6: quantity, price, payment, delivery,
//! application period where there is one, and withdrawal stand on the screen where the order is
//! completed.

use super::frame::{Permissions, Script, page};
use super::joining::Joining;
use super::time;
use crate::domain::language::Language;
use crate::domain::maintenance::{Maintenance, Window};
use crate::domain::order::Order;
use crate::domain::product::{Price, Product};
use crate::service::Shop;
use crate::service::address::{in_language, order_address};
use crate::service::storefront::Storefront;
use crate::web::json::embedded;
use axum::http::StatusCode;
use axum::response::Response;
use kantan_checkout::page::maintenance;
use kantan_checkout::page::order::{self, Order as Data};
use maud::{Markup, html};
use sbps::date_time::JstDateTime;

/// One line of the order.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) quantity: u32,
    pub(super) amount: u32,
}

/// What the page shows of an order, by JSON and by the plain form.
pub(super) struct Shown<'a> {
    pub(super) order: &'a Order,
    pub(super) storefront: &'a Storefront,
    pub(super) lines: Vec<Line>,
    pub(super) delivery: &'a str,
    pub(super) cancellation: &'a str,
    /// Where the payer can pay from, in words.
    pub(super) payment: String,
    pub(super) payment_timing: String,
    /// The contract, of an order of a plan.
    pub(super) joining: Option<Joining<'a>>,
    /// The origin that the signed form goes to.
    pub(super) destination: &'a str,
    /// Where it may arrive, by the page's policy.
    pub(super) form_targets: String,
    /// When the page is made.
    pub(super) now: JstDateTime,
    pub(super) maintenance: &'a Maintenance,
}

fn lines(order: &Order, price: Price, language: Language) -> Vec<Line> {
    let goods = Line { name: order.item_name.to_string(), quantity: order.quantity, amount: price.goods };
    let shipping = Line { name: language.pick("送料", "Shipping").to_owned(), quantity: 1, amount: price.shipping };
    if price.shipping == 0 { vec![goods] } else { vec![goods, shipping] }
}

fn expires_at(order: &Order) -> Option<JstDateTime> {
    JstDateTime::from_unix_seconds(order.expires_at)
}

/// The order as the element reads it.
fn data(shown: &Shown<'_>, language: Language) -> Data {
    let order = shown.order;
    let line = |line: &Line| order::Line {
        name: line.name.clone(),
        quantity: line.quantity,
        // Prices have seven digits.
        amount: line.amount.cast_signed(),
    };
    let window = |window: Window| maintenance::Window { from: window.from, until: window.until };
    Data {
        reference: order.reference.clone(),
        item_id: order.item_id.clone(),
        item_name: order.item_name.clone(),
        amount: order.amount,
        tax: Some(order.tax),
        lines: shown.lines.iter().map(line).collect(),
        delivery: shown.delivery.to_owned(),
        cancellation: shown.cancellation.to_owned(),
        payment_timing: shown.joining.is_some().then(|| shown.payment_timing.clone()),
        application_period: None,
        expires_at: expires_at(order),
        now: Some(shown.now),
        maintenance: shown.maintenance.to_come(shown.now).map(window).collect(),
        back_url: Some(in_language("/", language)),
        recurring: shown.joining.as_ref().map(|joining| joining.data.clone()),
    }
}

/// The page of an order of a product.
pub(in crate::web) fn page_of(
    shop: &Shop,
    order: &Order,
    product: &Product,
    price: Price,
    now: JstDateTime,
    nonce: &str,
) -> Response {
    let language = order.language;
    let shown = Shown {
        order,
        storefront: &shop.storefront,
        lines: lines(order, price, language),
        delivery: product.delivery.get(language),
        cancellation: product.cancellation.get(language),
        payment: language
            .pick(
                "au かんたん決済（au／UQ mobile 通信料金合算支払い、au PAY 残高、au PAY カード）",
                "au Kantan Kessai: au / UQ mobile phone bill, au PAY balance or au PAY card",
            )
            .to_owned(),
        payment_timing: language
            .pick(
                "au の画面でお手続きが完了した時点です。通信料金合算の場合は、通信料金とあわせて請求されます。",
                "When you finish at au. On the phone bill it is charged together with your phone charges.",
            )
            .to_owned(),
        joining: None,
        destination: shop.settings.gateway_origin(),
        form_targets: shop.settings.form_targets(),
        now,
        maintenance: &shop.settings.maintenance,
    };
    show(&shown, language, nonce)
}

/// The page of an order.
pub(super) fn show(shown: &Shown<'_>, language: Language, nonce: &str) -> Response {
    let title = match shown.joining {
        None => language.pick("ご注文内容の確認", "Confirm your order"),
        Some(_) => language.pick("お申し込み内容の確認（継続課金）", "Confirm your recurring order"),
    };
    let main = html! {
        main id="main" {
            h1 { (title) }
            kantan-checkout lang=(language.tag()) endpoint="/checkout/requests" destinations=(shown.destination) {
                script type="application/json" { (embedded(&data(shown, language).to_json())) }
                (plain(shown, language))
            }
        }
    };
    let script = Script { address: "/assets/kantan-checkout.js", nonce };
    let allowed =
        Permissions { script: Some(script), form_targets: Some(&shown.form_targets), ..Permissions::default() };
    page(shown.storefront, language, StatusCode::OK, title, allowed, &main)
}

fn plain(shown: &Shown<'_>, language: Language) -> Markup {
    let order = shown.order;
    let preview = order.item_name.statement_preview();
    html! {
        form.plain method="post" action="/checkout/requests" target="_top" data-turbo="false" {
            (table(shown, language))
            @if let Some(joining) = &shown.joining { (joining.markup(shown.storefront, language)) }
            dl {
                dt { (language.pick("お支払い方法", "Payment")) }
                dd { (shown.payment) }
                dt { (language.pick("お支払い時期", "When you pay")) }
                dd { (shown.payment_timing) }
                dt { (language.pick("お引き渡し時期", "Delivery")) }
                dd { (shown.delivery) }
                dt { (language.pick("返品・キャンセル", "Returns and cancellation")) }
                dd { (shown.cancellation) }
                dt { (language.pick("au の明細での表示（16文字まで）", "On your au bill (16 characters)")) }
                dd lang="ja" { (preview.visible()) @if !preview.hidden().is_empty() { "…" } }
                (time::deadline(expires_at(order), language))
            }
            input type="hidden" name="order_reference" value=(order.reference);
            input type="hidden" name="language" value=(language.tag());
            input type="hidden" name="item_id" value=(order.item_id);
            input type="hidden" name="item_name" value=(order.item_name);
            input type="hidden" name="amount" value=(order.amount);
            input type="hidden" name="tax" value=(order.tax);
            @if let Some(joining) = &shown.joining {
                input type="hidden" name="charges" value=(joining.charges_field());
            }
            p { a href=(in_language("/", language)) { (language.pick("商品を選び直す", "Choose another product")) } }
            (time::notices(shown.maintenance, shown.now, language))
            @if shown.maintenance.on(shown.now).is_some() {
                p {
                    a.button href=(in_language(&order_address(&order.reference), language)) {
                        (language.pick("ページを再読み込みする", "Reload this page"))
                    }
                }
            } @else {
                @if let Some(words) = shown.joining.as_ref().and_then(|it| it.first_payment(language)) { p { (words) } }
                button {
                    @if shown.joining.is_some() {
                        (language.pick("有料の継続課金を申し込む（次に au の画面へ進みます）", "Apply for the paid recurring contract (au follows)"))
                    } @else {
                        (language.pick("注文を確定する（次に au の画面へ進みます）", "Place the paid order (au follows)"))
                    }
                }
            }
        }
    }
}

fn table(shown: &Shown<'_>, language: Language) -> Markup {
    let total = match &shown.joining {
        None => language.pick("お支払い総額（税・送料込み）", "Total, tax and shipping included"),
        Some(joining) if joining.varies() => {
            language.pick("1回のお支払いの上限（税込み）", "At most each time, tax included")
        }
        Some(_) => language.pick("1回のお支払い（税・送料込み）", "Each time, tax and shipping included"),
    };
    html! {
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
                @for line in &shown.lines {
                    tr { th scope="row" { (line.name) } td { (line.quantity) } td { (language.yen(line.amount)) } }
                }
            }
            tfoot {
                tr {
                    th scope="row" colspan="2" { (total) }
                    td { strong { (language.yen(shown.order.amount.get())) } }
                }
                tr {
                    th scope="row" colspan="2" { (language.pick("うち消費税", "Of which consumption tax")) }
                    td { (language.yen(shown.order.tax.get())) }
                }
            }
        }
    }
}
