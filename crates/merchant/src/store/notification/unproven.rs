//! Messages that are not proven to be the gateway's. Anybody can send one, so the newest are kept
//! and the rest is not; a merchant whose key is wrong finds here what the gateway said.

use crate::domain::notification::Verdict;
use crate::store::gate::Turn;
use crate::store::{Store, StoreError};

/// How much of a body is kept, in bytes: a genuine one is far shorter.
const LONGEST_KEPT: usize = 8 * 1024;

/// How many are kept.
const MOST_KEPT: i64 = 2_000;

impl Store {
    /// Keeps a message that proves nothing, from whom it came and what it was answered.
    ///
    /// # Errors
    /// [`StoreError`] when it was not kept.
    pub async fn keep_unproven(&self, body: &[u8], source: &str, verdict: Verdict, now: i64) -> Result<(), StoreError> {
        // It may wait: the answer is the same whether it is kept or not.
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let kept = body.get(..LONGEST_KEPT).unwrap_or(body);
        let id: i64 = sqlx::query_scalar(
            "INSERT INTO refused_messages (received_at, source, answer, body, bytes) VALUES ($1, $2, $3, $4, $5) \
             RETURNING id",
        )
        .bind(now)
        .bind(source)
        .bind(verdict.answer())
        .bind(kept)
        .bind(i64::try_from(body.len()).unwrap_or(i64::MAX))
        .fetch_one(&mut *change)
        .await?;
        sqlx::query("DELETE FROM refused_messages WHERE id <= $1").bind(id - MOST_KEPT).execute(&mut *change).await?;
        change.commit().await
    }
}
