//! Mails to payers that are to be sent, each by one process at a time.

use super::gate::Turn;
use super::mail_hold;
use super::reconciliation::open_item;
use super::record::wrong;
use super::{Store, StoreError};
use crate::domain::event::{RETRY_SECONDS, next_try};
use crate::domain::language::Language;
use crate::domain::mail::{About, Mail};
use crate::domain::reconciliation::{Kind, NewItem, Subject};

/// What became of a mail that was handed over, or was not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailOutcome {
    /// The server took it.
    Done,
    /// There is nothing to say, or it is not to be said: the server was not asked.
    Nothing,
    /// It is tried again, for three days.
    Failed,
    /// The server said for good that it does not take it.
    Refused,
    /// The server refuses whoever sends, whatever is sent: all mails are held.
    Held,
    /// The same by the words of its answer alone. Said again of this mail when others were taken in between,
    /// it is about this mail.
    SeemsHeld,
}

/// A mail that was given up, for people: without its address.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct DeadMail {
    /// Its number.
    pub id: i64,
    /// What it tells of; `None` where somebody asked for their links.
    pub kind: Option<String>,
    /// The order's reference.
    pub order_reference: Option<String>,
    /// When it was written down, in seconds since 1970-01-01T00:00:00Z.
    pub written_at: i64,
    /// What was answered last.
    pub answer: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    address: String,
    language: Option<String>,
    written_at: i64,
    kind: Option<String>,
    order_reference: Option<String>,
    due_on: Option<String>,
    code: Option<String>,
    at: Option<i64>,
}

impl TryFrom<Row> for Mail {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let about = match (row.kind, row.order_reference, row.at) {
            (Some(kind), Some(order), Some(at)) => About::Event { kind, order, day: row.due_on, code: row.code, at },
            (None, None, None) => About::Links(Language::of_tag(row.language.as_deref().unwrap_or_default())),
            _ => return Err(wrong(format!("mail {} of no order", row.id))),
        };
        Ok(Self { id: row.id, address: row.address, written_at: row.written_at, about })
    }
}

