//! Refunds that are asked for again: the schedule on record.

use crate::domain::payment::Retry;
use crate::store::database::Connection;
use crate::store::gate::Turn;
use crate::store::record::{Maybe, Whole, month, wrong};
use crate::store::{Store, StoreError};
use kantan_checkout::page::day::write_month;
use sbps::date_time::YearMonth;
use sbps::money::Yen;

/// What becomes of the schedule with an answer to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retrying {
    /// There is none.
    No,
    /// The call waits, and is asked for again at this moment.
    Begin(i64),
    /// This was asked for again for that call, so many times now; next at this moment.
    Again(i64, u32, i64),
    /// It was asked for again for that call, and never more: whether it is done.
    End(i64, bool),
}

/// A refund that is due to be asked for again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueRetry {
    /// What waits.
    pub retry: Retry,
    /// The payment, by the gateway's name.
    pub tracking_id: String,
    /// The month, of a contract that the gateway bills.
    pub month: Option<YearMonth>,
}

#[derive(sqlx::FromRow)]
struct Row {
    call: i64,
    tracking_id: String,
    month: Option<String>,
    amount: Maybe,
    tries: Whole,
    next_at: i64,
}

impl TryFrom<Row> for DueRetry {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let amount = Option::<u32>::from(row.amount).map(Yen::new).transpose().map_err(wrong)?;
        let retry = Retry { call: row.call, amount, tries: row.tries.0, next_at: row.next_at };
        Ok(Self { retry, tracking_id: row.tracking_id, month: row.month.as_deref().map(month).transpose()? })
    }
}

/// The refund of a payment that waits.
pub(in crate::store) async fn waiting(
    connection: &mut Connection,
    tracking_id: &str,
    month: Option<YearMonth>,
) -> Result<Option<Retry>, StoreError> {
    let sql = "SELECT call, tracking_id, month, amount, tries, next_at FROM refund_retries \
               WHERE state = 'waiting' AND tracking_id = $1 AND coalesce(month, '') = $2";
    let month = month.map(write_month).unwrap_or_default();
    let row: Option<Row> = sqlx::query_as(sql).bind(tracking_id).bind(month).fetch_optional(connection).await?;
    Ok(row.map(DueRetry::try_from).transpose()?.map(|due| due.retry))
}

/// Writes down what becomes of the schedule, before the answer that says so.
pub(super) async fn follow(connection: &mut Connection, call: i64, then: Retrying) -> Result<(), StoreError> {
    let query = match then {
        Retrying::No => return Ok(()),
        Retrying::Begin(next_at) => sqlx::query(
            "INSERT INTO refund_retries (call, last_call, tracking_id, month, amount, next_at, state) \
             SELECT id, id, tracking_id, month, amount, $2, 'waiting' FROM payment_calls WHERE id = $1",
        )
        .bind(call)
        .bind(next_at),
        Retrying::Again(of, tries, next_at) => {
            sqlx::query("UPDATE refund_retries SET last_call = $1, tries = $2, next_at = $3 WHERE call = $4")
                .bind(call)
                .bind(i64::from(tries))
                .bind(next_at)
                .bind(of)
        }
        Retrying::End(of, is_done) => {
            sqlx::query("UPDATE refund_retries SET last_call = $1, state = $2 WHERE call = $3")
                .bind(call)
                .bind(if is_done { "done" } else { "given_up" })
                .bind(of)
        }
    };
    query.execute(connection).await?;
    Ok(())
}

impl Store {
    /// The refunds that are due to be asked for again, the longest waiting first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn refunds_to_retry(&self, now: i64) -> Result<Vec<DueRetry>, StoreError> {
        let sql = "SELECT call, tracking_id, month, amount, tries, next_at FROM refund_retries \
                   WHERE state = 'waiting' AND next_at <= $1 ORDER BY next_at LIMIT 100";
        let rows: Vec<Row> = sqlx::query_as(sql).bind(now).fetch_all(&mut *self.readers.lend().await?).await?;
        rows.into_iter().map(DueRetry::try_from).collect()
    }

    /// Asks no more for what waits, for another reason than an answer.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn give_up_refund(&self, call: i64) -> Result<(), StoreError> {
        let mut change = self.writer.begin(Turn::Billing).await?;
        sqlx::query("UPDATE refund_retries SET state = 'given_up' WHERE call = $1 AND state = 'waiting'")
            .bind(call)
            .execute(&mut *change)
            .await?;
        change.commit().await
    }

    /// Whether what was asked for by that call was done when it was asked for again.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn is_done_later(&self, call: i64) -> Result<bool, StoreError> {
        let sql = "SELECT count(*) FROM refund_retries WHERE call = $1 AND state = 'done'";
        let number: i64 = sqlx::query_scalar(sql).bind(call).fetch_one(&mut *self.readers.lend().await?).await?;
        Ok(number > 0)
    }
}
