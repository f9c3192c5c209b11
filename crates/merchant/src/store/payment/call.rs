//! A call about a payment: decided and written down under the one lock for writing before it is
//! sent, and what became of it, with the item of the reconciliation list that follows.

use super::facts::{PaymentName, payment};
use super::retry::{Retrying, follow};
use crate::domain::charge::attempt::{Consequence, Step};
use crate::domain::payment::{Action, Decided, Facts, Refused, UNDER_WAY_SECONDS, Wish, decide};
use crate::domain::reconciliation::{Kind, NewItem, Subject};
use crate::domain::subscription::FailedCharge;
use crate::store::charge::{actor_word, set_problem};
use crate::store::database::Connection;
use crate::store::gate::Turn;
use crate::store::reconciliation::open_item;
use crate::store::record::day;
use crate::store::{CallAnswer, Store, StoreError};
use chrono::NaiveDate;
use kantan_checkout::page::day::write_month;
use sbps::billing::Contract;
use sbps::identifier::TrackingId;
use sbps::verdict::Effect;

/// What a program asks for, under its own name for the request.
#[derive(Clone, Debug)]
pub struct NewPaymentCall {
    /// The payment.
    pub named: PaymentName,
    /// What is wished.
    pub wish: Wish,
    /// The program's own name for the request.
    pub idempotency_key: String,
    /// SHA-256 of what is asked, in hexadecimal digits.
    pub digest: String,
    /// The call for which it is asked again, of a refund that waits.
    pub retry_of: Option<i64>,
}

/// What is on record under an idempotency key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeptPaymentCall {
    /// The same was asked: the call's number, and the payment's name at the gateway.
    Same(i64, String),
    /// Something else was asked.
    Other,
}

/// What a request comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BegunPaymentCall {
    /// It is written down under this number, and is sent by its caller and nobody else.
    Now(i64, TrackingId, Decided),
    /// It was asked before.
    Kept(KeptPaymentCall),
    /// It cannot be done.
    Refused(Box<Facts>, Refused),
    /// There is no such payment.
    Unknown,
}

#[derive(sqlx::FromRow)]
struct KeptRow {
    id: i64,
    tracking_id: String,
    digest: String,
}

async fn kept(connection: &mut Connection, key: &str, digest: &str) -> Result<Option<KeptPaymentCall>, StoreError> {
    let sql = "SELECT id, tracking_id, digest FROM payment_calls WHERE idempotency_key = $1";
    let row: Option<KeptRow> = sqlx::query_as(sql).bind(key).fetch_optional(connection).await?;
    let found = |row: KeptRow| {
        if row.digest == digest { KeptPaymentCall::Same(row.id, row.tracking_id) } else { KeptPaymentCall::Other }
    };
    Ok(row.map(found))
}

/// The item of a call of which nobody knows what it did.
fn uncertain(order_reference: String, tracking_id: String, action: Action, detail: &str) -> NewItem {
    NewItem {
        kind: Kind::PaymentUncertain,
        subject: Subject::Order(order_reference),
        order_id: None,
        tracking_id: Some(tracking_id),
        detail: format!("{}: {detail}", action.as_str()),
    }
}

/// The sale of a contract's charge could not be confirmed for a cause of the payer: the contract is billed no further, as
/// when the run is told so.
async fn suspend(connection: &mut Connection, call: i64, told: &CallAnswer) -> Result<(), StoreError> {
    let sql = "SELECT h.subscription, h.due_on FROM payment_calls k JOIN handed_over h ON h.tracking_id = k.tracking_id \
               WHERE k.id = $1 AND k.action = 'settle'";
    let charge: Option<(String, String)> = sqlx::query_as(sql).bind(call).fetch_optional(&mut *connection).await?;
    let Some((contract, due_on)) = charge else { return Ok(()) };
    let problem = FailedCharge { code: told.code.clone().unwrap_or_default(), on: day(&due_on)? };
    set_problem(connection, &contract, &problem, told.answer.at).await
}

