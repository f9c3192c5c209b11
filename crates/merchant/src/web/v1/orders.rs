//! Orders: made, one by its reference, or a list from the newest on.

use super::written::{brief, whole};
use crate::domain::language::Language;
use crate::service::Shop;
use crate::service::api_order::{self, KeyedRequest};
use crate::service::ordering::{MOST_LISTED, OrderPage, list_orders, order_record, withdraw};
use crate::service::problem::{Code, Problem, internal};
use crate::store::OrdersWanted;
use crate::web::extract::{IdempotencyKey, Json, KeyHolder, Ordering, Query, Reading, digest};
use crate::web::json::json_answer;
use crate::web::respond::Shape;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::sync::Arc;

/// How many orders are listed where nothing else is asked for.
const LISTED: u32 = 50;

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
        let body = serde_json::from_value(body).map_err(|error| internal(&error))?;
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
    cursor().ok_or("the member `next` of an earlier answer")
}

fn answer(shop: &Shop, answered: Result<Value, Problem>) -> Response {
    match answered {
        Ok(value) => json_answer(&value),
        Err(problem) => problem.respond(&shop.storefront, Shape::Program, Language::default()),
    }
}

fn wanted(query: &Query) -> Result<OrdersWanted, Problem> {
    let invalid = |name: &str, should: String| {
        Problem::with_detail(Code::RequestInvalid, format!("parameter `{name}` should be {should}"))
            .with("parameter", name)
    };
    if let Some(name) = query.other_than(&["limit", "paid", "after", "customer", "customer_id"]) {
        let detail = "there is no such parameter; there are limit, paid, after, customer and customer_id";
        return Err(Problem::with_detail(Code::RequestInvalid, detail).with("parameter", name));
    }
    let most = match query.get("limit") {
        None => LISTED,
        Some(text) => {
            let number = text.parse().ok().filter(|number| (1..=MOST_LISTED).contains(number));
            number.ok_or_else(|| invalid("limit", format!("1 to {MOST_LISTED}")))?
        }
    };
    let paid = match query.get("paid") {
        None => None,
        Some("true") => Some(true),
        Some("false") => Some(false),
        Some(_) => return Err(invalid("paid", "true or false".to_owned())),
    };
    let after = match query.get("after") {
        None => None,
        Some(text) => Some(read_cursor(text).map_err(|should| invalid("after", should.to_owned()))?),
    };
    let [customer, customer_id] = ["customer", "customer_id"].map(|name| query.get(name).map(str::to_owned));
    Ok(OrdersWanted { customer, customer_id, paid, after, most })
}
