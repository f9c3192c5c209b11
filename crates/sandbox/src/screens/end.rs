//! The screens at the end of a payment, and the refusal of a request.

use super::record::{findings, received, state_name, to_the_list};
use super::{consent, page};
use crate::exchange::{Exchange, ExchangeState};
use crate::language::Language;
use crate::order::Intent;
use crate::payment::way_back::Return;
use crate::words;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use maud::html;

/// The origin of an address, its scheme, host and port, as a content security policy takes it.
fn origin(address: &str) -> &str {
    let host = address.find("://").map_or(0, |place| place + 3);
    let end =
        address.get(host..).and_then(|rest| rest.find(['/', '?', '#'])).map_or(address.len(), |place| host + place);
    let origin = address.get(..end).unwrap_or_default();
    // Nothing in it may end the source, or the directive, that it becomes in the policy.
    if origin.contains([';', ',', '\'', '*']) { "" } else { origin }
}

fn ending(state: ExchangeState, intent: Intent<'_>, language: Language) -> &'static str {
    match (state, intent) {
        (ExchangeState::Paid | ExchangeState::Done, Intent::OneTime) => {
            language.pick("決済が完了しました", "The payment went through")
        }
        (ExchangeState::Paid | ExchangeState::Done, intent) if intent.is_ending() => {
            language.pick("継続課金を解約しました", "The recurring payment has ended")
        }
        (ExchangeState::Paid | ExchangeState::Done, _) => {
            language.pick("継続課金のお申し込みが完了しました", "The recurring payment is set up")
        }
        (ExchangeState::Cancelled, Intent::OneTime) => language.pick("決済を中止しました", "You did not pay"),
        (ExchangeState::Cancelled, _) => language.pick("手続きを中止しました", "You changed nothing"),
        (_, Intent::OneTime) => language.pick("決済ができませんでした", "The payment was not made"),
        (_, _) => language.pick("手続きができませんでした", "It could not be done"),
    }
}

/// Done, one way or another: one button back to the shop.
pub fn done(exchange: &Exchange, back: &Return, language: Language) -> Response {
    let intent = exchange.intent();
    let title = ending(exchange.state, intent, language);
    let main = html! {
        main data-state=(state_name(exchange.state)) {
            h1 { (title) }
            @if let Some(code) = &exchange.error_code {
                p { (language.pick("エラーコード：", "Error code: ")) strong { (words::named(code, language)) } }
            }
            @if !exchange.problems.is_empty() { (findings(&exchange.problems, language)) }
            form id="return" method="post" action=(back.address) accept-charset="Shift_JIS" {
                @for (name, value) in &back.fields { input type="hidden" name=(name) value=(value); }
                button autofocus { (language.pick("ショップに戻る", "Return to the shop")) }
            }
        }
    };
    page(language, StatusCode::OK, title, origin(&back.address), &main)
}

/// Nothing happens, as when a server hangs; `back` is where one press leads.
pub fn hanging(exchange: &Exchange, back: &Return, language: Language) -> Response {
    let title = language.pick("処理中です", "Processing");
    let (_, go_back) = consent::buttons(exchange.intent(), language);
    let main = html! {
        main data-state="hanging" {
            h1 { (title) }
            p { (language.pick("画面はこのまま動きません。ブラウザーの「戻る」で離れるか、下のボタンで終わらせてください。", "Nothing will happen. Leave by the browser's Back, or end it below.")) }
            form method="post" action=(format!("/payments/{}/leave?lang={}", exchange.id, language.tag())) accept-charset="Shift_JIS" {
                @for (name, value) in &back.fields { input type="hidden" name=(name) value=(value); }
                button autofocus { (go_back) }
            }
        }
    };
    page(language, StatusCode::OK, title, origin(&back.address), &main)
}

/// The merchant's server is being told; the page asks again by itself.
pub fn processing(language: Language) -> Response {
    let title = language.pick("処理中です", "Processing");
    let main = html! {
        main data-state="processing" {
            h1 { (title) }
            p { (language.pick("結果を加盟店に通知しています。この画面は自動で更新されます。", "The merchant is being notified. This page updates by itself.")) }
        }
    };
    let mut response = page(language, StatusCode::OK, title, "", &main);
    response.headers_mut().insert(header::REFRESH, HeaderValue::from_static("2"));
    response
}

/// A request that the gateway would not take, with every reason.
pub fn refused(exchange: &Exchange, status: StatusCode, language: Language) -> Response {
    let title = language.pick("リクエストに誤りがあります", "The request is wrong");
    let code = exchange.problems.first().map_or("refused", |problem| problem.code.as_ref());
    let main = html! {
        main.wide data-error-code=(code) {
            h1 { (title) }
            p { (language.pick("本物の決済代行会社も、このリクエストを受け付けません。", "The real gateway would not accept this request either.")) }
            (findings(&exchange.problems, language))
            @if !exchange.fields.is_empty() {
                (received(exchange, language))
            }
        }
    };
    page(language, status, title, "", &main)
}

/// A request for something that is not here, or not now.
pub fn problem(status: StatusCode, code: &str, ja: &str, en: &str, language: Language) -> Response {
    let title = language.pick(ja, en);
    let main = html! {
        main data-error-code=(code) {
            h1 { (title) }
            p { (to_the_list(language)) }
        }
    };
    page(language, status, title, "", &main)
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn an_origin_ends_before_the_path() {
        for (address, expected) in [
            ("http://localhost:8081/a/b?c", "http://localhost:8081"),
            ("https://shop.example", "https://shop.example"),
            ("https://shop.example?x", "https://shop.example"),
            ("https://shop.example;script-src", ""),
        ] {
            assert_eq!(origin(address), expected);
        }
    }
}