impl Store {
    /// Begins a call, unless it was asked before, the rules refuse it, or something else about the
    /// order's payments is open. `now` is the day in Japan and seconds since 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// [`StoreError`] when nothing is written down: it must not be sent then.
    pub async fn begin_payment_call(
        &self,
        asked: &NewPaymentCall,
        contract: Contract,
        now: (NaiveDate, i64),
    ) -> Result<BegunPaymentCall, StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        if let Some(kept) = kept(&mut change, &asked.idempotency_key, &asked.digest).await? {
            return Ok(BegunPaymentCall::Kept(kept));
        }
        let Some(mut facts) = payment(&mut change, &asked.named).await? else { return Ok(BegunPaymentCall::Unknown) };
        // What waits does not keep itself waiting.
        facts.retry = facts.retry.filter(|retry| asked.retry_of != Some(retry.call));
        let decided = match decide(&facts, contract, asked.wish, now) {
            Ok(decided) => decided,
            Err(refused) => return Ok(BegunPaymentCall::Refused(Box::new(facts), refused)),
        };
        let sql = "INSERT INTO payment_calls (tracking_id, order_reference, action, amount, month, idempotency_key, \
                   digest, asked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id";
        let id = sqlx::query_scalar(sql)
            .bind(facts.tracking_id.as_str())
            .bind(&facts.order_reference)
            .bind(asked.wish.action.as_str())
            .bind(decided.amount.map(|amount| i64::from(amount.get())))
            .bind(facts.month().map(write_month))
            .bind(&asked.idempotency_key)
            .bind(&asked.digest)
            .bind(now.1)
            .fetch_one(&mut *change)
            .await?;
        change.commit().await?;
        Ok(BegunPaymentCall::Now(id, facts.tracking_id, decided))
    }

    /// What is on record under an idempotency key, if anything is.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn call_under(&self, key: &str, digest: &str) -> Result<Option<KeptPaymentCall>, StoreError> {
        kept(&mut *self.readers.lend().await?, key, digest).await
    }

    /// Writes down what became of a call; what nobody knows comes onto the list.
    ///
    /// # Errors
    /// [`StoreError`] when it is not written: the call then counts as broken off.
    pub async fn end_payment_call(
        &self,
        call: i64,
        effect: Effect,
        told: &CallAnswer,
        then: Retrying,
    ) -> Result<(), StoreError> {
        let mut change = self.writer.begin(Turn::Billing).await?;
        follow(&mut change, call, then).await?;
        let verdict = &told.answer.verdict;
        sqlx::query(
            "INSERT INTO payment_answers (call, arrived, actor, effect, follow_up, code, detail, answered_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(call)
        .bind(i64::from(told.answer.arrived))
        .bind(verdict.actor.map(actor_word))
        .bind(effect.code())
        .bind(verdict.follow_up.code())
        .bind(&told.code)
        .bind(&told.detail)
        .bind(told.answer.at)
        .execute(&mut *change)
        .await?;
        if effect == Effect::Uncertain {
            let sql = "SELECT order_reference, tracking_id, action FROM payment_calls WHERE id = $1";
            let (order, tracking_id, action): (String, String, String) =
                sqlx::query_as(sql).bind(call).fetch_one(&mut *change).await?;
            let action = Action::from_name(&action).unwrap_or(Action::Refund);
            open_item(&mut change, &uncertain(order, tracking_id, action, &told.detail), told.answer.at).await?;
        }
        if told.answer.consequence(Step::Settlement) == Consequence::Suspends {
            suspend(&mut change, call, told).await?;
        }
        change.commit().await
    }

    /// Puts onto the list the calls that were asked for so long ago that their answer will not
    /// come; how many.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn miss_answers(&self, now: i64) -> Result<u64, StoreError> {
        let mut change = self.writer.begin(Turn::Billing).await?;
        let rows: Vec<(String, String, String)> = sqlx::query_as(
            "SELECT k.order_reference, k.tracking_id, k.action FROM payment_calls k WHERE k.asked_at <= $1 \
             AND NOT EXISTS (SELECT 1 FROM payment_answers a WHERE a.call = k.id) \
             AND NOT EXISTS (SELECT 1 FROM payment_findings f WHERE f.call = k.id)",
        )
        .bind(now - UNDER_WAY_SECONDS)
        .fetch_all(&mut *change)
        .await?;
        let mut missed = 0;
        for (order, tracking_id, action) in rows {
            let action = Action::from_name(&action).unwrap_or(Action::Refund);
            let detail = "the server ended between the question and the answer";
            let is_new = open_item(&mut change, &uncertain(order, tracking_id, action, detail), now).await?;
            missed += u64::from(is_new);
        }
        change.commit().await?;
        Ok(missed)
    }
}
