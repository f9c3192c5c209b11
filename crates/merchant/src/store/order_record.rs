//! Orders with what became of them, one or many, as a shop's own programs read them.

use super::order::OrderRow;
use super::payment::{calls_of, waiting};
use super::record::Flag;
use super::{Store, StoreError};
use crate::domain::order::OrderRecord;
use crate::domain::payment::{Action, PaymentCall};
use crate::domain::reconciliation::Kind;
use sbps::text::ItemName;
use sbps::verdict::Effect;

/// Which orders are wanted, from the newest on.
#[derive(Clone, Debug, Default)]
pub struct OrdersWanted {
    /// Those of this customer only, by the gateway's name.
    pub customer: Option<String>,
    /// The same, by the shop's own.
    pub customer_id: Option<String>,
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
    #[sqlx(try_from = "Flag")]
    is_charged_back: bool,
    requested_at: Option<i64>,
}

impl TryFrom<Row> for OrderRecord {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let Row { order, tracking_id, is_doubted, is_charged_back, requested_at } = row;
        Ok(Self {
            order: order.try_into()?,
            tracking_id,
            is_doubted,
            is_charged_back,
            requested_at,
            calls: Vec::new(),
            retry: None,
        })
    }
}

/// The statement that reads such rows; `$1` is the kind of an item that doubts a payment.
macro_rules! records {
    ($rest:literal) => {
        concat!(
            "SELECT o.*, a.tracking_id, a.requested_at, p.sales, p.customer_id, p.goods, ",
            "EXISTS (SELECT 1 FROM reconciliation_items i WHERE i.subject_kind = 'order' ",
            "AND i.subject = o.reference AND i.kind = $1 AND i.closed_at IS NULL) AS is_doubted, ",
            "EXISTS (SELECT 1 FROM disputes d JOIN dispute_steps t ON t.dispute = d.id ",
            "WHERE d.order_reference = o.reference AND d.tracking_id = a.tracking_id AND d.month IS NULL ",
            "AND t.state = 'fixed' AND NOT EXISTS (SELECT 1 FROM dispute_steps w WHERE w.dispute = d.id ",
            "AND w.state = 'withdrawn')) AS is_charged_back FROM orders o ",
            "LEFT JOIN attempts a ON a.order_id = o.paid_by LEFT JOIN api_orders p ON p.reference = o.reference ",
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
            .fetch_optional(&mut *self.readers.lend().await?)
            .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(self.with_calls(vec![row]).await?.pop())
    }

    /// The gateway's codes of the tries to pay for an order that failed, and of its contract's charge that did, each with
    /// its moment: the latest ten, the latest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn failed_codes(&self, reference: &str) -> Result<Vec<(String, i64)>, StoreError> {
        let sql = "SELECT code, at FROM (SELECT error_code AS code, updated_at AS at FROM attempts \
                   WHERE reference = $1 AND error_code IS NOT NULL UNION ALL \
                   SELECT o.code, o.at FROM charge_outcomes o JOIN subscriptions s ON s.reference = o.subscription \
                   WHERE s.order_reference = $1 AND o.outcome = 'failed' AND o.code IS NOT NULL) f \
                   ORDER BY at DESC LIMIT 10";
        Ok(sqlx::query_as(sql).bind(reference).fetch_all(&mut *self.readers.lend().await?).await?)
    }

    /// The names that orders had of which the bill shows the same as of this one, and which are others: at most five.
    ///
    /// A name is found behind the one before it, not among all orders that had it.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn names_alike(&self, name: &ItemName) -> Result<Vec<String>, StoreError> {
        let sql = "WITH RECURSIVE names (name) AS (\
                   SELECT min(item_name) FROM orders WHERE substr(item_name, 1, 16) = $2 UNION ALL \
                   SELECT (SELECT min(o.item_name) FROM orders o WHERE substr(o.item_name, 1, 16) = $2 \
                   AND o.item_name > n.name) FROM names n WHERE n.name IS NOT NULL) \
                   SELECT name FROM names WHERE name <> $1 LIMIT 5";
        let shown = name.statement_preview();
        Ok(sqlx::query_scalar(sql)
            .bind(name.as_str())
            .bind(shown.visible())
            .fetch_all(&mut *self.readers.lend().await?)
            .await?)
    }

    /// The orders that are wanted.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn order_records(&self, wanted: &OrdersWanted) -> Result<Vec<OrderRecord>, StoreError> {
        let (made_at, reference) = wanted.after.clone().unwrap_or((i64::MAX, String::new()));
        let rows: Vec<Row> = sqlx::query_as(records!(
            "WHERE (o.created_at, o.reference) < ($2, $3) AND ($4 IS NULL OR o.customer_code = $4) \
             AND ($7 IS NULL OR p.customer_id = $7) \
             AND ($5 IS NULL OR (CASE WHEN o.paid_by IS NULL THEN 0 ELSE 1 END) = $5) \
             ORDER BY o.created_at DESC, o.reference DESC LIMIT $6"
        ))
        .bind(Kind::PaidReturnedByError.as_str())
        .bind(made_at)
        .bind(reference)
        .bind(wanted.customer.as_deref())
        .bind(wanted.paid.map(i64::from))
        .bind(i64::from(wanted.most))
        .bind(wanted.customer_id.as_deref())
        .fetch_all(&mut *self.readers.lend().await?)
        .await?;
        self.with_calls(rows).await
    }

    /// The orders, each with the calls about its payments.
    async fn with_calls(&self, rows: Vec<Row>) -> Result<Vec<OrderRecord>, StoreError> {
        let mut records: Vec<OrderRecord> = rows.into_iter().map(OrderRecord::try_from).collect::<Result<_, _>>()?;
        let paid = records.iter().filter(|record| record.order.paid_by.is_some());
        let references: Vec<String> = paid.map(|record| record.order.reference.clone()).collect();
        if references.is_empty() {
            return Ok(records);
        }
        let mut connection = self.readers.lend().await?;
        let mut calls = calls_of(&mut connection, &references).await?;
        for record in &mut records {
            record.calls = calls.remove(&record.order.reference).unwrap_or_default();
            let may_wait =
                |call: &PaymentCall| call.action == Action::Refund && call.effect == Some(Effect::NothingDone);
            if let Some(payment) = record.tracking_id.as_deref().filter(|_| record.calls.iter().any(may_wait)) {
                record.retry = waiting(&mut connection, payment, None).await?;
            }
        }
        Ok(records)
    }
}
