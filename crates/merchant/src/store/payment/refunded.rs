//! Which payments refunds were asked for.

use crate::store::{Store, StoreError};

impl Store {
    /// The payments, by the gateway's name and of a simple contract the month, of which a refund was
    /// asked for in that time (seconds since 1970-01-01T00:00:00Z; before the second).
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn refunded_payments(&self, from: i64, until: i64) -> Result<Vec<(String, Option<String>)>, StoreError> {
        let sql = "SELECT DISTINCT tracking_id, month FROM payment_calls WHERE action = 'refund' \
                   AND asked_at >= $1 AND asked_at < $2";
        Ok(sqlx::query_as(sql).bind(from).bind(until).fetch_all(&mut *self.readers.lend().await?).await?)
    }
}
