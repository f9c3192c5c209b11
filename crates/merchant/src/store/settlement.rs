//! First purchases: what a payer reserved by joining. A run settles it as it settles any charge,
//! whatever has become of the contract since.

use super::StoreError;
use super::charge::add_outcome;
use crate::domain::charge::ChargeOutcome;
use crate::store::database::Connection;
use chrono::NaiveDate;

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
    connection: &mut Connection,
    purchase: &FirstPurchase<'_>,
    now: i64,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO charges (subscription, due_on, amount, order_id, begun_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(purchase.subscription)
        .bind(purchase.due_on.to_string())
        .bind(i64::from(purchase.amount))
        .bind(purchase.order_id)
        .bind(purchase.requested_at)
        .execute(&mut *connection)
        .await?;
    let reserved = ChargeOutcome::Reserved(purchase.tracking_id);
    add_outcome(connection, purchase.subscription, purchase.due_on, reserved, now).await?;
    sqlx::query("INSERT INTO settlements (subscription, due_on, tracking_id) VALUES ($1, $2, $3)")
        .bind(purchase.subscription)
        .bind(purchase.due_on.to_string())
        .bind(purchase.tracking_id)
        .execute(connection)
        .await?;
    Ok(())
}
