//! The catalogue and orders.

use super::form::Posted;
use super::{NamedPath, field, fields, is_cross_site, media_type, refused_body};
use crate::Shop;
use crate::checkout::{in_language, order_address, result_address, unguessable};
use crate::language::Language;
use crate::pages;
use crate::plan::Plan;
use crate::problem::{Code, Problem, Shape};
use crate::store::order::Order;
use crate::subscription::application;
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
    if let Some(plan) = shop.catalogue.plan(posted.text("product")?) {
        return take_plan_order(shop, plan, posted.optional("subscription")?, *language).await;
    }
    let product = shop.catalogue.get(posted.text("product")?).ok_or(Code::ProductUnknown)?;
    let quantity: u32 = posted.number("quantity")?;
    if !(1..=product.most).contains(&quantity) {
        return Err(Code::RequestInvalid.into());
    }
    let price = product.price(quantity).ok_or(Code::RequestInvalid)?;
    let now = shop.clock.unix_seconds();
    // The demo shop has no members, so every order is a customer of its own. A shop with members uses the member's
    // number: the gateway remembers the au ID by it, and it must be unique among end users.
    let customer_code = new_customer()?;
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
        plan: None,
    };
    shop.store.add_order(&order, None).await?;
    Ok(order)
}

fn new_customer() -> Result<CustomerCode, Problem> {
    CustomerCode::new(&format!("guest-{}", unguessable())).map_err(|_| Code::Internal.into())
}

/// Orders a plan: once, for a new customer or for that of a contract whose secret link is known.
async fn take_plan_order(
    shop: &Shop,
    plan: &Plan,
    contract: Option<&str>,
    language: Language,
) -> Result<Order, Problem> {
    let now = shop.clock.now().ok_or(Code::Internal)?;
    let customer_code = match contract {
        Some(reference) => shop.store.subscription(reference).await?.ok_or(Code::SubscriptionUnknown)?.customer_code,
        None => new_customer()?,
    };
    let order = Order {
        reference: unguessable(),
        language,
        product: plan.id.to_string(),
        quantity: 1,
        item_id: plan.id.clone(),
        item_name: plan.name.clone(),
        amount: plan.amount,
        tax: plan.tax,
        customer_code,
        created_at: now.unix_seconds(),
        expires_at: now.unix_seconds() + ORDER_SECONDS,
        paid_by: None,
        plan: Some(plan.terms.clone()),
    };
    shop.store.add_order(&order, Some(&application::pending(&order, plan, now.date()))).await?;
    Ok(order)
}

pub(super) async fn order_page(
    NamedPath(reference): NamedPath<String>,
    RawQuery(query): RawQuery,
    State(shop): State<Arc<Shop>>,
) -> Response {
    let mut language = asked_language(query.as_deref());
    match find(&shop, &reference, &mut language).await {
        Ok(order) if order.paid_by.is_some() || shop.clock.unix_seconds() >= order.expires_at => {
            Redirect::to(&in_language(&result_address(&reference), order.language)).into_response()
        }
        Ok(order) => match show(&shop, &order).await {
            Ok(page) => page,
            Err(problem) => problem.respond(Shape::Page, order.language),
        },
        Err(problem) => problem.respond(Shape::Page, language.unwrap_or_default()),
    }
}

/// The order's page. When the catalogue has changed since, so that the frozen price or terms are no longer what is sold,
/// there is none.
async fn show(shop: &Shop, order: &Order) -> Result<Response, Problem> {
    let now = shop.clock.now().ok_or(Code::Internal)?;
    if let Some(terms) = &order.plan {
        let contract = shop.store.subscription_of_order(&order.reference).await?.ok_or(Code::Internal)?;
        let plan =
            shop.catalogue.plan(&order.product).filter(|plan| plan.amount == order.amount && plan.terms == *terms);
        let plan = plan.ok_or(Code::OrderExpired)?;
        let page = pages::plan::page_of(shop, order, plan, terms, &contract.reference, now, &unguessable());
        return page.ok_or_else(|| Code::OrderExpired.into());
    }
    let product = shop.catalogue.get(&order.product).ok_or(Code::OrderExpired)?;
    let price = product.price(order.quantity).filter(|price| price.amount == order.amount).ok_or(Code::OrderExpired)?;
    Ok(pages::order::page_of(shop, order, product, price, now, &unguessable()))
}

pub(super) fn asked_language(query: Option<&str>) -> Option<Language> {
    field(&fields(query.unwrap_or_default().as_bytes()), "lang").map(Language::from_tag)
}

/// The order; in the language asked for, else in the one it was made in.
pub(super) async fn find(shop: &Shop, reference: &str, language: &mut Option<Language>) -> Result<Order, Problem> {
    let mut order = shop.store.order(reference).await?.ok_or(Code::OrderUnknown)?;
    order.language = language.unwrap_or(order.language);
    *language = Some(order.language);
    Ok(order)
}
