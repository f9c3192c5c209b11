//! What the billing run goes by: whether it may run, and what it has to look at.

use super::record::{Flag, day, wrong};
use super::subscription::{SubscriptionRow, tell};
use super::{Store, StoreError};
use crate::domain::billing::{Hold, HoldReason, clock_fault};
use crate::domain::staff::Witness;
use crate::domain::subscription::Subscription;
use crate::store::database::Connection;
use crate::store::gate::Turn;
use chrono::NaiveDate;

/// So many rows are read at once.
const PAGE: i64 = 200;

/// A charge of which the end is open.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AtWork {
    /// The contract.
    pub subscription: String,
    /// The day of the charge.
    pub due_on: NaiveDate,
    /// When it was first asked for, in seconds since 1970-01-01T00:00:00Z.
    pub begun_at: i64,
}

/// A contract that a run looks at.
#[derive(Debug)]
pub struct ToLookAt {
    /// Its reference.
    pub reference: String,
    /// The contract; why it cannot be read.
    pub subscription: Result<Subscription, String>,
    /// How often something has said that it is to be looked at.
    pub looks: i64,
    /// Where it stands in the order of looks: the next page begins after it.
    pub place: (String, String),
}

#[derive(sqlx::FromRow)]
struct HoldRow {
    reason: String,
    detail: String,
    held_at: i64,
}

#[derive(sqlx::FromRow)]
struct LookRow {
    #[sqlx(flatten)]
    subscription: SubscriptionRow,
    look_on: String,
    looks: i64,
}

pub(super) async fn is_held(connection: &mut Connection) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM billing_holds WHERE released_at IS NULL)";
    let Flag(is_held) = sqlx::query_scalar(sql).fetch_one(connection).await?;
    Ok(is_held)
}

async fn held(connection: &mut Connection) -> Result<Option<Hold>, StoreError> {
    let sql = "SELECT reason, detail, held_at FROM billing_holds WHERE released_at IS NULL";
    let row: Option<HoldRow> = sqlx::query_as(sql).fetch_optional(connection).await?;
    let read = |HoldRow { reason, detail, held_at }: HoldRow| {
        let reason = HoldReason::from_name(&reason).ok_or_else(|| wrong(format!("hold for {reason:?}")))?;
        Ok(Hold { reason, detail, held_at })
    };
    row.map(read).transpose()
}

/// Lets the run stand still; gives the hold back if it did not before.
pub(super) async fn hold(
    connection: &mut Connection,
    hold: Hold,
    by: Option<&str>,
) -> Result<Option<Hold>, StoreError> {
    let added = sqlx::query(
        "INSERT INTO billing_holds (reason, detail, held_at, held_by) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    )
    .bind(hold.reason.as_str())
    .bind(&hold.detail)
    .bind(hold.held_at)
    .bind(by)
    .execute(connection)
    .await?;
    Ok((added.rows_affected() == 1).then_some(hold))
}

async fn set_clock(connection: &mut Connection, now: i64) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO billing_clock (one, last_run_at) VALUES (1, $1) \
         ON CONFLICT (one) DO UPDATE SET last_run_at = excluded.last_run_at",
    )
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

impl Store {
    /// Opens a run at `now` (seconds since 1970-01-01T00:00:00Z): why it may not go on, if it may
    /// not. Where the clock is `moved` on purpose, it is not compared with the last run's.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer: then nothing runs.
    pub async fn open_run(&self, now: i64, moved: bool) -> Result<Option<Hold>, StoreError> {
        let mut transaction = self.writer.begin(Turn::Billing).await?;
        if let Some(hold) = held(&mut transaction).await? {
            return Ok(Some(hold));
        }
        let sql = "SELECT last_run_at FROM billing_clock";
        let last_run_at: Option<i64> = sqlx::query_scalar(sql).fetch_optional(&mut *transaction).await?;
        let fault = last_run_at.filter(|_| !moved).and_then(|last| Some((last, clock_fault(last, now)?)));
        let fault = match fault {
            Some((last, reason)) => {
                let detail = format!("the last run was at {last}, this one is at {now} (seconds since 1970)");
                hold(&mut transaction, Hold { reason, detail, held_at: now }, None).await?
            }
            None => {
                let latest = if moved { now } else { last_run_at.map_or(now, |last| last.max(now)) };
                set_clock(&mut transaction, latest).await?;
                None
            }
        };
        transaction.commit().await?;
        Ok(fault)
    }

