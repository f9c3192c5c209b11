//! The mail server refuses whoever sends: that is the shop's to mend, and no mail is given up for it. While
//! it lasts one mail at a time asks; the first that the server hears of for its own sake ends it.

use super::database::Connection;
use super::gate::Turn;
use super::{Store, StoreError};

/// So long after a refusal the next mail asks, in seconds.
pub(super) const BETWEEN: i64 = 5 * 60;

/// Since when and why no mail is sent.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct MailHold {
    /// In seconds since 1970-01-01T00:00:00Z.
    pub held_at: i64,
    /// What the server answered last, without any address.
    pub answer: String,
}

/// When the next mail asks, while they are held.
pub(super) async fn next_in(connection: &mut Connection) -> Result<Option<i64>, StoreError> {
    Ok(sqlx::query_scalar("SELECT next_at FROM mail_holds WHERE single = 1").fetch_optional(&mut *connection).await?)
}

/// Lets the next mail ask at `next`.
pub(super) async fn ask_at(connection: &mut Connection, next: i64) -> Result<(), StoreError> {
    sqlx::query("UPDATE mail_holds SET next_at = $1").bind(next).execute(&mut *connection).await?;
    Ok(())
}

/// Holds them, or goes on holding them.
pub(super) async fn hold(connection: &mut Connection, answer: &str, now: i64) -> Result<(), StoreError> {
    let sql = "INSERT INTO mail_holds (single, held_at, answer, next_at) VALUES (1, $1, $2, $3) \
               ON CONFLICT (single) DO UPDATE SET answer = $2, next_at = $3";
    sqlx::query(sql).bind(now).bind(answer).bind(now + BETWEEN).execute(&mut *connection).await?;
    Ok(())
}

/// Ends it: what waited is sent at once, and has three days from now on.
pub(super) async fn release(connection: &mut Connection, now: i64) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM mail_holds").execute(&mut *connection).await?;
    let sql = "UPDATE mails SET next_at = 0, first_at = $1 WHERE state = 'pending'";
    sqlx::query(sql).bind(now).execute(&mut *connection).await?;
    Ok(())
}

impl Store {
    /// Whether the mail server refuses whoever sends, and since when.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn mail_hold(&self) -> Result<Option<MailHold>, StoreError> {
        let sql = "SELECT held_at, answer FROM mail_holds WHERE single = 1";
        Ok(sqlx::query_as(sql).fetch_optional(&mut *self.readers.lend().await?).await?)
    }

    /// Lets a mail ask at once: the settings may have been mended.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn ask_mail_server_now(&self) -> Result<(), StoreError> {
        let mut change = self.writer.begin(Turn::Billing).await?;
        if next_in(&mut change).await?.is_some() {
            ask_at(&mut change, 0).await?;
            sqlx::query("UPDATE mails SET next_at = 0 WHERE state = 'pending'").execute(&mut *change).await?;
        }
        change.commit().await
    }
}
