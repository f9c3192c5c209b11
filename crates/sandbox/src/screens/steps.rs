//! The screens on the way to a payment: confirmation, sign-in, payment or consent.

use super::{consent, page};
use crate::exchange::Payment;
use crate::language::Language;
use crate::order::{Intent, Order};
use crate::payment::action::{FAILURE_CODES, RECURRING_FAILURE_CODE};
use crate::words;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use maud::{Markup, html};

fn summary(order: &Order, today: NaiveDate, language: Language) -> Markup {
    let parties = order.parties();
    html! {
        dl.summary {
            div { dt { (language.pick("加盟店", "Merchant")) } dd { (parties.account) } }
            div { dt { (language.pick("購入ID", "Order id")) } dd { (parties.order_id) } }
            div { dt { (language.pick("商品", "Item")) } dd lang="ja" { (parties.item_name) } }
            (consent::terms(order, today, language))
        }
    }
}

fn step(id: &str, name: &str, language: Language) -> String {
    format!("/payments/{id}/{name}?lang={}", language.tag())
}

/// The gateway asks whether the order is right.
pub fn confirm(id: &str, payment: &Payment, language: Language) -> Response {
    let title = consent::title(payment.order.intent(), language);
    let main = html! {
        main {
            p.step { (language.pick("決済代行会社の画面（代役） 1/3", "Gateway screen (stand-in) 1/3")) }
            h1 { (title) }
            (summary(&payment.order, payment.started.date(), language))
            form method="post" action=(step(id, "confirm", language)) {
                button name="proceed" value="yes" { (language.pick("au かんたん決済へ進む", "Continue to au Kantan Kessai")) }
            }
        }
    };
    page(language, StatusCode::OK, title, "", &main)
}

/// The carrier asks who pays; anybody is welcome here.
pub fn sign_in(id: &str, language: Language) -> Response {
    let title = language.pick("au IDでログイン", "Sign in with your au ID");
    let main = html! {
        main {
            p.step { (language.pick("通信会社の画面（代役） 2/3", "Carrier screen (stand-in) 2/3")) }
            h1 { (title) }
            p { (language.pick("ここでは何も入力せずに進めます。", "There is nothing to type here.")) }
            form method="post" action=(step(id, "sign-in", language)) {
                button name="sign_in" value="yes" { (language.pick("ログインする", "Sign in")) }
            }
        }
    };
    page(language, StatusCode::OK, title, "", &main)
}

/// The carrier shows the sixteen characters and asks for the payment, or for consent.
pub fn pay(id: &str, payment: &Payment, today: NaiveDate, language: Language) -> Response {
    let intent = payment.order.intent();
    let title = consent::carrier_title(intent, language);
    let (go_on, go_back) = consent::buttons(intent, language);
    let preview = payment.order.parties().item_name.statement_preview();
    let main = html! {
        main {
            p.step { (language.pick("通信会社の画面（代役） 3/3", "Carrier screen (stand-in) 3/3")) }
            h1 { (title) }
            dl.summary {
                div { dt { (language.pick("摘要", "Summary")) } dd id="statement" lang="ja" { (preview.visible()) } }
                (consent::terms(&payment.order, today, language))
            }
            form method="post" action=(step(id, "pay", language)) {
                @if !intent.sources().is_empty() {
                    fieldset {
                        legend { (language.pick("お支払い方法", "Pay with")) }
                        @for (index, source) in intent.sources().into_iter().enumerate() {
                            label { input type="radio" name="source" value=(source.code()) checked[index == 0]; (consent::source(source, language)) }
                        }
                    }
                }
                button name="action" value="pay" { (go_on) }
                button.quiet name="action" value="cancel" { (go_back) }
                (panel(intent, language))
            }
        }
    };
    page(language, StatusCode::OK, title, "", &main)
}

fn panel(intent: Intent<'_>, language: Language) -> Markup {
    let recurring = intent.is_about_a_contract().then_some(RECURRING_FAILURE_CODE);
    html! {
        section.panel aria-labelledby="panel" {
            h2 id="panel" { (language.pick("代役の操作盤", "Stand-in's panel")) }
            p { (language.pick("うまくいかないときの動きを試せます。", "Try what happens when it does not go well.")) }
            label.field {
                span { (language.pick("エラーコード", "Error code")) }
                select name="code" {
                    @for code in FAILURE_CODES.into_iter().chain(recurring) {
                        option value=(code) { (words::named(code, language)) }
                    }
                }
            }
            button.quiet name="action" value="fail" { (language.pick("このコードで失敗させる", "Fail with this code")) }
            button.quiet name="action" value="hang" { (language.pick("応答しない", "Hang")) }
            button.quiet name="action" value="pay_twice" { (language.pick("完了し、結果を2回通知する", "Complete and notify twice")) }
            button.quiet name="action" value="pay_late" { (language.pick("完了し、あとから通知する", "Complete and notify late")) }
        }
    }
}