    /// Why the run stands still, if it does.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn billing_hold(&self) -> Result<Option<Hold>, StoreError> {
        held(&mut *self.readers.lend().await?).await
    }

    /// Lets the run stand still, by a person's word; says whether it did not before.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn hold_billing(&self, wanted: Hold, by: &str) -> Result<bool, StoreError> {
        let mut change = self.writer.begin(Turn::Billing).await?;
        let is_new = hold(&mut change, wanted, Some(by)).await?.is_some();
        change.commit().await?;
        Ok(is_new)
    }

    /// Lets the run go on from `now`; says whether it stood still. Everything is looked at again.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn release_billing(&self, witness: &Witness, now: i64) -> Result<bool, StoreError> {
        let mut transaction = self.writer.begin(Turn::Billing).await?;
        let released = sqlx::query(
            "UPDATE billing_holds SET released_at = $1, released_by = $2, note = $3 WHERE released_at IS NULL",
        )
        .bind(now)
        .bind(&witness.by)
        .bind(&witness.note)
        .execute(&mut *transaction)
        .await?;
        if released.rows_affected() == 1 {
            set_clock(&mut transaction, now).await?;
            for statement in [
                "UPDATE subscriptions SET look_on = '', looks = looks + 1 WHERE state = 'active' AND look_on <> ''",
                "UPDATE charges_at_work SET look_at = 0 WHERE NOT EXISTS (SELECT 1 FROM gateway_calls k \
                 LEFT JOIN gateway_answers a ON a.call = k.id WHERE k.subscription = charges_at_work.subscription \
                 AND k.due_on = charges_at_work.due_on AND a.id IS NULL)",
            ] {
                sqlx::query(statement).execute(&mut *transaction).await?;
            }
        }
        transaction.commit().await?;
        Ok(released.rows_affected() == 1)
    }

    /// Charges of which the end is open and that are to be looked at by `now`, in pages: those
    /// after the last one of the page before.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn charges_at_work(&self, now: i64, after: Option<&AtWork>) -> Result<Vec<AtWork>, StoreError> {
        let rows: Vec<(String, String, i64)> = sqlx::query_as(
            "SELECT w.subscription, w.due_on, c.begun_at FROM charges_at_work w \
             JOIN charges c ON c.subscription = w.subscription AND c.due_on = w.due_on \
             WHERE w.look_at <= $1 AND (w.due_on, w.subscription) > ($2, $3) ORDER BY w.due_on, w.subscription LIMIT $4",
        )
        .bind(now)
        .bind(after.map(|it| it.due_on.to_string()).unwrap_or_default())
        .bind(after.map(|it| it.subscription.clone()).unwrap_or_default())
        .bind(PAGE)
        .fetch_all(&mut *self.readers.lend().await?)
        .await?;
        let read = |(subscription, due_on, begun_at): (String, String, i64)| {
            Ok(AtWork { subscription, due_on: day(&due_on)?, begun_at })
        };
        rows.into_iter().map(read).collect()
    }

    /// Active contracts that are to be looked at on `today`, in pages: those after the last one of
    /// the page before. One that cannot be read does not hide the others.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn contracts_to_look_at(
        &self,
        today: NaiveDate,
        after: Option<&(String, String)>,
    ) -> Result<Vec<ToLookAt>, StoreError> {
        let (place, reference) =
            after.map(|(place, reference)| (place.as_str(), reference.as_str())).unwrap_or_default();
        let rows: Vec<LookRow> = sqlx::query_as(
            "SELECT * FROM subscriptions WHERE state = 'active' AND look_on <= $1 AND (look_on, reference) > ($2, $3) \
             ORDER BY look_on, reference LIMIT $4",
        )
        .bind(today.to_string())
        .bind(place)
        .bind(reference)
        .bind(PAGE)
        .fetch_all(&mut *self.readers.lend().await?)
        .await?;
        let read = |row: LookRow| {
            let reference = row.subscription.reference().to_owned();
            let subscription = Subscription::try_from(row.subscription).map_err(|error| error.to_string());
            ToLookAt { place: (row.look_on, reference.clone()), reference, subscription, looks: row.looks }
        };
        Ok(rows.into_iter().map(read).collect())
    }

    /// Says that a contract needs no look before `day`, unless something has happened to it since
    /// it was read (`looks`).
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn look_on(&self, reference: &str, looks: i64, day: NaiveDate) -> Result<(), StoreError> {
        let mut change = self.writer.begin(Turn::Billing).await?;
        sqlx::query("UPDATE subscriptions SET look_on = $1 WHERE reference = $2 AND looks = $3")
            .bind(day.to_string())
            .bind(reference)
            .bind(looks)
            .execute(&mut *change)
            .await?;
        change.commit().await
    }

    /// Lifts the suspension of a contract, by a person's word: it is billed again from `bills_from`
    /// on. Says whether it was suspended.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn lift_suspension(
        &self,
        reference: &str,
        bills_from: NaiveDate,
        witness: &Witness,
        now: i64,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.writer.begin(Turn::Billing).await?;
        let lifted = sqlx::query(
            "UPDATE subscriptions SET problem_code = NULL, problem_on = NULL, bills_from = CASE WHEN bills_from < $1 THEN $1 ELSE bills_from END, \
             updated_at = CASE WHEN updated_at < $2 THEN $2 ELSE updated_at + 1 END WHERE reference = $3 AND state = 'active' AND problem_code IS NOT NULL",
        )
        .bind(bills_from.to_string())
        .bind(now)
        .bind(reference)
        .execute(&mut *transaction)
        .await?;
        if lifted.rows_affected() == 1 {
            let detail = format!("{}: {}", witness.by, witness.note);
            tell(&mut transaction, reference, "suspension_lifted", Some(&detail), now).await?;
        }
        transaction.commit().await?;
        Ok(lifted.rows_affected() == 1)
    }

    /// Contracts that are suspended for a payer's cause, the latest first, and how many there are.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn suspended_contracts(&self, most: u32) -> Result<(Vec<Subscription>, i64), StoreError> {
        let suspended = "FROM subscriptions WHERE state = 'active' AND problem_code IS NOT NULL";
        let sql = format!("SELECT * {suspended} ORDER BY problem_on DESC, reference LIMIT $1");
        let rows: Vec<SubscriptionRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(i64::from(most))
            .fetch_all(&mut *self.readers.lend().await?)
            .await?;
        let count = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("SELECT count(*) {suspended}")));
        let count = count.fetch_one(&mut *self.readers.lend().await?).await?;
        Ok((rows.into_iter().map(Subscription::try_from).collect::<Result<_, _>>()?, count))
    }
}
