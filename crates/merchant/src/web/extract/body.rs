//! Bodies: JSON from an element or a program, a form from one of our own pages. Each extractor
//! hands out what is wrong with a body instead of refusing it, so that its handler tells that as it
//! tells everything else.

use super::form::Posted;
use super::request::{media_type, refused_body};
use super::sender::Sender;
use crate::domain::language::Language;
use crate::service::Shop;
use crate::service::problem::{Code, Problem};
use crate::web::respond::Shape;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use serde::de::DeserializeOwned;
use std::convert::Infallible;
use std::sync::Arc;

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// Something that a page's form can say as well as JSON does.
pub(in crate::web) trait FromForm: Sized {
    /// Reads it from a form.
    fn from_form(posted: &Posted) -> Result<Self, Problem>;

    /// The tag of the language in which the answer is wanted.
    fn language(&self) -> &str;
}

/// What an element sends as JSON and a page without script as a form.
pub(in crate::web) struct FormOrJson<T> {
    /// What was sent, or what is wrong with it.
    pub(in crate::web) sent: Result<T, Problem>,
    /// How the sender wants to be answered.
    pub(in crate::web) shape: Shape,
    /// In which language.
    pub(in crate::web) language: Language,
}

impl<T: FromForm + DeserializeOwned> FromRequest<Arc<Shop>> for FormOrJson<T> {
    type Rejection = Infallible;

    async fn from_request(request: Request, shop: &Arc<Shop>) -> Result<Self, Infallible> {
        let headers = request.headers().clone();
        let body = own_body(&headers, request, shop).await;
        let mut language = Language::default();
        let (shape, sent) = match media_type(&headers).as_str() {
            JSON => {
                let sent = body.and_then(|body| from_json::<T>(&body));
                language = sent.as_ref().map_or(language, |sent| Language::of_tag(sent.language()));
                (Shape::Json, sent)
            }
            FORM => {
                let read = body.and_then(|body| {
                    let posted = Posted::read(&body)?;
                    language = posted.language()?;
                    T::from_form(&posted)
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

/// What a program sends.
pub(in crate::web) struct Json<T>(pub(in crate::web) Result<T, Problem>);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Infallible;

    async fn from_request(request: Request, state: &S) -> Result<Self, Infallible> {
        let is_json = media_type(request.headers()) == JSON;
        let body = read(request, state).await;
        Ok(Self(body.and_then(|body| if is_json { from_json(&body) } else { Err(unsupported(&[JSON])) })))
    }
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

fn from_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(body).map_err(|error| Problem::with_detail(Code::RequestInvalid, error.to_string()))
}

fn unsupported(supported: &[&str]) -> Problem {
    Problem::with_detail(Code::UnsupportedMediaType, format!("send {}", supported.join(" or ")))
}
