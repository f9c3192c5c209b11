//! When the payment service is closed, as staff have set it.

use super::record::wrong;
use super::{Store, StoreError};
use crate::domain::maintenance::{Closing, SetWindow, Window};
use crate::store::gate::Turn;
use sbps::date_time::JstDateTime;

impl Store {
    /// What is set and was not taken back, also what is over, by its beginning.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn maintenance_windows(&self) -> Result<Vec<SetWindow>, StoreError> {
        let sql = "SELECT id, kind, begins_at, ends_at FROM maintenance_windows WHERE removed_at IS NULL \
                   ORDER BY begins_at, id";
        let rows: Vec<(i64, String, i64, i64)> =
            sqlx::query_as(sql).fetch_all(&mut *self.readers.lend().await?).await?;
        let moment = |seconds| JstDateTime::from_unix_seconds(seconds).ok_or_else(|| wrong("a window without an end"));
        rows.into_iter()
            .map(|(id, kind, from, until)| {
                let closing = Closing::from_name(&kind).ok_or_else(|| wrong(format!("window kind {kind:?}")))?;
                Ok(SetWindow { id, window: Window { from: moment(from)?, until: moment(until)?, closing } })
            })
            .collect()
    }

    /// Sets a window; its number.
    ///
    /// # Errors
    /// [`StoreError`] when it is not set.
    pub async fn add_maintenance(&self, window: Window) -> Result<i64, StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let sql = "INSERT INTO maintenance_windows (kind, begins_at, ends_at) VALUES ($1, $2, $3) RETURNING id";
        let id = sqlx::query_scalar(sql)
            .bind(window.closing.as_str())
            .bind(window.from.unix_seconds())
            .bind(window.until.unix_seconds())
            .fetch_one(&mut *change)
            .await?;
        change.commit().await?;
        Ok(id)
    }

    /// Gives a window other moments, unless it is over; says whether it was not.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn change_maintenance(&self, id: i64, window: Window, now: i64) -> Result<bool, StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let sql = "UPDATE maintenance_windows SET kind = $1, begins_at = $2, ends_at = $3 \
                   WHERE id = $4 AND removed_at IS NULL AND ends_at > $5";
        let changed = sqlx::query(sql)
            .bind(window.closing.as_str())
            .bind(window.from.unix_seconds())
            .bind(window.until.unix_seconds())
            .bind(id)
            .bind(now)
            .execute(&mut *change)
            .await?;
        change.commit().await?;
        Ok(changed.rows_affected() == 1)
    }

    /// Ends a window at `now`, or takes it back where it has not begun; says whether it was not over.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn end_maintenance(&self, id: i64, now: i64) -> Result<bool, StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let sql = "UPDATE maintenance_windows SET ends_at = CASE WHEN begins_at < $2 THEN $2 ELSE ends_at END, \
                   removed_at = CASE WHEN begins_at < $2 THEN NULL ELSE $2 END \
                   WHERE id = $1 AND removed_at IS NULL AND ends_at > $2";
        let ended = sqlx::query(sql).bind(id).bind(now).execute(&mut *change).await?;
        change.commit().await?;
        Ok(ended.rows_affected() == 1)
    }
}
