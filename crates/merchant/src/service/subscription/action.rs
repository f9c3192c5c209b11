//! Whether a payer can do what is asked for, and what is said where it cannot be done.

use crate::domain::subscription::rules::{Action, check};
use crate::domain::subscription::{Subscription, SubscriptionState};
use crate::service::Shop;
use crate::service::address::subscription_address;
use crate::service::problem::{Code, Problem};
use chrono::NaiveDate;

/// Whether what the payer asks for can be done today, of a contract in the state that the payer
/// saw.
///
/// # Errors
/// [`Code::ActionNotPossible`] with the reason.
pub(super) fn allow(
    shop: &Shop,
    subscription: &Subscription,
    action: Action,
    passed: u32,
    shown: SubscriptionState,
    today: NaiveDate,
) -> Result<(), Problem> {
    if shown != subscription.state {
        return Err(not_possible(subscription, "state_differs"));
    }
    check(&shop.settings.ways(), subscription, action, passed, today)
        .map_err(|because| not_possible(subscription, because))
}

/// An action that cannot be done, and why.
#[must_use]
pub(super) fn not_possible(subscription: &Subscription, because: &str) -> Problem {
    let problem = Problem::from(Code::ActionNotPossible).with("because", because);
    problem.then(subscription_address(&subscription.links.act))
}
