//! Joining: the contract that an order of a plan is for, and the messages that make it.
//!
//! Link type: A01-1 with `pay_type` 1 joins a contract that the gateway bills; D01-1 (C−) makes one that this server
//! bills, without an amount.

use super::{State, Subscription};
use crate::Shop;
use crate::checkout::{Handoff, internal, unguessable};
use crate::plan::recurring::FirstMonthTerms;
use crate::plan::{Plan, Recurring};
use crate::problem::{Code, Problem};
use crate::store::order::Order;
use chrono::NaiveDate;
use sbps::date_time::JstDateTime;
use sbps::identifier::OrderId;
use sbps::message::application_request::ContractDescription;
use sbps::message::purchase_request::{Purchase, ReturnAddresses};
use sbps::message::{Application, ApplicationRequest, SignedForm};

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

/// How A01-1 joins a contract that the gateway bills; `None` for one that this server bills.
#[must_use]
pub const fn joining(recurring: &Recurring) -> Option<Purchase> {
    match recurring {
        Recurring::Simple { first_month, last_month, .. } => Some(Purchase::RecurringSimple {
            first_month_free: matches!(first_month, FirstMonthTerms::Free),
            last_charge_month: *last_month,
        }),
        Recurring::FixedTerm { .. } => None,
    }
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
