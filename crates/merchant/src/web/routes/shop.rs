//! The catalogue and orders.

use crate::domain::language::{Language, preferred};
use crate::domain::order::Order;
use crate::domain::reference::unguessable;
use crate::service::address::{in_language, order_address, result_address};
use crate::service::ordering::{is_over, order_plan, order_product, ordered};
use crate::service::problem::{Code, Problem};
use crate::service::shown::shown;
use crate::service::{Shop, ordering};
use crate::web::extract::{NamedPath, PageForm, PageLanguage, Posted, Query};
use crate::web::pages::in_app::InApp;
use crate::web::pages::{self, Elements, Sheets};
use crate::web::respond::Shape;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

pub(in crate::web) async fn catalogue(
    PageLanguage(language): PageLanguage,
    query: Query,
    State(shop): State<Arc<Shop>>,
) -> Response {
    let quantity = query.get("quantity").and_then(|quantity| quantity.parse().ok());
    pages::shop::catalogue(&shop.storefront, query.get("product").zip(quantity), language)
}

pub(in crate::web) async fn order(State(shop): State<Arc<Shop>>, PageForm { posted, language }: PageForm) -> Response {
    let taken = match posted {
        Ok(posted) => take_order(&shop, &posted, language).await,
        Err(problem) => Err(problem),
    };
    match taken {
        Ok(order) => Redirect::to(&in_language(&order_address(&order.reference), language)).into_response(),
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language),
    }
}

async fn take_order(shop: &Shop, posted: &Posted, language: Language) -> Result<Order, Problem> {
    let id = posted.text("product")?;
    if let Some(plan) = shop.storefront.plan(id) {
        return order_plan(shop, plan, posted.optional("subscription")?, language).await;
    }
    let product = shop.storefront.product(id).ok_or(Code::ProductUnknown)?;
    order_product(shop, product, posted.number("quantity")?, language).await
}

pub(in crate::web) async fn order_page(
    NamedPath(reference): NamedPath<String>,
    query: Query,
    State(shop): State<Arc<Shop>>,
    Extension(sheets): Extension<Arc<Sheets>>,
    headers: HeaderMap,
) -> Response {
    let mut language = query.language();
    let in_app = headers.get(header::USER_AGENT).and_then(|agent| InApp::of(agent.to_str().ok()?));
    match find(&shop, &reference, &mut language, &headers).await {
        Ok(order) if is_over(&shop, &order) => {
            Redirect::to(&in_language(&result_address(&reference), order.language)).into_response()
        }
        Ok(order) => match show(&shop, &order, &sheets, in_app).await {
            Ok(page) => page,
            Err(problem) => problem.respond(&shop.storefront, Shape::Page, order.language),
        },
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language.unwrap_or_default()),
    }
}

/// The order's page; none when what it is for is no longer sold.
async fn show(shop: &Shop, order: &Order, sheets: &Sheets, in_app: Option<InApp>) -> Result<Response, Problem> {
    let now = shop.clock.now().ok_or(Code::Internal)?;
    let ordered = ordered(shop, order).await?;
    let address = in_language(&order_address(&order.reference), order.language);
    let hint = in_app.map(|app| app.hint(&format!("{}{address}", shop.settings.public_url), order.language));
    let elements = Elements { nonce: &unguessable(), sheets };
    pages::order::page_of(&shown(shop, order, &ordered, now)?, elements, hint.as_ref())
}

/// The order; in the language asked for, else in the one that the browser prefers, where the order follows it, else in
/// the one it was made in.
pub(super) async fn find(
    shop: &Shop,
    reference: &str,
    language: &mut Option<Language>,
    headers: &HeaderMap,
) -> Result<Order, Problem> {
    let mut order = ordering::find(shop, reference).await?;
    if language.is_none() && order.said.as_ref().is_some_and(|said| said.goods.follows_browser) {
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        *language = accepted.and_then(preferred);
    }
    order.language = language.unwrap_or(order.language);
    *language = Some(order.language);
    Ok(order)
}
