//! What has to be looked up, and what was found lately.

use crate::domain::staff::{CHARGE_LOOKED_UP, CONTRACT_LOOKED_UP, DoubtfulCharge, DoubtfulContract, Event, Noted};
use crate::domain::subscription::Subscription;
use crate::store::database::Connection;
use crate::store::record::{day, wrong};
use crate::store::subscription::{By, SubscriptionRow, find};
use crate::store::{Store, StoreError};

/// How many notes are shown, the latest first.
const MOST_NOTES: i64 = 20;

#[derive(sqlx::FromRow)]
pub(super) struct ChargeRow {
    pub(super) subscription: String,
    pub(super) due_on: String,
    #[sqlx(try_from = "i64")]
    amount: u32,
    order_id: String,
    begun_at: i64,
    reserved_as: Option<String>,
    reserved_at: Option<i64>,
    refused: Option<String>,
}

#[derive(sqlx::FromRow)]
struct NotedRow {
    detail: Option<String>,
    item_name: String,
    tracking_id: Option<String>,
    at: i64,
}

async fn events(connection: &mut Connection, reference: &str) -> Result<Vec<Event>, StoreError> {
    let rows: Vec<(String, Option<String>, i64)> =
        sqlx::query_as("SELECT what, detail, at FROM subscription_events WHERE subscription = $1 ORDER BY id")
            .bind(reference)
            .fetch_all(connection)
            .await?;
    Ok(rows.into_iter().map(|(what, detail, at)| Event { what, detail, at }).collect())
}

/// Charges that this server asked for and that a person has to look up.
pub(super) async fn doubtful(connection: &mut Connection) -> Result<Vec<ChargeRow>, StoreError> {
    Ok(sqlx::query_as(
        "SELECT c.subscription, c.due_on, c.amount, coalesce((SELECT k.order_id FROM gateway_calls k \
         WHERE k.subscription = c.subscription AND k.due_on = c.due_on AND k.order_id IS NOT NULL \
         ORDER BY k.number DESC LIMIT 1), c.order_id) AS order_id, c.begun_at, r.tracking_id AS reserved_as, \
         r.at AS reserved_at, f.code AS refused FROM charges c \
         LEFT JOIN charge_outcomes r ON r.subscription = c.subscription AND r.due_on = c.due_on \
         AND r.outcome = 'reserved' \
         LEFT JOIN charge_outcomes f ON f.subscription = c.subscription AND f.due_on = c.due_on \
         AND f.outcome = 'failed' \
         LEFT JOIN charge_outcomes u ON u.subscription = c.subscription AND u.due_on = c.due_on \
         AND u.outcome = 'unknown' \
         WHERE c.order_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM charge_outcomes p \
         WHERE p.subscription = c.subscription AND p.due_on = c.due_on AND p.outcome = 'paid') \
         AND CASE WHEN f.id IS NULL THEN u.id IS NOT NULL \
         ELSE r.id IS NOT NULL AND EXISTS (SELECT 1 FROM charged_usage g \
         WHERE g.subscription = c.subscription AND g.due_on = c.due_on) \
         AND NOT EXISTS (SELECT 1 FROM charges_not_taken n \
         WHERE n.subscription = c.subscription AND n.due_on = c.due_on) END \
         ORDER BY c.begun_at, c.subscription",
    )
    .fetch_all(connection)
    .await?)
}

impl Store {
    /// The contracts in state `unknown`.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn doubtful_contracts(&self) -> Result<Vec<DoubtfulContract>, StoreError> {
        let mut connection = self.readers.lend().await?;
        let rows: Vec<SubscriptionRow> =
            sqlx::query_as("SELECT * FROM subscriptions WHERE state = 'unknown' ORDER BY updated_at, reference")
                .fetch_all(&mut *connection)
                .await?;
        let mut contracts = Vec::with_capacity(rows.len());
        for row in rows {
            let subscription = Subscription::try_from(row)?;
            let order_id = sqlx::query_scalar(
                "SELECT coalesce((SELECT order_id FROM contract_requests WHERE subscription = $1 \
                 AND recurring IS NOT NULL AND state = 'done' ORDER BY requested_at DESC, order_id DESC LIMIT 1), \
                 (SELECT paid_by FROM orders WHERE reference = $2))",
            )
            .bind(&subscription.reference)
            .bind(&subscription.order_reference)
            .fetch_one(&mut *connection)
            .await?;
            let events = events(&mut connection, &subscription.reference).await?;
            contracts.push(DoubtfulContract { subscription, order_id, events });
        }
        Ok(contracts)
    }

    /// The charges of unknown outcome.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn doubtful_charges(&self) -> Result<Vec<DoubtfulCharge>, StoreError> {
        let mut connection = self.readers.lend().await?;
        let rows = doubtful(&mut connection).await?;
        let mut charges = Vec::with_capacity(rows.len());
        for row in rows {
            let subscription = find(&mut connection, By::Reference, &row.subscription).await?;
            charges.push(DoubtfulCharge {
                subscription: subscription.ok_or_else(|| wrong("a charge without its contract"))?,
                due_on: day(&row.due_on)?,
                amount: row.amount,
                order_id: row.order_id,
                begun_at: row.begun_at,
                reserved: row.reserved_as.zip(row.reserved_at),
                refused: row.refused,
                events: events(&mut connection, &row.subscription).await?,
            });
        }
        Ok(charges)
    }

    /// The latest notes.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn latest_notes(&self) -> Result<Vec<Noted>, StoreError> {
        let rows: Vec<NotedRow> = sqlx::query_as(
            "SELECT e.detail, s.item_name, s.tracking_id, e.at FROM subscription_events e \
             JOIN subscriptions s ON s.reference = e.subscription WHERE e.what IN ($1, $2) ORDER BY e.id DESC LIMIT $3",
        )
        .bind(CONTRACT_LOOKED_UP)
        .bind(CHARGE_LOOKED_UP)
        .bind(MOST_NOTES)
        .fetch_all(&mut *self.readers.lend().await?)
        .await?;
        let read = |row: NotedRow| {
            let note = serde_json::from_str(row.detail.as_deref().unwrap_or_default()).map_err(wrong)?;
            let tracking_id = row.tracking_id.unwrap_or_default();
            Ok(Noted { note, item_name: row.item_name, tracking_id, at: row.at })
        };
        rows.into_iter().map(read).collect()
    }
}
