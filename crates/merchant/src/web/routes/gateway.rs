//! What comes from the gateway: its server's notification and the browser's return.

use crate::domain::language::Language;
use crate::service::notification::take;
use crate::service::{Shop, returns};
use crate::web::extract::{NamedPath, Source, refused_body};
use crate::web::problem::ProblemText;
use crate::web::respond::Shape;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

/// Answers one line in Shift_JIS; every line is ASCII, which is the same there.
fn answer(status: StatusCode, line: String) -> Response {
    (status, [(header::CONTENT_TYPE, "text/csv; charset=Shift_JIS")], line).into_response()
}

pub(in crate::web) async fn notification(
    State(shop): State<Arc<Shop>>,
    source: Source,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    match body {
        Ok(body) => answer(StatusCode::OK, take(&shop, &body, &source.to_string()).await.answer()),
        Err(rejection) => {
            let problem = refused_body(&rejection);
            answer(problem.code.status_code(), format!("NG,{}", problem.code.as_str()))
        }
    }
}

/// The browser comes back by a cross-site POST: it is landed here and sent on by GET, so that
/// Reload and Back are safe.
pub(in crate::web) async fn returned(
    NamedPath((token, way)): NamedPath<(String, String)>,
    State(shop): State<Arc<Shop>>,
    RawQuery(query): RawQuery,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    match returns::take(&shop, &token, &way, body.as_deref().ok(), query.as_deref()).await {
        Ok(address) => Redirect::to(&address).into_response(),
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, Language::default()),
    }
}
