//! Writes down and counts every request, without its address: that of an order or a contract is a
//! secret. What is written is the pattern that it fits.

use crate::domain::reference::unguessable;
use crate::service::Shop;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;
use std::time::Instant;
use tracing::Instrument;

/// Names a request in the log; the answer carries it, for whoever asks about it.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What a supervisor asks every few seconds.
const WATCHED: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// The methods that are labels of their own.
const KNOWN: [Method; 7] =
    [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS];

pub(super) async fn log(State(shop): State<Arc<Shop>>, request: Request, next: Next) -> Response {
    let id = unguessable();
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    // A method that somebody made up would be a label of its own.
    let method = request.method().clone();
    let name = if KNOWN.contains(&method) { method.as_str() } else { "other" };
    let span = tracing::info_span!("request", id);
    let began = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let (took, status) = (began.elapsed(), response.status().as_u16());
    shop.metrics.requested(&route, name, status, took);
    let _in = span.enter();
    let milliseconds = took.as_millis();
    if WATCHED.contains(&route.as_str()) && status < 400 {
        tracing::debug!(method = name, route, status, milliseconds, "answered");
    } else {
        tracing::info!(method = name, route, status, milliseconds, "answered");
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}
