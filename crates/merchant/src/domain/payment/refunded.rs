//! How much of a contract's charge went back.

use super::call::{Action, PaymentCall};
use crate::domain::charge::PastCharge;
use crate::domain::subscription::Subscription;
use chrono::{Datelike, NaiveDate};
use sbps::date_time::YearMonth;
use sbps::money::Yen;
use sbps::verdict::Effect;

/// How many yen of a charge went back, by the calls about the payments of the order that made the contract.
/// A charge of this service is found by its own name, one of the gateway by the contract's and its month.
#[must_use]
pub fn refunded(contract: &Subscription, charge: &PastCharge, calls: &[PaymentCall]) -> u32 {
    let (name, month) = if contract.recurring.is_simple() {
        (contract.tracking_id.as_ref().map(|id| id.as_str()), month_of(charge.due_on))
    } else {
        (charge.payment.as_deref(), None)
    };
    let is_own = |call: &&PaymentCall| Some(call.tracking_id.as_str()) == name && call.month == month;
    // What a person found holds over what the gateway said.
    let is_done = |call: &&PaymentCall| call.found.unwrap_or(call.effect == Some(Effect::Done));
    let refunds = calls.iter().filter(|call| call.action == Action::Refund).filter(is_own).filter(is_done);
    refunds.fold(0, |sum, call| call.amount.map_or(charge.amount, |part| sum.saturating_add(Yen::get(part))))
}

fn month_of(day: NaiveDate) -> Option<YearMonth> {
    YearMonth::new(day.year(), day.month())
}
