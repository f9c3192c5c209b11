//! What each function of the API type does to the contracts and charges.
//!
//! Service specification, "Payment Status Transition", column "API Type".

use super::code::{Refusal, Type};
use super::sales::{cancel_or_refund, first_day_to_refund, settle};
use crate::contract::ledger::Ledger;
use crate::contract::{Ending, Method, Standing, Status};
use chrono::NaiveDate;
use sbps::api::{Call, FixedTermPurchase};
use sbps::date_time::{JstDateTime, YearMonth};
use sbps::identifier::TrackingId;
use sbps::money::Yen;

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// Nothing more to tell.
    Plainly,
    /// A purchase with this name.
    Purchased(TrackingId),
    /// A simple contract ended, which the merchant is told by a notice too.
    SimpleEnded(TrackingId),
}

/// Does what is asked for; `new_tracking_id` names a purchase, should one be made, and
/// `first_day_fails` says whether a refund on its first possible day fails for the moment.
///
/// # Errors
/// [`Refusal`], and nothing is changed but by a failure that was armed.
pub fn perform(
    ledger: &mut Ledger,
    call: &Call,
    new_tracking_id: TrackingId,
    now: JstDateTime,
    first_day_fails: impl FnOnce() -> bool,
) -> Result<Done, Refusal> {
    let today = now.date();
    match call {
        Call::Settle { tracking_id, amount } => {
            take(ledger, tracking_id, *amount, today)?;
            Ok(Done::Plainly)
        }
        Call::CancelOrRefund { tracking_id, amount, cancel_target_month } => {
            give_back(ledger, tracking_id, *amount, *cancel_target_month, today, first_day_fails)?;
            Ok(Done::Plainly)
        }
        Call::CancelRecurringSimple { tracking_id, .. } => {
            let contract = ledger.contract(tracking_id).filter(|contract| contract.is_simple());
            if contract.is_none() {
                return Err(Refusal::about(Type::TrackingId, "tracking_id"));
            }
            if ledger.end(tracking_id, Ending::AtMerchant, now) {
                Ok(Done::SimpleEnded(tracking_id.clone()))
            } else {
                Err(Refusal::of(Type::SimpleCancelled))
            }
        }
        Call::PurchaseFixedTerm(purchase) => buy(ledger, purchase, new_tracking_id, today),
        Call::UnsubscribeFixedTerm { tracking_id } => {
            let contract = ledger.contract(tracking_id).filter(|contract| !contract.is_simple());
            let contract = contract.ok_or(Refusal::of(Type::UnsubscribeNoApplication))?;
            // One that lapsed cannot be ended any more either (I).
            if contract.standing(today) != Standing::Active {
                return Err(Refusal::of(Type::UnsubscribeCancelled));
            }
            ledger.end(tracking_id, Ending::AtMerchant, now);
            Ok(Done::Plainly)
        }
    }
}

/// Settles a charge, unless a failure is armed: then the payer's side gives the authorisation up (I).
fn take(ledger: &mut Ledger, tracking_id: &TrackingId, amount: Option<Yen>, today: NaiveDate) -> Result<(), Refusal> {
    let Ledger { contracts, charges, .. } = ledger;
    let charge = charges.find_mut(|charge| charge.tracking_id == *tracking_id);
    let charge = charge.ok_or(Refusal::of(Type::SettleNoAuthorisation))?;
    let mut settled = charge.clone();
    settle(&mut settled, amount, today)?;
    let contract = contracts.find_mut(|contract| charge.contract.as_ref() == Some(&contract.tracking_id));
    if let Some(code) = contract.and_then(|contract| contract.armed.take()) {
        charge.status = Status::Cancelled;
        return Err(strike(code, Type::SettlePayerGaveUp));
    }
    *charge = settled;
    Ok(())
}

/// The refusal of an armed failure, `over_limit` where the payer's limit is meant.
fn strike(code: &str, over_limit: Type) -> Refusal {
    Refusal::of(match code {
        "8670" => Type::PayerNotValid,
        "8671" => Type::PayerCircumstances,
        "8672" => Type::PayerProvider,
        _ => over_limit,
    })
}

fn give_back(
    ledger: &mut Ledger,
    tracking_id: &TrackingId,
    amount: Option<Yen>,
    month: Option<YearMonth>,
    today: NaiveDate,
    first_day_fails: impl FnOnce() -> bool,
) -> Result<(), Refusal> {
    let simple = ledger.contract(tracking_id).is_some_and(|contract| contract.is_simple());
    if simple && month.is_none() {
        return Err(Refusal::about(Type::Required, "cancel_target_month"));
    }
    if !simple && month.is_some() {
        return Err(Refusal::about(Type::Unused, "cancel_target_month"));
    }
    let charge = ledger.charges.find_mut(|charge| charge.tracking_id == *tracking_id && charge.month == month);
    let none = if simple { Type::RefundNoSales } else { Type::RefundNoAuthorisation };
    let charge = charge.ok_or(Refusal::of(none))?;
    // Service specification, "List of Provided Functions": of a simple contract the API refunds whole months only.
    if simple && amount.is_some_and(|amount| amount != charge.amount) {
        return Err(Refusal::about(Type::NotAllowedHere, "amount"));
    }
    let mut given_back = charge.clone();
    cancel_or_refund(&mut given_back, amount, today)?;
    // Service specification, "Period for refund": on the first day a refund may fail, because the
    // carrier is still billing; a moment later it passes.
    if first_day_to_refund(charge, amount) == Some(today) && first_day_fails() {
        return Err(Refusal::of(Type::RefundNotBilledYet));
    }
    *charge = given_back;
    Ok(())
}

fn buy(
    ledger: &mut Ledger,
    purchase: &FixedTermPurchase,
    new_tracking_id: TrackingId,
    today: NaiveDate,
) -> Result<Done, Refusal> {
    let contract = ledger.contract_mut(&purchase.tracking_id);
    let contract = contract.filter(|contract| matches!(contract.method, Method::FixedTerm { .. }));
    let contract = contract.ok_or(Refusal::of(Type::PurchaseNoApplication))?;
    if contract.customer_code != purchase.customer_code {
        return Err(Refusal::about(Type::PurchaseCustomerDiffers, "cust_code"));
    }
    match contract.standing(today) {
        Standing::Active => {}
        Standing::Ended(Ending::AtMerchant) => return Err(Refusal::of(Type::PurchaseCancelled)),
        Standing::Ended(_) | Standing::Expired => return Err(Refusal::of(Type::PurchaseUnusable)),
    }
    if let Some(code) = contract.armed.take() {
        return Err(strike(code, Type::PurchaseOverLimit));
    }
    let name = new_tracking_id.clone();
    ledger.purchase(&purchase.tracking_id, new_tracking_id, purchase.order_id.clone(), purchase.amount, today);
    Ok(Done::Purchased(name))
}
