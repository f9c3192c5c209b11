//! The screens on the way to a payment: confirmation, sign-in, payment.

use super::{Language, page, yen};
use crate::exchange::Payment;
use crate::payment::FAILURE_CODES;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

fn summary(payment: &Payment, language: Language) -> Markup {
    let request = &payment.request;
    html! {
        dl.summary {
            div { dt { (language.pick("加盟店", "Merchant")) } dd { (request.merchant_id) "-" (request.service_id) } }
            div { dt { (language.pick("購入ID", "Order id")) } dd { (request.order_id) } }
            div { dt { (language.pick("商品", "Item")) } dd lang="ja" { (request.item_name) } }
            div.total { dt { (language.pick("お支払い金額（税込）", "Amount, tax included")) } dd { (yen(request.amount.get(), language)) } }
        }
    }
}

fn step(id: &str, name: &str, language: Language) -> String {
    format!("/payments/{id}/{name}?lang={}", language.tag())
}

/// The gateway asks whether the order is right.
pub fn confirm(id: &str, payment: &Payment, language: Language) -> Response {
    let title = language.pick("ご注文内容の確認", "Confirm your order");
    let main = html! {
        main {
            p.step { (language.pick("決済代行会社の画面（代役） 1/3", "Gateway screen (stand-in) 1/3")) }
            h1 { (title) }
            (summary(payment, language))
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

/// The carrier shows the sixteen characters and asks for the payment.
pub fn pay(id: &str, payment: &Payment, language: Language) -> Response {
    let title = language.pick("お支払い内容の確認", "Confirm your payment");
    let name = &payment.request.item_name;
    let main = html! {
        main {
            p.step { (language.pick("通信会社の画面（代役） 3/3", "Carrier screen (stand-in) 3/3")) }
            h1 { (title) }
            dl.summary {
                div { dt { (language.pick("摘要", "Summary")) } dd id="statement" lang="ja" { (name.statement_preview().visible()) } }
                div.total { dt { (language.pick("お支払い金額（税込）", "Amount, tax included")) } dd { (yen(payment.request.amount.get(), language)) } }
            }
            form method="post" action=(step(id, "pay", language)) {
                fieldset {
                    legend { (language.pick("お支払い方法", "Pay with")) }
                    label { input type="radio" name="source" value="phone_bill" checked; (language.pick("通信料金合算支払い（au／UQ mobile）", "au / UQ mobile phone bill")) }
                    label { input type="radio" name="source" value="balance"; (language.pick("au PAY 残高", "au PAY balance")) }
                    label { input type="radio" name="source" value="card"; (language.pick("au PAY カード", "au PAY card")) }
                }
                button name="action" value="pay" { (language.pick("支払う", "Pay")) }
                button.quiet name="action" value="cancel" { (language.pick("支払わずにショップへ戻る", "Go back to the shop without paying")) }
                section.panel aria-labelledby="panel" {
                    h2 id="panel" { (language.pick("代役の操作盤", "Stand-in's panel")) }
                    p { (language.pick("支払いがうまくいかないときの動きを試せます。", "Try what happens when a payment does not go well.")) }
                    label.field {
                        span { (language.pick("エラーコード", "Error code")) }
                        select name="code" {
                            @for code in FAILURE_CODES {
                                option value=(code) { (code) }
                            }
                        }
                    }
                    button.quiet name="action" value="fail" { (language.pick("このコードで失敗させる", "Fail with this code")) }
                    button.quiet name="action" value="hang" { (language.pick("応答しない", "Hang")) }
                    button.quiet name="action" value="pay_twice" { (language.pick("支払い、結果を2回通知する", "Pay and notify twice")) }
                    button.quiet name="action" value="pay_late" { (language.pick("支払い、あとから通知する", "Pay and notify late")) }
                }
            }
        }
    };
    page(language, StatusCode::OK, title, "", &main)
}
