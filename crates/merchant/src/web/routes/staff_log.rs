//! The log of what persons asked for.

use crate::service::Shop;
use crate::service::audit::audit_page;
use crate::web::extract::{Administering, PageLanguage, Query, Staff};
use crate::web::pages::staff_log::page_of;
use crate::web::respond::Shape;
use axum::extract::State;
use axum::response::Response;
use std::sync::Arc;

pub(in crate::web) async fn page(
    Staff { viewer, .. }: Staff<Administering>,
    PageLanguage(language): PageLanguage,
    query: Query,
    State(shop): State<Arc<Shop>>,
) -> Response {
    let before = query.get("before").and_then(|before| before.parse().ok());
    match audit_page(&shop, before).await {
        Ok(log) => page_of(&log, &viewer, &shop.storefront, language),
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language),
    }
}
