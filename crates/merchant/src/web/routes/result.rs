//! What became of an order: a page, or for whoever asks for JSON by name, what `<kantan-result>`
//! reads.

use super::shop::find;
use crate::domain::language::Language;
use crate::domain::reference::unguessable;
use crate::service::address::{in_language, result_address};
use crate::service::problem::Problem;
use crate::service::{Shop, ordering};
use crate::web::extract::{NamedPath, Query};
use crate::web::json::json_answer;
use crate::web::pages::result::OrderResult;
use crate::web::pages::{Elements, Sheets};
use crate::web::respond::Shape;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use std::sync::Arc;

pub(in crate::web) async fn result(
    NamedPath(reference): NamedPath<String>,
    query: Query,
    State(shop): State<Arc<Shop>>,
    Extension(sheets): Extension<Arc<Sheets>>,
    headers: HeaderMap,
) -> Response {
    let shape = Shape::wanted_of_page(&headers);
    let mut language = query.language();
    let token = query.get("attempt").unwrap_or_default();
    let shown = show((&shop, &sheets), &reference, token, (&mut language, &headers), shape).await;
    let mut response =
        shown.unwrap_or_else(|problem| problem.respond(&shop.storefront, shape, language.unwrap_or_default()));
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept, Accept-Language"));
    response
}

async fn show(
    (shop, sheets): (&Shop, &Sheets),
    reference: &str,
    token: &str,
    (language, headers): (&mut Option<Language>, &HeaderMap),
    shape: Shape,
) -> Result<Response, Problem> {
    let order = find(shop, reference, language, headers).await?;
    let standing = ordering::standing(shop, &order, token).await?;
    let mut address = in_language(&result_address(reference), order.language);
    if let Some(attempt) = &standing.attempt {
        address.push_str("&attempt=");
        address.push_str(&attempt.token);
    }
    let result = OrderResult { order: &order, standing: &standing, storefront: &shop.storefront, address };
    Ok(match shape {
        Shape::Page => result.page(Elements { nonce: &unguessable(), sheets })?,
        Shape::Json | Shape::Program => json_answer(&result.data().to_json()),
    })
}
