//! What an address answers that leads nowhere, or not in this way.

use super::extract::PageLanguage;
use super::respond::Shape;
use crate::service::Shop;
use crate::service::problem::{Code, Problem};
use axum::extract::State;
use axum::response::Response;
use std::sync::Arc;

/// There is no such page.
pub(super) async fn no_page(
    State(shop): State<Arc<Shop>>,
    shape: Shape,
    PageLanguage(language): PageLanguage,
) -> Response {
    Problem::from(Code::NotFound).respond(&shop.storefront, shape, language)
}

/// The page takes no such method.
pub(super) async fn no_method(
    State(shop): State<Arc<Shop>>,
    shape: Shape,
    PageLanguage(language): PageLanguage,
) -> Response {
    Problem::from(Code::MethodNotAllowed).respond(&shop.storefront, shape, language)
}
