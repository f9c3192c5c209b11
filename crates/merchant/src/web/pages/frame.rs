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

/// The style sheet of every page. It stands in the page, as the element's does (see [`Sheets`]).
const STYLE: &str = include_str!("style.css");

/// What names it in a policy.
static STYLE_SOURCE: LazyLock<String> = LazyLock::new(|| source_of(STYLE));

/// What names styles in a policy that stand in a page.
fn source_of(styles: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(styles)))
}

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
    pub(super) module: Module,
    /// The nonce that lets it run; new for each answer.
    nonce: &'a str,
    /// The styles of its screen, where they stand in the page as well.
    sheet: Option<&'a Sheet>,
}

impl<'a> Script<'a> {
    /// The text of the styles of its screen, where they stand in the page.
    pub(super) fn styles(&self) -> Option<&'a str> {
        self.sheet.map(|sheet| sheet.text.as_str())
    }
}

/// What every page with an element goes by.
#[derive(Clone, Copy, Debug)]
pub(in crate::web) struct Elements<'a> {
    /// The nonce of this answer's script.
    pub(in crate::web) nonce: &'a str,
    /// The elements' styles.
    pub(in crate::web) sheets: &'a Sheets,
}

impl<'a> Elements<'a> {
    /// The script that loads a module.
    pub(super) fn script(self, module: Module) -> Script<'a> {
        Script { module, nonce: self.nonce, sheet: self.sheets.of(module) }
    }
}

/// The styles of an element's screen, and what names them in a policy.
#[derive(Clone, Debug)]
pub(in crate::web) struct Sheet {
    text: String,
    source: String,
}

impl Sheet {
    /// Styles that can stand in a page, and that a browser reads there as they are.
    pub(in crate::web) fn new(text: String) -> Option<Self> {
        let source = source_of(&text);
        let reads_otherwise = text.contains("</") || text.contains(['\r', '\0', '\u{feff}']);
        (!reads_otherwise).then_some(Self { text, source })
    }
}

/// The styles that stand in the pages: the screen is there with the page, and waits for no second answer, for which a
/// phone takes as long as for the first. Where there are none, the page names their file.
#[derive(Clone, Debug, Default)]
pub(in crate::web) struct Sheets {
    /// Of the reviews.
    pub(in crate::web) checkout: Option<Sheet>,
    /// Of the result.
    pub(in crate::web) result: Option<Sheet>,
    /// Of the subscriber's page.
    pub(in crate::web) subscriptions: Option<Sheet>,
}

impl Sheets {
    /// Those of a module's screen.
    pub(in crate::web) const fn of(&self, module: Module) -> Option<&Sheet> {
        match module {
            Module::OneTimeCheckout | Module::Checkout => self.checkout.as_ref(),
            Module::Result => self.result.as_ref(),
            Module::Subscriptions => self.subscriptions.as_ref(),
        }
    }
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
        let (style, of_element) = (STYLE_SOURCE.as_str(), self.script.and_then(|script| script.sheet));
        let of_element = of_element.map_or_else(String::new, |sheet| format!(" {}", sheet.source));
        format!(
            "default-src 'none'; {script}style-src 'self' {style}{of_element}; img-src 'self' data:; form-action 'self' {targets}; \
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
                @if let Some(Script { module, nonce, sheet }) = allowed.script {
                    @let (address, stylesheet) = module.addresses();
                    // The screen is not painted before its styles are there, and its template comes late.
                    @if sheet.is_none() { link rel="preload" as="style" href=(stylesheet); }
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
