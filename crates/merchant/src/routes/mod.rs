//! Which address does what. Nothing here needs a cookie: an order is found by its reference, an attempt by its token.

mod checkout;
mod gateway;
mod shop;

use crate::Shop;
use crate::language::Language;
use crate::pages::STYLE;
use crate::problem::{Code, Problem, Shape};
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use sbps::wire::{Encoding, read_form};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

/// The most bytes of a body that are read.
const LONGEST_BODY: usize = 64 * 1024;

/// The shop as a service.
pub fn router(shop: Arc<Shop>) -> Router {
    let assets = ServeDir::new(&shop.config.element_dir).precompressed_br().precompressed_gzip();
    let revalidate = HeaderValue::from_static("no-cache");
    let assets = tower::ServiceBuilder::new()
        .layer(SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, revalidate))
        .service(assets);
    Router::new()
        .route("/", get(shop::catalogue))
        .route("/shop.css", get(style))
        .route("/orders", post(shop::order))
        .route("/orders/{reference}", get(shop::order_page))
        .route("/orders/{reference}/result", get(shop::result_page))
        .route("/checkout/requests", post(checkout::request))
        .route("/sbps/notifications", post(gateway::notification))
        .route("/sbps/returns/{token}/{way}", get(gateway::returned).post(gateway::returned))
        .route("/csp-reports", post(csp_report))
        .nest_service("/assets", assets)
        .fallback(async |language: Language| Problem::from(Code::NotFound).respond(Shape::Page, language))
        .method_not_allowed_fallback(async |language: Language| {
            Problem::from(Code::MethodNotAllowed).respond(Shape::Page, language)
        })
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(30)))
        .with_state(shop)
}

async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], STYLE).into_response()
}

/// A browser tells which rule of a page's policy was broken.
async fn csp_report(body: Result<Bytes, BytesRejection>) -> StatusCode {
    if let Ok(body) = body {
        let report: String = String::from_utf8_lossy(&body).chars().take(2_000).collect();
        tracing::warn!(report, "content security policy violated");
    }
    StatusCode::NO_CONTENT
}

impl<S: Send + Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = fields(parts.uri.query().unwrap_or_default().as_bytes());
        Ok(field(&query, "lang").map_or_else(Self::default, Self::from_tag))
    }
}

/// The fields of a form or a query in UTF-8; none if it is not one.
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
