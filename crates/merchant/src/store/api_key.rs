//! The keys of a shop's own programs.

use super::{Store, StoreError};
use crate::domain::api_key::{ApiKey, Scope, ShownKey};
use crate::store::gate::Turn;

#[derive(sqlx::FromRow)]
struct KeyRow {
    id: i64,
    name: String,
    scopes: String,
    created_at: i64,
    used_at: Option<i64>,
    revoked_at: Option<i64>,
}

impl Store {
    /// Keeps a new key by its digest, made by that form of a page, if by one; its number. `None` where the form has made
    /// one already.
    ///
    /// # Errors
    /// [`StoreError`] when it is not kept.
    pub async fn add_key(
        &self,
        name: &str,
        digest: &str,
        scopes: &[Scope],
        form: Option<&str>,
        now: i64,
    ) -> Result<Option<i64>, StoreError> {
        let words: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let sql = "INSERT INTO api_keys (name, digest, scopes, made_by_form, created_at) VALUES ($1, $2, $3, $4, $5) \
                   ON CONFLICT (made_by_form) DO NOTHING RETURNING id";
        let added = sqlx::query_scalar(sql).bind(name).bind(digest).bind(words.join(" ")).bind(form).bind(now);
        let id = added.fetch_optional(&mut *change).await?;
        change.commit().await?;
        Ok(id)
    }

    /// Whether that form of a page has made a key.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn has_made_key(&self, form: &str) -> Result<bool, StoreError> {
        let sql = "SELECT id FROM api_keys WHERE made_by_form = $1";
        let made: Option<i64> =
            sqlx::query_scalar(sql).bind(form).fetch_optional(&mut *self.readers.lend().await?).await?;
        Ok(made.is_some())
    }

    /// The key of that digest; `None` where none was made, or it was revoked.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn key_in_use(&self, digest: &str) -> Result<Option<ShownKey>, StoreError> {
        let sql = "SELECT k.id, k.name, k.scopes, u.used_at FROM api_keys k LEFT JOIN api_key_uses u ON u.key = k.id \
                   WHERE k.digest = $1 AND k.revoked_at IS NULL";
        let key: Option<(i64, String, String, Option<i64>)> =
            sqlx::query_as(sql).bind(digest).fetch_optional(&mut *self.readers.lend().await?).await?;
        let shown = |(id, name, words, used_at): (_, _, String, _)| ShownKey {
            id,
            name,
            scopes: Scope::of_words(&words).collect(),
            used_at,
        };
        Ok(key.map(shown))
    }

    /// Writes down that a key is used, `now` in seconds since 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// [`StoreError`] when it is not written.
    pub async fn use_key(&self, id: i64, now: i64) -> Result<(), StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let sql = "INSERT INTO api_key_uses (key, used_at) VALUES ($1, $2) \
                   ON CONFLICT (key) DO UPDATE SET used_at = excluded.used_at WHERE api_key_uses.used_at < excluded.used_at";
        sqlx::query(sql).bind(id).bind(now).execute(&mut *change).await?;
        change.commit().await
    }

    /// Every key that was ever made, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn keys(&self) -> Result<Vec<ApiKey>, StoreError> {
        let sql = "SELECT k.id, k.name, k.scopes, k.created_at, u.used_at, k.revoked_at FROM api_keys k \
                   LEFT JOIN api_key_uses u ON u.key = k.id ORDER BY k.id";
        let rows: Vec<KeyRow> = sqlx::query_as(sql).fetch_all(&mut *self.readers.lend().await?).await?;
        let key = |KeyRow { id, name, scopes, created_at, used_at, revoked_at }: KeyRow| ApiKey {
            id,
            name,
            scopes: Scope::of_words(&scopes).collect(),
            created_at,
            used_at,
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
