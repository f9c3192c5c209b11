//! Contracts: listed, one by its name, ended, their suspension lifted.

use super::answer::{CURSOR, answer, limit, members, to_the_end, truth, wrong_member, wrong_parameter};
use super::contract_json::{contract_brief, contract_whole};
use crate::domain::staff::Witness;
use crate::domain::subscription::SubscriptionState;
use crate::service::Shop;
use crate::service::contract::{self, ContractPage, Listed, MOST_CONTRACTS};
use crate::service::problem::{Code, Problem};
use crate::store::ContractsWanted;
use crate::web::extract::{Contracting, Json, KeyHolder, Query, Reading};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use serde_json::{Value, json};
use std::sync::Arc;

/// The most characters of a note.
const LONGEST_NOTE: usize = 500;

pub(super) async fn list(_: KeyHolder<Reading>, query: Query, State(shop): State<Arc<Shop>>) -> Response {
    let listed = async {
        let wanted = wanted(&query)?;
        if let Some(after) = wanted.after.as_deref()
            && shop.store.subscription_of_order(after).await?.is_none()
        {
            return Err(wrong_parameter("after", CURSOR));
        }
        contract::list(&shop, wanted).await
    };
    answer(&shop, listed.await.map(|page| page_json(&page)))
}

/// A part of the list, as programs read it.
pub(super) fn page_json(page: &ContractPage) -> Value {
    let brief = |(contract, customer_id): &Listed| contract_brief(contract, customer_id.as_deref());
    json!({ "contracts": page.contracts.iter().map(brief).collect::<Vec<_>>(), "next": page.next })
}

pub(super) async fn read(
    _: KeyHolder<Reading>,
    State(shop): State<Arc<Shop>>,
    path: Result<Path<String>, PathRejection>,
) -> Response {
    let told = async { told(&shop, contract::named(&shop, &name(path)?).await?).await };
    answer(&shop, told.await)
}

/// Ends a contract: the gateway is asked once.
pub(super) async fn end(
    _: KeyHolder<Contracting>,
    State(shop): State<Arc<Shop>>,
    path: Result<Path<String>, PathRejection>,
) -> Response {
    let ended = match name(path) {
        Ok(name) => {
            let asked = Arc::clone(&shop);
            to_the_end(async move { told(&asked, contract::end(&asked, &name).await?).await }).await
        }
        Err(problem) => Err(problem),
    };
    answer(&shop, ended)
}

/// Lifts a suspension, in the name of the key.
pub(super) async fn lift(
    key: KeyHolder<Contracting>,
    State(shop): State<Arc<Shop>>,
    path: Result<Path<String>, PathRejection>,
    Json(sent): Json<Value>,
) -> Response {
    let lifted = async {
        let (name, note) = (name(path)?, note(&sent?)?);
        let witness = Witness { by: key.name, note };
        told(&shop, contract::lift(&shop, &name, &witness).await?).await
    };
    answer(&shop, lifted.await)
}

/// Puts other links in the place of a contract's, and tells them.
pub(super) async fn new_links(
    _: KeyHolder<Contracting>,
    State(shop): State<Arc<Shop>>,
    path: Result<Path<String>, PathRejection>,
) -> Response {
    let told = async {
        let name = name(path)?;
        contract::replace_links(&shop, &name).await?;
        told(&shop, contract::named(&shop, &name).await?).await
    };
    answer(&shop, told.await)
}

pub(super) fn name(path: Result<Path<String>, PathRejection>) -> Result<String, Problem> {
    path.map(|Path(name)| name).map_err(|_| Code::ContractUnknown.into())
}

async fn told(shop: &Shop, found: crate::domain::subscription::Subscription) -> Result<Value, Problem> {
    Ok(contract_whole(shop, &contract::whole(shop, found).await?))
}

/// Why a suspension is lifted.
pub(super) fn note(body: &Value) -> Result<String, Problem> {
    let note = members(body, &["note"])?.get("note").and_then(Value::as_str).map(str::trim);
    let note = note.filter(|note| (1..=LONGEST_NOTE).contains(&note.chars().count()));
    let should = "1 to 500 characters that say why";
    note.map(str::to_owned).ok_or_else(|| wrong_member("note", should))
}

fn wanted(query: &Query) -> Result<ContractsWanted, Problem> {
    let state = match query.get("state") {
        None => None,
        Some(word) => {
            let state = SubscriptionState::of_word(word).filter(|state| *state != SubscriptionState::Pending);
            Some(state.ok_or_else(|| wrong_parameter("state", "a state of a contract that is made"))?)
        }
    };
    let is_simple = match query.get("method") {
        None => None,
        Some("simple") => Some(true),
        Some("fixed_term") => Some(false),
        Some(_) => return Err(wrong_parameter("method", "simple or fixed_term")),
    };
    let [customer, customer_id, after] =
        ["customer", "customer_id", "after"].map(|name| query.get(name).map(str::to_owned));
    let suspended = truth(query, "suspended")?.unwrap_or(false);
    let most = limit(query, MOST_CONTRACTS)?;
    Ok(ContractsWanted { state, customer, customer_id, is_simple, suspended, after, most })
}
