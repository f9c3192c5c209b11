//! What stands around every page, and what a page may do.

use crate::language::{Language, Text};
use crate::settings::Trial;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

/// Who sells.
const NAME: Text = Text::new("ことり市場", "Kotori Market");

/// What a page is made for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page<'a> {
    /// In which language.
    pub(crate) language: Language,
    /// Its own address, for the link to the other language.
    pub(crate) path: &'a str,
    /// Where somebody goes who tries all of it out.
    pub(crate) trial: &'a Trial,
}

impl Page<'_> {
    /// Whichever text is in its language.
    pub(super) const fn pick<'t>(&self, ja: &'t str, en: &'t str) -> &'t str {
        self.language.pick(ja, en)
    }

    /// An address of the shop in its language.
    pub(super) fn to(&self, path: &str) -> String {
        format!("{path}?lang={}", self.language.tag())
    }

    /// The page without script.
    pub(super) fn show(&self, status: StatusCode, title: &str, main: &Markup) -> Response {
        let policy = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'";
        self.show_by(policy, status, title, main)
    }

    /// The page with an element, whose form goes to `destinations`. The element needs its files and WebAssembly from
    /// the page's own origin and nothing written into the page: no nonce.
    pub(super) fn show_element(&self, destinations: &str, title: &str, main: &Markup) -> Response {
        let policy = format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; \
             img-src 'self' data:; form-action 'self' {destinations}; base-uri 'none'; frame-ancestors 'none'; \
             require-trusted-types-for 'script'; trusted-types 'none'"
        );
        self.show_by(&policy, StatusCode::OK, title, main)
    }

    fn show_by(&self, policy: &str, status: StatusCode, title: &str, main: &Markup) -> Response {
        let name = NAME.get(self.language);
        let other = self.pick("en", "ja");
        let links = [
            (&self.trial.staff, Text::new("スタッフの画面", "The staff's pages")),
            (&self.trial.clock, Text::new("日付を進める時計", "The clock that moves the date")),
            (&self.trial.preview, Text::new("画面の見本", "The designers' preview")),
        ];
        let links: Vec<_> = links.into_iter().filter_map(|(link, name)| Some((link.as_ref()?, name))).collect();
        let page = html! {
            (DOCTYPE)
            html lang=(self.language.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (title) " | " (name) }
                    link rel="stylesheet" href="/style.css";
                    link rel="icon" href="data:,";
                }
                body {
                    a.skip href="#main" { (self.pick("内容へ進む", "Skip to what is new")) }
                    header {
                        a.brand href=(self.to("/")) { (name) }
                        nav aria-label=(self.pick("ショップ", "Shop")) {
                            a href=(self.to("/")) { (self.pick("商品", "Goods")) }
                            a href=(self.to("/mine")) { (self.pick("ご注文とご契約", "My orders")) }
                            a href=(format!("{}?lang={other}", self.path)) lang=(other) hreflang=(other) {
                                (self.pick("English", "日本語"))
                            }
                        }
                    }
                    (main)
                    footer {
                        p { (self.pick("このショップは見本です。お金は動かず、何も届きません。", "This shop is an example: no money moves, and nothing arrives.")) }
                        @if !links.is_empty() {
                            nav aria-label=(self.pick("お試し", "Try it out")) {
                                @for (link, name) in &links { a href=(link) { (name.get(self.language)) } }
                            }
                        }
                    }
                }
            }
        };
        let mut response = (status, Html(page.into_string())).into_response();
        let headers = response.headers_mut();
        for (name, value) in [
            (header::CACHE_CONTROL, "no-store"),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            // A form that goes to the gateway names the shop's origin and no path.
            (header::REFERRER_POLICY, "strict-origin"),
            (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        // Where the policy cannot be said, the page does nothing at all.
        let policy = HeaderValue::from_str(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"));
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        response
    }
}

/// A page that cannot be had.
pub(crate) fn wrong(page: &Page<'_>, status: StatusCode) -> Response {
    let (title, what) = match status {
        StatusCode::NOT_FOUND => (
            Text::new("ページが見つかりません", "There is no such page"),
            Text::new(
                "ご注文のページは、ご注文に使ったブラウザーでだけ開けます。",
                "The page of an order opens in the browser that made it.",
            ),
        ),
        StatusCode::SERVICE_UNAVAILABLE => (
            Text::new("ただいまお手続きいただけません", "This is not possible just now"),
            Text::new(
                "少し待ってから、このページを再読み込みしてください。同じご注文が二重になることはありません。",
                "Wait a little, then load this page again. The same order is never made twice.",
            ),
        ),
        _ => (
            Text::new("この操作は受け付けられませんでした", "This was not accepted"),
            Text::new("商品のページからもう一度お選びください。", "Please choose again from the goods."),
        ),
    };
    let main = html! {
        main id="main" data-error=(status.as_u16()) {
            h1 { (title.get(page.language)) }
            p { (what.get(page.language)) }
            p { a.button href=(page.to("/")) { (page.pick("商品を見る", "See the goods")) } }
        }
    };
    page.show(status, title.get(page.language), &main)
}
