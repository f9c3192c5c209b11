//! Whether staff ask: their systems by HTTP Bearer, a person's browser by HTTP Basic, with any name
//! and the staff's token as the password.

use super::request::PageLanguage;
use crate::domain::language::Language;
use crate::service::Shop;
use crate::service::problem::{Code, Problem};
use crate::web::respond::Shape;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use axum_extra::TypedHeader;
use axum_extra::headers::Authorization;
use axum_extra::headers::authorization::{Basic, Bearer, Credentials};
use std::sync::Arc;

/// A system of the merchant's own.
pub(in crate::web) struct StaffSystem;

impl FromRequestParts<Arc<Shop>> for StaffSystem {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, shop: &Arc<Shop>) -> Result<Self, Response> {
        match shown::<Bearer>(parts).await {
            Some(bearer) if is_token(shop, bearer.token()) => Ok(Self),
            _ => Err(refuse(shop, Shape::Json, Language::default(), "Bearer")),
        }
    }
}

/// A person at a browser.
pub(in crate::web) struct StaffBrowser;

impl FromRequestParts<Arc<Shop>> for StaffBrowser {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, shop: &Arc<Shop>) -> Result<Self, Response> {
        let Ok(PageLanguage(language)) = PageLanguage::from_request_parts(parts, shop).await;
        match shown::<Basic>(parts).await {
            Some(basic) if is_token(shop, basic.password()) => Ok(Self),
            _ => Err(refuse(shop, Shape::Page, language, "Basic realm=\"staff\", charset=\"UTF-8\"")),
        }
    }
}

pub(super) async fn shown<C: Credentials>(parts: &mut Parts) -> Option<C> {
    let header = TypedHeader::<Authorization<C>>::from_request_parts(parts, &()).await;
    header.ok().map(|TypedHeader(Authorization(credentials))| credentials)
}

fn is_token(shop: &Shop, text: &str) -> bool {
    shop.settings.staff_token.as_ref().is_some_and(|token| token.is(text))
}

fn refuse(shop: &Shop, shape: Shape, language: Language, challenge: &'static str) -> Response {
    let mut response = Problem::from(Code::StaffOnly).respond(&shop.storefront, shape, language);
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    response
}
