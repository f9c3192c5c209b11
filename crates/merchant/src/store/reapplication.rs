//! Applications to make a contract again.

use super::order::{ATTEMPTS_SECONDS, MOST_ATTEMPTS};
use super::subscription::wrong;
use super::{Store, StoreError};
use crate::plan::Recurring;
use sbps::identifier::OrderId;

/// An application to make a contract again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reapplication {
    /// Its order id at the gateway.
    pub order_id: OrderId,
    /// The contract.
    pub subscription: String,
    /// Its name in the return addresses.
    pub token: String,
}

impl Store {
    /// Keeps an application; says whether it did, which it does not after [`MOST_ATTEMPTS`] recent ones.
    ///
    /// # Errors
    /// [`StoreError`] when it is not kept.
    pub async fn add_reapplication(
        &self,
        application: &Reapplication,
        recurring: &Recurring,
        now: i64,
    ) -> Result<bool, StoreError> {
        let kept = sqlx::query(
            "INSERT INTO reapplications (order_id, subscription, token, recurring, requested_at, state) \
             SELECT ?1, ?2, ?3, ?4, ?5, 'requested' WHERE (SELECT count(*) FROM reapplications \
             WHERE subscription = ?2 AND requested_at > ?5 - ?6) < ?7",
        )
        .bind(application.order_id.as_str())
        .bind(&application.subscription)
        .bind(&application.token)
        .bind(serde_json::to_string(recurring).map_err(wrong)?)
        .bind(now)
        .bind(ATTEMPTS_SECONDS)
        .bind(MOST_ATTEMPTS)
        .execute(&self.pool)
        .await?;
        Ok(kept.rows_affected() == 1)
    }

    /// The application with that token.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn reapplication(&self, token: &str) -> Result<Option<Reapplication>, StoreError> {
        let row: Option<(String, String)> =
            sqlx::query_as("SELECT order_id, subscription FROM reapplications WHERE token = ?")
                .bind(token)
                .fetch_optional(&self.pool)
                .await?;
        let read = |(order_id, subscription): (String, String)| {
            let order_id = OrderId::new(&order_id).map_err(wrong)?;
            Ok(Reapplication { order_id, subscription, token: token.to_owned() })
        };
        row.map(read).transpose()
    }
}
