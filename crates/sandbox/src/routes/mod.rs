//! Which address does what. The sandbox keeps no cookies: a payment is found by the id in its address.

mod answer;
mod clock;
mod contracts;
mod faults;
mod listing;
mod mail;
mod request;
mod screens;
mod submission;

use crate::api;
use crate::exchange::Exchange;
use crate::language::Language;
pub use crate::paths::{API_PATH, APPLICATION_PATH, PURCHASE_PATH};
use crate::screens::steps::Step;
use crate::screens::{STYLE, end};
use crate::shared::Sandbox;
use answer::problem_details;
use axum::Json;
use axum::Router;
use axum::extract::{DefaultBodyLimit, RawQuery, Request, State as Shared};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use request::{NamedPath, wants_page};
use std::sync::Arc;

/// The most bytes of a request that are read.
const LONGEST_REQUEST: usize = 1_000_000;

/// The sandbox as a service.
pub fn router(sandbox: Arc<Sandbox>) -> Router {
    let shown = |step| {
        get(move |id: NamedPath, language: Language, sandbox: Shared<Arc<Sandbox>>| {
            screens::show(step, id, language, sandbox)
        })
    };
    let passed = |step| {
        shown(step).post(move |id: NamedPath, language: Language, sandbox: Shared<Arc<Sandbox>>| {
            screens::pass(step, id, language, sandbox)
        })
    };
    Router::new()
        .route("/", get(index))
        .route("/style.css", get(style))
        .route(PURCHASE_PATH, post(submission::purchase))
        .route(APPLICATION_PATH, post(submission::application))
        .route(API_PATH, post(api::receive))
        .route("/payments/{id}/confirm", passed(Step::Confirm))
        .route("/payments/{id}/sign-in", passed(Step::SignIn))
        .route("/payments/{id}/code", passed(Step::Code))
        .route("/payments/{id}/method", shown(Step::Method).post(screens::chosen))
        .route("/payments/{id}/pay", shown(Step::Pay).post(screens::paid))
        .route("/payments/{id}/leave", post(screens::leave))
        .route("/payments/{id}/done", get(screens::done))
        .route("/exchanges", get(exchanges))
        .route("/exchanges/{id}", get(exchange))
        .route("/contracts", get(contracts::list))
        .route("/contracts/{id}/cancel", post(contracts::cancel))
        .route("/contracts/{id}/arm", post(contracts::arm))
        .route("/faults", get(faults::show).post(faults::set))
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

async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response()
}

async fn index(language: Language, Shared(sandbox): Shared<Arc<Sandbox>>) -> Response {
    let account = sandbox.config.account.to_string();
    crate::screens::index::index(&sandbox.store.all(), &account, &sandbox.config.public_url, language)
}

async fn exchanges(Shared(sandbox): Shared<Arc<Sandbox>>) -> Json<Vec<Exchange>> {
    Json(sandbox.store.all())
}

/// An exchange, as a page where a browser asks and else as JSON.
async fn exchange(
    NamedPath(id): NamedPath,
    language: Language,
    Shared(sandbox): Shared<Arc<Sandbox>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    const UNKNOWN: &str = "There is no such exchange";
    let page = wants_page(&headers) && !query.unwrap_or_default().split('&').any(|pair| pair == "format=json");
    match sandbox.store.get(&id) {
        Some(exchange) if page => crate::screens::record::exchange(&exchange, language),
        Some(exchange) => Json(exchange).into_response(),
        None if page => {
            end::problem(StatusCode::NOT_FOUND, "exchange_unknown", "この記録は見つかりません", UNKNOWN, language)
        }
        None => problem_details(StatusCode::NOT_FOUND, "exchange_unknown", UNKNOWN),
    }
}

async fn nothing_here(language: Language) -> Response {
    let (ja, en) = ("このアドレスのページはありません", "There is no such page");
    end::problem(StatusCode::NOT_FOUND, "not_found", ja, en, language)
}

async fn not_this_way(language: Language) -> Response {
    let (ja, en) = ("このページはこの方法では開けません", "This page does not take this method");
    end::problem(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", ja, en, language)
}
