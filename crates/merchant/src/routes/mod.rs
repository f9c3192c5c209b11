//! Which address does what. Nothing here needs a cookie: an order is found by its reference, an attempt by its token.

mod billing;
mod checkout;
mod form;
mod gateway;
mod result;
mod shop;
mod staff;
mod subscription;
mod usage;

use crate::Shop;
use crate::clock::Clock;
use crate::language::Language;
use crate::pages::STYLE;
use crate::problem::{Code, Problem, Shape};
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, FromRequestParts, Path, Request};
use axum::handler::HandlerWithoutStateExt;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use sbps::wire::{Encoding, read_form};
use serde::de::DeserializeOwned;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

/// The most bytes of a body that are read.
const LONGEST_BODY: usize = 64 * 1024;

/// How long a request may take from its first byte to the answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// The shop as a service.
pub fn router(shop: Arc<Shop>) -> Router {
    router_with_patience(shop, PATIENCE)
}

/// The shop as a service that gives a request this long.
pub fn router_with_patience(shop: Arc<Shop>, patience: Duration) -> Router {
    let assets = ServeDir::new(&shop.config.element_dir)
        .precompressed_br()
        .precompressed_gzip()
        .call_fallback_on_method_not_allowed(true)
        .fallback(no_asset.into_service());
    let https = shop.config.public_url.starts_with("https://");
    let revalidate = HeaderValue::from_static("no-cache");
    let assets = tower::ServiceBuilder::new()
        .layer(SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, revalidate))
        .service(assets);
    let clock = shop.clock.clone();
    let mut router = Router::new();
    // Without a token there is no such address.
    if shop.config.staff_token.is_some() {
        router = router
            .route("/billing/run", post(billing::run))
            .route("/usage", post(usage::record))
            .route("/staff", get(staff::page))
            .route("/staff/contracts", post(staff::note_contract))
            .route("/staff/charges", post(staff::note_charge));
    }
    router
        .route("/", get(shop::catalogue))
        .route("/shop.css", get(style))
        .route("/orders", post(shop::order))
        .route("/orders/{reference}", get(shop::order_page))
        .route("/orders/{reference}/result", get(result::result))
        .route("/checkout/requests", post(checkout::request))
        .route("/sbps/notifications", post(gateway::notification))
        .route("/sbps/returns/{token}/{way}", get(gateway::returned).post(gateway::returned))
        .route("/subscriptions/{reference}", get(subscription::page))
        .route("/subscriptions/{reference}/confirm/{action}", get(subscription::confirm))
        .route("/subscriptions/{reference}/actions", post(subscription::act))
        .route("/subscriptions/{reference}/calendar.ics", get(subscription::calendar))
        .route("/subscriptions/{reference}/usage", post(usage::try_out))
        .route("/csp-reports", post(csp_report))
        .nest_service("/assets", assets)
        .fallback(no_page)
        .method_not_allowed_fallback(no_method)
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .layer(from_fn(move |request, next| on_time(clock.clone(), request, next)))
        .layer(from_fn(move |shape, language, request, next| in_time(patience, shape, language, request, next)))
        .layer(from_fn(move |request, next| with_headers(https, request, next)))
        .with_state(shop)
}

async fn no_page(shape: Shape, language: Language) -> Response {
    Problem::from(Code::NotFound).respond(shape, language)
}

async fn no_method(shape: Shape, language: Language) -> Response {
    Problem::from(Code::MethodNotAllowed).respond(shape, language)
}

async fn no_asset(method: Method, shape: Shape, language: Language) -> Response {
    if matches!(method, Method::GET | Method::HEAD) {
        return no_page(shape, language).await;
    }
    let mut response = no_method(shape, language).await;
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET,HEAD"));
    response
}

/// Sets the clock before a request is looked at, where it follows another.
async fn on_time(clock: Clock, request: Request, next: Next) -> Response {
    clock.refresh().await;
    next.run(request).await
}

async fn in_time(patience: Duration, shape: Shape, language: Language, request: Request, next: Next) -> Response {
    let answer = tokio::time::timeout(patience, next.run(request)).await;
    answer.unwrap_or_else(|_| Problem::from(Code::TimedOut).respond(shape, language))
}

/// What every answer says to a browser. A page brings a policy of its own; anything else may do nothing at all.
async fn with_headers(https: bool, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    response
}

async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], STYLE).into_response()
}

/// A browser tells which rule of a page's policy was broken.
async fn csp_report(body: Result<Bytes, BytesRejection>) -> Response {
    match body {
        Ok(body) => {
            let report: String = String::from_utf8_lossy(&body).chars().take(2_000).collect();
            tracing::warn!(report, "content security policy violated");
            StatusCode::NO_CONTENT.into_response()
        }
        Err(rejection) => refused_body(&rejection).respond(Shape::Json, Language::default()),
    }
}

/// Why a body was not read: it is too large, or it broke off.
fn refused_body(rejection: &BytesRejection) -> Problem {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Code::TooLarge.into();
    }
    Problem::with_detail(Code::RequestInvalid, "the body broke off")
}

/// The variable parts of a page's address; an address that is no text is no page.
struct NamedPath<T>(T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for NamedPath<T> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let language = Language::from_request_parts(parts, state).await.unwrap_or_default();
        let path = Path::from_request_parts(parts, state).await;
        path.map(|Path(path)| Self(path)).map_err(|_| Problem::from(Code::NotFound).respond(Shape::Page, language))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Shape {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::wanted(&parts.headers))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = fields(parts.uri.query().unwrap_or_default().as_bytes());
        let tag = field(&query, "lang").or_else(|| field(&query, "language"));
        Ok(tag.map_or_else(Self::default, Self::from_tag))
    }
}

/// The fields of a query in UTF-8; none if it is not one.
fn fields(text: &[u8]) -> Vec<(String, String)> {
    read_form(text, Encoding::Utf8).unwrap_or_default()
}

fn field<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
}

/// The media type of a body, without its parameters.
fn media_type(headers: &HeaderMap) -> String {
    let text = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether a page of another site sent the request. Browsers that do not say so are let through: nothing here acts on a
/// cookie, so such a request could do no more than its sender could do alone.
fn is_cross_site(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    site.is_some_and(|site| !matches!(site, "same-origin" | "none"))
}
