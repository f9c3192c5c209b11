//! Orders with what became of them, one or many, as a shop's own programs read them.

use super::order::OrderRow;
use super::record::Flag;
use super::{Store, StoreError};
use crate::domain::order::{Order, OrderRecord};
use crate::domain::reconciliation::Kind;

/// Which orders are wanted, from the newest on.
#[derive(Clone, Debug, Default)]
pub struct OrdersWanted {
    /// Those of this customer only.
    pub customer: Option<String>,
    /// Those that are paid, or those that are not.
    pub paid: Option<bool>,
    /// Those that come after this one: when it was made and its reference.
    pub after: Option<(i64, String)>,
    /// At most so many.
    pub most: u32,
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    order: OrderRow,
    tracking_id: Option<String>,
    #[sqlx(try_from = "Flag")]
    is_doubted: bool,
}

impl TryFrom<Row> for OrderRecord {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let Row { order, tracking_id, is_doubted } = row;
        Ok(Self { order: Order::try_from(order)?, tracking_id, is_doubted })
    }
}

/// The statement that reads such rows; `$1` is the kind of an item that doubts a payment.
macro_rules! records {
    ($rest:literal) => {
        concat!(
            "SELECT o.*, (SELECT a.tracking_id FROM attempts a WHERE a.order_id = o.paid_by) AS tracking_id, ",
            "EXISTS (SELECT 1 FROM reconciliation_items i WHERE i.subject_kind = 'order' ",
            "AND i.subject = o.reference AND i.kind = $1 AND i.closed_at IS NULL) AS is_doubted FROM orders o ",
            $rest
        )
    };
}

impl Store {
    /// The order with that reference and what became of it.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn order_record(&self, reference: &str) -> Result<Option<OrderRecord>, StoreError> {
        let row: Option<Row> = sqlx::query_as(records!("WHERE o.reference = $2"))
            .bind(Kind::PaidReturnedByError.as_str())
            .bind(reference)
            .fetch_optional(&self.readers)
            .await?;
        row.map(OrderRecord::try_from).transpose()
    }

    /// The orders that are wanted.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn order_records(&self, wanted: &OrdersWanted) -> Result<Vec<OrderRecord>, StoreError> {
        let (made_at, reference) = wanted.after.clone().unwrap_or((i64::MAX, String::new()));
        let rows: Vec<Row> = sqlx::query_as(records!(
            "WHERE (o.created_at, o.reference) < ($2, $3) AND ($4 IS NULL OR o.customer_code = $4) \
             AND ($5 IS NULL OR (CASE WHEN o.paid_by IS NULL THEN 0 ELSE 1 END) = $5) \
             ORDER BY o.created_at DESC, o.reference DESC LIMIT $6"
        ))
        .bind(Kind::PaidReturnedByError.as_str())
        .bind(made_at)
        .bind(reference)
        .bind(wanted.customer.as_deref())
        .bind(wanted.paid.map(i64::from))
        .bind(i64::from(wanted.most))
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(OrderRecord::try_from).collect()
    }
}
