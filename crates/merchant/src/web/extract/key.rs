//! Whether a shop's own program asks, which shows its key by HTTP Bearer.

use super::staff::{refuse, shown};
use crate::domain::api_key::digest;
use crate::domain::language::Language;
use crate::service::Shop;
use crate::service::problem::Problem;
use crate::web::respond::Shape;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;
use axum_extra::headers::authorization::Bearer;
use std::sync::Arc;

/// A program of the shop that has shown a key that is in use.
pub(in crate::web) struct KeyHolder;

impl FromRequestParts<Arc<Shop>> for KeyHolder {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, shop: &Arc<Shop>) -> Result<Self, Response> {
        let known = match shown::<Bearer>(parts).await {
            Some(bearer) => shop.store.is_key(&digest(bearer.token())).await,
            None => Ok(false),
        };
        match known {
            Ok(true) => Ok(Self),
            Ok(false) => Err(refuse(shop, Shape::Json, Language::default(), "Bearer")),
            Err(error) => Err(Problem::from(error).respond(&shop.storefront, Shape::Json, Language::default())),
        }
    }
}
