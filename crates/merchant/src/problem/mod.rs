//! What goes wrong, as problem details (RFC 9457) for programs and as a page for people; the code is the same.

mod code;

pub use code::Code;

use crate::clock::rfc_3339;
use crate::language::Language;
use crate::pages;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use sbps::date_time::JstDateTime;
use serde_json::{Map, Value, json};

/// How a problem is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `application/problem+json`.
    Json,
    /// A page.
    Page,
}

impl Shape {
    /// What the sender of a request can read: a browser that opens a page says `text/html`, a program does not.
    #[must_use]
    pub fn wanted(headers: &HeaderMap) -> Self {
        if accepts(headers, "text/html") { Self::Page } else { Self::Json }
    }

    /// The same, where a page is the rule: JSON is for whoever asks for that by name and for no page.
    #[must_use]
    pub fn wanted_of_page(headers: &HeaderMap) -> Self {
        let wants_json = accepts(headers, "application/json") && !accepts(headers, "text/html");
        if wants_json { Self::Json } else { Self::Page }
    }
}

/// Whether a request asks for a media type by name.
fn accepts(headers: &HeaderMap, media_type: &str) -> bool {
    let mut accepted = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    accepted.any(|value| value.contains(media_type))
}

/// A problem and what belongs to it.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What is wrong.
    pub code: Code,
    /// What exactly, for a developer; for a person the advice says what to do.
    pub detail: Option<String>,
    /// Further members of the problem details.
    pub extensions: Map<String, Value>,
    /// Where to go next, for the page.
    pub next: Option<String>,
    /// After how many seconds to try again (`Retry-After`).
    pub retry_after: Option<u32>,
    /// The moment at which the problem is over.
    pub until: Option<JstDateTime>,
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Self { code, detail: None, extensions: Map::new(), next: None, retry_after: None, until: None }
    }
}

impl From<crate::store::StoreError> for Problem {
    fn from(error: crate::store::StoreError) -> Self {
        tracing::error!(%error, "store");
        Code::Internal.into()
    }
}

impl Problem {
    /// The problem with a sentence for a developer.
    #[must_use]
    pub fn with_detail(code: Code, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..code.into() }
    }

    /// The problem with a further member.
    #[must_use]
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.extensions.insert(name.to_owned(), value);
        self
    }

    /// The problem with a place to go next.
    #[must_use]
    pub fn then(mut self, next: impl Into<String>) -> Self {
        self.next = Some(next.into());
        self
    }

    /// The problem that goes away after so many seconds.
    #[must_use]
    pub const fn after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// The answer.
    #[must_use]
    pub fn respond(self, shape: Shape, language: Language) -> Response {
        let mut response = match shape {
            Shape::Page => pages::error::page_of(&self, language),
            Shape::Json => self.json(language),
        };
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    fn json(&self, language: Language) -> Response {
        let detail = self.detail.as_deref().unwrap_or_else(|| self.code.advice(language));
        let mut body = json!({
            "type": "about:blank",
            "title": self.code.title(language),
            "status": self.code.status().as_u16(),
            "detail": detail,
            "code": self.code.as_str(),
        });
        if let Value::Object(members) = &mut body {
            members.extend(self.extensions.clone());
            members.extend(self.until.map(|until| ("until".to_owned(), json!(rfc_3339(until)))));
        }
        let headers = [(header::CONTENT_TYPE, "application/problem+json"), (header::CACHE_CONTROL, "no-store")];
        (self.code.status(), headers, body.to_string()).into_response()
    }
}
