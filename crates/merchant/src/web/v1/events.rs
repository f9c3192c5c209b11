//! What happened, for programs that catch up or missed a message.

use super::answer::{CURSOR, answer, limit, wrong_parameter};
use super::moment::moment;
use crate::domain::event::{Event, is_kind};
use crate::service::Shop;
use crate::service::paging::{looked_for, page};
use crate::service::problem::{Code, Problem};
use crate::store::EventsWanted;
use crate::web::extract::{KeyHolder, Ordering, Query, Reading};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use serde_json::{Value, json};
use std::sync::Arc;

/// The most events of one answer.
const MOST: u32 = 100;

/// An event as it is read with a key: the message, its name, and the order.
fn written(event: &Event) -> Value {
    let mut value = event.message(&moment(event.at).unwrap_or_default());
    if let Value::Object(members) = &mut value {
        members.insert("id".to_owned(), json!(event.name()));
        members.insert("order".to_owned(), json!(event.order_reference));
    }
    value
}

pub(super) async fn list(_: KeyHolder<Reading>, query: Query, State(shop): State<Arc<Shop>>) -> Response {
    let listed = async {
        let wanted = wanted(&query)?;
        let most = wanted.most;
        let found = shop.store.events(&EventsWanted { most: looked_for(most), ..wanted }).await?;
        let (events, next) = page(found, most, Event::name);
        Ok(json!({ "events": events.iter().map(written).collect::<Vec<_>>(), "next": next }))
    };
    answer(&shop, listed.await)
}

pub(super) async fn read(
    _: KeyHolder<Reading>,
    State(shop): State<Arc<Shop>>,
    path: Result<Path<String>, PathRejection>,
) -> Response {
    let told = async { Ok(written(&named(&shop, path).await?)) };
    answer(&shop, told.await)
}

pub(super) async fn replay(
    _: KeyHolder<Ordering>,
    State(shop): State<Arc<Shop>>,
    path: Result<Path<String>, PathRejection>,
) -> Response {
    let replayed = async {
        let event = named(&shop, path).await?;
        shop.store.replay(event.id).await?;
        Ok(written(&event))
    };
    answer(&shop, replayed.await)
}

async fn named(shop: &Shop, path: Result<Path<String>, PathRejection>) -> Result<Event, Problem> {
    let Path(name) = path.map_err(|_| Code::EventUnknown)?;
    let number = Event::number(&name).ok_or(Code::EventUnknown)?;
    Ok(shop.store.event(number).await?.ok_or(Code::EventUnknown)?)
}

fn wanted(query: &Query) -> Result<EventsWanted, Problem> {
    let kind = query.get("type").map(str::to_owned);
    if kind.as_deref().is_some_and(|kind| !is_kind(kind)) {
        return Err(wrong_parameter("type", "a type of event"));
    }
    let after = match query.get("after") {
        None => 0,
        Some(name) => Event::number(name).ok_or_else(|| wrong_parameter("after", CURSOR))?,
    };
    Ok(EventsWanted { kind, order: query.get("order").map(str::to_owned), after, most: limit(query, MOST)? })
}
