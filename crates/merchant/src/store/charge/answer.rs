//! Writes down what became of a call, with everything that follows from it, in one transaction.

use super::attempt::{ChargeCall, last_order_id, look_again};
use super::ledger::{actor_word, ledger};
use super::outcome::{add_outcome, set_problem};
use crate::domain::billing::{Hold, HoldReason, UNCERTAIN_IN_A_ROW};
use crate::domain::charge::ChargeOutcome;
use crate::domain::charge::attempt::{Answer, Consequence};
use crate::domain::charge::ledger::Next;
use crate::domain::reconciliation::{Kind, NewItem, Subject};
use crate::domain::subscription::FailedCharge;
use crate::store::billing::hold;
use crate::store::database::Connection;
use crate::store::gate::Turn;
use crate::store::reconciliation::{close_item, open_item};
use crate::store::record::Flag;
use crate::store::{Store, StoreError};
use chrono::NaiveDate;
use sbps::api::Function;
use sbps::identifier::TrackingId;

/// What the gateway told, beside what follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallAnswer {
    /// What follows.
    pub answer: Answer,
    /// The gateway's code, where it gave one.
    pub code: Option<String>,
    /// What was seen, for whoever looks.
    pub detail: String,
}

/// What was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnsweredCharge {
    /// What it means for the charge.
    pub consequence: Consequence,
    /// The run stands still from now on.
    pub hold: Option<Hold>,
}

async fn write(connection: &mut Connection, call: i64, told: &CallAnswer) -> Result<(), StoreError> {
    let Answer { arrived, verdict, payment, at } = &told.answer;
    sqlx::query(
        "INSERT INTO gateway_answers (call, arrived, actor, effect, follow_up, code, tracking_id, detail, answered_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(call)
    .bind(i64::from(*arrived))
    .bind(verdict.actor.map(actor_word))
    .bind(verdict.effect.code())
    .bind(verdict.follow_up.code())
    .bind(&told.code)
    .bind(payment.as_ref().map(TrackingId::as_str))
    .bind(&told.detail)
    .bind(at)
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether so many calls in a row are uncertain that something is wrong with all of them.
async fn are_uncertain(connection: &mut Connection) -> Result<bool, StoreError> {
    let uncertain: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM (SELECT effect, follow_up FROM gateway_answers ORDER BY id DESC LIMIT $1) latest \
         WHERE effect = 'uncertain' AND follow_up = 'reconcile'",
    )
    .bind(UNCERTAIN_IN_A_ROW)
    .fetch_one(connection)
    .await?;
    Ok(uncertain >= UNCERTAIN_IN_A_ROW)
}

/// Whether something is known about a charge that no late answer may change: it is paid, not taken,
/// or a person has said so.
async fn is_decided(connection: &mut Connection, reference: &str, due_on: NaiveDate) -> Result<bool, StoreError> {
    let Flag(is_decided) = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM charge_outcomes WHERE subscription = $1 AND due_on = $2 \
         AND outcome IN ('paid', 'failed'))",
    )
    .bind(reference)
    .bind(due_on.to_string())
    .fetch_one(connection)
    .await?;
    Ok(is_decided)
}

