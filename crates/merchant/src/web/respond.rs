//! Tells what went wrong: as problem details (RFC 9457) for programs and as a page for people; the
//! code is the same.

use super::json::printed;
use super::pages;
use super::problem::ProblemText;
use crate::domain::language::Language;
use crate::service::problem::Problem;
use crate::service::storefront::Storefront;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use kantan_checkout::page::moment::write_moment;
use kantan_checkout::page::problem::ProblemDocument;

/// How a problem is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web) enum Shape {
    /// `application/problem+json`.
    Json,
    /// The same in English sentences for a developer: of the interface for a shop's own programs.
    Program,
    /// A page.
    Page,
}

impl Shape {
    /// What the sender of a request can read: a browser that opens a page says `text/html`, a
    /// program does not.
    #[must_use]
    pub(in crate::web) fn wanted(headers: &HeaderMap) -> Self {
        if accepts(headers, "text/html") { Self::Page } else { Self::Json }
    }

    /// The same, where a page is the rule: JSON is for whoever asks for that by name and for no
    /// page.
    #[must_use]
    pub(in crate::web) fn wanted_of_page(headers: &HeaderMap) -> Self {
        let wants_json = accepts(headers, "application/json") && !accepts(headers, "text/html");
        if wants_json { Self::Json } else { Self::Page }
    }
}

/// Whether a request asks for a media type by name.
fn accepts(headers: &HeaderMap, media_type: &str) -> bool {
    let mut accepted = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    accepted.any(|value| value.contains(media_type))
}

impl Problem {
    /// The answer of a shop.
    #[must_use]
    pub(in crate::web) fn respond(self, storefront: &Storefront, shape: Shape, language: Language) -> Response {
        let mut response = match shape {
            Shape::Page => pages::error::page_of(&self, storefront, language),
            Shape::Json => self.json(self.code.title(language), self.code.advice(language)),
            Shape::Program => self.json(self.code.meaning().trim_end_matches('.'), self.code.hint()),
        };
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    fn json(&self, title: &str, advice: &str) -> Response {
        let detail = self.detail.as_deref().unwrap_or(advice);
        let mut members = self.members.clone();
        members.extend(self.until.map(|until| ("until".to_owned(), write_moment(until).into())));
        let (title, detail) = (title.to_owned(), detail.to_owned());
        let document = ProblemDocument { code: self.code, title, detail, members };
        let headers = [(header::CONTENT_TYPE, "application/problem+json"), (header::CACHE_CONTROL, "no-store")];
        (self.code.status_code(), headers, printed(&document.to_json())).into_response()
    }
}
