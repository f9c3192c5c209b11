//! The catalogue, orders and their results.

use super::form::Posted;
use super::{NamedPath, field, fields, is_cross_site, media_type, refused_body};
use crate::Shop;
use crate::checkout::{in_language, order_address, result_address, unguessable};
use crate::language::Language;
use crate::pages;
use crate::pages::result::Outcome;
use crate::problem::{Code, Problem, Shape};
use crate::store::order::Order;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use sbps::identifier::CustomerCode;
use std::sync::Arc;

/// How long a payment for an order can be started, in seconds.
const ORDER_SECONDS: i64 = 60 * 60;

pub(super) async fn catalogue(language: Language, State(shop): State<Arc<Shop>>) -> Response {
    pages::shop::catalogue(&shop.catalogue, language)
}

pub(super) async fn order(
    State(shop): State<Arc<Shop>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let mut language = Language::default();
    match take_order(&shop, &headers, body, &mut language).await {
        Ok(order) => Redirect::to(&in_language(&order_address(&order.reference), language)).into_response(),
        Err(problem) => problem.respond(Shape::Page, language),
    }
}

async fn take_order(
    shop: &Shop,
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
    language: &mut Language,
) -> Result<Order, Problem> {
    if is_cross_site(headers) {
        return Err(Code::CrossSite.into());
    }
    let body = body.map_err(|rejection| refused_body(&rejection))?;
    if media_type(headers) != "application/x-www-form-urlencoded" {
        return Err(Code::UnsupportedMediaType.into());
    }
    let posted = Posted::read(&body)?;
    *language = Language::from_tag(posted.optional("language")?.unwrap_or_default());
    let product = shop.catalogue.get(posted.text("product")?).ok_or(Code::ProductUnknown)?;
    let quantity: u32 = posted.number("quantity")?;
    if !(1..=product.most).contains(&quantity) {
        return Err(Code::RequestInvalid.into());
    }
    let price = product.price(quantity).ok_or(Code::RequestInvalid)?;
    let now = shop.clock.unix_seconds();
    // The demo shop has no members, so every order is a customer of its own. A shop with members uses the member's
    // number: the gateway remembers the au ID by it, and it must be unique among end users.
    let customer_code = CustomerCode::new(&format!("guest-{}", unguessable())).map_err(|_| Code::Internal)?;
    let order = Order {
        reference: unguessable(),
        language: *language,
        product: product.id.to_string(),
        quantity,
        item_id: product.id.clone(),
        item_name: product.name.clone(),
        amount: price.amount,
        tax: price.tax,
        customer_code,
        created_at: now,
        expires_at: now + ORDER_SECONDS,
        paid_by: None,
    };
    shop.store.add_order(&order).await?;
    Ok(order)
}

pub(super) async fn order_page(
    NamedPath(reference): NamedPath<String>,
    RawQuery(query): RawQuery,
    State(shop): State<Arc<Shop>>,
) -> Response {
    let mut language = asked_language(query.as_deref());
    match find(&shop, &reference, &mut language).await {
        Ok(order) if order.paid_by.is_some() || shop.clock.unix_seconds() > order.expires_at => {
            Redirect::to(&in_language(&result_address(&reference), order.language)).into_response()
        }
        Ok(order) => {
            let product = shop.catalogue.get(&order.product);
            match product.and_then(|product| product.price(order.quantity).map(|price| (product, price))) {
                Some((product, price)) if price.amount == order.amount => {
                    pages::order::page_of(&shop, &order, product, price, order.language, &unguessable())
                }
                // The catalogue has changed since; the frozen price no longer adds up to its lines.
                _ => Problem::from(Code::OrderExpired).respond(Shape::Page, order.language),
            }
        }
        Err(problem) => problem.respond(Shape::Page, language.unwrap_or_default()),
    }
}

fn asked_language(query: Option<&str>) -> Option<Language> {
    field(&fields(query.unwrap_or_default().as_bytes()), "lang").map(Language::from_tag)
}

/// The order; in the language asked for, else in the one it was made in.
async fn find(shop: &Shop, reference: &str, language: &mut Option<Language>) -> Result<Order, Problem> {
    let mut order = shop.store.order(reference).await?.ok_or(Code::OrderUnknown)?;
    order.language = language.unwrap_or(order.language);
    *language = Some(order.language);
    Ok(order)
}

pub(super) async fn result_page(
    NamedPath(reference): NamedPath<String>,
    RawQuery(query): RawQuery,
    State(shop): State<Arc<Shop>>,
) -> Response {
    let query_fields = fields(query.as_deref().unwrap_or_default().as_bytes());
    let mut language = asked_language(query.as_deref());
    let order = match find(&shop, &reference, &mut language).await {
        Ok(order) => order,
        Err(problem) => return problem.respond(Shape::Page, language.unwrap_or_default()),
    };
    let token = field(&query_fields, "attempt").unwrap_or_default();
    let attempt = match shop.store.attempt(token).await {
        // An attempt of another order says nothing about this one.
        Ok(attempt) => attempt.filter(|attempt| attempt.reference == order.reference),
        Err(error) => return Problem::from(error).respond(Shape::Page, order.language),
    };
    let outcome = Outcome::of(&order, attempt.as_ref(), shop.clock.unix_seconds());
    let mut address = in_language(&result_address(&reference), order.language);
    if let Some(attempt) = &attempt {
        address.push_str("&attempt=");
        address.push_str(&attempt.token);
    }
    pages::result::page_of(&order, attempt.as_ref(), &outcome, &address, &unguessable(), order.language)
}
