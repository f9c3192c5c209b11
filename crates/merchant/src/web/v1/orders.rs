//! Orders: made, one by its reference, or a list from the newest on.

use super::answer::{CURSOR, answer, limit, truth, wrong_parameter};
use super::written::{brief, whole};
use crate::service::Shop;
use crate::service::api_order::{self, KeyedRequest};
use crate::service::ordering::{MOST_LISTED, OrderPage, list_orders, order_record, withdraw};
use crate::service::problem::{Code, Problem};
use crate::store::OrdersWanted;
use crate::web::extract::{IdempotencyKey, Json, KeyHolder, Ordering, Query, Reading, digest};
use crate::web::json::json_answer;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::sync::Arc;

pub(super) async fn read(
    _: KeyHolder<Reading>,
    State(shop): State<Arc<Shop>>,
    path: Result<Path<String>, PathRejection>,
) -> Response {
    let found = async {
        // What is no text names no order.
        let Path(reference) = path.map_err(|_| Code::OrderUnknown)?;
        order_record(&shop, &reference).await
    };
    let told = async { whole(&shop, &found.await?).await };
    answer(&shop, told.await)
}

/// Makes an order. What is made is told with the status of that, also when it is asked again.
pub(super) async fn create(
    _: KeyHolder<Ordering>,
    IdempotencyKey(key): IdempotencyKey,
    State(shop): State<Arc<Shop>>,
    Json(sent): Json<Value>,
) -> Response {
    let made = async {
        let (body, idempotency_key) = (sent?, key?);
        let digest = digest("/v1/orders", &body);
        let record = api_order::create(&shop, KeyedRequest { body, idempotency_key, digest }).await?;
        whole(&shop, &record).await
    };
    match made.await {
        Ok(value) => (StatusCode::CREATED, json_answer(&value)).into_response(),
        problem => answer(&shop, problem),
    }
}

/// Withdraws an order.
pub(super) async fn cancel(
    _: KeyHolder<Ordering>,
    State(shop): State<Arc<Shop>>,
    path: Result<Path<String>, PathRejection>,
) -> Response {
    let withdrawn = async {
        let Path(reference) = path.map_err(|_| Code::OrderUnknown)?;
        whole(&shop, &withdraw(&shop, &reference).await?).await
    };
    answer(&shop, withdrawn.await)
}

pub(super) async fn list(_: KeyHolder<Reading>, query: Query, State(shop): State<Arc<Shop>>) -> Response {
    let listed = async { list_orders(&shop, wanted(&query)?).await };
    let Some(now) = shop.clock.now() else { return answer(&shop, Err(Code::Internal.into())) };
    let written = |page: OrderPage| {
        let orders: Vec<Value> = page.orders.iter().map(|record| brief(&shop, record, now)).collect();
        let next = page.next.as_ref().map(order_cursor);
        json!({ "orders": orders, "next": next })
    };
    answer(&shop, listed.await.map(written))
}

/// Behind which order a list goes on, in one word.
pub(crate) fn order_cursor((made_at, reference): &(i64, String)) -> String {
    format!("{made_at}.{reference}")
}

/// The same, read.
pub(crate) fn read_cursor(text: &str) -> Result<(i64, String), &'static str> {
    let cursor = || {
        let (made_at, reference) = text.split_once('.')?;
        Some((made_at.parse().ok()?, reference.to_owned()))
    };
    cursor().ok_or(CURSOR)
}

fn wanted(query: &Query) -> Result<OrdersWanted, Problem> {
    let (most, paid) = (limit(query, MOST_LISTED)?, truth(query, "paid")?);
    let after = match query.get("after") {
        None => None,
        Some(text) => Some(read_cursor(text).map_err(|should| wrong_parameter("after", should))?),
    };
    let [customer, customer_id] = ["customer", "customer_id"].map(|name| query.get(name).map(str::to_owned));
    Ok(OrdersWanted { customer, customer_id, paid, after, most })
}
