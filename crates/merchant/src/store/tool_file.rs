//! Files of the management tool that staff took in, and what the record holds of the items that they
//! are about.

use super::record::Whole;
use super::{Store, StoreError};
use crate::domain::reconciliation::{NewItem, Subject};
use crate::store::gate::Turn;

/// For how long a file that nobody confirms is kept, in seconds: by then it is too old to go by.
const KEPT_SECONDS: i64 = 24 * 60 * 60;

/// A file that staff took in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenFile {
    /// SHA-256 of the file in hexadecimal digits.
    pub digest: String,
    /// How many rows it has.
    pub rows: i64,
    /// Its rows about items, as JSON.
    pub matched: String,
    /// Who confirmed it, and how many items that closed, once somebody has.
    pub confirmed: Option<(String, i64)>,
}

#[derive(sqlx::FromRow)]
struct TakenRow {
    digest: String,
    row_count: i64,
    matched: String,
    confirmed_by: Option<String>,
    closed: Option<i64>,
}

impl Store {
    /// What was asked for in yen, of an item that is about a request to pay or a charge; `None` where no
    /// amount is on record, as of an application.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn amount_asked(&self, item: &NewItem) -> Result<Option<u32>, StoreError> {
        let found: Option<Option<Whole>> = match &item.subject {
            Subject::Charge(reference, due_on) => {
                sqlx::query_scalar("SELECT amount FROM charges WHERE subscription = $1 AND due_on = $2")
                    .bind(reference)
                    .bind(due_on.to_string())
                    .fetch_optional(&mut *self.readers.lend().await?)
                    .await?
            }
            _ => {
                sqlx::query_scalar("SELECT amount FROM attempts WHERE order_id = $1")
                    .bind(&item.order_id)
                    .fetch_optional(&mut *self.readers.lend().await?)
                    .await?
            }
        };
        Ok(found.flatten().map(|Whole(amount)| amount))
    }

    /// Keeps a file; its number. Files that nobody confirmed in a day are forgotten.
    ///
    /// # Errors
    /// [`StoreError`] when it is not kept.
    pub async fn keep_tool_file(
        &self,
        (digest, rows): (&str, usize),
        matched: &str,
        by: &str,
        now: i64,
    ) -> Result<i64, StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        sqlx::query("DELETE FROM tool_files WHERE confirmed_at IS NULL AND taken_at < $1")
            .bind(now - KEPT_SECONDS)
            .execute(&mut *change)
            .await?;
        let sql = "INSERT INTO tool_files (digest, row_count, matched, taken_at, taken_by) VALUES ($1, $2, $3, $4, $5) \
                   RETURNING id";
        let id = sqlx::query_scalar(sql)
            .bind(digest)
            .bind(i64::try_from(rows).unwrap_or(i64::MAX))
            .bind(matched)
            .bind(now)
            .bind(by)
            .fetch_one(&mut *change)
            .await?;
        change.commit().await?;
        Ok(id)
    }

    /// The file of that number.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn tool_file(&self, id: i64) -> Result<Option<TakenFile>, StoreError> {
        let sql = "SELECT digest, row_count, matched, confirmed_by, closed FROM tool_files WHERE id = $1";
        let row: Option<TakenRow> =
            sqlx::query_as(sql).bind(id).fetch_optional(&mut *self.readers.lend().await?).await?;
        Ok(row.map(|row| TakenFile {
            digest: row.digest,
            rows: row.row_count,
            matched: row.matched,
            confirmed: row.confirmed_by.map(|by| (by, row.closed.unwrap_or_default())),
        }))
    }

    /// Writes down that somebody confirms a file; says whether nobody had, and it is not too old.
    ///
    /// # Errors
    /// [`StoreError`] when it is not written: nothing must be closed then.
    pub async fn confirm_tool_file(&self, id: i64, by: &str, now: i64) -> Result<bool, StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let sql = "UPDATE tool_files SET confirmed_at = $1, confirmed_by = $2, closed = 0 \
                   WHERE id = $3 AND confirmed_at IS NULL AND taken_at >= $4";
        let confirmed =
            sqlx::query(sql).bind(now).bind(by).bind(id).bind(now - KEPT_SECONDS).execute(&mut *change).await?;
        change.commit().await?;
        Ok(confirmed.rows_affected() == 1)
    }

    /// Writes down how many items it closed.
    ///
    /// # Errors
    /// [`StoreError`] when it is not written.
    pub async fn count_closed_by(&self, id: i64, closed: usize) -> Result<(), StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let closed = i64::try_from(closed).unwrap_or(i64::MAX);
        sqlx::query("UPDATE tool_files SET closed = $1 WHERE id = $2")
            .bind(closed)
            .bind(id)
            .execute(&mut *change)
            .await?;
        change.commit().await
    }
}
