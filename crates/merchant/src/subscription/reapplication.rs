//! Making a contract again: after a charge that did not go through, or after it has ended.
//!
//! Link type, D01-1 with `service_type` 2 and the contract's tracking id (I). The payer's browser posts it.

use super::request::Prepared;
use super::rules::{self, Action};
use super::{PastCharge, PastOutcome, Subscription, application};
use crate::Shop;
use crate::checkout::Handoff;
use crate::plan::Recurring;
use crate::problem::{Code, Problem};
use crate::store::contract_request::Purpose;
use chrono::NaiveDate;
use sbps::message::Application;

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
    let (reference, today) = (subscription.reference.as_str(), now.date());
    shop.config.maintenance.check(now).map_err(|problem| problem.then(application::address(reference)))?;
    let past = shop.store.charges(reference).await?;
    let passed = passed(subscription, &past, today);
    rules::allow(shop, subscription, Action::Reapply, passed, shown, today)?;
    let recurring = subscription.recurring.renewed_on(today, passed).ok_or(Code::Internal)?;
    let in_force = shop.store.in_force(&subscription.customer_code, &subscription.plan).await?;
    if in_force.is_some_and(|other| other != reference) {
        return Err(rules::not_possible(subscription, "already_subscribed"));
    }
    let request = Prepared::new(shop, subscription, now).await?;
    let handoff = request.application(shop, Application::Reapply(request.contract.clone()))?;
    request.keep(shop, Purpose::Renew(recurring)).await?;
    Ok(handoff)
}
