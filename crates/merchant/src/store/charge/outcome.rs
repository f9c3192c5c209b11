//! Adds what became of a charge, and what that means for its contract.

use crate::domain::charge::ChargeOutcome;
use crate::domain::subscription::FailedCharge;
use crate::store::StoreError;
use crate::store::database::Connection;
use crate::store::subscription::tell;
use chrono::NaiveDate;

/// The word in the table, the payment's name and the code.
const fn columns<'a>(outcome: &ChargeOutcome<'a>) -> (&'static str, Option<&'a str>, Option<&'a str>) {
    match outcome {
        ChargeOutcome::Reserved(tracking_id) => ("reserved", Some(tracking_id), None),
        ChargeOutcome::Paid => ("paid", None, None),
        ChargeOutcome::Refused(code) => ("failed", None, Some(code)),
        ChargeOutcome::Left(why) => ("failed", None, Some(why)),
        ChargeOutcome::NotTaken => ("failed", None, None),
        ChargeOutcome::Unknown => ("unknown", None, None),
    }
}

/// Adds what became of a charge; says whether it was not known before.
pub(in crate::store) async fn add_outcome(
    connection: &mut Connection,
    reference: &str,
    due_on: NaiveDate,
    outcome: ChargeOutcome<'_>,
    now: i64,
) -> Result<bool, StoreError> {
    let (word, tracking_id, code) = columns(&outcome);
    let added = sqlx::query(
        "INSERT INTO charge_outcomes (subscription, due_on, outcome, tracking_id, code, at) VALUES ($1, $2, $3, $4, $5, $6) \
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
pub(in crate::store) async fn set_problem(
    connection: &mut Connection,
    reference: &str,
    problem: &FailedCharge,
    now: i64,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE subscriptions SET problem_code = $1, problem_on = $2, updated_at = $3 WHERE reference = $4")
        .bind(&problem.code)
        .bind(problem.on.to_string())
        .bind(now)
        .bind(reference)
        .execute(&mut *connection)
        .await?;
    tell(connection, reference, "suspended", Some(&problem.code), now).await
}
