//! Pages refuse to be shown inside a frame before anything is done for them.
//!
//! `frame-ancestors` stops a browser from showing what an answer brings, but by then an order is
//! made or a request signed, and the payer sees the browser's own error. So the server looks at
//! `Sec-Fetch-Dest`, and answers with the one page that may be framed: it says why, and its button
//! opens the page in the whole window.

use super::extract::PageLanguage;
use super::respond::Shape;
use crate::service::Shop;
use crate::service::problem::{Code, Problem};
use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;

/// What browsers call a place inside another page.
const FRAMES: [&str; 5] = ["iframe", "frame", "embed", "object", "fencedframe"];

pub(super) async fn refuse(
    State(shop): State<Arc<Shop>>,
    PageLanguage(language): PageLanguage,
    request: Request,
    next: Next,
) -> Response {
    let place = request.headers().get("sec-fetch-dest").and_then(|value| value.to_str().ok());
    if !place.is_some_and(|place| FRAMES.contains(&place)) {
        return next.run(request).await;
    }
    let problem = Problem::from(Code::Framed);
    // What was posted cannot be posted again by a link.
    let address = request.uri().path_and_query().filter(|_| request.method() == Method::GET);
    let problem = match address {
        Some(address) => problem.then(address.as_str()),
        None => problem,
    };
    problem.respond(&shop.storefront, Shape::Page, language)
}
