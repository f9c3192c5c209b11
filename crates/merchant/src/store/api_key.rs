//! The keys of a shop's own programs.

use super::record::Flag;
use super::{Store, StoreError};
use crate::domain::api_key::ApiKey;
use crate::store::gate::Turn;

impl Store {
    /// Keeps a new key by its digest; its number.
    ///
    /// # Errors
    /// [`StoreError`] when it is not kept.
    pub async fn add_key(&self, name: &str, digest: &str, now: i64) -> Result<i64, StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let sql = "INSERT INTO api_keys (name, digest, created_at) VALUES ($1, $2, $3) RETURNING id";
        let id = sqlx::query_scalar(sql).bind(name).bind(digest).bind(now).fetch_one(&mut *change).await?;
        change.commit().await?;
        Ok(id)
    }

    /// Whether a key of that digest may be used: it was made and has not been revoked.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn is_key(&self, digest: &str) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM api_keys WHERE digest = $1 AND revoked_at IS NULL)";
        let Flag(is_key) = sqlx::query_scalar(sql).bind(digest).fetch_one(&self.readers).await?;
        Ok(is_key)
    }

    /// Every key that was ever made, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn keys(&self) -> Result<Vec<ApiKey>, StoreError> {
        let sql = "SELECT id, name, created_at, revoked_at FROM api_keys ORDER BY id";
        let rows: Vec<(i64, String, i64, Option<i64>)> = sqlx::query_as(sql).fetch_all(&self.readers).await?;
        let key = |(id, name, created_at, revoked_at)| ApiKey { id, name, created_at, revoked_at };
        Ok(rows.into_iter().map(key).collect())
    }

    /// Revokes a key for ever; whether there was one in use of that number.
    ///
    /// # Errors
    /// [`StoreError`] when it is not revoked.
    pub async fn revoke_key(&self, id: i64, now: i64) -> Result<bool, StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let sql = "UPDATE api_keys SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL";
        let revoked = sqlx::query(sql).bind(now).bind(id).execute(&mut *change).await?;
        change.commit().await?;
        Ok(revoked.rows_affected() > 0)
    }
}
