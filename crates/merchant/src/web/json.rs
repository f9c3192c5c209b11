//! JSON as the elements and programs read it: pages hold what the types of `kantan_checkout::page`
//! write.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// The value as JSON text.
pub(super) fn printed(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|error| {
        // Trees and records of texts and numbers are always JSON.
        tracing::error!(%error, "a value is no JSON");
        "null".to_owned()
    })
}

/// An answer in JSON, for this one time.
pub(super) fn json_answer(answer: &impl Serialize) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (headers, printed(answer)).into_response()
}
