//! The parts of a request's head, and what is wrong with its body.

use crate::domain::language::Language;
use crate::service::Shop;
use crate::service::problem::{Code, Problem};
use crate::web::respond::Shape;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use sbps::wire::{Encoding, read_form};
use serde::de::DeserializeOwned;
use std::collections::HashSet;
use std::convert::Infallible;
use std::sync::Arc;

/// Why a body was not read: it is too large, or it broke off.
pub(in crate::web) fn refused_body(rejection: &BytesRejection) -> Problem {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Code::TooLarge.into();
    }
    Problem::with_detail(Code::RequestInvalid, "the body broke off")
}

/// The variable parts of a page's address; an address that is no text is no page.
pub(in crate::web) struct NamedPath<T>(pub(in crate::web) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Arc<Shop>> for NamedPath<T> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, shop: &Arc<Shop>) -> Result<Self, Response> {
        let Ok(PageLanguage(language)) = PageLanguage::from_request_parts(parts, shop).await;
        let path = Path::from_request_parts(parts, shop).await;
        let unknown =
            |_| Problem::at(parts.uri.path(), Code::NotFound).respond(&shop.storefront, Shape::Page, language);
        path.map(|Path(path)| Self(path)).map_err(unknown)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Shape {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let path = parts.uri.path();
        let is_programs = path == "/v1" || path.starts_with("/v1/");
        Ok(if is_programs { Self::Program } else { Self::wanted(&parts.headers) })
    }
}

/// The language that an address asks for; Japanese, where it asks for none.
pub(in crate::web) struct PageLanguage(pub(in crate::web) Language);

impl<S: Send + Sync> FromRequestParts<S> for PageLanguage {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let query = Query::from_request_parts(parts, state).await?;
        let tag = query.get("lang").or_else(|| query.get("language"));
        Ok(Self(tag.map_or_else(Language::default, Language::of_tag)))
    }
}

/// The fields of a query, as nearly as they can be read: what a person typed into an address is shown as it was. Programs
/// are told of [`Query::fault`] instead.
pub(in crate::web) struct Query {
    text: String,
    fields: Vec<(String, String)>,
}

impl Query {
    /// The first value of a field.
    pub(in crate::web) fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The name of a field that is none of these, if there is one.
    pub(in crate::web) fn other_than(&self, names: &[&str]) -> Option<&str> {
        self.fields.iter().map(|(name, _)| name.as_str()).find(|name| !names.contains(name))
    }

    /// The name of a field that cannot be read, or that stands twice, and what it should be: nobody can say what was meant.
    pub(in crate::web) fn fault(&self) -> Option<(&str, &'static str)> {
        let named = || self.text.split('&').filter(|pair| !pair.is_empty()).zip(&self.fields);
        let unreadable = named().find(|(pair, _)| read_form(pair.as_bytes(), Encoding::Utf8).is_err());
        if let Some((_, (name, _))) = unreadable {
            return Some((name, "a name, = and a value in UTF-8, percent-encoded"));
        }
        let mut seen = HashSet::new();
        let doubled = self.fields.iter().find(|(name, _)| !seen.insert(name));
        doubled.map(|(name, _)| (name.as_str(), "there once"))
    }

    /// The language that is asked for, if one is.
    pub(in crate::web) fn language(&self) -> Option<Language> {
        self.get("lang").map(Language::of_tag)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let text = parts.uri.query().unwrap_or_default().to_owned();
        // As `fault` counts them: a field for each part that is not empty.
        let fields = url::form_urlencoded::parse(text.as_bytes()).into_owned().collect();
        Ok(Self { text, fields })
    }
}

/// The media type of a body, without its parameters.
pub(super) fn media_type(headers: &HeaderMap) -> String {
    let text = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