impl Store {
    /// Writes down what became of a call for a charge: the charge, the contract, the list and the
    /// run follow in the same transaction.
    ///
    /// # Errors
    /// [`StoreError`] when nothing of it is written: the call then counts as broken off.
    pub async fn answer_charge(&self, asked: &ChargeCall, told: &CallAnswer) -> Result<AnsweredCharge, StoreError> {
        let mut transaction = self.writer.begin(Turn::Billing).await?;
        write(&mut transaction, asked.call, told).await?;
        let consequence = told.answer.consequence(asked.step);
        let (reference, due_on, now) = (asked.subscription.as_str(), asked.due_on, told.answer.at);
        let subject = Subject::Charge(reference.to_owned(), due_on);
        let code = told.code.as_deref().filter(|code| !code.is_empty()).unwrap_or("none");
        let item = |kind, order_id| NewItem {
            kind,
            subject: subject.clone(),
            order_id,
            tracking_id: told.answer.payment.as_ref().map(ToString::to_string),
            detail: format!("{}: {}", asked.step.function().id(), told.detail),
        };
        let mut stop = None;
        if is_decided(&mut transaction, reference, due_on).await? {
            // The call was given up and somebody has decided since; what it did is looked at again.
            let order_id = last_order_id(&mut transaction, reference, due_on).await?;
            open_item(&mut transaction, &item(Kind::ChargeUncertain, order_id), now).await?;
            transaction.commit().await?;
            return Ok(AnsweredCharge { consequence, hold: None });
        }
        match &consequence {
            Consequence::Reserved(payment) => {
                add_outcome(&mut transaction, reference, due_on, ChargeOutcome::Reserved(payment.as_str()), now)
                    .await?;
                look_again(&mut transaction, reference, due_on, now).await?;
            }
            Consequence::Paid => {
                add_outcome(&mut transaction, reference, due_on, ChargeOutcome::Paid, now).await?;
                let by = ("gateway", "its answer came late");
                close_item(&mut transaction, Kind::ChargeUncertain, &subject, by, now).await?;
            }
            Consequence::Suspends => {
                add_outcome(&mut transaction, reference, due_on, ChargeOutcome::Refused(code), now).await?;
                let problem = FailedCharge { code: code.to_owned(), on: due_on };
                set_problem(&mut transaction, reference, &problem, now).await?;
            }
            Consequence::StopsRun => {
                look_again(&mut transaction, reference, due_on, now).await?;
                stop = Some((HoldReason::OurFault, told.detail.clone()));
            }
            Consequence::Waits => {
                if let Next::Wait(until) = ledger(&mut transaction, reference, due_on).await?.next(now, i64::MAX) {
                    look_again(&mut transaction, reference, due_on, until).await?;
                }
            }
            Consequence::NotTaken => {
                add_outcome(&mut transaction, reference, due_on, ChargeOutcome::Refused(code), now).await?;
                let order_id = last_order_id(&mut transaction, reference, due_on).await?;
                open_item(&mut transaction, &item(Kind::ChargeNotTaken, order_id), now).await?;
            }
            Consequence::Uncertain => {
                add_outcome(&mut transaction, reference, due_on, ChargeOutcome::Unknown, now).await?;
                let order_id = last_order_id(&mut transaction, reference, due_on).await?;
                open_item(&mut transaction, &item(Kind::ChargeUncertain, order_id), now).await?;
                if are_uncertain(&mut transaction).await? {
                    stop = Some((HoldReason::UncertainInARow, told.detail.clone()));
                }
            }
        }
        let mut held = None;
        if let Some((reason, detail)) = stop {
            held = hold(&mut transaction, Hold { reason, detail, held_at: now }, None).await?;
        }
        transaction.commit().await?;
        Ok(AnsweredCharge { consequence, hold: held })
    }

    /// How many answers of the gateway about contracts are on record.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn answers_of_gateway(&self) -> Result<u64, StoreError> {
        let count: i64 = sqlx::query_scalar("SELECT coalesce(max(id), 0) FROM gateway_answers")
            .fetch_one(&mut *self.readers.lend().await?)
            .await?;
        Ok(count.unsigned_abs())
    }

    /// Writes down a call that ends a contract, before it is sent; gives back its number.
    ///
    /// # Errors
    /// [`StoreError`] when it is not written: it must not be sent then.
    pub async fn begin_call(
        &self,
        function: Function,
        reference: &str,
        contract: &TrackingId,
        now: i64,
    ) -> Result<i64, StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let call = sqlx::query_scalar(
            "INSERT INTO gateway_calls (function, subscription, tracking_id, asked_at) VALUES ($1, $2, $3, $4) RETURNING id",
        )
        .bind(function.id())
        .bind(reference)
        .bind(contract.as_str())
        .bind(now)
        .fetch_one(&mut *change)
        .await?;
        change.commit().await?;
        Ok(call)
    }

    /// Writes down what became of such a call.
    ///
    /// # Errors
    /// [`StoreError`] when it is not written.
    pub async fn end_call(&self, call: i64, told: &CallAnswer) -> Result<(), StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        write(&mut change, call, told).await?;
        change.commit().await
    }
}
