//! Money under fixed-term contracts: rows that are only ever added.

use super::record::{day, wrong};
use super::subscription::tell;
use super::{Store, StoreError};
use crate::domain::charge::{Outcome, PastCharge, PastOutcome};
use crate::domain::subscription::Problem;
use chrono::NaiveDate;
use sbps::identifier::OrderId;
use sbps::money::Yen;
use sqlx::SqliteConnection;

/// The word in the table, the payment's name and the code.
const fn columns<'a>(outcome: &Outcome<'a>) -> (&'static str, Option<&'a str>, Option<&'a str>) {
    match outcome {
        Outcome::Reserved(tracking_id) => ("reserved", Some(tracking_id), None),
        Outcome::Paid => ("paid", None, None),
        Outcome::Refused(code) => ("failed", None, Some(code)),
        Outcome::NotReached => ("failed", None, Some("gateway_unreachable")),
        Outcome::NotTaken => ("failed", None, None),
        Outcome::Unknown => ("unknown", None, None),
    }
}

#[derive(sqlx::FromRow)]
struct ChargeRow {
    due_on: String,
    amount: u32,
    outcome: Option<String>,
}

/// Adds what became of a charge; says whether it was not known before.
pub(super) async fn add_outcome(
    connection: &mut SqliteConnection,
    reference: &str,
    due_on: NaiveDate,
    outcome: Outcome<'_>,
    now: i64,
) -> Result<bool, StoreError> {
    let (word, tracking_id, code) = columns(&outcome);
    let added = sqlx::query(
        "INSERT INTO charge_outcomes (subscription, due_on, outcome, tracking_id, code, at) VALUES (?, ?, ?, ?, ?, ?) \
         ON CONFLICT DO NOTHING",
    )
    .bind(reference)
    .bind(due_on.to_string())
    .bind(word)
    .bind(tracking_id)
    .bind(code)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(added.rows_affected() == 1)
}

/// Remembers that a charge did not go through.
pub(super) async fn set_problem(
    connection: &mut SqliteConnection,
    reference: &str,
    problem: &Problem,
    now: i64,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE subscriptions SET problem_code = ?, problem_on = ?, updated_at = ? WHERE reference = ?")
        .bind(&problem.code)
        .bind(problem.on.to_string())
        .bind(now)
        .bind(reference)
        .execute(&mut *connection)
        .await?;
    tell(connection, reference, "suspended", Some(&problem.code), now).await
}

impl Store {
    /// Begins a charge; says whether it is this caller's to carry out. It is not when somebody else
    /// has begun it, or when the contract has ended or was suspended in the meantime.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was begun.
    pub async fn begin_charge(
        &self,
        reference: &str,
        due_on: NaiveDate,
        amount: Yen,
        order_id: &OrderId,
        now: i64,
    ) -> Result<bool, StoreError> {
        let begun = sqlx::query(
            "INSERT INTO charges (subscription, due_on, amount, order_id, begun_at) \
             SELECT reference, ?2, ?3, ?4, ?5 FROM subscriptions \
             WHERE reference = ?1 AND state = 'active' AND problem_code IS NULL AND bills_from <= ?2 \
             ON CONFLICT DO NOTHING",
        )
        .bind(reference)
        .bind(due_on.to_string())
        .bind(amount.get())
        .bind(order_id.as_str())
        .bind(now)
        .execute(&self.pool)
        .await?;
        Ok(begun.rows_affected() == 1)
    }

    /// Writes down what became of a charge; a refusal suspends the contract in the same
    /// transaction.
    ///
    /// # Errors
    /// [`StoreError`] when it is not written: the charge then counts as unknown.
    pub async fn end_charge(
        &self,
        reference: &str,
        due_on: NaiveDate,
        outcome: Outcome<'_>,
        now: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        add_outcome(&mut transaction, reference, due_on, outcome, now).await?;
        if let Outcome::Refused(code) = outcome {
            let problem = Problem { code: code.to_owned(), on: due_on };
            set_problem(&mut transaction, reference, &problem, now).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// The charges of a contract that were asked for or told of, in the order of their days.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn charges(&self, reference: &str) -> Result<Vec<PastCharge>, StoreError> {
        let rows: Vec<ChargeRow> = sqlx::query_as(
            "SELECT c.due_on, c.amount, (SELECT o.outcome FROM charge_outcomes o WHERE o.subscription = c.subscription \
             AND o.due_on = c.due_on AND o.outcome <> 'reserved' ORDER BY o.id DESC LIMIT 1) AS outcome \
             FROM charges c WHERE c.subscription = ? ORDER BY c.due_on",
        )
        .bind(reference)
        .fetch_all(&self.pool)
        .await?;
        let read = |row: ChargeRow| {
            let outcome = match row.outcome.as_deref() {
                Some("paid") => PastOutcome::Paid,
                Some("failed") => PastOutcome::Failed,
                Some("unknown") | None => PastOutcome::Unknown,
                Some(other) => return Err(wrong(format!("charge outcome {other:?}"))),
            };
            Ok(PastCharge { due_on: day(&row.due_on)?, amount: row.amount, outcome })
        };
        rows.into_iter().map(read).collect()
    }

    /// When a charge of a contract that was paid was last begun, in seconds since
    /// 1970-01-01T00:00:00Z: that it was paid may have been found out much later.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn last_paid_at(&self, reference: &str) -> Result<Option<i64>, StoreError> {
        Ok(sqlx::query_scalar(
            "SELECT max(c.begun_at) FROM charges c JOIN charge_outcomes o \
             ON o.subscription = c.subscription AND o.due_on = c.due_on WHERE c.subscription = ? AND o.outcome = 'paid'",
        )
        .bind(reference)
        .fetch_one(&self.pool)
        .await?)
    }
}
