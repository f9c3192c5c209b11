//! Which address does what. The sandbox keeps no cookies: a payment is found by the id in its address.

use crate::Sandbox;
use crate::exchange::{Exchange, Payment, State};
use crate::gateway::{examine, order_id_used};
use crate::payment::{Action, NotTaken, act, way_back};
use crate::screens::{Language, STYLE, end, steps};
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

/// Where purchase requests go; the path of the real gateway.
pub const PURCHASE_PATH: &str = "/f01/FepBuyInfoReceive.do";
/// The most bytes of a purchase request that are read.
const LONGEST_REQUEST: usize = 1_000_000;

/// The sandbox as a service.
pub fn router(sandbox: Arc<Sandbox>) -> Router {
    Router::new()
        .route("/", get(index))
        .route("/style.css", get(style))
        .route(PURCHASE_PATH, post(purchase))
        .route("/payments/{id}/confirm", get(confirm).post(confirmed))
        .route("/payments/{id}/sign-in", get(sign_in).post(signed_in))
        .route("/payments/{id}/pay", get(pay).post(paid))
        .route("/payments/{id}/done", get(done))
        .route("/exchanges", get(exchanges))
        .route("/exchanges/{id}", get(exchange))
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
struct NamedPath(String);

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

async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response()
}

async fn index(language: Language, Shared(sandbox): Shared<Arc<Sandbox>>) -> Response {
    let account = format!("{}-{}", sandbox.config.merchant_id, sandbox.config.service_id);
    let address = format!("{}{PURCHASE_PATH}", sandbox.config.public_url);
    end::index(&sandbox.store.all(), &account, &address, language)
}

async fn exchanges(Shared(sandbox): Shared<Arc<Sandbox>>) -> Json<Vec<Exchange>> {
    Json(sandbox.store.all())
}

async fn exchange(NamedPath(id): NamedPath, Shared(sandbox): Shared<Arc<Sandbox>>) -> Response {
    match sandbox.store.get(&id) {
        Some(exchange) => Json(exchange).into_response(),
        None => {
            let problem = serde_json::json!({
                "type": "about:blank", "title": "There is no such exchange", "status": 404, "code": "exchange_unknown",
            });
            let headers = [(header::CONTENT_TYPE, "application/problem+json")];
            (StatusCode::NOT_FOUND, headers, problem.to_string()).into_response()
        }
    }
}

async fn purchase(
    language: Language,
    Shared(sandbox): Shared<Arc<Sandbox>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let body = match body {
        Ok(body) => body,
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            let (ja, en) = ("リクエストが大きすぎます", "The request is too large");
            return end::problem(StatusCode::PAYLOAD_TOO_LARGE, "too_large", ja, en, language);
        }
        Err(_) => {
            let (ja, en) = ("リクエストが途中で切れました", "The request broke off");
            return end::problem(StatusCode::BAD_REQUEST, "body_broken", ja, en, language);
        }
    };
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        let (ja, en) = ("フォームの送信ではありません", "This is not a form post");
        return end::problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", ja, en, language);
    }
    let Some(now) = sandbox.clock.now() else { return no_clock(language) };
    let examination = examine(&body, now, &sandbox.config, |order_id| sandbox.store.is_used(order_id));
    let result = examination.result.and_then(|request| {
        // Of two requests at the same moment one is the first.
        let new = sandbox.store.use_order_id(&request.order_id);
        if new { Ok(request) } else { Err(vec![order_id_used(request.order_id.as_str())]) }
    });
    let mut exchange = Exchange {
        id: random_id(),
        received_at: now.to_string(),
        raw_body: printable(&body),
        fields: examination.fields,
        problems: Vec::new(),
        state: State::Refused,
        error_code: None,
        tracking_id: None,
        notifications: Vec::new(),
        payment: None,
    };
    let response = match result {
        Ok(request) => {
            // Fourteen digits: random enough for one machine, and never zero.
            let number = rand::random_range(10_000_000_000_000_u64..100_000_000_000_000);
            let Ok(tracking_id) = number.to_string().parse() else { return no_clock(language) };
            exchange.state = State::Waiting;
            exchange.tracking_id = Some(number.to_string());
            exchange.payment = Some(Payment { request, started: now, tracking_id, paid_at: None });
            to_screen(&exchange.id, "confirm", language)
        }
        Err(problems) => {
            tracing::warn!(exchange = exchange.id, problems = problems.len(), "request refused");
            exchange.problems = problems;
            end::refused(&exchange, StatusCode::BAD_REQUEST, language)
        }
    };
    sandbox.store.add(exchange);
    response
}

