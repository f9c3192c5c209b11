//! The interface for a shop's own programs, version 1: JSON, with a key as HTTP Bearer, and
//! problems as RFC 9457 has them.

mod answer;
mod contract_json;
mod contracts;
mod customers;
mod events;
mod evidence;
mod judgement;
mod moment;
mod openapi;
mod operation;
mod operations;
mod orders;
mod payments;
mod usage;
mod written;

pub(crate) use contract_json::{contract_brief, contract_whole};
pub(crate) use evidence::written as evidence_json;
pub(crate) use judgement::written as judgement_json;
pub(crate) use orders::{order_cursor, read_cursor};
pub(crate) use payments::written as payment_json;
pub(crate) use written::{brief, whole};

use super::json::json_answer;
use crate::service::Shop;
use crate::web::extract::Takes;
use axum::Router;
use axum::body::HttpBody;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::routing::get;
use operation::Parameter;
use operations::{describe, operations};
use serde_json::Value;
use std::sync::Arc;

/// The interface as OpenAPI 3.1 describes it.
#[must_use]
pub(crate) fn document() -> Value {
    let mut all: Vec<_> = operations().into_iter().map(|(operation, _)| operation).collect();
    all.push(describe());
    openapi::document(&all)
}

/// Its addresses.
pub(super) fn routes() -> Router<Arc<Shop>> {
    let document = Arc::new(document());
    let told = get(move || {
        let document = Arc::clone(&document);
        async move { json_answer(&*document) }
    });
    let all = operations().into_iter().map(|(operation, handler)| {
        let parameters = operation.query.iter().map(Parameter::name).collect();
        let takes = Takes { parameters, body: operation.to_send(), has_body: false };
        let tell = move |mut request: Request, next: Next| {
            // An empty object says nothing.
            let has_body = request.body().size_hint().upper().is_none_or(|bytes| bytes > 2);
            request.extensions_mut().insert(Takes { has_body, ..takes.clone() });
            next.run(request)
        };
        (operation, handler.layer(from_fn(tell)))
    });
    let all = all.chain([(describe(), told)]);
    all.fold(Router::new(), |router, (operation, handler)| router.route(operation.path, handler))
}
