//! What a request asks for: which payment, in which language, as a page or as JSON.

use crate::language::Language;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use sbps::wire::{Encoding, read_form};
use std::convert::Infallible;

/// The id in an address; an address that is no text names no payment.
pub(crate) struct NamedPath(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for NamedPath {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        Ok(Self(path.map(|Path(id)| id).unwrap_or_default()))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = read_form(parts.uri.query().unwrap_or_default().as_bytes(), Encoding::Utf8).unwrap_or_default();
        let asked = query.iter().find(|(name, _)| name == "lang").map(|(_, value)| value.as_str());
        let accepted = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Ok(Self::choose(asked, accepted))
    }
}

/// The fields of a form that one of the sandbox's own pages posted.
pub(crate) struct FormFields(Vec<(String, String)>);

/// The fields of a body; none if it is no form.
pub(crate) fn form_fields(body: Result<Bytes, BytesRejection>) -> FormFields {
    FormFields(body.ok().and_then(|body| read_form(&body, Encoding::Utf8).ok()).unwrap_or_default())
}

impl FormFields {
    /// The first value with that name; blank if there is none.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str())
    }

    /// Whether there is a field of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(field, _)| field == name)
    }
}

/// Whether JSON is asked for: a browser names HTML.
pub(crate) fn wants_json(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.contains("application/json") && !accepted.contains("text/html")
}

/// Whether a page is asked for by name, as a browser does.
pub(crate) fn wants_page(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.contains("text/html")
}
