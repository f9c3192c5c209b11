//! The log of what persons asked for.

use super::{Store, StoreError};
use crate::domain::audit::{Asker, Deed, Entry};
use crate::store::gate::Turn;

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    at: i64,
    actor: String,
    means: String,
    deed: String,
    subject: String,
    detail: String,
}

impl From<Row> for Entry {
    fn from(row: Row) -> Self {
        let Row { id, at, actor, means, deed, subject, detail } = row;
        Self { id, at, actor, means, what: deed, subject, detail }
    }
}

impl Store {
    /// Writes down what somebody asks for; `now` is in seconds since 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// [`StoreError`] when it is not written: it must not be done then.
    pub async fn add_audit(&self, asker: &Asker, deed: &Deed, now: i64) -> Result<(), StoreError> {
        let said = [deed.detail.as_str(), asker.witness.note.as_str()];
        let detail = said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ");
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let sql = "INSERT INTO audit_log (at, actor, means, deed, subject, detail) VALUES ($1, $2, $3, $4, $5, $6)";
        sqlx::query(sql)
            .bind(now)
            .bind(&asker.witness.by)
            .bind(asker.means.as_str())
            .bind(deed.what)
            .bind(&deed.subject)
            .bind(detail)
            .execute(&mut *change)
            .await?;
        change.commit().await
    }

    /// The log, the latest first: at most so many entries before that number, of that subject where
    /// one is named.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn audit(&self, before: Option<i64>, subject: Option<&str>, most: u32) -> Result<Vec<Entry>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT id, at, actor, means, deed, subject, detail FROM audit_log WHERE id < $1 \
             AND ($2 IS NULL OR subject = $2) ORDER BY id DESC LIMIT $3",
        )
        .bind(before.unwrap_or(i64::MAX))
        .bind(subject)
        .bind(i64::from(most))
        .fetch_all(&mut *self.readers.lend().await?)
        .await?;
        Ok(rows.into_iter().map(Entry::from).collect())
    }
}
