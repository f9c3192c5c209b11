//! What an address answers that leads nowhere, or not in this way.

use super::extract::PageLanguage;
use super::respond::Shape;
use crate::service::Shop;
use crate::service::persons::somebody_signs_in;
use crate::service::problem::{Code, Problem};
use axum::extract::{Request, State};
use axum::http::Uri;
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;

/// There is no such page.
pub(super) async fn no_page(
    State(shop): State<Arc<Shop>>,
    shape: Shape,
    PageLanguage(language): PageLanguage,
    uri: Uri,
) -> Response {
    Problem::at(uri.path(), Code::NotFound).respond(&shop.storefront, shape, language)
}

/// The page takes no such method.
pub(super) async fn no_method(
    State(shop): State<Arc<Shop>>,
    shape: Shape,
    PageLanguage(language): PageLanguage,
    uri: Uri,
) -> Response {
    Problem::at(uri.path(), Code::MethodNotAllowed).respond(&shop.storefront, shape, language)
}

/// U+0000 is in no text, and not every database can be asked for it: an address with it is nothing's.
pub(super) async fn no_nul(
    shop: State<Arc<Shop>>,
    shape: Shape,
    language: PageLanguage,
    request: Request,
    next: Next,
) -> Response {
    let uri = request.uri().clone();
    if uri.path().contains("%00") || uri.query().is_some_and(|query| query.contains("%00")) {
        return no_page(shop, shape, language, uri).await;
    }
    next.run(request).await
}

/// Where nobody can sign in and there is no token, there are no pages for staff.
pub(super) async fn no_staff(
    shop: State<Arc<Shop>>,
    shape: Shape,
    language: PageLanguage,
    request: Request,
    next: Next,
) -> Response {
    let is_for_staff = request.uri().path().starts_with("/staff") && shop.settings.staff_token.is_none();
    match if is_for_staff { somebody_signs_in(&shop).await } else { Ok(true) } {
        Ok(true) => next.run(request).await,
        Ok(false) => Problem::from(Code::NotFound).respond(&shop.storefront, shape, language.0),
        Err(problem) => problem.respond(&shop.storefront, shape, language.0),
    }
}
