//! Begins a call for a charge: decided and written down under the one lock for writing, before the
//! gateway is asked.

use super::ledger::ledger;
use super::outcome::add_outcome;
use crate::domain::charge::attempt::Step;
use crate::domain::charge::ledger::{Next, UNDER_WAY_SECONDS};
use crate::domain::charge::{ChargeOutcome, GIVEN_UP, LAPSED, MISSED, PastOutcome};
use crate::domain::reconciliation::{Kind, NewItem, Subject};
use crate::domain::subscription::{Subscription, SubscriptionState};
use crate::store::billing::is_held;
use crate::store::database::Connection;
use crate::store::gate::Turn;
use crate::store::reconciliation::open_item;
use crate::store::record::{Whole, wrong};
use crate::store::subscription::{By, find};
use crate::store::usage::{open, take};
use crate::store::{Store, StoreError};
use chrono::NaiveDate;
use sbps::identifier::{OrderId, TrackingId};
use sbps::money::Yen;

/// A call that is written down and that its caller, and nobody else, sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChargeCall {
    /// Its number in the record.
    pub call: i64,
    /// The contract.
    pub subscription: String,
    /// The day of the charge.
    pub due_on: NaiveDate,
    /// What it asks for.
    pub step: Step,
    /// The contract's name at the gateway for a purchase, the payment's for a settlement.
    pub tracking_id: TrackingId,
    /// The order id of a purchase.
    pub order_id: Option<OrderId>,
}

/// What a look at a charge comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BegunCharge {
    /// This amount is to be asked for.
    Purchase(ChargeCall, Yen),
    /// What is reserved is to be settled.
    Settlement(ChargeCall),
    /// Nothing is to be asked now: somebody else does, it waits, or it is not to be billed.
    Nothing,
    /// It is known now what becomes of it, without a question.
    Closed(PastOutcome),
    /// The run stands still.
    Held,
}

/// Whether the contract can be billed for that day.
fn is_billed(subscription: &Subscription, due_on: NaiveDate) -> bool {
    subscription.state == SubscriptionState::Active
        && subscription.problem.is_none()
        && subscription.bills_from <= due_on
}

