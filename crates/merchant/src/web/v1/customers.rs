//! Customers, by the shop's own names.

use super::answer::{LISTED, answer};
use super::contracts::page_json;
use super::moment::moment;
use super::orders::order_cursor;
use super::written::brief;
use crate::service::Shop;
use crate::service::contract::{self, MOST_CONTRACTS};
use crate::service::ordering::list_orders;
use crate::service::problem::{Code, Problem};
use crate::store::{ContractsWanted, OrdersWanted};
use crate::web::extract::{KeyHolder, Reading};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use serde_json::{Value, json};
use std::sync::Arc;

/// A customer with the contracts and the latest orders.
pub(super) async fn read(
    _: KeyHolder<Reading>,
    State(shop): State<Arc<Shop>>,
    path: Result<Path<String>, PathRejection>,
) -> Response {
    let told = async {
        let Path(customer_id) = path.map_err(|_| Code::CustomerUnknown)?;
        told(&shop, &customer_id).await
    };
    answer(&shop, told.await)
}

async fn told(shop: &Shop, customer_id: &str) -> Result<Value, Problem> {
    let customer = shop.store.customer(customer_id).await?.ok_or(Code::CustomerUnknown)?;
    let now = shop.clock.now().ok_or(Code::Internal)?;
    let customer_id = Some(customer.customer_id.clone());
    let wanted = OrdersWanted { customer_id: customer_id.clone(), most: LISTED, ..OrdersWanted::default() };
    let orders = list_orders(shop, wanted).await?;
    let wanted = ContractsWanted { customer_id, most: MOST_CONTRACTS, ..ContractsWanted::default() };
    let contracts = page_json(&contract::list(shop, wanted).await?);
    Ok(json!({
        "customer_id": customer.customer_id,
        "customer": customer.code.as_str(),
        "created_at": moment(customer.created_at),
        "contracts": contracts["contracts"],
        "contracts_next": contracts["next"],
        "orders": orders.orders.iter().map(|record| brief(shop, record, now)).collect::<Vec<_>>(),
        "orders_next": orders.next.as_ref().map(order_cursor),
    }))
}
