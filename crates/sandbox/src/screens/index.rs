//! The first page: what this is, where to send what, and the requests so far.

use super::record::{message, state};
use super::{name, page};
use crate::exchange::Exchange;
use crate::language::Language;
use crate::paths::{API_PATH, APPLICATION_PATH, PURCHASE_PATH};
use crate::words;
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;

/// What this is, and the exchanges so far.
pub fn index(exchanges: &[Exchange], account: &str, public_url: &str, language: Language) -> Response {
    let title = name(language);
    let main = html! {
        main.wide {
            h1 { (title) }
            p {
                (language.pick(
                    "決済代行会社と通信会社の代わりをする、開発用のサーバーです。本物の画面・判定とは異なることがあります。",
                    "A server for development that stands in for the gateway and the carrier. The real ones may look and judge differently.",
                ))
            }
            dl.summary {
                div { dt { (language.pick("加盟店-サービス", "Merchant-service")) } dd { (account) } }
                div { dt { (language.pick("購入要求の宛先", "Purchase requests go to")) } dd { code { (public_url) (PURCHASE_PATH) } } }
                div { dt { (language.pick("継続課金申込要求の宛先", "Applications go to")) } dd { code { (public_url) (APPLICATION_PATH) } } }
                div { dt { (language.pick("API型の宛先", "The API type is at")) } dd { code { (public_url) (API_PATH) } } }
                div { dt { (language.pick("契約の一覧", "Contracts")) } dd { a href="/contracts" { "/contracts" } } }
                div { dt { (language.pick("障害の設定", "Faults")) } dd { a href="/faults" { "/faults" } } }
                div { dt { (language.pick("加盟店へのメール", "Mail to the merchant")) } dd { a href="/mail" { "/mail" } } }
                div { dt { (language.pick("時計", "Clock")) } dd { a href="/clock" { "/clock" } } }
                div { dt { (language.pick("記録（JSON）", "Exchanges as JSON")) } dd { a href="/exchanges" { "/exchanges" } } }
            }
            h2 { (language.pick("これまでの要求", "Requests so far")) }
            @if exchanges.is_empty() {
                p { (language.pick("まだありません。", "None yet.")) }
            } @else {
                div.scroll tabindex="0" role="region" aria-label=(language.pick("これまでの要求", "Requests so far")) {
                    table {
                        thead {
                            tr {
                                th scope="col" { (language.pick("受信", "Received")) }
                                th scope="col" { (language.pick("電文", "Message")) }
                                th scope="col" { (language.pick("購入ID", "Order id")) }
                                th scope="col" { (language.pick("状態", "State")) }
                                th scope="col" { (language.pick("エラーコード", "Error code")) }
                            }
                        }
                        tbody {
                            @for exchange in exchanges.iter().rev().take(50) {
                                tr {
                                    td { a href=(format!("/exchanges/{}?lang={}", exchange.id, language.tag())) { (exchange.received_at) } }
                                    td { (message(&exchange.message, language)) }
                                    td { (exchange.payment.as_ref().map_or("–", |payment| payment.order.parties().order_id.as_str())) }
                                    td { (state(exchange.state, language)) }
                                    td { (exchange.error_code.as_deref().map_or_else(|| "–".to_owned(), |code| words::named(code, language))) }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    page(language, StatusCode::OK, title, "", &main)
}
