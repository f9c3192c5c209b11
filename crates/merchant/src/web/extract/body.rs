//! Bodies: JSON from an element or a program, a form from one of our own pages. Each extractor
//! hands out what is wrong with a body instead of refusing it, so that its handler tells that as it
//! tells everything else.

use super::form::Posted;
use super::key::Takes;
use super::request::{media_type, refused_body};
use super::sender::Sender;
use super::strict::{self, Unreadable};
use crate::domain::language::Language;
use crate::service::Shop;
use crate::service::problem::{Code, Problem};
use crate::web::respond::Shape;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use kantan_checkout::json::Json as Tree;
use kantan_checkout::page::request::PageRequest;
use kantan_checkout::print::Problems;
use serde::de::DeserializeOwned;
use std::convert::Infallible;
use std::sync::Arc;

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// What an element sends as JSON and a page without script as a form.
pub(in crate::web) struct FormOrJson<T> {
    /// What was sent, or what is wrong with it.
    pub(in crate::web) sent: Result<T, Problem>,
    /// How the sender wants to be answered.
    pub(in crate::web) shape: Shape,
    /// In which language.
    pub(in crate::web) language: Language,
}

impl<T: PageRequest> FromRequest<Arc<Shop>> for FormOrJson<T> {
    type Rejection = Infallible;

    async fn from_request(request: Request, shop: &Arc<Shop>) -> Result<Self, Infallible> {
        let headers = request.headers().clone();
        let body = own_body(&headers, request, shop).await;
        let mut language = Language::default();
        let (shape, sent) = match media_type(&headers).as_str() {
            JSON => {
                let sent = body.and_then(|body| from_tree::<T>(&from_json(&body)?));
                language = sent.as_ref().map_or(language, T::language);
                (Shape::Json, sent)
            }
            FORM => {
                let read = body.and_then(|body| {
                    let posted = Posted::read(&body)?;
                    language = posted.language()?;
                    for name in T::FIELDS {
                        posted.optional(name)?;
                    }
                    from_tree(&T::json_of_fields(|name| posted.optional(name).ok().flatten().map(str::to_owned)))
                });
                (Shape::Page, read)
            }
            _ => (Shape::wanted(&headers), body.and_then(|_| Err(unsupported(&[JSON, FORM])))),
        };
        Ok(Self { sent, shape, language })
    }
}

/// What one of our own pages posts, and nothing else does.
pub(in crate::web) struct PageForm {
    /// The fields, or what is wrong with the body.
    pub(in crate::web) posted: Result<Posted, Problem>,
    /// The page's language.
    pub(in crate::web) language: Language,
}

impl FromRequest<Arc<Shop>> for PageForm {
    type Rejection = Infallible;

    async fn from_request(request: Request, shop: &Arc<Shop>) -> Result<Self, Infallible> {
        let headers = request.headers().clone();
        let body = own_body(&headers, request, shop).await;
        let mut language = Language::default();
        let posted = body.and_then(|body| {
            if media_type(&headers) != FORM {
                return Err(unsupported(&[FORM]));
            }
            let posted = Posted::read(&body)?;
            language = posted.language()?;
            Ok(posted)
        });
        Ok(Self { posted, language })
    }
}

/// What a program sends, read strictly: see [`strict`].
pub(in crate::web) struct Json<T>(pub(in crate::web) Result<T, Problem>);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Infallible;

    async fn from_request(request: Request, state: &S) -> Result<Self, Infallible> {
        let is_json = media_type(request.headers()) == JSON;
        let to_send = request.extensions().get::<Takes>().and_then(|takes| takes.body);
        let body = read(request, state).await;
        Ok(Self(body.and_then(|body| match body.is_empty() {
            true => Err(nothing_sent(to_send.unwrap_or("a JSON object"))),
            false if is_json => of_program(&body),
            false => Err(unsupported(&[JSON])),
        })))
    }
}

/// Whoever forgot the body is told what stands in it.
fn nothing_sent(to_send: &str) -> Problem {
    let detail = format!("there is no body: send {to_send}, with the header Content-Type: {JSON}");
    Problem::with_detail(Code::RequestInvalid, detail)
}

fn of_program<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    no_nul(body)?;
    let value = strict::read(body).map_err(|why| match why {
        Unreadable::NoJson(says) => Problem::with_detail(Code::RequestInvalid, says),
        Unreadable::Twice(path) => {
            let detail = format!("member `{path}` stands twice: send each member once");
            Problem::with_detail(Code::RequestInvalid, detail).with("member", path)
        }
    })?;
    serde_json::from_value(value).map_err(|error| Problem::with_detail(Code::RequestInvalid, error.to_string()))
}

/// The body of a request that no page of another site sent. A sender that is hidden or not said is
/// let through: nothing that is asked for so acts on a cookie or a password that a browser sends by
/// itself, so it could do no more than its sender could do alone.
async fn own_body(headers: &HeaderMap, request: Request, shop: &Arc<Shop>) -> Result<Bytes, Problem> {
    match Sender::of(headers, &shop.settings.public_url) {
        Sender::Other => Err(Code::CrossSite.into()),
        Sender::Own | Sender::Hidden | Sender::Unsaid => read(request, shop).await,
    }
}

async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    Bytes::from_request(request, state).await.map_err(|rejection| refused_body(&rejection))
}

/// Whether a string of this JSON holds U+0000, which is in no text and which not every database keeps.
/// JSON says it by an escape only.
fn has_nul(body: &[u8]) -> bool {
    let mut rest = body;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        rest = rest.get(at + 1..).unwrap_or_default();
        if rest.starts_with(b"u0000") {
            return true;
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    false
}

fn no_nul(body: &[u8]) -> Result<(), Problem> {
    if has_nul(body) { Err(Problem::with_detail(Code::RequestInvalid, "a text holds U+0000")) } else { Ok(()) }
}

/// What an element sends, as a browser would read it.
fn from_json(body: &[u8]) -> Result<Tree, Problem> {
    no_nul(body)?;
    serde_json::from_slice(body).map_err(|error| Problem::with_detail(Code::RequestInvalid, error.to_string()))
}

/// Every problem is told, with its path and code as the element has them.
fn from_tree<T: PageRequest>(json: &Tree) -> Result<T, Problem> {
    let mut problems = Vec::new();
    T::read(json, &mut problems)
        .ok_or_else(|| Problem::with_detail(Code::RequestInvalid, Problems(problems).to_string()))
}

fn unsupported(supported: &[&str]) -> Problem {
    Problem::with_detail(Code::UnsupportedMediaType, format!("send {}", supported.join(" or ")))
}

#[cfg(test)]
mod tests {
    use super::has_nul;

    #[test]
    fn only_the_escape_of_a_nul_is_one() {
        for (body, expected) in [
            (r#"{"a":"\u0000"}"#, true),
            (r#"{"a\\\u0000":1}"#, true),
            (r#"{"a":"\\u0000"}"#, false),
            (r#"{"a":"\u00001"}"#, true),
            (r#"{"a":"u0000\n"}"#, false),
            (r#"\"#, false),
            (r#"\u000"#, false),
        ] {
            assert_eq!(has_nul(body.as_bytes()), expected, "{body}");
        }
    }
}
