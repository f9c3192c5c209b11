//! Whether the record can be written: it is, because a disk that can be read may be full.

use super::{Store, StoreError};
use crate::store::gate::Turn;

impl Store {
    /// Writes one row and keeps it.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn try_to_write(&self, now: i64) -> Result<(), StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        sqlx::query(
            "INSERT INTO readiness (one, tried_at) VALUES (1, $1) \
             ON CONFLICT (one) DO UPDATE SET tried_at = excluded.tried_at, tries = readiness.tries + 1",
        )
        .bind(now)
        .execute(&mut *change)
        .await?;
        change.commit().await
    }
}
