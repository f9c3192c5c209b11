//! Joining: the contract that an order of a plan is for, and the messages that make it.
//!
//! Link type: A01-1 with `pay_type` 1 joins a contract that the gateway bills. One that this server
//! bills is made by A01-1 with `pay_type` 2, which reserves its first charge, where one is due on
//! the day of joining, and otherwise by D01-1 (C−), without an amount.

use crate::domain::order::{Order, Requested};
use crate::domain::plan::recurring::FirstMonthTerms;
use crate::domain::plan::{PlanTerms, Recurring};
use crate::domain::reference::unguessable;
use crate::domain::subscription::link::Links;
use crate::domain::subscription::{Subscription, SubscriptionState};
use crate::service::Shop;
use crate::service::problem::{Code, Problem, internal};
use chrono::NaiveDate;
use sbps::message::purchase_request::Purchase;
use sbps::money::Tax;
use sbps::schedule::Schedule;
use sbps::tax;

/// The contract that an order is for, before the gateway has made it: its terms, and the rate in
/// percent by which its charges are taxed.
#[must_use]
pub fn pending(order: &Order, terms: &PlanTerms, tax_percent: u32, today: NaiveDate) -> Subscription {
    let reference = unguessable();
    Subscription {
        links: Links::of_new(&reference, order.created_at),
        reference,
        order_reference: order.reference.clone(),
        customer_code: order.customer_code.clone(),
        plan: order.product.clone(),
        item_id: order.item_id.clone(),
        item_name: order.item_name.clone(),
        amount: order.amount,
        tax_percent,
        recurring: terms.joined_on(today),
        state: SubscriptionState::Pending,
        tracking_id: None,
        bills_from: today,
        ends_on: None,
        problem: None,
        receipt: None,
        updated_at: order.created_at,
    }
}

/// How A01-1 joins a contract.
#[must_use]
pub const fn purchase(recurring: &Recurring) -> Purchase {
    match recurring {
        Recurring::Simple { first_month, last_month, .. } => Purchase::RecurringSimple {
            first_month_free: matches!(first_month, FirstMonthTerms::Free),
            last_charge_month: *last_month,
        },
        Recurring::FixedTerm { .. } => Purchase::RecurringFixedTerm,
    }
}

/// What A01-1 asks for when the contract of an order is joined today; `None` where D01-1 makes it
/// without an amount.
///
/// # Errors
/// The [`Problem`] that keeps it from going on.
pub async fn requested(
    shop: &Shop,
    order: &Order,
    recurring: &Recurring,
    schedule: &Schedule,
) -> Result<Option<Requested>, Problem> {
    if recurring.is_simple() {
        return Ok(Some(Requested { amount: order.amount, tax: order.tax }));
    }
    let Some(amount) = schedule.first_purchase(recurring.joined_on()) else { return Ok(None) };
    let contract = shop.store.subscription_of_order(&order.reference).await?.ok_or(Code::Internal)?;
    let tax = Tax::new(tax::contained(amount.get(), contract.tax_percent)).map_err(|error| internal(&error))?;
    Ok(Some(Requested { amount, tax }))
}
