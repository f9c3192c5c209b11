//! What stands around every page, and what a page may do.

use crate::domain::language::Language;
use crate::service::storefront::{Seller, Storefront};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// The style sheet of every page. It stands in the page: the element's is then the only one that is waited for, and it
/// comes by the line on which the page came. A second one would need a line of its own, which takes a phone as long as
/// the page itself.
const STYLE: &str = include_str!("style.css");

/// What names it in a policy.
static STYLE_SOURCE: LazyLock<String> =
    LazyLock::new(|| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(STYLE))));

/// What a page may do beyond showing itself, and what stands in its head for that.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::web) struct Permissions<'a> {
    /// Its script; most pages have none.
    pub(in crate::web) script: Option<Script<'a>>,
    /// Beyond this server, where its forms may go: origins with spaces between them.
    pub(in crate::web) form_targets: Option<&'a str>,
    /// Whether other sites may show it in a frame. What can be acted on may not.
    pub(in crate::web) in_frames: bool,
    /// Where the same page is in the other language: a link in its head leads there, without script.
    pub(in crate::web) other_language: Option<&'a str>,
}

/// A script of a page: an element, which brings WebAssembly.
#[derive(Clone, Copy, Debug)]
pub(in crate::web) struct Script<'a> {
    /// What it loads.
    pub(in crate::web) module: Module,
    /// The nonce that lets it run; new for each answer.
    pub(in crate::web) nonce: &'a str,
}

/// What an element's script loads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web) enum Module {
    /// The review of an order without a contract.
    OneTimeCheckout,
    /// The review of an application.
    Checkout,
    /// The result.
    Result,
    /// The subscriber's page.
    Subscriptions,
}

impl Module {
    /// The addresses of the script and of the styles of the screen that it takes over, on this
    /// server.
    pub(in crate::web) const fn addresses(self) -> (&'static str, &'static str) {
        match self {
            Self::OneTimeCheckout | Self::Checkout => ("/assets/kantan-checkout.js", "/assets/kantan-checkout.css"),
            Self::Result => ("/assets/kantan-result.js", "/assets/kantan-result.css"),
            Self::Subscriptions => ("/assets/kantan-subscriptions.js", "/assets/kantan-subscriptions.css"),
        }
    }
}

/// Goes with the answer to whoever knows the files: the module that the page's script will load, and the language of its
/// sentences.
#[derive(Clone, Copy, Debug)]
pub(in crate::web) struct Needed(pub(in crate::web) Module, pub(in crate::web) Language);

impl Permissions<'_> {
    /// The content security policy.
    fn policy(&self) -> String {
        let script = self.script.map_or_else(String::new, |Script { nonce, .. }| {
            // The element imports its modules from our own origin.
            format!("script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; connect-src 'self'; ")
        });
        let ancestors = if self.in_frames { "*" } else { "'none'" };
        let targets = self.form_targets.unwrap_or_default();
        let style = STYLE_SOURCE.as_str();
        format!(
            "default-src 'none'; {script}style-src 'self' {style}; img-src 'self' data:; form-action 'self' {targets}; \
             base-uri 'none'; frame-ancestors {ancestors}; require-trusted-types-for 'script'; trusted-types 'none'; \
             report-uri /csp-reports"
        )
    }
}

/// The other of the two languages.
pub(in crate::web) const fn other(language: Language) -> Language {
    language.pick(Language::English, Language::Japanese)
}

/// A whole page of this shop.
pub(in crate::web) fn page(
    storefront: &Storefront,
    language: Language,
    status: StatusCode,
    title: &str,
    allowed: Permissions<'_>,
    main: &Markup,
) -> Response {
    page_of(&storefront.seller(language), language, status, title, allowed, main)
}

/// A whole page in the name of whoever sells.
pub(in crate::web) fn page_of(
    seller: &Seller<'_>,
    language: Language,
    status: StatusCode,
    title: &str,
    allowed: Permissions<'_>,
    main: &Markup,
) -> Response {
    let markup = html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " | " (seller.name) }
                style { (PreEscaped(STYLE)) }
                link rel="icon" href="data:,";
                @if let Some(Script { module, nonce }) = allowed.script {
                    @let (address, stylesheet) = module.addresses();
                    // The screen is not painted before its styles are there, and its template comes late.
                    link rel="preload" as="style" href=(stylesheet);
                    script type="module" nonce=(nonce) src=(address) {}
                }
            }
            body {
                a.skip href="#main" { (language.pick("本文へ", "Skip to content")) }
                header {
                    a.brand href=(seller.home) { (seller.name) }
                    span { (seller.tagline) }
                    @if let Some(address) = allowed.other_language {
                        @let other = other(language).tag();
                        a.language href=(address) lang=(other) hreflang=(other) { (language.pick("English", "日本語")) }
                    }
                }
                (main)
                footer {
                    p { (seller.notice) }
                }
            }
        }
    };
    let mut response = (status, Html(markup.into_string())).into_response();
    if let Some(Script { module, .. }) = allowed.script {
        response.extensions_mut().insert(Needed(module, language));
    }
    let headers = response.headers_mut();
    // A nonce is hexadecimal and an origin was checked to be printable ASCII.
    if let Ok(policy) = HeaderValue::from_str(&allowed.policy()) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
