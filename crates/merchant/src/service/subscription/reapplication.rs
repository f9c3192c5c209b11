//! Making a contract again: after a charge that did not go through, or after it has ended.
//!
//! Link type, D01-1 with `service_type` 2 and the contract's tracking id (I). The payer's browser
//! posts it.

use super::action::{allow, not_possible};
use super::request::Prepared;
use crate::domain::subscription::renewal::passed;
use crate::domain::subscription::request::Purpose;
use crate::domain::subscription::rules::Action;
use crate::domain::subscription::{Subscription, SubscriptionState};
use crate::service::address::subscription_address;
use crate::service::problem::{Code, Problem};
use crate::service::signing::Handoff;
use crate::service::{Shop, maintenance};
use sbps::message::Application;

/// Signs an application to make a contract again. `shown` is the state that the payer saw.
///
/// # Errors
/// The [`Problem`] that keeps it from going on.
pub async fn sign(shop: &Shop, subscription: &Subscription, shown: SubscriptionState) -> Result<Handoff, Problem> {
    let now = shop.clock.now().ok_or(Code::Internal)?;
    let (reference, today) = (subscription.reference.as_str(), now.date());
    maintenance::check(&shop.settings.maintenance, now)
        .map_err(|problem| problem.then(subscription_address(&subscription.links.act)))?;
    let past = shop.store.charges(reference).await?;
    let passed = passed(subscription, &past, today);
    allow(shop, subscription, Action::Reapply, passed, shown, today)?;
    let recurring = subscription.recurring.renewed_on(today, passed).ok_or(Code::Internal)?;
    let in_force = shop.store.in_force(&subscription.customer_code, &subscription.plan).await?;
    if in_force.is_some_and(|other| other != reference) {
        return Err(not_possible(subscription, "already_subscribed"));
    }
    let request = Prepared::new(shop, subscription, now).await?;
    let handoff = request.application(shop, Application::Reapply(request.contract.clone()))?;
    request.keep(shop, Purpose::Renew(recurring)).await?;
    Ok(handoff)
}
