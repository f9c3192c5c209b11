//! What became of an order: a page, or for whoever asks for JSON by name, what `<kantan-result>` reads.

use super::checkout::json_answer;
use super::shop::{asked_language, find};
use super::{NamedPath, field, fields};
use crate::Shop;
use crate::checkout::{in_language, result_address, unguessable};
use crate::language::Language;
use crate::pages::result::{OrderResult, Outcome};
use crate::problem::{Problem, Shape};
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use std::sync::Arc;

pub(super) async fn result(
    NamedPath(reference): NamedPath<String>,
    RawQuery(query): RawQuery,
    State(shop): State<Arc<Shop>>,
    headers: HeaderMap,
) -> Response {
    let shape = Shape::wanted_of_page(&headers);
    let query = query.unwrap_or_default();
    let mut language = asked_language(Some(&query));
    let shown = show(&shop, &reference, &query, &mut language, shape).await;
    let mut response = shown.unwrap_or_else(|problem| problem.respond(shape, language.unwrap_or_default()));
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept"));
    response
}

async fn show(
    shop: &Shop,
    reference: &str,
    query: &str,
    language: &mut Option<Language>,
    shape: Shape,
) -> Result<Response, Problem> {
    let order = find(shop, reference, language).await?;
    let query = fields(query.as_bytes());
    let attempt = shop.store.attempt(field(&query, "attempt").unwrap_or_default()).await?;
    // An attempt of another order says nothing about this one.
    let attempt = attempt.filter(|attempt| attempt.reference == order.reference);
    let mut address = in_language(&result_address(reference), order.language);
    if let Some(attempt) = &attempt {
        address.push_str("&attempt=");
        address.push_str(&attempt.token);
    }
    let contract = shop.store.subscription_of_order(&order.reference).await?;
    let result = OrderResult {
        order: &order,
        outcome: Outcome::of(&order, attempt.as_ref(), shop.clock.unix_seconds()),
        contract: contract.as_ref().map(|contract| contract.reference.as_str()),
        address,
    };
    Ok(match shape {
        Shape::Page => result.page(&unguessable()),
        Shape::Json => json_answer(&result.json()),
    })
}
