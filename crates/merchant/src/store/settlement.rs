//! First purchases: what a payer reserved by joining, and its settlement, which is begun once.

use super::charge::add_outcome;
use super::record::{day, wrong};
use super::{Store, StoreError};
use crate::domain::charge::{Outcome, Reserved};
use chrono::NaiveDate;
use sbps::identifier::TrackingId;
use sqlx::SqliteConnection;

/// A payment that was made by joining.
pub(super) struct FirstPurchase<'a> {
    pub(super) subscription: &'a str,
    pub(super) due_on: NaiveDate,
    pub(super) amount: u32,
    pub(super) order_id: &'a str,
    /// The gateway's name for the payment.
    pub(super) tracking_id: &'a str,
    pub(super) requested_at: i64,
}

/// Writes down that the charge of the day of joining is reserved: no billing run asks for it again.
pub(super) async fn reserve(
    connection: &mut SqliteConnection,
    purchase: &FirstPurchase<'_>,
    now: i64,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO charges (subscription, due_on, amount, order_id, begun_at) VALUES (?, ?, ?, ?, ?)")
        .bind(purchase.subscription)
        .bind(purchase.due_on.to_string())
        .bind(purchase.amount)
        .bind(purchase.order_id)
        .bind(purchase.requested_at)
        .execute(&mut *connection)
        .await?;
    let reserved = Outcome::Reserved(purchase.tracking_id);
    add_outcome(connection, purchase.subscription, purchase.due_on, reserved, now).await?;
    sqlx::query("INSERT INTO settlements (subscription, due_on, tracking_id) VALUES (?, ?, ?)")
        .bind(purchase.subscription)
        .bind(purchase.due_on.to_string())
        .bind(purchase.tracking_id)
        .execute(connection)
        .await?;
    Ok(())
}

impl Store {
    /// What is reserved and waits for its settlement, the oldest first. The state of the contract
    /// does not matter: who leaves on the day of joining has paid for it.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn to_settle(&self) -> Result<Vec<Reserved>, StoreError> {
        let rows: Vec<(String, String, String)> = sqlx::query_as(
            "SELECT s.subscription, s.due_on, s.tracking_id FROM settlements s WHERE s.begun_at IS NULL \
             AND NOT EXISTS (SELECT 1 FROM charge_outcomes o WHERE o.subscription = s.subscription \
             AND o.due_on = s.due_on AND o.outcome <> 'reserved') ORDER BY s.due_on, s.subscription",
        )
        .fetch_all(&self.pool)
        .await?;
        let read = |(subscription, due_on, tracking_id): (String, String, String)| {
            let tracking_id = TrackingId::new(&tracking_id).map_err(wrong)?;
            Ok(Reserved { subscription, due_on: day(&due_on)?, tracking_id })
        };
        rows.into_iter().map(read).collect()
    }

    /// Begins a settlement; says whether it is this caller's to carry out.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was begun.
    pub async fn begin_settlement(&self, reserved: &Reserved, now: i64) -> Result<bool, StoreError> {
        let begun = sqlx::query(
            "UPDATE settlements SET begun_at = ?3 WHERE subscription = ?1 AND due_on = ?2 AND begun_at IS NULL \
             AND NOT EXISTS (SELECT 1 FROM charge_outcomes o WHERE o.subscription = ?1 AND o.due_on = ?2 \
             AND o.outcome <> 'reserved')",
        )
        .bind(&reserved.subscription)
        .bind(reserved.due_on.to_string())
        .bind(now)
        .execute(&self.pool)
        .await?;
        Ok(begun.rows_affected() == 1)
    }
}
