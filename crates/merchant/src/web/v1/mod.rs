//! The interface for a shop's own programs, version 1: JSON, with a key as HTTP Bearer, and
//! problems as RFC 9457 has them.

mod answer;
mod contract_json;
mod contracts;
mod customers;
mod moment;
mod orders;
mod payments;
mod usage;
mod written;

pub(crate) use contract_json::{contract_brief, contract_whole};
pub(crate) use orders::{order_cursor, read_cursor};
pub(crate) use payments::written as payment_json;
pub(crate) use written::{brief, whole};

use crate::service::Shop;
use axum::Router;
use axum::routing::{get, post};
use std::sync::Arc;

/// Its addresses.
pub(super) fn routes() -> Router<Arc<Shop>> {
    Router::new()
        .route("/v1/orders", get(orders::list).post(orders::create))
        .route("/v1/orders/{reference}", get(orders::read))
        .route("/v1/orders/{reference}/cancel", post(orders::cancel))
        .route("/v1/contracts", get(contracts::list))
        .route("/v1/contracts/{name}", get(contracts::read))
        .route("/v1/contracts/{name}/end", post(contracts::end))
        .route("/v1/contracts/{name}/lift", post(contracts::lift))
        .route("/v1/contracts/{name}/links", post(contracts::new_links))
        .route("/v1/contracts/{name}/usage", get(usage::list).post(usage::record))
        .route("/v1/customers/{customer_id}", get(customers::read))
        .route("/v1/payments/{name}", get(payments::read))
        .route("/v1/payments/{name}/{action}", post(payments::change))
}
