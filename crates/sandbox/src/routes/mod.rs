//! Which address does what. The sandbox keeps no cookies: a payment is found by the id in its address.

mod clock;
mod contracts;
mod listing;
mod mail;
mod screens;
mod submission;

use crate::api;
use crate::exchange::Exchange;
use crate::language::Language;
pub use crate::paths::{API_PATH, APPLICATION_PATH, PURCHASE_PATH};
use crate::screens::{STYLE, end};
use crate::shared::Sandbox;
use axum::Json;
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, FromRequestParts, Path, Request, State as Shared};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use sbps::wire::{Encoding, read_form};
use std::convert::Infallible;
use std::sync::Arc;

/// The most bytes of a request that are read.
const LONGEST_REQUEST: usize = 1_000_000;

/// The sandbox as a service.
pub fn router(sandbox: Arc<Sandbox>) -> Router {
    Router::new()
        .route("/", get(index))
        .route("/style.css", get(style))
        .route(PURCHASE_PATH, post(submission::purchase))
        .route(APPLICATION_PATH, post(submission::application))
        .route(API_PATH, post(api::answer))
        .route("/payments/{id}/confirm", get(screens::confirm).post(screens::confirmed))
        .route("/payments/{id}/sign-in", get(screens::sign_in).post(screens::signed_in))
        .route("/payments/{id}/pay", get(screens::pay).post(screens::paid))
        .route("/payments/{id}/done", get(screens::done))
        .route("/exchanges", get(exchanges))
        .route("/exchanges/{id}", get(exchange))
        .route("/contracts", get(contracts::list))
        .route("/contracts/{id}/cancel", post(contracts::cancel))
        .route("/contracts/{id}/arm", post(contracts::arm))
        .route("/mail", get(mail::list))
        .route("/clock", get(clock::show).post(clock::go))
        .fallback(nothing_here)
        .method_not_allowed_fallback(not_this_way)
        .layer(DefaultBodyLimit::max(LONGEST_REQUEST))
        .layer(from_fn(with_headers))
        .with_state(sandbox)
}

async fn with_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

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

/// A request for something that is not here, or not now, as a page or as problem details.
pub(crate) fn problem(
    headers: &HeaderMap,
    status: StatusCode,
    code: &str,
    ja: &str,
    en: &str,
    language: Language,
) -> Response {
    if wants_json(headers) { problem_details(status, code, en) } else { end::problem(status, code, ja, en, language) }
}

fn problem_details(status: StatusCode, code: &str, title: &str) -> Response {
    let problem = serde_json::json!({ "type": "about:blank", "title": title, "status": status.as_u16(), "code": code });
    (status, [(header::CONTENT_TYPE, "application/problem+json")], problem.to_string()).into_response()
}

async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response()
}

async fn index(language: Language, Shared(sandbox): Shared<Arc<Sandbox>>) -> Response {
    let account = format!("{}-{}", sandbox.config.merchant_id, sandbox.config.service_id);
    crate::screens::index::index(&sandbox.store.all(), &account, &sandbox.config.public_url, language)
}

async fn exchanges(Shared(sandbox): Shared<Arc<Sandbox>>) -> Json<Vec<Exchange>> {
    Json(sandbox.store.all())
}

async fn exchange(NamedPath(id): NamedPath, Shared(sandbox): Shared<Arc<Sandbox>>) -> Response {
    match sandbox.store.get(&id) {
        Some(exchange) => Json(exchange).into_response(),
        None => problem_details(StatusCode::NOT_FOUND, "exchange_unknown", "There is no such exchange"),
    }
}

/// To a screen of a payment.
pub(crate) fn to_screen(id: &str, name: &str, language: Language) -> Response {
    Redirect::to(&format!("/payments/{id}/{name}?lang={}", language.tag())).into_response()
}

pub(crate) fn no_clock(language: Language) -> Response {
    let (ja, en) = ("時計を読み取れません", "The clock cannot be read");
    end::problem(StatusCode::INTERNAL_SERVER_ERROR, "internal", ja, en, language)
}

async fn nothing_here(language: Language) -> Response {
    let (ja, en) = ("ページが見つかりません", "There is no such page");
    end::problem(StatusCode::NOT_FOUND, "not_found", ja, en, language)
}

async fn not_this_way(language: Language) -> Response {
    let (ja, en) = ("このページはこの方法では開けません", "This page does not take this method");
    end::problem(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", ja, en, language)
}
