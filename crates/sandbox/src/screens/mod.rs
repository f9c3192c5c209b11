//! The screens that a payer and a developer see. Every one says that this is a stand-in.

pub mod consent;
pub mod end;
pub mod index;
pub mod steps;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

/// The style sheet of every screen.
pub const STYLE: &str = include_str!("style.css");

/// The language of a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Japanese.
    Japanese,
    /// English.
    English,
}

impl Language {
    /// The language asked for by `?lang=`, else by the browser, else Japanese.
    #[must_use]
    pub fn choose(asked: Option<&str>, accept_language: Option<&str>) -> Self {
        let first = |text: &str| text.trim_start().to_ascii_lowercase().starts_with("en");
        match asked {
            Some("en") => Self::English,
            Some(_) => Self::Japanese,
            None if accept_language.is_some_and(first) => Self::English,
            None => Self::Japanese,
        }
    }

    /// The tag for `lang` and `?lang=`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        self.pick("ja", "en")
    }

    /// One of two sentences that say the same.
    #[must_use]
    pub const fn pick<'a>(self, ja: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Japanese => ja,
            Self::English => en,
        }
    }
}

/// An amount with its thousands set apart.
#[must_use]
pub fn yen(amount: u32, language: Language) -> String {
    let grouped = sbps::money::grouped(amount.into());
    match language {
        Language::Japanese => format!("{grouped}円"),
        Language::English => format!("¥{grouped}"),
    }
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
                title { (title) " – " (language.pick("決済サンドボックス", "Payment sandbox")) }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped_by_thousands() {
        for (amount, ja, en) in [
            (1, "1円", "¥1"),
            (999, "999円", "¥999"),
            (1_000, "1,000円", "¥1,000"),
            (9_999_999, "9,999,999円", "¥9,999,999"),
        ] {
            assert_eq!(yen(amount, Language::Japanese), ja);
            assert_eq!(yen(amount, Language::English), en);
        }
    }

    #[test]
    fn the_language_asked_for_goes_before_the_browsers() {
        assert_eq!(Language::choose(Some("en"), Some("ja")), Language::English);
        assert_eq!(Language::choose(None, Some("en-US,en;q=0.9")), Language::English);
        assert_eq!(Language::choose(Some("xx"), Some("en")), Language::Japanese);
        assert_eq!(Language::choose(None, None), Language::Japanese);
    }
}
