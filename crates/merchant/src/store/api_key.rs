//! The keys of a shop's own programs.

use super::{Store, StoreError};
use crate::domain::api_key::{ApiKey, Scope, ShownKey};
use crate::store::gate::Turn;

impl Store {
    /// Keeps a new key by its digest; its number.
    ///
    /// # Errors
    /// [`StoreError`] when it is not kept.
    pub async fn add_key(&self, name: &str, digest: &str, scopes: &[Scope], now: i64) -> Result<i64, StoreError> {
        let words: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let sql = "INSERT INTO api_keys (name, digest, scopes, created_at) VALUES ($1, $2, $3, $4) RETURNING id";
        let added = sqlx::query_scalar(sql).bind(name).bind(digest).bind(words.join(" ")).bind(now);
        let id = added.fetch_one(&mut *change).await?;
        change.commit().await?;
        Ok(id)
    }

    /// The key of that digest; `None` where none was made, or it was revoked.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn key_in_use(&self, digest: &str) -> Result<Option<ShownKey>, StoreError> {
        let sql = "SELECT name, scopes FROM api_keys WHERE digest = $1 AND revoked_at IS NULL";
        let key: Option<(String, String)> = sqlx::query_as(sql).bind(digest).fetch_optional(&self.readers).await?;
        Ok(key.map(|(name, words)| ShownKey { name, scopes: Scope::of_words(&words).collect() }))
    }

    /// Every key that was ever made, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn keys(&self) -> Result<Vec<ApiKey>, StoreError> {
        let sql = "SELECT id, name, scopes, created_at, revoked_at FROM api_keys ORDER BY id";
        let rows: Vec<(i64, String, String, i64, Option<i64>)> = sqlx::query_as(sql).fetch_all(&self.readers).await?;
        let key = |(id, name, words, created_at, revoked_at): (_, _, String, _, _)| ApiKey {
            id,
            name,
            scopes: Scope::of_words(&words).collect(),
            created_at,
            revoked_at,
        };
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
