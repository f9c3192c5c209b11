//! One charge: reserved by a purchase (ST01-00104-402), then settled (ST02-00201-402).
//!
//! Service specification, "Handling of errors in recurring billing (fixed term/pay as you go)":
//! after a credit limit error the next billing is suspended, and the payer is told of it and of
//! other ways to pay. What any other answer means stands in [`sbps::verdict`] and
//! [`domain::charge`](crate::domain::charge).

use super::job::{BillingError, Job};
use super::report::Report;
use crate::domain::charge::PastOutcome;
use crate::domain::charge::attempt::Consequence;
use crate::domain::subscription::Subscription;
use crate::service::gateway_api::{FixedTermPurchase, told};
use crate::store::{AnsweredCharge, BegunCharge, CallAnswer, ChargeCall, StoreError};
use sbps::identifier::OrderId;
use sbps::money::{Tax, Yen};
use sbps::tax;
use std::time::Duration;

/// How often it is tried again to write down what became of a call, and how long is waited between.
const WRITES: u32 = 3;
const BETWEEN_WRITES: Duration = Duration::from_secs(1);

/// Carries out what was begun of a charge, to its end or to where it has to wait.
pub(super) async fn carry_out(
    job: &Job<'_>,
    subscription: &Subscription,
    mut begun: BegunCharge,
) -> Result<Report, BillingError> {
    loop {
        let (asked, outcome) = match begun {
            BegunCharge::Nothing => return Ok(Report::default()),
            BegunCharge::Held => return Err(BillingError::Held),
            BegunCharge::Closed(outcome) => return Ok(Report::of(outcome)),
            BegunCharge::Purchase(asked, amount) => {
                let Some(purchase) = purchase(subscription, &asked, amount) else { return Ok(Report::default()) };
                (asked, job.api.purchase(purchase, job.now()?).await)
            }
            BegunCharge::Settlement(asked) => {
                let payment = asked.tracking_id.clone();
                (asked, job.api.settle(payment, None, job.now()?).await)
            }
        };
        let now = job.now()?.unix_seconds();
        let written = write_down(job, &asked, &told(asked.step.function(), &outcome, now)).await?;
        if let Some(hold) = &written.hold {
            tracing::error!(reason = hold.reason.as_str(), hold.detail, "BILLING IS HELD until a person releases it");
        }
        let outcome = match written.consequence {
            Consequence::Reserved(_) if job.is_stopping() => return Ok(Report::default()),
            Consequence::Reserved(_) => {
                let (reference, due_on) = (subscription.reference.as_str(), asked.due_on);
                begun =
                    job.shop.store.go_on_with_charge(reference, due_on, job.now()?.unix_seconds(), i64::MAX).await?;
                continue;
            }
            Consequence::Paid => PastOutcome::Paid,
            Consequence::Suspends | Consequence::NotTaken => PastOutcome::Failed,
            Consequence::StopsRun | Consequence::Waits => PastOutcome::Waiting,
            Consequence::Uncertain => PastOutcome::Unknown,
        };
        tracing::info!(order_id = asked.order_id.as_ref().map(OrderId::as_str), due_on = %asked.due_on, outcome = outcome.as_str(), "charge");
        return Ok(Report::of(outcome));
    }
}

/// Writes down what became of a call. What the gateway did must not be lost for a store that is out
/// of order for a moment, nor for one that is so for longer: then the log has it.
async fn write_down(job: &Job<'_>, asked: &ChargeCall, told: &CallAnswer) -> Result<AnsweredCharge, StoreError> {
    let mut tried = 0;
    loop {
        match job.shop.store.answer_charge(asked, told).await {
            Err(error) if tried < WRITES => {
                tracing::warn!(%error, "the answer to a call is not written yet");
                tried += 1;
                tokio::time::sleep(BETWEEN_WRITES).await;
            }
            Err(error) => {
                tracing::error!(
                    order_id = asked.order_id.as_ref().map(OrderId::as_str),
                    tracking_id = told.answer.payment.as_ref().unwrap_or(&asked.tracking_id).as_str(),
                    due_on = %asked.due_on, told.detail, %error, "NOT ON RECORD: what became of a call",
                );
                return Err(error);
            }
            written => return written,
        }
    }
}

fn purchase(subscription: &Subscription, asked: &ChargeCall, amount: Yen) -> Option<FixedTermPurchase> {
    Some(FixedTermPurchase {
        tracking_id: asked.tracking_id.clone(),
        customer_code: subscription.customer_code.clone(),
        order_id: asked.order_id.clone()?,
        item_id: subscription.item_id.clone(),
        item_name: subscription.item_name.clone(),
        tax: Tax::new(tax::contained(amount.get(), subscription.tax_percent)).ok(),
        amount,
        free: Default::default(),
        order_row_number: None,
    })
}
