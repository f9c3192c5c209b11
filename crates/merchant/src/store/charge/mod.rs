//! Money under fixed-term contracts: rows that are only ever added.

mod answer;
mod attempt;
mod ledger;
mod outcome;

pub use answer::{AnsweredCharge, CallAnswer};
pub use attempt::{BegunCharge, ChargeCall};
pub(super) use ledger::actor_word;
pub(super) use outcome::{add_outcome, set_problem};

use super::record::{day, japan_day, wrong};
use super::{Store, StoreError};
use crate::domain::charge::{PastCharge, PastOutcome};
use chrono::NaiveDate;

#[derive(sqlx::FromRow)]
struct ChargeRow {
    due_on: String,
    #[sqlx(try_from = "i64")]
    amount: u32,
    outcome: Option<String>,
    payment: Option<String>,
}

impl Store {
    /// The charges of a contract that were asked for or told of, in the order of their days.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn charges(&self, reference: &str) -> Result<Vec<PastCharge>, StoreError> {
        let rows: Vec<ChargeRow> = sqlx::query_as(
            "SELECT c.due_on, coalesce((SELECT w.amount FROM shop_settlements w WHERE w.subscription = c.subscription \
             AND w.due_on = c.due_on AND w.action = 'settle'), c.amount) AS amount, \
             coalesce((SELECT o.outcome FROM charge_outcomes o \
             WHERE o.subscription = c.subscription AND o.due_on = c.due_on AND o.outcome <> 'reserved' \
             ORDER BY o.id DESC LIMIT 1), (SELECT CASE w.action WHEN 'settle' THEN 'paid' ELSE 'cancelled' END \
             FROM shop_settlements w WHERE w.subscription = c.subscription AND w.due_on = c.due_on), \
             (SELECT 'reserved' FROM handed_over h WHERE h.subscription = c.subscription AND h.due_on = c.due_on), \
             CASE WHEN (SELECT a.follow_up FROM gateway_calls k \
             LEFT JOIN gateway_answers a ON a.call = k.id WHERE k.subscription = c.subscription \
             AND k.due_on = c.due_on ORDER BY k.number DESC LIMIT 1) IN ('stop_run', 'wait_and_retry') \
             THEN 'waiting' END) AS outcome, (SELECT p.tracking_id FROM charge_outcomes p \
             WHERE p.subscription = c.subscription AND p.due_on = c.due_on AND p.tracking_id IS NOT NULL \
             ORDER BY p.id DESC LIMIT 1) AS payment FROM charges c WHERE c.subscription = $1 ORDER BY c.due_on",
        )
        .bind(reference)
        .fetch_all(&mut *self.readers.lend().await?)
        .await?;
        let read = |row: ChargeRow| {
            let outcome = match row.outcome.as_deref() {
                Some("paid") => PastOutcome::Paid,
                Some("failed") => PastOutcome::Failed,
                Some("waiting") => PastOutcome::Waiting,
                Some("reserved") => PastOutcome::Reserved,
                Some("cancelled") => PastOutcome::Cancelled,
                Some("unknown") | None => PastOutcome::Unknown,
                Some(other) => return Err(wrong(format!("charge outcome {other:?}"))),
            };
            Ok(PastCharge { due_on: day(&row.due_on)?, amount: row.amount, outcome, payment: row.payment })
        };
        rows.into_iter().map(read).collect()
    }

    /// The day in Japan of [`last_paid_at`](Self::last_paid_at).
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn last_paid_on(&self, reference: &str) -> Result<Option<NaiveDate>, StoreError> {
        self.last_paid_at(reference).await?.map(japan_day).transpose()
    }

    /// When the payment of a charge of a contract was last asked for, of those that were paid, in
    /// seconds since 1970-01-01T00:00:00Z: that it was paid may have been found out much later.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn last_paid_at(&self, reference: &str) -> Result<Option<i64>, StoreError> {
        Ok(sqlx::query_scalar(
            "SELECT max(coalesce((SELECT max(k.asked_at) FROM gateway_calls k WHERE k.subscription = c.subscription \
             AND k.due_on = c.due_on AND k.order_id IS NOT NULL), c.begun_at)) \
             FROM charges c WHERE c.subscription = $1 AND (EXISTS (SELECT 1 FROM charge_outcomes o \
             WHERE o.subscription = c.subscription AND o.due_on = c.due_on AND o.outcome = 'paid') \
             OR EXISTS (SELECT 1 FROM shop_settlements w WHERE w.subscription = c.subscription \
             AND w.due_on = c.due_on AND w.action = 'settle'))",
        )
        .bind(reference)
        .fetch_one(&mut *self.readers.lend().await?)
        .await?)
    }
}
