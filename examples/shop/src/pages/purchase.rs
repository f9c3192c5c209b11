//! The page of an order, before and after it is paid.

use super::frame::Page;
use super::mine::{history, steps};
use crate::catalogue::{Product, Service};
use crate::event::Standing;
use crate::record::Bought;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, PreEscaped, html};

/// The payment service's part of the page.
#[derive(Debug)]
pub(crate) struct Checkout<'a> {
    /// The printed element with its script.
    pub(crate) html: &'a str,
    /// Where its form goes.
    pub(crate) destinations: &'a str,
}

/// The order while it can be paid: the element as the payment service printed it.
pub(crate) fn checkout(page: &Page<'_>, bought: &Bought, checkout: &Checkout<'_>) -> Response {
    let is_once = bought.product().is_none_or(|product| product.contract.is_none());
    let title = if is_once {
        page.pick("ご注文のお支払い", "Pay for your order")
    } else {
        page.pick("定期便・月額プランのお申し込み", "Subscribe")
    };
    let main = html! {
        main.checkout id="main" data-standing=(bought.standing().word()) {
            h1 { (title) }
            @if bought.standing() == Standing::Failed {
                p.note {
                    (page.pick("前のお支払いは成立しませんでした。代金は請求されていません。", "The last payment did not go through. Nothing was charged."))
                }
            }
            // Nothing of a browser's stands in it: the service made it of what this shop ordered.
            (PreEscaped(checkout.html))
        }
    };
    page.show_element(checkout.destinations, title, &main)
}

/// The order once something final was told of it.
pub(crate) fn told(page: &Page<'_>, bought: &Bought) -> Response {
    let standing = bought.standing();
    let is_once = bought.product().is_none_or(|product| product.contract.is_none());
    let title = match standing {
        Standing::Paid if is_once => {
            page.pick("ありがとうございます。お支払いを確認しました", "Thank you. This is paid")
        }
        Standing::Paid => page.pick("ありがとうございます。お申し込みが完了しました", "Thank you. You are subscribed"),
        _ => standing.name(is_once).get(page.language),
    };
    let main = html! {
        main id="main" data-standing=(standing.word()) {
            h1 { (title) }
            (bill(page, bought))
            (history(page, bought))
            (steps(page, bought))
            p { a href=(page.to("/mine")) { (page.pick("ご注文とご契約の一覧", "All of my orders")) } }
        }
    };
    page.show(StatusCode::OK, title, &main)
}

/// What was ordered and what it costs.
fn bill(page: &Page<'_>, bought: &Bought) -> Markup {
    html! {
        @if let Some(product) = bought.product() {
            dl {
                div { dt { (page.pick("品名", "What")) } dd lang="ja" { (product.name) } }
                @if product.contract.is_none() {
                    div { dt { (page.pick("個数", "How many")) } dd { (bought.purchase.quantity) } }
                }
                div {
                    dt { (page.pick("金額", "Amount")) }
                    dd {
                        (page.language.yen(product.amount(bought.purchase.quantity)))
                        @if product.varies() { (page.pick("（上限）", " at most")) }
                    }
                }
            }
        }
    }
}

/// The service takes no payment for it any more, and its message is still on its way.
pub(crate) fn waiting(page: &Page<'_>, is_expired: bool) -> Response {
    let title = if is_expired {
        page.pick("お手続きの期限が過ぎました", "The time to pay is over")
    } else {
        page.pick("お支払いを確かめています", "We are looking for your payment")
    };
    let main = html! {
        main id="main" data-standing="waiting" {
            h1 { (title) }
            @if is_expired {
                p { a.button href=(page.to("/")) { (page.pick("商品を選び直す", "Choose again")) } }
            } @else {
                p { (page.pick("通常は数秒で分かります。もう一度お支払いいただく必要はありません。", "That usually takes seconds. There is no need to pay again.")) }
                p { a.button href=(page.to(page.path)) { (page.pick("結果を見る", "See what came of it")) } }
            }
        }
    };
    page.show(StatusCode::OK, title, &main)
}

/// The customer has this contract already.
pub(crate) fn already(page: &Page<'_>, product: &Product, address: &str) -> Response {
    let title = page.pick("すでにご契約中です", "You are subscribed already");
    let main = html! {
        main id="main" data-standing="already" {
            h1 { (title) }
            p lang="ja" { (product.name) }
            p { a.button href=(address) { (page.pick("ご契約を見る", "See your subscription")) } }
        }
    };
    page.show(StatusCode::OK, title, &main)
}

fn back(page: &Page<'_>) -> Markup {
    html! { p { a.button href=(page.to("/mine")) { (page.pick("一覧へ戻る", "Back to my orders")) } } }
}

/// Something was used, and is delivered here.
pub(crate) fn used(page: &Page<'_>, service: &Service) -> Response {
    let title = page.pick("ご利用ありがとうございます", "There you are");
    let main = html! {
        main id="main" data-standing="used" {
            h1 { (title) }
            p { (service.name.get(page.language)) " – " (page.language.yen(service.price)) }
            p { (page.pick("次回の請求に加えました。", "It is part of your next charge.")) }
            (back(page))
        }
    };
    page.show(StatusCode::OK, title, &main)
}

/// It would not be paid for, so it was not delivered.
pub(crate) fn not_used(page: &Page<'_>) -> Response {
    let title = page.pick("今はご利用いただけません", "This cannot be used now");
    let why = page.pick(
        "上限に達しているか、ご契約が請求できない状態です。料金はかかっていません。",
        "The most of one charge is reached, or your subscription cannot be charged. You pay nothing for this.",
    );
    let main = html! {
        main id="main" data-standing="not-used" {
            h1 { (title) }
            p { (why) }
            (back(page))
        }
    };
    page.show(StatusCode::OK, title, &main)
}
