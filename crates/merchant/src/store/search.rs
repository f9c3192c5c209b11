//! Finds orders by whatever a customer or the gateway calls them.

use super::{Store, StoreError};
use crate::domain::order_number::Typed as OrderNumber;

/// What is looked for; what is blank is not.
#[derive(Clone, Debug, Default)]
pub struct OrderSearch {
    /// An order's number or reference, an order id or a tracking id of its requests, contract or charges, the
    /// customer's code or the shop's own name for the customer: the whole of one of them.
    pub name: String,
    /// The amount in yen.
    pub amount: Option<u32>,
    /// From this moment on, in seconds since 1970-01-01T00:00:00Z.
    pub from: Option<i64>,
    /// Before this moment.
    pub until: Option<i64>,
    /// Those after this order, which was made then.
    pub after: Option<(i64, String)>,
    /// At most so many.
    pub most: u32,
}

impl Store {
    /// The references of the orders that are looked for and when they were made, the newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn search(&self, wanted: &OrderSearch) -> Result<Vec<(String, i64)>, StoreError> {
        let (from, before) = OrderNumber::read(&wanted.name).range();
        let (made_at, reference) = wanted.after.clone().unwrap_or((i64::MAX, String::new()));
        let sql = "SELECT o.reference, o.created_at FROM orders o WHERE (o.created_at, o.reference) < ($1, $2) \
                   AND ($3 = '' OR o.reference IN (SELECT reference FROM orders WHERE reference = $3 \
                   UNION SELECT reference FROM orders WHERE reference >= $8 AND reference < $9 \
                   UNION SELECT reference FROM orders WHERE customer_code = $3 \
                   UNION SELECT p.reference FROM api_orders p WHERE p.customer_id = $3 \
                   UNION SELECT reference FROM attempts WHERE order_id = $3 OR tracking_id = $3 \
                   UNION SELECT order_reference FROM subscriptions WHERE tracking_id = $3 \
                   UNION SELECT s.order_reference FROM subscriptions s JOIN charges c ON c.subscription = s.reference \
                   WHERE c.order_id = $3 \
                   UNION SELECT s.order_reference FROM subscriptions s JOIN charge_outcomes x \
                   ON x.subscription = s.reference WHERE x.tracking_id = $3)) \
                   AND ($4 IS NULL OR o.amount = $4) AND ($5 IS NULL OR o.created_at >= $5) \
                   AND ($6 IS NULL OR o.created_at < $6) ORDER BY o.created_at DESC, o.reference DESC LIMIT $7";
        Ok(sqlx::query_as(sql)
            .bind(made_at)
            .bind(reference)
            .bind(wanted.name.trim())
            .bind(wanted.amount.map(i64::from))
            .bind(wanted.from)
            .bind(wanted.until)
            .bind(i64::from(wanted.most))
            .bind(from)
            .bind(before)
            .fetch_all(&mut *self.readers.lend().await?)
            .await?)
    }
}
