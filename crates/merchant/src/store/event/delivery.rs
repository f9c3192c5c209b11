//! Messages that are to be sent: each by one process at a time, those of one order one after the other.

use super::{Event, EventRow};
use crate::domain::event::next_try;
use crate::store::gate::Turn;
use crate::store::{Store, StoreError};

/// A message to be sent.
#[derive(Clone, Debug)]
pub struct Due {
    /// Where to: the number of the endpoint.
    pub endpoint: i64,
    /// Its address.
    pub url: String,
    /// What signs it: the secret, and after a rotation for a while the one before it.
    pub secrets: Vec<String>,
    /// What.
    pub event: Event,
}

/// What became of a message that was sent.
#[derive(Clone, Debug)]
pub struct Sent<'a> {
    /// To which endpoint.
    pub endpoint: i64,
    /// Which event.
    pub event: i64,
    /// Whether it was taken.
    pub is_taken: bool,
    /// What was answered, or why nothing was: for people.
    pub answer: &'a str,
    /// 0 to 99, which spreads what failed at once.
    pub chance: i64,
}

#[derive(sqlx::FromRow)]
struct DueRow {
    endpoint: i64,
    url: String,
    secret: String,
    former_secret: Option<String>,
    #[sqlx(flatten)]
    event: EventRow,
}

