//! The shop's pages. They work without script; what a payer must see before ordering stands in them.

pub mod error;
pub mod handoff;
pub mod order;
pub mod plan;
pub mod result;
pub mod shop;
pub mod staff;
pub mod subscription;
mod time;

use crate::checkout::in_language;
use crate::language::Language;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::Value;

/// The style sheet of every page.
pub const STYLE: &str = include_str!("style.css");

/// What a page may do beyond showing itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Permissions<'a> {
    /// Its script; most pages have none.
    pub script: Option<Script<'a>>,
    /// The origin of the gateway, where its form may go.
    pub form_target: Option<&'a str>,
}

/// A script of a page: an element, which brings WebAssembly.
#[derive(Clone, Copy, Debug)]
pub struct Script<'a> {
    /// Its address, on this server.
    pub address: &'a str,
    /// The nonce that lets it run; new for each answer.
    pub nonce: &'a str,
}

impl Permissions<'_> {
    /// The content security policy.
    fn policy(&self) -> String {
        let script = self.script.map_or_else(String::new, |Script { nonce, .. }| {
            // The element imports its modules from our own origin.
            format!("script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; connect-src 'self'; ")
        });
        let target = self.form_target.unwrap_or_default();
        format!(
            "default-src 'none'; {script}style-src 'self'; img-src 'self' data:; form-action 'self' {target}; \
             base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'; \
             report-uri /csp-reports"
        )
    }
}

/// JSON that cannot end the script element it stands in.
fn embedded(value: &Value) -> PreEscaped<String> {
    PreEscaped(value.to_string().replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"))
}

/// A whole page.
pub fn page(language: Language, status: StatusCode, title: &str, allowed: Permissions<'_>, main: &Markup) -> Response {
    let markup = html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " | " (language.pick("カンタン商店", "Kantan Store")) }
                link rel="stylesheet" href="/shop.css";
                link rel="icon" href="data:,";
                @if let Some(Script { address, nonce, .. }) = allowed.script {
                    script type="module" nonce=(nonce) src=(address) {}
                }
            }
            body {
                a.skip href="#main" { (language.pick("本文へ", "Skip to content")) }
                header {
                    a.brand href=(in_language("/", language)) { (language.pick("カンタン商店", "Kantan Store")) }
                    span { (language.pick("デモショップ", "Demo shop")) }
                }
                (main)
                footer {
                    p { (language.pick("これはデモショップです。商品は発送されません。", "This is a demo shop. Nothing is sent.")) }
                }
            }
        }
    };
    let mut response = (status, Html(markup.into_string())).into_response();
    let headers = response.headers_mut();
    // A nonce is hexadecimal and an origin was checked to be printable ASCII.
    if let Ok(policy) = HeaderValue::from_str(&allowed.policy()) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
