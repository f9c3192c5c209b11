//! Events, and where they are sent: written by the record itself with the change that they tell of.

/// What an [`EventRow`] is read of, and the tables beside `events e` that it needs.
macro_rules! event_columns {
    () => {
        "e.id, e.kind, e.order_reference, e.order_id, e.tracking_id, e.contract, e.amount, e.due_on, e.code, e.item, e.at, \
         p.idempotency_key, p.customer_id, o.item_id, p.goods, \
         (SELECT v.sha256 FROM evidence v WHERE v.order_id = coalesce(e.order_id, o.paid_by) \
         AND e.kind IN ('order.paid', 'contract.joined')) AS evidence "
    };
}
macro_rules! beside_events {
    () => {
        "LEFT JOIN orders o ON o.reference = e.order_reference LEFT JOIN api_orders p ON p.reference = e.order_reference "
    };
}

mod delivery;
mod endpoint;
mod expiring;

pub use delivery::{Due, Sent};
pub use endpoint::{Endpoint, EndpointState};

use super::record::wrong;
use super::{Store, StoreError};
use crate::domain::event::{EXPIRY_SECONDS, Event, Told};
use crate::store::gate::Turn;
use serde_json::Value;

#[derive(sqlx::FromRow)]
struct EventRow {
    id: i64,
    kind: String,
    order_reference: Option<String>,
    order_id: Option<String>,
    tracking_id: Option<String>,
    contract: Option<String>,
    amount: Option<i64>,
    due_on: Option<String>,
    code: Option<String>,
    item: Option<i64>,
    at: i64,
    idempotency_key: Option<String>,
    customer_id: Option<String>,
    item_id: Option<String>,
    goods: Option<String>,
    evidence: Option<String>,
}

impl TryFrom<EventRow> for Event {
    type Error = StoreError;

    fn try_from(row: EventRow) -> Result<Self, StoreError> {
        let goods: Value =
            row.goods.as_deref().map(serde_json::from_str).transpose().map_err(wrong)?.unwrap_or_default();
        Ok(Self {
            id: row.id,
            kind: row.kind,
            order_reference: row.order_reference,
            order_id: row.order_id,
            tracking_id: row.tracking_id,
            contract: row.contract,
            amount: row.amount,
            due_on: row.due_on,
            code: row.code,
            item: row.item,
            at: row.at,
            evidence: row.evidence,
            told: Told {
                idempotency_key: row.idempotency_key,
                customer_id: row.customer_id,
                item_id: row.item_id,
                metadata: goods.get("metadata").cloned().unwrap_or_default(),
            },
        })
    }
}

/// The statement that reads events.
macro_rules! events {
    ($which:literal) => {
        concat!("SELECT ", event_columns!(), "FROM events e ", beside_events!(), "WHERE ", $which)
    };
}

/// Which events are wanted.
#[derive(Clone, Debug, Default)]
pub struct EventsWanted {
    /// Only of this kind.
    pub kind: Option<String>,
    /// Only of this order.
    pub order: Option<String>,
    /// Those after this one.
    pub after: i64,
    /// At most so many.
    pub most: u32,
}

impl Store {
    /// The events that are wanted, in the order in which they happened.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn events(&self, wanted: &EventsWanted) -> Result<Vec<Event>, StoreError> {
        let rows: Vec<EventRow> = sqlx::query_as(events!(
            "e.id > $1 AND ($2 = '' OR e.kind = $2) AND ($3 = '' OR e.order_reference = $3) ORDER BY e.id LIMIT $4"
        ))
        .bind(wanted.after)
        .bind(wanted.kind.as_deref().unwrap_or_default())
        .bind(wanted.order.as_deref().unwrap_or_default())
        .bind(i64::from(wanted.most))
        .fetch_all(&mut *self.readers.lend().await?)
        .await?;
        rows.into_iter().map(Event::try_from).collect()
    }

    /// The event of that number.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn event(&self, id: i64) -> Result<Option<Event>, StoreError> {
        let row: Option<EventRow> =
            sqlx::query_as(events!("e.id = $1")).bind(id).fetch_optional(&mut *self.readers.lend().await?).await?;
        row.map(Event::try_from).transpose()
    }

    /// Writes down what happens by itself: orders whose time has passed since it was last looked. How
    /// many there were.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was written.
    pub async fn notice_expiry(&self, now: i64) -> Result<u64, StoreError> {
        let until = now - EXPIRY_SECONDS;
        let mut change = self.writer.begin(Turn::Billing).await?;
        let looked: Option<i64> = sqlx::query_scalar("SELECT looked_at FROM event_clock WHERE single = 1")
            .fetch_optional(&mut *change)
            .await?;
        let sql = "INSERT INTO event_clock (single, looked_at) VALUES (1, $1) \
                   ON CONFLICT (single) DO UPDATE SET looked_at = CASE WHEN event_clock.looked_at < $1 THEN $1 \
                   ELSE event_clock.looked_at END";
        sqlx::query(sql).bind(until).execute(&mut *change).await?;
        // What expired before anybody looked is no news.
        let told = match looked {
            None => 0,
            Some(looked) => sqlx::query(
                "INSERT INTO events (kind, order_reference, amount, at) \
                 SELECT 'order.expired', reference, amount, expires_at FROM orders WHERE expires_at > $1 \
                 AND expires_at <= $2 AND paid_by IS NULL AND withdrawn_at IS NULL ORDER BY expires_at, reference",
            )
            .bind(looked)
            .bind(until)
            .execute(&mut *change)
            .await?
            .rows_affected(),
        };
        change.commit().await?;
        Ok(told)
    }
}