fn printable(body: &[u8]) -> String {
    let mut text = String::with_capacity(body.len());
    for &byte in body {
        if byte.is_ascii_graphic() {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

fn random_id() -> String {
    format!("{:016x}", rand::random::<u64>())
}

fn to_screen(id: &str, name: &str, language: Language) -> Response {
    Redirect::to(&format!("/payments/{id}/{name}?lang={}", language.tag())).into_response()
}

fn unknown(language: Language) -> Response {
    let (ja, en) = ("この支払いは見つかりません", "There is no such payment");
    end::problem(StatusCode::NOT_FOUND, "payment_unknown", ja, en, language)
}

fn no_clock(language: Language) -> Response {
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

/// Shows a screen while the payer is on the way; afterwards, the last one.
fn on_the_way(sandbox: &Sandbox, id: &str, language: Language, show: impl FnOnce(&Payment) -> Response) -> Response {
    match sandbox.store.get(id) {
        Some(Exchange { state: State::Waiting, payment: Some(payment), .. }) => show(&payment),
        Some(Exchange { state: State::Refused, .. }) | None => unknown(language),
        Some(_) => to_screen(id, "done", language),
    }
}

async fn confirm(NamedPath(id): NamedPath, language: Language, Shared(sandbox): Shared<Arc<Sandbox>>) -> Response {
    on_the_way(&sandbox, &id, language, |payment| steps::confirm(&id, payment, language))
}

async fn confirmed(NamedPath(id): NamedPath, language: Language, Shared(sandbox): Shared<Arc<Sandbox>>) -> Response {
    on_the_way(&sandbox, &id, language, |_| to_screen(&id, "sign-in", language))
}

async fn sign_in(NamedPath(id): NamedPath, language: Language, Shared(sandbox): Shared<Arc<Sandbox>>) -> Response {
    on_the_way(&sandbox, &id, language, |_| steps::sign_in(&id, language))
}

async fn signed_in(NamedPath(id): NamedPath, language: Language, Shared(sandbox): Shared<Arc<Sandbox>>) -> Response {
    on_the_way(&sandbox, &id, language, |_| to_screen(&id, "pay", language))
}

async fn pay(NamedPath(id): NamedPath, language: Language, Shared(sandbox): Shared<Arc<Sandbox>>) -> Response {
    on_the_way(&sandbox, &id, language, |payment| steps::pay(&id, payment, language))
}

async fn paid(
    NamedPath(id): NamedPath,
    language: Language,
    Shared(sandbox): Shared<Arc<Sandbox>>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let fields = body.ok().and_then(|body| read_form(&body, Encoding::Utf8).ok()).unwrap_or_default();
    let field = |name: &str| fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str());
    let Some(action) = Action::read(field("action"), field("code")) else {
        let (ja, en) = ("操作を選んでください", "Choose what to do");
        return end::problem(StatusCode::BAD_REQUEST, "action_unknown", ja, en, language);
    };
    // In a task of its own: what was begun is ended even if the payer's browser goes away meanwhile.
    let (acting, payment) = (Arc::clone(&sandbox), id.clone());
    let taken = tokio::spawn(async move { act(&acting, &payment, action).await }).await;
    match taken.unwrap_or(Err(NotTaken::Unknown)) {
        // One that has ended shows how; a second press of the button changes nothing.
        Ok(()) | Err(NotTaken::Ended) => to_screen(&id, "done", language),
        Err(NotTaken::Unknown) => unknown(language),
        Err(NotTaken::NoClock) => no_clock(language),
    }
}

async fn done(NamedPath(id): NamedPath, language: Language, Shared(sandbox): Shared<Arc<Sandbox>>) -> Response {
    let Some(exchange) = sandbox.store.get(&id) else { return unknown(language) };
    match (exchange.state, way_back(&sandbox, &exchange)) {
        (_, Some(back)) => end::done(&exchange, &back, language),
        (State::Hanging, None) => end::hanging(&id, language),
        (State::Processing, None) => end::processing(language),
        (State::Waiting, None) => to_screen(&id, "confirm", language),
        _ => unknown(language),
    }
}