impl Store {
    /// Whether anything is to be sent at `now`: a look that changes nothing.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn has_due_message(&self, now: i64) -> Result<bool, StoreError> {
        let sql = "SELECT count(*) FROM (SELECT 1 FROM webhook_deliveries WHERE state = 'pending' AND next_at <= $1 \
                   AND leased_until <= $1 LIMIT 1) d";
        let due: i64 = sqlx::query_scalar(sql).bind(now).fetch_one(&mut *self.readers.lend().await?).await?;
        Ok(due > 0)
    }

    /// Takes messages that are due, for whoever asks alone, until `lease` seconds from `now`: at most
    /// `most`, of one order to one address the first, and none to those addresses that are `busy`.
    ///
    /// # Errors
    /// [`StoreError`] when none were taken.
    pub async fn take_due(&self, now: i64, lease: i64, most: u32, busy: &[i64]) -> Result<Vec<Due>, StoreError> {
        let mut change = self.writer.begin(Turn::Billing).await?;
        let busy: String = busy.iter().map(|endpoint| format!(" {endpoint} ")).collect();
        let rows: Vec<DueRow> = sqlx::query_as(
            concat!(
                "SELECT d.endpoint, w.url, w.secret, \
                 CASE WHEN w.former_until > $1 THEN w.former_secret END AS former_secret, ",
                event_columns!(),
                "FROM webhook_deliveries d JOIN webhook_endpoints w ON w.id = d.endpoint \
                 JOIN events e ON e.id = d.event ",
                beside_events!(),
                "WHERE d.state = 'pending' AND d.next_at <= $1 AND d.leased_until <= $1 \
                 AND $2 NOT LIKE '% ' || d.endpoint || ' %' AND NOT EXISTS (SELECT 1 FROM webhook_deliveries b \
                 WHERE b.state = 'pending' AND b.endpoint = d.endpoint AND b.subject = d.subject AND b.event < d.event) \
                 ORDER BY d.event, d.endpoint LIMIT $3"
            ),
        )
        .bind(now)
        .bind(busy)
        .bind(i64::from(most))
        .fetch_all(&mut *change)
        .await?;
        let mut due = Vec::new();
        for row in rows {
            sqlx::query(
                "UPDATE webhook_deliveries SET leased_until = $1, first_at = coalesce(first_at, $2) \
                 WHERE endpoint = $3 AND event = $4",
            )
            .bind(now + lease)
            .bind(now)
            .bind(row.endpoint)
            .bind(row.event.id)
            .execute(&mut *change)
            .await?;
            let secrets = std::iter::once(row.secret).chain(row.former_secret).collect();
            due.push(Due { endpoint: row.endpoint, url: row.url, secrets, event: row.event.try_into()? });
        }
        change.commit().await?;
        Ok(due)
    }

    /// Writes down what became of a message: taken, to be sent again, or given up.
    ///
    /// # Errors
    /// [`StoreError`] when it is not written: the message is sent again when its lease is over.
    pub async fn sent(&self, sent: &Sent<'_>, now: i64) -> Result<(), StoreError> {
        let mut change = self.writer.begin(Turn::Billing).await?;
        let known: Option<(i64, Option<i64>)> = sqlx::query_as(
            "SELECT tries, first_at FROM webhook_deliveries WHERE endpoint = $1 AND event = $2 AND state = 'pending'",
        )
        .bind(sent.endpoint)
        .bind(sent.event)
        .fetch_optional(&mut *change)
        .await?;
        let Some((tries, first)) = known else { return Ok(()) };
        let again = next_try(u32::try_from(tries + 1).unwrap_or(u32::MAX), first.unwrap_or(now), now, sent.chance);
        let (state, next) = match (sent.is_taken, again) {
            (true, _) => ("delivered", now),
            (false, Some(next)) => ("pending", next),
            (false, None) => ("dead", now),
        };
        sqlx::query(
            "UPDATE webhook_deliveries SET state = $1, tries = tries + 1, next_at = $2, leased_until = 0, answer = $3 \
             WHERE endpoint = $4 AND event = $5",
        )
        .bind(state)
        .bind(next)
        .bind(sent.answer)
        .bind(sent.endpoint)
        .bind(sent.event)
        .execute(&mut *change)
        .await?;
        change.commit().await
    }

    /// Sends an event once more to every address that there is, as if it had just happened; to how many.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn replay(&self, event: i64) -> Result<u64, StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let replayed = sqlx::query(
            "INSERT INTO webhook_deliveries (event, endpoint, subject, state, next_at) \
             SELECT e.id, w.id, coalesce(e.order_reference, 'item ' || coalesce(e.item, 0)), 'pending', 0 \
             FROM events e CROSS JOIN webhook_endpoints w WHERE e.id = $1 AND w.removed_at IS NULL \
             AND (w.kinds = '' OR ' ' || w.kinds || ' ' LIKE '% ' || e.kind || ' %') \
             ON CONFLICT (endpoint, event) DO UPDATE SET state = 'pending', tries = 0, first_at = NULL, next_at = 0, \
             leased_until = 0",
        )
        .bind(event)
        .execute(&mut *change)
        .await?;
        change.commit().await?;
        Ok(replayed.rows_affected())
    }

    /// The messages that were given up, the latest first, at most `most`: event, endpoint, and what was
    /// answered last.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn dead_messages(&self, most: u32) -> Result<Vec<(i64, i64, String)>, StoreError> {
        Ok(sqlx::query_as(
            "SELECT d.event, d.endpoint, coalesce(d.answer, '') FROM webhook_deliveries d \
             JOIN webhook_endpoints w ON w.id = d.endpoint WHERE d.state = 'dead' AND w.removed_at IS NULL \
             ORDER BY d.event DESC LIMIT $1",
        )
        .bind(i64::from(most))
        .fetch_all(&mut *self.readers.lend().await?)
        .await?)
    }

    /// How many messages wait, and how many were given up at addresses that there still are.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn message_counts(&self) -> Result<(i64, i64), StoreError> {
        Ok(sqlx::query_as(
            "SELECT count(CASE WHEN d.state = 'pending' THEN 1 END), count(CASE WHEN d.state = 'dead' THEN 1 END) \
             FROM webhook_deliveries d \
             JOIN webhook_endpoints w ON w.id = d.endpoint WHERE w.removed_at IS NULL AND d.state <> 'delivered'",
        )
        .fetch_one(&mut *self.readers.lend().await?)
        .await?)
    }
}
