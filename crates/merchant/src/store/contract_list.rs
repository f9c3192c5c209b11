//! Contracts as a list, from the latest order on.

use super::subscription::SubscriptionRow;
use super::{Store, StoreError};
use crate::domain::subscription::{Subscription, SubscriptionState};

/// Which contracts are wanted.
#[derive(Clone, Debug, Default)]
pub struct ContractsWanted {
    /// Those in this state only.
    pub state: Option<SubscriptionState>,
    /// Those of this customer only, by the code that the gateway knows.
    pub customer: Option<String>,
    /// The same, by the shop's own name.
    pub customer_id: Option<String>,
    /// Those that the gateway bills, or those that this service does.
    pub is_simple: Option<bool>,
    /// Those that are suspended only.
    pub suspended: bool,
    /// Those that come after the contract of this order.
    pub after: Option<String>,
    /// At most so many.
    pub most: u32,
}

impl Store {
    /// The contracts that are wanted, those of the latest orders first; none that is only ordered.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn contracts(&self, wanted: &ContractsWanted) -> Result<Vec<Subscription>, StoreError> {
        // The method stands at the beginning of the terms, as they are written down.
        let rows: Vec<SubscriptionRow> = sqlx::query_as(
            "SELECT s.* FROM subscriptions s WHERE s.state <> 'pending' AND ($1 IS NULL OR s.state = $1) \
             AND ($2 IS NULL OR s.customer_code = $2) \
             AND ($6 IS NULL OR s.customer_code = (SELECT c.customer_code FROM customers c WHERE c.customer_id = $6)) \
             AND ($7 IS NULL OR (CASE WHEN s.recurring LIKE '{\"method\":\"simple\"%' THEN 1 ELSE 0 END) = $7) \
             AND ($3 = 0 OR s.problem_code IS NOT NULL) \
             AND ($4 IS NULL OR (s.created_at, s.order_reference) < (SELECT a.created_at, a.order_reference \
             FROM subscriptions a WHERE a.order_reference = $4)) \
             ORDER BY s.created_at DESC, s.order_reference DESC LIMIT $5",
        )
        .bind(wanted.state.map(SubscriptionState::word))
        .bind(wanted.customer.as_deref())
        .bind(i64::from(wanted.suspended))
        .bind(wanted.after.as_deref())
        .bind(i64::from(wanted.most))
        .bind(wanted.customer_id.as_deref())
        .bind(wanted.is_simple.map(i64::from))
        .fetch_all(&mut *self.readers.lend().await?)
        .await?;
        rows.into_iter().map(Subscription::try_from).collect()
    }
}
