//! One charge: reserved by a purchase (ST01-00104-402), then settled (ST02-00201-402).
//!
//! Service specification, "Handling of errors in recurring billing (fixed term/pay as you go)":
//! after a credit limit error the next billing is suspended, and the payer is told of it and of
//! other ways to pay.

use crate::domain::charge::{Outcome, PastOutcome};
use crate::domain::reference::unguessable;
use crate::domain::subscription::Subscription;
use crate::domain::tax::contained_tax;
use crate::service::Shop;
use crate::service::gateway_api::{FixedTermPurchase, GatewayApi, Reply};
use crate::store::StoreError;
use chrono::NaiveDate;
use sbps::date_time::JstDateTime;
use sbps::identifier::{OrderId, TrackingId};
use sbps::money::{Tax, Yen};
use sbps::schedule::{Amount, Charge};

/// Carries out a charge, unless somebody else has begun it; `None` then. The amount must be a fixed
/// one.
pub(super) async fn carry_out(
    shop: &Shop,
    api: &GatewayApi,
    subscription: &Subscription,
    charge: &Charge,
    now: JstDateTime,
) -> Result<Option<PastOutcome>, StoreError> {
    let (Some(contract), Amount::Fixed(amount)) = (subscription.tracking_id.clone(), charge.amount) else {
        return Ok(None);
    };
    let (reference, due_on, seconds) = (subscription.reference.as_str(), charge.date, now.unix_seconds());
    let wrong = |error: &dyn std::fmt::Display| StoreError::Record(error.to_string());
    let order_id = OrderId::new(&unguessable()).map_err(|error| wrong(&error))?;
    if !shop.store.begin_charge(reference, due_on, amount, &order_id, seconds).await? {
        return Ok(None);
    }
    ask(shop, api, subscription, Due { contract, order_id, on: due_on, amount }, now).await.map(Some)
}

/// A charge whose row is committed and that nobody has asked the gateway for.
pub(super) struct Due {
    /// The gateway's name for the contract.
    pub(super) contract: TrackingId,
    /// The charge's own order id.
    pub(super) order_id: OrderId,
    /// The day it is due.
    pub(super) on: NaiveDate,
    /// What it takes.
    pub(super) amount: Yen,
}

/// Asks the gateway for a charge, once, and writes down what became of it.
pub(super) async fn ask(
    shop: &Shop,
    api: &GatewayApi,
    subscription: &Subscription,
    due: Due,
    now: JstDateTime,
) -> Result<PastOutcome, StoreError> {
    let Due { contract, order_id, on: due_on, amount } = due;
    let (reference, seconds) = (subscription.reference.as_str(), now.unix_seconds());
    let purchase = FixedTermPurchase {
        tracking_id: contract,
        customer_code: subscription.customer_code.clone(),
        order_id,
        item_id: subscription.item_id.clone(),
        item_name: subscription.item_name.clone(),
        tax: Tax::new(contained_tax(amount.get(), subscription.tax_percent)).ok(),
        amount,
        free: Default::default(),
        order_row_number: None,
    };
    let reply = api.purchase(purchase, now).await;
    let reply = match &reply {
        Reply::Done(answer) => match answer.tracking_id.clone() {
            Some(payment) => {
                let reserved = Outcome::Reserved(payment.as_str());
                shop.store.end_charge(reference, due_on, reserved, seconds).await?;
                settle(api, payment, now).await
            }
            // Reserved, but under a name that nobody told: it cannot be settled by a program.
            None => Reply::Unknown("a purchase without a tracking id".to_owned()),
        },
        _ => reply,
    };
    end(shop, reference, due_on, &reply, seconds).await
}

/// Writes down what became of a charge, by the gateway's last reply.
pub(super) async fn end(
    shop: &Shop,
    reference: &str,
    due_on: NaiveDate,
    reply: &Reply,
    seconds: i64,
) -> Result<PastOutcome, StoreError> {
    let (outcome, past) = match reply {
        Reply::Done(_) => (Outcome::Paid, PastOutcome::Paid),
        Reply::Refused(code) => (Outcome::Refused(code), PastOutcome::Failed),
        Reply::NotSent(_) => (Outcome::NotReached, PastOutcome::Failed),
        Reply::Unknown(_) => (Outcome::Unknown, PastOutcome::Unknown),
    };
    shop.store.end_charge(reference, due_on, outcome, seconds).await?;
    tracing::info!(subscription = reference, %due_on, outcome = past.as_str(), "charge");
    Ok(past)
}

/// Settles what was reserved. When the gateway cannot be reached for this second call the amount
/// stays reserved and unsettled: that is for a person to see to, so it is not told as a charge that
/// failed.
pub(super) async fn settle(api: &GatewayApi, payment: TrackingId, now: JstDateTime) -> Reply {
    match api.settle(payment, None, now).await {
        Reply::NotSent(why) => Reply::Unknown(why),
        reply => reply,
    }
}
