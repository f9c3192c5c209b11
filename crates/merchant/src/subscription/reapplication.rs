//! Making a contract again: after a charge that did not go through, or after it has ended.
//!
//! Link type, D01-1 with `service_type` 2 and the contract's tracking id (I). The payer's browser posts it.

use super::rules::{self, Action};
use super::{PastCharge, PastOutcome, Subscription, application};
use crate::Shop;
use crate::checkout::{Handoff, addresses, internal, unguessable};
use crate::plan::Recurring;
use crate::problem::{Code, Problem};
use crate::store::reapplication::Reapplication;
use chrono::NaiveDate;
use sbps::identifier::OrderId;
use sbps::message::Application;
use serde_json::json;

/// How many cycles of a contract are over: the free ones and those that were asked for. One that did not go through was
/// not delivered and is still the payer's to have.
#[must_use]
pub fn passed(subscription: &Subscription, past: &[PastCharge], today: NaiveDate) -> u32 {
    let free = subscription.recurring.free_days(subscription.amount, today).len();
    let joined_on = subscription.recurring.joined_on();
    let asked =
        past.iter().filter(|charge| charge.due_on >= joined_on && charge.outcome != PastOutcome::Failed).count();
    u32::try_from(free + asked).unwrap_or(u32::MAX)
}

/// The contract as it would be made again today; `None` if it cannot be.
#[must_use]
pub fn renewed(subscription: &Subscription, past: &[PastCharge], today: NaiveDate) -> Option<Recurring> {
    subscription.recurring.renewed_on(today, passed(subscription, past, today))
}

/// Signs an application to make a contract again. `shown` is the state that the payer saw.
///
/// # Errors
/// The [`Problem`] that keeps it from going on.
pub async fn sign(shop: &Shop, subscription: &Subscription, shown: &str) -> Result<Handoff, Problem> {
    let now = shop.clock.now().ok_or(Code::Internal)?;
    let reference = subscription.reference.as_str();
    shop.config.maintenance.check(now).map_err(|problem| problem.then(application::address(reference)))?;
    let not_possible = |because: &str| {
        let problem = Problem::from(Code::ActionNotPossible).with("because", json!(because));
        problem.then(application::address(reference))
    };
    if shown != subscription.state.as_str() {
        return Err(not_possible("state_differs"));
    }
    let past = shop.store.charges(reference).await?;
    let passed = passed(subscription, &past, now.date());
    rules::check(shop.config.contract, subscription, Action::Reapply, passed, now.date()).map_err(not_possible)?;
    let recurring = subscription.recurring.renewed_on(now.date(), passed).ok_or(Code::Internal)?;
    let tracking_id = subscription.tracking_id.clone().ok_or(Code::Internal)?;
    let in_force = shop.store.in_force(&subscription.customer_code, &subscription.plan).await?;
    if in_force.is_some_and(|other| other != reference) {
        return Err(not_possible("already_subscribed"));
    }
    let order = shop.store.order(&subscription.order_reference).await?.ok_or(Code::Internal)?;
    let order_id = OrderId::new(&unguessable()).map_err(|error| internal(&error))?;
    let token = unguessable();
    let addresses = addresses(&shop.config.public_url, &token).map_err(|error| internal(&error))?;
    let again = Application::Reapply(tracking_id);
    let contract = application::description(shop, &order, order_id.clone(), again, now);
    let handoff = application::sign(shop, contract, addresses)?;
    let kept = Reapplication { order_id, subscription: reference.to_owned(), token };
    if !shop.store.add_reapplication(&kept, &recurring, now.unix_seconds()).await? {
        let wait = u32::try_from(crate::store::order::ATTEMPTS_SECONDS).unwrap_or(600);
        return Err(Problem::from(Code::TooManyRequests).after(wait).then(application::address(reference)));
    }
    Ok(handoff)
}
