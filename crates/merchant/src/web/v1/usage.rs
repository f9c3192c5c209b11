//! What was used under a contract of pay as you go: recorded before it is delivered, and listed.

use super::answer::{AMOUNT, CURSOR, answer, limit, members, wrong_member, wrong_parameter, yen};
use super::contract_json::usage_entry;
use super::contracts::name;
use crate::domain::usage::Usage;
use crate::service::contract::{MOST_CONTRACTS, named, used};
use crate::service::problem::Problem;
use crate::service::{Shop, usage};
use crate::web::extract::{Json, KeyHolder, Query, Reading, Recording};
use crate::web::json::json_answer;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kantan_checkout::page::day::read_day;
use serde_json::{Value, json};
use std::sync::Arc;

pub(super) async fn list(
    _: KeyHolder<Reading>,
    query: Query,
    State(shop): State<Arc<Shop>>,
    path: Result<Path<String>, PathRejection>,
) -> Response {
    let listed = async {
        let contract = named(&shop, &name(path)?).await?;
        let before = match query.get("after") {
            None => None,
            Some(text) => Some(text.parse().map_err(|_| wrong_parameter("after", CURSOR))?),
        };
        let (entries, next) = used(&shop, &contract, before, limit(&query, MOST_CONTRACTS)?).await?;
        let open = shop.store.open_usage(&contract.reference).await?.total();
        let at_most = contract.recurring.is_usage().then_some(contract.amount.get());
        Ok(json!({
            "open_amount": open, "at_most": at_most, "usage": entries.iter().map(usage_entry).collect::<Vec<_>>(),
            "next": next.map(|next| next.to_string()),
        }))
    };
    answer(&shop, listed.await)
}

/// Records use, once for each `usage_id`.
pub(super) async fn record(
    _: KeyHolder<Recording>,
    State(shop): State<Arc<Shop>>,
    path: Result<Path<String>, PathRejection>,
    Json(sent): Json<Value>,
) -> Response {
    let recorded = async {
        let contract = named(&shop, &name(path)?).await?;
        let recorded = usage::record(&shop, &read(&sent?, contract.reference)?).await?;
        let usage = recorded.usage;
        Ok(json!({
            "usage_id": usage.usage_id, "amount": usage.amount.get(), "used_on": usage.used_on,
            "description": usage.description, "bills_on": recorded.bills_on,
        }))
    };
    match recorded.await {
        Ok(value) => (StatusCode::CREATED, json_answer(&value)).into_response(),
        problem => answer(&shop, problem),
    }
}

/// What was used.
pub(super) fn read(body: &Value, subscription: String) -> Result<Usage, Problem> {
    let members = members(body, &["usage_id", "amount", "used_on", "description"])?;
    let text = |name: &str| {
        let text = members.get(name).and_then(Value::as_str).map(str::to_owned);
        text.ok_or_else(|| wrong_member(name, "a text"))
    };
    let amount = members.get("amount").and_then(yen);
    Ok(Usage {
        subscription,
        usage_id: text("usage_id")?,
        amount: amount.ok_or_else(|| wrong_member("amount", AMOUNT))?,
        used_on: read_day(&text("used_on")?).ok_or_else(|| wrong_member("used_on", "a day like 2026-12-01"))?,
        description: text("description")?,
    })
}