/// Says when a run looks at a charge again.
pub(super) async fn look_again(
    connection: &mut Connection,
    reference: &str,
    due_on: NaiveDate,
    at: i64,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE charges_at_work SET look_at = $1 WHERE subscription = $2 AND due_on = $3")
        .bind(at)
        .bind(reference)
        .bind(due_on.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

/// A new charge of a contract, unless there is one of that day or one of which the end is open.
async fn add_charge(
    connection: &mut Connection,
    subscription: &Subscription,
    due_on: NaiveDate,
    amount: Yen,
    now: i64,
) -> Result<bool, StoreError> {
    let contract = subscription.tracking_id.as_ref().ok_or_else(|| wrong("a contract in force without its name"))?;
    let added = sqlx::query(
        "INSERT INTO charges (subscription, due_on, amount, order_id, begun_at) SELECT $1, $2, $3, $4, $5 \
         WHERE NOT EXISTS (SELECT 1 FROM charges_at_work w WHERE w.subscription = $1) ON CONFLICT DO NOTHING",
    )
    .bind(&subscription.reference)
    .bind(due_on.to_string())
    .bind(i64::from(amount.get()))
    .bind(OrderId::of_charge(contract, due_on, 1).as_str())
    .bind(now)
    .execute(&mut *connection)
    .await?;
    if added.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query("INSERT INTO charges_at_work (subscription, due_on, look_at) VALUES ($1, $2, $3)")
        .bind(&subscription.reference)
        .bind(due_on.to_string())
        .bind(now)
        .execute(connection)
        .await?;
    Ok(true)
}

async fn write_call(
    connection: &mut Connection,
    asked: ChargeCall,
    number: usize,
    now: i64,
) -> Result<ChargeCall, StoreError> {
    let call = sqlx::query_scalar(
        "INSERT INTO gateway_calls (function, subscription, due_on, number, order_id, tracking_id, asked_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
    )
    .bind(asked.step.function().id())
    .bind(&asked.subscription)
    .bind(asked.due_on.to_string())
    .bind(i64::try_from(number).map_err(wrong)?)
    .bind(asked.order_id.as_ref().map(OrderId::as_str))
    .bind(asked.tracking_id.as_str())
    .bind(now)
    .fetch_one(&mut *connection)
    .await?;
    look_again(connection, &asked.subscription, asked.due_on, now + UNDER_WAY_SECONDS).await?;
    Ok(ChargeCall { call, ..asked })
}

/// What may be asked for about a charge now, written down.
async fn ask(
    connection: &mut Connection,
    subscription: &Subscription,
    due_on: NaiveDate,
    now: i64,
    closes_at: i64,
) -> Result<BegunCharge, StoreError> {
    let reference = subscription.reference.as_str();
    let ledger = ledger(connection, reference, due_on).await?;
    let number = ledger.attempts.len() + 1;
    let asked = |step, tracking_id, order_id| ChargeCall {
        call: 0,
        subscription: reference.to_owned(),
        due_on,
        step,
        tracking_id,
        order_id,
    };
    let item = |kind, tracking_id: Option<&TrackingId>, detail: &str| NewItem {
        kind,
        subject: Subject::Charge(reference.to_owned(), due_on),
        order_id: None,
        tracking_id: tracking_id.map(ToString::to_string),
        detail: detail.to_owned(),
    };
    let (outcome, item) = match ledger.next(now, closes_at) {
        Next::Purchase(attempt) => match &subscription.tracking_id {
            Some(contract) if is_billed(subscription, due_on) => {
                let order_id = OrderId::of_charge(contract, due_on, attempt);
                let Whole(amount) =
                    sqlx::query_scalar("SELECT amount FROM charges WHERE subscription = $1 AND due_on = $2")
                        .bind(reference)
                        .bind(due_on.to_string())
                        .fetch_one(&mut *connection)
                        .await?;
                let asked = asked(Step::Purchase, contract.clone(), Some(order_id));
                let asked = write_call(connection, asked, number, now).await?;
                return Ok(BegunCharge::Purchase(asked, Yen::new(amount).map_err(wrong)?));
            }
            _ => (ChargeOutcome::Left(LAPSED), None),
        },
        Next::Settle(payment) if subscription.recurring.is_settled_by_shop() => {
            hand_over(connection, reference, due_on, &payment, now).await?;
            return Ok(BegunCharge::Closed(PastOutcome::Reserved));
        }
        Next::Settle(payment) => {
            let asked = asked(Step::Settlement, payment, None);
            return Ok(BegunCharge::Settlement(write_call(connection, asked, number, now).await?));
        }
        Next::Wait(until) => {
            look_again(connection, reference, due_on, until).await?;
            return Ok(BegunCharge::Nothing);
        }
        Next::Nothing => return Ok(BegunCharge::Nothing),
        Next::BrokenOff => {
            let detail = "the server ended between the question and the answer";
            (ChargeOutcome::Unknown, Some(item(Kind::ChargeUncertain, None, detail)))
        }
        Next::GiveUp { reserved: Some(payment) } => {
            let detail = "reserved, and could not be settled in the time in which that is tried";
            (ChargeOutcome::Unknown, Some(item(Kind::ChargeUncertain, Some(&payment), detail)))
        }
        Next::GiveUp { reserved: None } => {
            let detail = "could not be asked for in the time in which that is tried; nothing was taken";
            (ChargeOutcome::Left(GIVEN_UP), Some(item(Kind::ChargeNotTaken, None, detail)))
        }
    };
    add_outcome(connection, reference, due_on, outcome, now).await?;
    if let Some(item) = item {
        let order_id = last_order_id(connection, reference, due_on).await?;
        open_item(connection, &NewItem { order_id, ..item }, now).await?;
    }
    let past = if outcome == ChargeOutcome::Unknown { PastOutcome::Unknown } else { PastOutcome::Failed };
    Ok(BegunCharge::Closed(past))
}

/// Leaves what is reserved to the shop: no run settles it, and the next charge does not wait for it.
async fn hand_over(
    connection: &mut Connection,
    reference: &str,
    due_on: NaiveDate,
    payment: &TrackingId,
    now: i64,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO handed_over (subscription, due_on, tracking_id, at) VALUES ($1, $2, $3, $4)")
        .bind(reference)
        .bind(due_on.to_string())
        .bind(payment.as_str())
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

/// The order id that was last asked for under a charge.
pub(super) async fn last_order_id(
    connection: &mut Connection,
    reference: &str,
    due_on: NaiveDate,
) -> Result<Option<String>, StoreError> {
    let found: Option<Option<String>> = sqlx::query_scalar(
        "SELECT coalesce((SELECT k.order_id FROM gateway_calls k WHERE k.subscription = c.subscription \
         AND k.due_on = c.due_on AND k.order_id IS NOT NULL ORDER BY k.number DESC LIMIT 1), c.order_id) \
         FROM charges c WHERE c.subscription = $1 AND c.due_on = $2",
    )
    .bind(reference)
    .bind(due_on.to_string())
    .fetch_optional(connection)
    .await?;
    Ok(found.flatten())
}

impl Store {
    /// Begins a charge by the calendar, unless somebody has begun it, the end of another one of the
    /// contract is open, or the contract has ended or was suspended in the meantime.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was begun.
    pub async fn begin_charge(
        &self,
        reference: &str,
        due_on: NaiveDate,
        amount: Yen,
        now: i64,
    ) -> Result<BegunCharge, StoreError> {
        let mut transaction = self.writer.begin(Turn::Billing).await?;
        if is_held(&mut transaction).await? {
            return Ok(BegunCharge::Held);
        }
        let Some(subscription) = find(&mut transaction, By::Reference, reference).await? else {
            return Ok(BegunCharge::Nothing);
        };
        if !is_billed(&subscription, due_on)
            || !add_charge(&mut transaction, &subscription, due_on, amount, now).await?
        {
            return Ok(BegunCharge::Nothing);
        }
        let begun = ask(&mut transaction, &subscription, due_on, now, i64::MAX).await?;
        transaction.commit().await?;
        Ok(begun)
    }

    /// Begins the charge of a day for what was used until the day before, unless there is nothing
    /// or one of the reasons of [`begin_charge`](Self::begin_charge) stands against it.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was begun.
    pub async fn begin_usage_charge(
        &self,
        reference: &str,
        today: NaiveDate,
        now: i64,
    ) -> Result<BegunCharge, StoreError> {
        let mut transaction = self.writer.begin(Turn::Billing).await?;
        if is_held(&mut transaction).await? {
            return Ok(BegunCharge::Held);
        }
        let Some(subscription) = find(&mut transaction, By::Reference, reference).await? else {
            return Ok(BegunCharge::Nothing);
        };
        let used = open(&mut transaction, reference).await?;
        let Some((entries, amount)) = used.due(today, subscription.amount) else { return Ok(BegunCharge::Nothing) };
        if !is_billed(&subscription, today) || !add_charge(&mut transaction, &subscription, today, amount, now).await? {
            return Ok(BegunCharge::Nothing);
        }
        take(&mut transaction, reference, today, entries).await?;
        let begun = ask(&mut transaction, &subscription, today, now, i64::MAX).await?;
        transaction.commit().await?;
        Ok(begun)
    }

    /// Goes on with a charge that was begun: what was certainly not done is asked for again before
    /// `closes_at` (seconds since 1970-01-01T00:00:00Z), what broke off is said to be uncertain, or
    /// settled again.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was begun.
    pub async fn go_on_with_charge(
        &self,
        reference: &str,
        due_on: NaiveDate,
        now: i64,
        closes_at: i64,
    ) -> Result<BegunCharge, StoreError> {
        let mut transaction = self.writer.begin(Turn::Billing).await?;
        if is_held(&mut transaction).await? {
            return Ok(BegunCharge::Held);
        }
        let subscription = find(&mut transaction, By::Reference, reference).await?;
        let subscription = subscription.ok_or_else(|| wrong("a charge without its contract"))?;
        let begun = ask(&mut transaction, &subscription, due_on, now, closes_at).await?;
        transaction.commit().await?;
        Ok(begun)
    }

    /// Passes over a day that was due and not billed in its time: it is on record and on the list,
    /// and no program bills it. Says whether it was not passed over before.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn pass_over_charge(
        &self,
        reference: &str,
        due_on: NaiveDate,
        amount: Yen,
        now: i64,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.writer.begin(Turn::Billing).await?;
        let added = sqlx::query(
            "INSERT INTO charges (subscription, due_on, amount, begun_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        )
        .bind(reference)
        .bind(due_on.to_string())
        .bind(i64::from(amount.get()))
        .bind(now)
        .execute(&mut *transaction)
        .await?;
        if added.rows_affected() == 1 {
            add_outcome(&mut transaction, reference, due_on, ChargeOutcome::Left(MISSED), now).await?;
            let item = NewItem {
                kind: Kind::ChargeMissed,
                subject: Subject::Charge(reference.to_owned(), due_on),
                order_id: None,
                tracking_id: None,
                detail: format!("{amount} yen were due and a later day is due by now; nothing was asked for"),
            };
            open_item(&mut transaction, &item, now).await?;
        }
        transaction.commit().await?;
        Ok(added.rows_affected() == 1)
    }
}
