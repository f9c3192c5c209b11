//! The persons who run the shop, and where each is signed in.

use super::record::{Flag, wrong};
use super::{Store, StoreError};
use crate::domain::person::{IDLE_SECONDS, Person, Role, SESSION_SECONDS};
use crate::store::gate::Turn;

/// How long a use is not written down after the last one, in seconds: reading pages writes nothing.
const BETWEEN_USES: i64 = 60;

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    name: String,
    role: String,
    created_at: i64,
    removed_at: Option<i64>,
}

impl TryFrom<Row> for Person {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let Row { id, name, role, created_at, removed_at } = row;
        let role = Role::from_name(&role).ok_or_else(|| wrong(format!("role {role:?}")))?;
        Ok(Self { id, name, role, created_at, removed_at })
    }
}

impl Store {
    /// Keeps a new person with the hash of a password; whether the name was free.
    ///
    /// # Errors
    /// [`StoreError`] when nobody is kept.
    pub async fn add_person(&self, name: &str, role: Role, password: &str, now: i64) -> Result<bool, StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let sql =
            "INSERT INTO persons (name, role, password, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
        let added = sqlx::query(sql).bind(name).bind(role.as_str()).bind(password).bind(now);
        let added = added.execute(&mut *change).await?;
        change.commit().await?;
        Ok(added.rows_affected() == 1)
    }

    /// Every person there ever was, the first first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn persons(&self) -> Result<Vec<Person>, StoreError> {
        let sql = "SELECT id, name, role, created_at, removed_at FROM persons ORDER BY id";
        let rows: Vec<Row> = sqlx::query_as(sql).fetch_all(&mut *self.readers.lend().await?).await?;
        rows.into_iter().map(Person::try_from).collect()
    }

    /// Whether anybody has a sign-in.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn has_persons(&self) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM persons WHERE removed_at IS NULL)";
        let Flag(has) = sqlx::query_scalar(sql).fetch_one(&mut *self.readers.lend().await?).await?;
        Ok(has)
    }

    /// The number and the password's hash of the person of that name.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn password_of(&self, name: &str) -> Result<Option<(i64, String)>, StoreError> {
        let sql = "SELECT id, password FROM persons WHERE name = $1 AND removed_at IS NULL";
        Ok(sqlx::query_as(sql).bind(name).fetch_optional(&mut *self.readers.lend().await?).await?)
    }

    /// Changes what the person of that name may do, the password, or both, and ends where the person
    /// is signed in; whether there is one.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn change_person(
        &self,
        name: &str,
        role: Option<Role>,
        password: Option<&str>,
    ) -> Result<bool, StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let sql = "UPDATE persons SET role = coalesce($1, role), password = coalesce($2, password) \
                   WHERE name = $3 AND removed_at IS NULL";
        let changed = sqlx::query(sql).bind(role.map(Role::as_str)).bind(password).bind(name);
        let changed = changed.execute(&mut *change).await?;
        let sql = "DELETE FROM staff_sessions WHERE person IN (SELECT id FROM persons WHERE name = $1)";
        sqlx::query(sql).bind(name).execute(&mut *change).await?;
        change.commit().await?;
        Ok(changed.rows_affected() == 1)
    }

    /// Removes the person of that name, who is signed out at once; whether there is one. What the
    /// person did stays on record.
    ///
    /// # Errors
    /// [`StoreError`] when nobody was removed.
    pub async fn remove_person(&self, name: &str, now: i64) -> Result<bool, StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let sql = "DELETE FROM staff_sessions WHERE person IN (SELECT id FROM persons WHERE name = $1)";
        sqlx::query(sql).bind(name).execute(&mut *change).await?;
        let sql = "UPDATE persons SET removed_at = $1 WHERE name = $2 AND removed_at IS NULL";
        let removed = sqlx::query(sql).bind(now).bind(name).execute(&mut *change).await?;
        change.commit().await?;
        Ok(removed.rows_affected() == 1)
    }

    /// Signs a person in under the digest of what the browser will show; those who have not been
    /// here for too long are forgotten.
    ///
    /// # Errors
    /// [`StoreError`] when nobody is signed in.
    pub async fn begin_session(&self, digest: &str, person: i64, now: i64) -> Result<(), StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let sql = "DELETE FROM staff_sessions WHERE began_at <= $1 OR used_at <= $2";
        sqlx::query(sql).bind(now - SESSION_SECONDS).bind(now - IDLE_SECONDS).execute(&mut *change).await?;
        let sql = "INSERT INTO staff_sessions (digest, person, began_at, used_at) VALUES ($1, $2, $3, $3)";
        sqlx::query(sql).bind(digest).bind(person).bind(now).execute(&mut *change).await?;
        change.commit().await
    }

    /// Who is signed in under that digest at `now`, which counts as a use.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn signed_in(&self, digest: &str, now: i64) -> Result<Option<Person>, StoreError> {
        let sql = "SELECT p.id, p.name, p.role, p.created_at, p.removed_at FROM staff_sessions s \
                   JOIN persons p ON p.id = s.person WHERE s.digest = $1 AND p.removed_at IS NULL \
                   AND s.began_at > $2 AND s.used_at > $3";
        let row: Option<Row> = sqlx::query_as(sql)
            .bind(digest)
            .bind(now - SESSION_SECONDS)
            .bind(now - IDLE_SECONDS)
            .fetch_optional(&mut *self.readers.lend().await?)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let sql = "SELECT EXISTS (SELECT 1 FROM staff_sessions WHERE digest = $1 AND used_at <= $2)";
        let is_due = sqlx::query_scalar(sql)
            .bind(digest)
            .bind(now - BETWEEN_USES)
            .fetch_one(&mut *self.readers.lend().await?)
            .await?;
        if let Flag(true) = is_due {
            let mut change = self.writer.begin(Turn::Visitor).await?;
            let sql = "UPDATE staff_sessions SET used_at = $1 WHERE digest = $2 AND used_at < $1";
            sqlx::query(sql).bind(now).bind(digest).execute(&mut *change).await?;
            change.commit().await?;
        }
        Person::try_from(row).map(Some)
    }

    /// Signs out whoever is signed in under that digest.
    ///
    /// # Errors
    /// [`StoreError`] when the person is still signed in.
    pub async fn end_session(&self, digest: &str) -> Result<(), StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        sqlx::query("DELETE FROM staff_sessions WHERE digest = $1").bind(digest).execute(&mut *change).await?;
        change.commit().await
    }
}
