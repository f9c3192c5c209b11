//! Staff see what the payer of an order agreed to.

use crate::service::Shop;
use crate::service::evidence::agreed;
use crate::web::extract::{NamedPath, PageLanguage, Staff, Viewing};
use crate::web::pages::evidence::page_of;
use crate::web::pages::staff_search::order_page;
use crate::web::respond::Shape;
use axum::extract::State;
use axum::response::Response;
use std::sync::Arc;

pub(in crate::web) async fn page(
    Staff { viewer, .. }: Staff<Viewing>,
    NamedPath(reference): NamedPath<String>,
    PageLanguage(language): PageLanguage,
    State(shop): State<Arc<Shop>>,
) -> Response {
    match agreed(&shop, &reference).await {
        Ok((order, kept)) => page_of(&order, &kept, &viewer, &shop.storefront, language),
        Err(problem) => problem.then(order_page(&reference, language)).respond(&shop.storefront, Shape::Page, language),
    }
}
