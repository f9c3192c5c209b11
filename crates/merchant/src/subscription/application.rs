//! Joining: the contract that an order of a plan is for, and the messages that make it.
//!
//! Link type: A01-1 with `pay_type` 1 joins a contract that the gateway bills. One that this server bills is made by A01-1
//! with `pay_type` 2, which reserves its first charge, where one is due on the day of joining, and otherwise by D01-1 (C−),
//! without an amount.

use super::{State, Subscription};
use crate::Shop;
use crate::catalogue::contained_tax;
use crate::checkout::{Handoff, internal, unguessable};
use crate::plan::recurring::FirstMonthTerms;
use crate::plan::{Plan, Recurring};
use crate::problem::{Code, Problem};
use crate::store::order::Order;
use crate::store::requested::Requested;
use chrono::NaiveDate;
use sbps::date_time::JstDateTime;
use sbps::identifier::OrderId;
use sbps::message::application_request::ContractDescription;
use sbps::message::purchase_request::{Purchase, ReturnAddresses};
use sbps::message::{Application, ApplicationRequest, SignedForm};
use sbps::money::Tax;
use sbps::schedule::Schedule;

/// The address of a contract's page.
#[must_use]
pub fn address(reference: &str) -> String {
    format!("/subscriptions/{reference}")
}

/// The contract that an order of a plan is for, before the gateway has made it.
#[must_use]
pub fn pending(order: &Order, plan: &Plan, today: NaiveDate) -> Subscription {
    Subscription {
        reference: unguessable(),
        order_reference: order.reference.clone(),
        customer_code: order.customer_code.clone(),
        plan: order.product.clone(),
        item_id: order.item_id.clone(),
        item_name: order.item_name.clone(),
        amount: order.amount,
        tax_percent: plan.tax_percent,
        recurring: plan.terms.joined_on(today),
        state: State::Pending,
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
pub const fn joining(recurring: &Recurring) -> Purchase {
    match recurring {
        Recurring::Simple { first_month, last_month, .. } => Purchase::RecurringSimple {
            first_month_free: matches!(first_month, FirstMonthTerms::Free),
            last_charge_month: *last_month,
        },
        Recurring::FixedTerm { .. } => Purchase::RecurringFixedTerm,
    }
}

/// What A01-1 asks for when the contract of an order is joined today; `None` where D01-1 makes it without an amount.
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
    let tax = Tax::new(contained_tax(amount.get(), contract.tax_percent)).map_err(|error| internal(&error))?;
    Ok(Some(Requested { amount, tax }))
}

/// The contract of an order as D01-1 names it.
#[must_use]
pub fn description(
    shop: &Shop,
    order: &Order,
    order_id: OrderId,
    application: Application,
    now: JstDateTime,
) -> ContractDescription {
    ContractDescription {
        merchant_id: shop.config.merchant_id.clone(),
        service_id: shop.config.service_id.clone(),
        customer_code: order.customer_code.clone(),
        order_id,
        item_id: order.item_id.clone(),
        item_name: order.item_name.clone(),
        application,
        free: Default::default(),
        request_date: now,
        limit_seconds: shop.config.limit_seconds,
    }
}

/// Signs D01-1.
///
/// # Errors
/// The [`Problem`] that keeps it from going on.
pub fn sign(shop: &Shop, contract: ContractDescription, addresses: ReturnAddresses) -> Result<Handoff, Problem> {
    let Some(action) = shop.config.application_url.clone() else {
        // An order from a time when contracts of this kind were sold.
        return Err(internal(&"SBPS_APPLICATION_URL is not set"));
    };
    let request = ApplicationRequest { contract, addresses };
    let signed = SignedForm::sign_request(request.form(), &shop.config.hash_key)
        .map_err(|error| Problem::with_detail(Code::ItemNameUnencodable, error.to_string()))?;
    Ok(Handoff { action, signed })
}