impl Store {
    /// Whether a mail is to be sent at `now`: a look that changes nothing.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn has_due_mail(&self, now: i64) -> Result<bool, StoreError> {
        let sql = "SELECT count(*) FROM (SELECT 1 FROM mails WHERE state = 'pending' AND next_at <= $1 \
                   AND leased_until <= $1 AND NOT EXISTS (SELECT 1 FROM mail_holds WHERE next_at > $1) LIMIT 1) d";
        let due: i64 = sqlx::query_scalar(sql).bind(now).fetch_one(&mut *self.readers.lend().await?).await?;
        Ok(due > 0)
    }

    /// Takes mails that are due, for whoever asks alone, until `lease` seconds from `now`: at most `most`.
    /// What was written down while nothing was sent for days is no news any more and is given up. While mails
    /// are held nothing is, and one is taken when it is time to ask.
    ///
    /// # Errors
    /// [`StoreError`] when none were taken.
    pub async fn take_mails(&self, now: i64, lease: i64, most: u32) -> Result<Vec<Mail>, StoreError> {
        let mut change = self.writer.begin(Turn::Billing).await?;
        let most = match mail_hold::next_in(&mut change).await? {
            Some(next) if next > now => return Ok(Vec::new()),
            Some(_) => {
                mail_hold::ask_at(&mut change, now + lease).await?;
                1
            }
            None => {
                let old = "UPDATE mails SET state = 'dead', answer = 'not sent in time' WHERE state = 'pending' \
                           AND first_at IS NULL AND written_at < $1";
                sqlx::query(old).bind(now - RETRY_SECONDS).execute(&mut *change).await?;
                most
            }
        };
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT m.id, m.address, m.language, m.written_at, e.kind, e.order_reference, e.due_on, e.code, e.at \
             FROM mails m LEFT JOIN events e ON e.id = m.event WHERE m.state = 'pending' AND m.next_at <= $1 \
             AND m.leased_until <= $1 ORDER BY m.id LIMIT $2",
        )
        .bind(now)
        .bind(i64::from(most))
        .fetch_all(&mut *change)
        .await?;
        for row in &rows {
            sqlx::query("UPDATE mails SET leased_until = $1, first_at = coalesce(first_at, $2) WHERE id = $3")
                .bind(now + lease)
                .bind(now)
                .bind(row.id)
                .execute(&mut *change)
                .await?;
        }
        change.commit().await?;
        rows.into_iter().map(Mail::try_from).collect()
    }

    /// Writes down what became of a mail, with what was answered for people; `chance`, 0 to 99, spreads
    /// what failed at once. One that is given up goes to the reconciliation list with its order.
    ///
    /// # Errors
    /// [`StoreError`] when it is not written: the mail is sent again when its lease is over.
    pub async fn mailed(
        &self,
        id: i64,
        outcome: MailOutcome,
        answer: &str,
        chance: i64,
        now: i64,
    ) -> Result<(), StoreError> {
        let mut change = self.writer.begin(Turn::Billing).await?;
        let known: Option<(i64, Option<i64>, Option<String>)> = sqlx::query_as(
            "SELECT m.tries, m.first_at, e.order_reference FROM mails m LEFT JOIN events e ON e.id = m.event \
             WHERE m.id = $1 AND m.state = 'pending'",
        )
        .bind(id)
        .fetch_optional(&mut *change)
        .await?;
        let Some((tries, first, order)) = known else { return Ok(()) };
        let is_held = mail_hold::next_in(&mut change).await?.is_some();
        let outcome = match outcome {
            MailOutcome::SeemsHeld if tries > 0 && !is_held => MailOutcome::Refused,
            MailOutcome::SeemsHeld => MailOutcome::Held,
            outcome => outcome,
        };
        let again = next_try(u32::try_from(tries + 1).unwrap_or(u32::MAX), first.unwrap_or(now), now, chance);
        // Of those that are held another one asks next.
        let after_others = now + 2 * mail_hold::BETWEEN;
        let (state, next) = match (outcome, again) {
            (MailOutcome::Done | MailOutcome::Nothing, _) => ("sent", now),
            (MailOutcome::Failed, _) if is_held => ("pending", after_others),
            (MailOutcome::Held, _) => ("pending", after_others),
            (MailOutcome::Failed, Some(next)) => ("pending", next),
            (MailOutcome::Failed, None) | (MailOutcome::Refused | MailOutcome::SeemsHeld, _) => ("dead", now),
        };
        match outcome {
            MailOutcome::Held => mail_hold::hold(&mut change, answer, now).await?,
            _ if !is_held => {}
            MailOutcome::Failed => mail_hold::ask_at(&mut change, now + mail_hold::BETWEEN).await?,
            MailOutcome::Nothing => mail_hold::ask_at(&mut change, 0).await?,
            MailOutcome::Done | MailOutcome::Refused | MailOutcome::SeemsHeld => {
                mail_hold::release(&mut change, now).await?;
            }
        }
        sqlx::query(
            "UPDATE mails SET state = $1, tries = tries + 1, next_at = $2, leased_until = 0, answer = $3 WHERE id = $4",
        )
        .bind(state)
        .bind(next)
        .bind(answer)
        .bind(id)
        .execute(&mut *change)
        .await?;
        if let (Some(order), "dead") = (order, state) {
            let detail = format!("mail {id}: {answer}");
            let (kind, subject) = (Kind::MailNotDelivered, Subject::Order(order));
            let item = NewItem { kind, subject, order_id: None, tracking_id: None, detail };
            open_item(&mut change, &item, now).await?;
        }
        change.commit().await
    }

    /// The mails that were given up, the latest first, at most `most`.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn dead_mails(&self, most: u32) -> Result<Vec<DeadMail>, StoreError> {
        Ok(sqlx::query_as(
            "SELECT m.id, e.kind, e.order_reference, m.written_at, coalesce(m.answer, '') AS answer FROM mails m \
             LEFT JOIN events e ON e.id = m.event WHERE m.state = 'dead' ORDER BY m.id DESC LIMIT $1",
        )
        .bind(i64::from(most))
        .fetch_all(&mut *self.readers.lend().await?)
        .await?)
    }

    /// Sends a mail that was given up once more, as if it had just been written; whether there is one.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn send_mail_again(&self, id: i64, now: i64) -> Result<bool, StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let changed = sqlx::query(
            "UPDATE mails SET state = 'pending', tries = 0, first_at = $1, next_at = 0, leased_until = 0 \
             WHERE id = $2 AND state = 'dead'",
        )
        .bind(now)
        .bind(id)
        .execute(&mut *change)
        .await?;
        change.commit().await?;
        Ok(changed.rows_affected() == 1)
    }

    /// How many mails wait, and how many were given up.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn mail_counts(&self) -> Result<(i64, i64), StoreError> {
        Ok(sqlx::query_as(
            "SELECT count(CASE WHEN state = 'pending' THEN 1 END), count(CASE WHEN state = 'dead' THEN 1 END) \
             FROM mails WHERE state <> 'sent'",
        )
        .fetch_one(&mut *self.readers.lend().await?)
        .await?)
    }
}
