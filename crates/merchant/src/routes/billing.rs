//! Staff start a billing run: the same as the server does every minute.

use super::checkout::json_answer;
use crate::Shop;
use crate::billing;
use crate::language::Language;
use crate::problem::{Code, Problem, Shape};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use secrecy::ExposeSecret;
use serde_json::json;
use std::sync::Arc;
use subtle::ConstantTimeEq;

pub(super) async fn run(State(shop): State<Arc<Shop>>, headers: HeaderMap) -> Response {
    if !is_staff(&shop, &headers) {
        return not_staff();
    }
    // It goes on when whoever asked has gone away.
    let ran = tokio::spawn(async move { billing::run(&shop).await }).await;
    match ran {
        Ok(Ok(report)) => json_answer(&json!(report)),
        Ok(Err(error)) => Problem::from(error).respond(Shape::Json, Language::default()),
        Err(error) => {
            tracing::error!(%error, "billing run");
            Problem::from(Code::Internal).respond(Shape::Json, Language::default())
        }
    }
}

/// The answer to whoever does not show the staff's token.
pub(super) fn not_staff() -> Response {
    let mut response = Problem::from(Code::StaffOnly).respond(Shape::Json, Language::default());
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    response
}

pub(super) fn is_staff(shop: &Shop, headers: &HeaderMap) -> bool {
    let Some(token) = &shop.config.staff_token else { return false };
    let shown = headers.get(header::AUTHORIZATION).map(HeaderValue::as_bytes).unwrap_or_default();
    let shown = shown.strip_prefix(b"Bearer ").unwrap_or_default();
    shown.ct_eq(token.0.expose_secret().as_bytes()).into()
}
