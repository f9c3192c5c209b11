//! Leaving: a contract ends for its payer, on this shop's page or on the gateway's.
//!
//! Service specification, "List of Provided Functions": a contract is ended by the API type or by
//! the link type. Which one is a setting (`SBPS_LEAVING`): by the API type the payer has the
//! receipt in two presses; the link type needs no access to it.

mod api;
mod link;

use super::action::{allow, not_possible};
use crate::domain::subscription::rules::{Action, Leaving, Ways, check};
use crate::domain::subscription::{Subscription, SubscriptionState};
use crate::service::Shop;
use crate::service::problem::{Code, Problem};
use crate::service::signing::Handoff;
use chrono::NaiveDate;

/// How far leaving has got.
#[derive(Clone, Debug)]
pub enum Left {
    /// The contract has ended, and the record holds a receipt.
    Ended,
    /// The payer's browser posts this, and the contract ends by the gateway's word.
    AtGateway(Handoff),
}

/// Ends a contract for its payer, or lets the payer end it at the gateway. `shown` is the state
/// that the payer saw.
///
/// # Errors
/// The [`Problem`] that kept it from being done, or that nobody knows whether it was.
pub async fn leave(
    shop: &Shop,
    subscription: &Subscription,
    action: Action,
    shown: SubscriptionState,
) -> Result<Left, Problem> {
    match shop.settings.leaving {
        Leaving::Api => {
            let now = shop.clock.now().ok_or(Code::Internal)?;
            allow(shop, subscription, action, 0, shown, now.date())?;
            api::end(shop, subscription, action, now).await.map(|()| Left::Ended)
        }
        Leaving::Link => sign(shop, subscription, action, shown).await.map(Left::AtGateway),
    }
}

/// Signs what the payer's browser posts to leave a contract at the gateway. Nothing ends by it.
///
/// # Errors
/// [`Code::NotFound`] where contracts are left by the API type; else the [`Problem`] that keeps it
/// from going on.
pub async fn sign(
    shop: &Shop,
    subscription: &Subscription,
    action: Action,
    shown: SubscriptionState,
) -> Result<Handoff, Problem> {
    if shop.settings.leaving != Leaving::Link {
        return Err(Code::NotFound.into());
    }
    let now = shop.clock.now().ok_or(Code::Internal)?;
    allow(shop, subscription, action, 0, shown, now.date())?;
    link::sign(shop, subscription, action, now).await
}

/// Whether the shop itself can end a contract today.
#[must_use]
pub fn can_end_for_shop(shop: &Shop, subscription: &Subscription, today: NaiveDate) -> bool {
    shop.api.is_some() && may_end(shop, subscription, today).is_ok()
}

/// What ending it is called, where the rules let the shop do it today.
fn may_end(shop: &Shop, subscription: &Subscription, today: NaiveDate) -> Result<Action, &'static str> {
    let action = if subscription.recurring.is_simple() { Action::Cancel } else { Action::Unsubscribe };
    let ways = Ways { leaving: Leaving::Api, ..shop.settings.ways() };
    check(&ways, subscription, action, 0, today).map(|()| action)
}

/// Ends a contract by the API type for whoever runs the shop, because its payer asked for it there.
///
/// # Errors
/// [`Code::ActionNotPossible`] with the reason: `not_configured` where there is no way to the API
/// type; else the [`Problem`] that kept it from being done, or that nobody knows whether it was.
pub async fn end_for_shop(shop: &Shop, subscription: &Subscription) -> Result<(), Problem> {
    if shop.api.is_none() {
        let detail = "SBPS_API_URL is not set: end it in the gateway's management tool, on the user information screen";
        return Err(Problem::with_detail(Code::ActionNotPossible, detail).with("because", "not_configured"));
    }
    let now = shop.clock.now().ok_or(Code::Internal)?;
    let action = may_end(shop, subscription, now.date()).map_err(|because| not_possible(subscription, because))?;
    api::end(shop, subscription, action, now).await
}
