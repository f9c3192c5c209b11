//! The screens that a payer and a developer see. Every one says that this is a stand-in.

pub mod consent;
pub mod contracts;
pub mod end;
pub mod faults;
pub mod index;
pub mod mail;
pub mod record;
pub mod steps;

use crate::language::Language;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

/// The style sheet of every screen.
pub const STYLE: &str = include_str!("style.css");

/// What all of this is called.
pub const fn name(language: Language) -> &'static str {
    language.pick("決済サンドボックス", "Payment sandbox")
}

/// A whole page. `form_targets` are the origins that its forms may post to, besides the sandbox.
pub fn page(language: Language, status: StatusCode, title: &str, form_targets: &str, main: &Markup) -> Response {
    let markup = html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (title) " – " (name(language)) }
                link rel="stylesheet" href="/style.css";
                link rel="icon" href="data:,";
            }
            body {
                header.banner {
                    (language.pick(
                        "これは開発用の代役です。本物の決済画面ではなく、料金は発生しません。",
                        "This is a stand-in for development. It is not the real payment screen and no money moves.",
                    ))
                }
                (main)
            }
        }
    };
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self' {form_targets}; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    let mut response = (status, Html(markup.into_string())).into_response();
    let headers = response.headers_mut();
    // A target is an origin cut from an address that was checked to be printable ASCII.
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
