//! Payments: where one stands, and what is done with it.

use super::answer::{AMOUNT, answer, members, to_the_end, wrong_member, wrong_parameter, yen};
use super::moment::moment;
use crate::domain::payment::{Action, PaymentCall};
use crate::service::Shop;
use crate::service::payment::{PaymentRequest, PaymentView, act, chance_json, find};
use crate::service::problem::{Code, Problem};
use crate::web::extract::{IdempotencyKey, Json, KeyHolder, Paying, Query, Reading, digest};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::Response;
use kantan_checkout::page::day::{read_month, write_month};
use sbps::date_time::YearMonth;
use sbps::money::Yen;
use serde_json::{Value, json};
use std::sync::Arc;

pub(super) async fn read(
    _: KeyHolder<Reading>,
    query: Query,
    State(shop): State<Arc<Shop>>,
    path: Result<Path<String>, PathRejection>,
) -> Response {
    let found = async {
        let Path(name) = path.map_err(|_| Code::PaymentUnknown)?;
        let month = match query.get("month") {
            None => None,
            Some(text) => {
                let should = "a month like 2026-12";
                Some(read_month(text).ok_or_else(|| wrong_parameter("month", should))?)
            }
        };
        find(&shop, &name, month).await
    };
    answer(&shop, found.await.map(|view| written(&view)))
}

pub(super) async fn change(
    _: KeyHolder<Paying>,
    IdempotencyKey(key): IdempotencyKey,
    State(shop): State<Arc<Shop>>,
    path: Result<Path<(String, String)>, PathRejection>,
    Json(sent): Json<Value>,
) -> Response {
    let request = || {
        let Path((name, action)) = path.map_err(|_| Code::PaymentUnknown)?;
        let action = Action::from_name(&action).ok_or(Code::NotFound)?;
        let (body, idempotency_key) = (sent?, key?);
        let digest = digest(&format!("/v1/payments/{name}/{}", action.as_str()), &body);
        let (amount, month) = asked(&body)?;
        Ok(PaymentRequest { name, action, amount, month, idempotency_key, digest })
    };
    let done = match request() {
        Ok(request) => {
            let asked = Arc::clone(&shop);
            to_the_end(async move { act(&asked, request).await }).await
        }
        Err(problem) => Err(problem),
    };
    let again = done.as_ref().ok().and_then(|view| Some(view.facts.retry.as_ref()?.next_at - view.now));
    let mut answered = answer(&shop, done.map(|view| written(&view)));
    if let Some(seconds) = again {
        *answered.status_mut() = StatusCode::ACCEPTED;
        answered.headers_mut().insert(RETRY_AFTER, seconds.max(1).into());
    }
    answered
}

/// How much, and of which month.
pub(super) fn asked(body: &Value) -> Result<(Option<Yen>, Option<YearMonth>), Problem> {
    let members = members(body, &["amount", "month"])?;
    let amount = match members.get("amount") {
        None | Some(Value::Null) => None,
        Some(amount) => {
            Some(yen(amount).ok_or_else(|| wrong_member("amount", &format!("{AMOUNT}, or away for all of it")))?)
        }
    };
    let month = match members.get("month") {
        None | Some(Value::Null) => None,
        Some(month) => {
            let month = month.as_str().and_then(read_month);
            Some(month.ok_or_else(|| wrong_member("month", "a month like 2026-12"))?)
        }
    };
    Ok((amount, month))
}

/// A payment as programs read it.
pub(crate) fn written(view: &PaymentView) -> Value {
    let PaymentView { facts, money, chances, now, .. } = view;
    let call = |call: &PaymentCall| {
        json!({
            "action": call.action.as_str(), "amount": call.amount.map(Yen::get), "asked_at": moment(call.asked_at),
            "outcome": call.outcome(*now).as_str(), "gateway_code": call.code, "detail": call.detail,
        })
    };
    json!({
        "tracking_id": facts.tracking_id.as_str(),
        "order_reference": facts.order_reference,
        "billing_method": facts.billing_method().code(),
        "month": facts.month().map(write_month),
        "state": facts.state_word(*now),
        "amount": facts.amount.get(),
        "settled_amount": money.settled.map(Yen::get),
        "settled_on": money.settled_on,
        "refunded_amount": money.refunded,
        "retry": facts.retry.as_ref().map(|retry| json!({
            "amount": retry.amount.map(Yen::get), "tries": retry.tries, "next_at": moment(retry.next_at),
        })),
        "possible": chances.iter().map(chance_json).collect::<Vec<_>>(),
        "calls": facts.own_calls().map(call).collect::<Vec<_>>(),
    })
}
