//! A contract that is made again: how much of it is left, and its terms.

use super::Subscription;
use crate::domain::charge::PastCharge;
use crate::domain::plan::Recurring;
use chrono::NaiveDate;

/// How many cycles of a contract are over: the free ones and those that were asked for. One that
/// did not go through was not delivered and is still the payer's to have.
#[must_use]
pub fn passed(subscription: &Subscription, past: &[PastCharge], today: NaiveDate) -> u32 {
    let free = subscription.recurring.free_days(subscription.amount, today).len();
    let joined_on = subscription.recurring.joined_on();
    let asked = past.iter().filter(|charge| charge.due_on >= joined_on && !charge.outcome.is_nothing()).count();
    u32::try_from(free + asked).unwrap_or(u32::MAX)
}

/// The contract as it would be made again today; `None` if it cannot be.
#[must_use]
pub fn renewed(subscription: &Subscription, past: &[PastCharge], today: NaiveDate) -> Option<Recurring> {
    subscription.recurring.renewed_on(today, passed(subscription, past, today))
}
