//! Orders: one by its reference, or a list from the newest on.

use crate::domain::language::Language;
use crate::domain::order::OrderRecord;
use crate::service::Shop;
use crate::service::ordering::{MOST_LISTED, OrderPage, list_orders, order_record};
use crate::service::problem::{Code, Problem};
use crate::store::OrdersWanted;
use crate::web::extract::{KeyHolder, Query};
use crate::web::json::json_answer;
use crate::web::respond::Shape;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use kantan_checkout::page::moment::write_moment;
use sbps::date_time::JstDateTime;
use serde_json::{Value, json};
use std::sync::Arc;

/// How many orders are listed where nothing else is asked for.
const LISTED: u32 = 50;

pub(super) async fn read(
    _: KeyHolder,
    State(shop): State<Arc<Shop>>,
    path: Result<Path<String>, PathRejection>,
) -> Response {
    let found = async {
        // What is no text names no order.
        let Path(reference) = path.map_err(|_| Code::OrderUnknown)?;
        order_record(&shop, &reference).await
    };
    answer(&shop, found.await.map(|record| written(&record, shop.clock.unix_seconds())))
}

pub(super) async fn list(_: KeyHolder, query: Query, State(shop): State<Arc<Shop>>) -> Response {
    let listed = async { list_orders(&shop, wanted(&query)?).await };
    let now = shop.clock.unix_seconds();
    let written = |page: OrderPage| {
        let orders: Vec<Value> = page.orders.iter().map(|record| written(record, now)).collect();
        let next = page.next.map(|(made_at, reference)| format!("{made_at}.{reference}"));
        json!({ "orders": orders, "next": next })
    };
    answer(&shop, listed.await.map(written))
}

fn answer(shop: &Shop, answered: Result<Value, Problem>) -> Response {
    match answered {
        Ok(value) => json_answer(&value),
        Err(problem) => problem.respond(&shop.storefront, Shape::Json, Language::default()),
    }
}

fn wanted(query: &Query) -> Result<OrdersWanted, Problem> {
    let invalid = |name: &str, should: String| {
        Problem::with_detail(Code::RequestInvalid, format!("parameter `{name}` should be {should}"))
            .with("parameter", name)
    };
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
    let cursor = |text: &str| {
        let (made_at, reference) = text.split_once('.')?;
        Some((made_at.parse().ok()?, reference.to_owned()))
    };
    let after = match query.get("after") {
        None => None,
        Some(text) => {
            Some(cursor(text).ok_or_else(|| invalid("after", "the member `next` of an earlier answer".to_owned()))?)
        }
    };
    Ok(OrdersWanted { customer: query.get("customer").map(str::to_owned), paid, after, most })
}

/// A moment in Japan, as the pages' data write it.
fn moment(seconds: i64) -> Option<String> {
    JstDateTime::from_unix_seconds(seconds).map(write_moment)
}

/// An order as programs read it.
fn written(record: &OrderRecord, now: i64) -> Value {
    let order = &record.order;
    let paid_by = order
        .paid_by
        .as_ref()
        .map(|order_id| json!({ "order_id": order_id.as_str(), "tracking_id": record.tracking_id }));
    json!({
        "reference": order.reference,
        "outcome": record.outcome(now).as_str(),
        "product": order.product,
        "quantity": order.quantity,
        "item_id": order.item_id.as_str(),
        "item_name": order.item_name.as_str(),
        "amount": order.amount.get(),
        "tax": order.tax.get(),
        "customer": order.customer_code.as_str(),
        "language": order.language.tag(),
        "is_recurring": order.plan.is_some(),
        "created_at": moment(order.created_at),
        "expires_at": moment(order.expires_at),
        "paid_by": paid_by,
    })
}
