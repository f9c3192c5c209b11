//! An exchange as a readable page, and the tables that other screens share with it.

use super::page;
use crate::exchange::{Exchange, ExchangeState, Finding, Notification};
use crate::language::Language;
use crate::words;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

/// One exchange: what came, what was found, what was answered, what the merchant was told.
pub fn exchange(exchange: &Exchange, language: Language) -> Response {
    let title = language.pick("電文の記録", "An exchange");
    let json = format!("/exchanges/{}?format=json", exchange.id);
    let main = html! {
        main.wide data-state=(state_name(exchange.state)) {
            h1 { (title) " " (message(&exchange.message, language)) }
            (summary(exchange, language))
            @if !exchange.problems.is_empty() {
                h2 { (language.pick("見つかった誤り", "What was wrong")) }
                (findings(&exchange.problems, language))
            }
            @if !exchange.fields.is_empty() {
                (received(exchange, language))
            }
            @if let Some(answer) = &exchange.answer {
                (pairs(language.pick("返した項目", "The elements answered"), answer, language))
            }
            @for (notification, number) in exchange.notifications.iter().zip(1..) {
                (told(notification, number, language))
            }
            h2 { (language.pick("受信した本文", "The body received")) }
            pre tabindex="0" { (exchange.raw_body) }
            p { a href=(json) { (language.pick("JSON で見る", "The same as JSON")) } }
            p { (to_the_list(language)) }
        }
    };
    page(language, StatusCode::OK, title, "", &main)
}

fn summary(exchange: &Exchange, language: Language) -> Markup {
    let order_id = exchange.fields.iter().find(|(name, _)| name == "order_id").map(|(_, value)| value.as_str());
    html! {
        dl.summary {
            div { dt { (language.pick("受信", "Received")) } dd { (exchange.received_at) } }
            div { dt { (language.pick("状態", "State")) } dd { (state(exchange.state, language)) } }
            @if let Some(order_id) = order_id {
                div { dt { (language.pick("購入ID", "Order id")) } dd { (order_id) } }
            }
            @if let Some(tracking_id) = &exchange.tracking_id {
                div { dt { (language.pick("トラッキングID", "Tracking id")) } dd { (tracking_id) } }
            }
            @if let Some(code) = &exchange.error_code {
                div { dt { (language.pick("エラーコード", "Error code")) } dd { (words::named(code, language)) } }
            }
            @if let Some(fault) = &exchange.fault {
                div { dt { (language.pick("設定した障害", "Fault that was set")) } dd { code { (fault) } } }
            }
        }
    }
}

/// A notification and its answer.
fn told(notification: &Notification, number: usize, language: Language) -> Markup {
    let status = notification.status.map_or_else(|| "–".to_owned(), |status| status.to_string());
    html! {
        h2 { (language.pick("通知 ", "Notification ")) (number) }
        dl.summary {
            div { dt { (language.pick("送信", "Sent")) } dd { (notification.at) } }
            div { dt { (language.pick("HTTP ステータス", "HTTP status")) } dd { (status) } }
            div { dt { (language.pick("返答", "What was answered")) } dd { (notification.answer) } }
        }
        (pairs(language.pick("送信した項目", "The fields sent"), &notification.sent, language))
    }
}

/// What the sender posted.
pub(super) fn received(exchange: &Exchange, language: Language) -> Markup {
    pairs(
        language.pick("受信した項目（送信順）", "The fields received, in the order posted"),
        &exchange.fields,
        language,
    )
}

/// The way to the first page.
pub(super) fn to_the_list(language: Language) -> Markup {
    html! { a href=(format!("/?lang={}", language.tag())) { (language.pick("サンドボックスの一覧へ", "To the list of exchanges")) } }
}

/// Names and values as a table; a code is named in words.
pub(super) fn pairs(title: &str, pairs: &[(String, String)], language: Language) -> Markup {
    html! {
        h2 { (title) }
        div.scroll tabindex="0" role="region" aria-label=(title) {
            table {
                thead { tr { th scope="col" { (language.pick("項目", "Field")) } th scope="col" { (language.pick("値", "Value")) } } }
                tbody {
                    @for (name, value) in pairs {
                        tr {
                            th scope="row" { code { (name) } }
                            td { @if name == "res_err_code" && !value.is_empty() { (words::named(value, language)) } @else { (value) } }
                        }
                    }
                }
            }
        }
    }
}

/// What was found wrong, each with its field and code.
pub(super) fn findings(problems: &[Finding], language: Language) -> Markup {
    html! {
        ul.findings {
            @for problem in problems {
                li data-field=(problem.field) data-code=(problem.code) {
                    code { (problem.field) } " "
                    (language.pick(&problem.ja, &problem.en))
                }
            }
        }
    }
}

/// A message in words.
pub(super) fn message(message: &str, language: Language) -> String {
    let (ja, en) = match message {
        "A01-1" => ("購入要求", "purchase request"),
        "D01-1" => ("継続課金申込要求", "application"),
        "ST01-00104-402" => ("継続課金（定期・従量）購入要求", "purchase under a contract"),
        "ST02-00201-402" => ("売上要求", "settlement"),
        "ST02-00302-402" => ("継続課金（簡易）解約要求", "end of a simple contract"),
        "ST02-00303-402" => ("取消・返金要求", "cancellation or refund"),
        "ST02-00309-402" => ("継続課金（定期・従量）解約要求", "end of a fixed-term contract"),
        _ => ("不明な電文", "an unknown message"),
    };
    let words = language.pick(ja, en);
    if message.is_empty() { words.to_owned() } else { format!("{message} ({words})") }
}

/// A state in words.
pub(super) fn state(state: ExchangeState, language: Language) -> &'static str {
    match state {
        ExchangeState::Refused => language.pick("受け付けず", "refused"),
        ExchangeState::Waiting => language.pick("利用者の操作待ち", "waiting for the payer"),
        ExchangeState::Processing => language.pick("通知中", "the merchant is being notified"),
        ExchangeState::Paid => language.pick("支払い完了", "paid"),
        ExchangeState::Done => language.pick("完了", "done"),
        ExchangeState::Cancelled => language.pick("利用者が中止", "the payer went back"),
        ExchangeState::Failed => language.pick("失敗", "failed"),
        ExchangeState::Hanging => language.pick("応答なし", "hanging"),
    }
}

pub(super) fn state_name(state: ExchangeState) -> &'static str {
    match state {
        ExchangeState::Refused => "refused",
        ExchangeState::Waiting => "waiting",
        ExchangeState::Processing => "processing",
        ExchangeState::Paid => "paid",
        ExchangeState::Done => "done",
        ExchangeState::Cancelled => "cancelled",
        ExchangeState::Failed => "failed",
        ExchangeState::Hanging => "hanging",
    }
}
