//! Reservations that nobody has settled, put onto the list while they still can be.

use crate::domain::api_order::sales_word;
use crate::domain::reconciliation::{Kind, NewItem, Subject};
use crate::store::database::Connection;
use crate::store::gate::Turn;
use crate::store::reconciliation::{close_item, open_item};
use crate::store::{Store, StoreError};
use sbps::billing::SalesMethod;
use std::ops::Range;

/// What counts as dealt with: a settlement or a cancellation that was carried out, by the gateway's
/// answer or by what a person found.
macro_rules! dealt_with {
    ($order:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM payment_calls k LEFT JOIN payment_answers n ON n.call = k.id ",
            "LEFT JOIN payment_findings f ON f.call = k.id WHERE k.order_reference = ",
            $order,
            " AND k.action IN ('settle', 'cancel') AND (n.effect = 'done' OR f.is_done = 1))"
        )
    };
}

impl Store {
    /// Puts onto the list the paid orders whose purchase was requested in that time and whose amount
    /// is reserved and neither settled nor cancelled, and takes those off it that are by now; how
    /// many came. `sales` is how orders become sales that no program made.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn miss_settlements(
        &self,
        requested: Range<i64>,
        sales: SalesMethod,
        detail: &str,
        now: i64,
    ) -> Result<u64, StoreError> {
        let mut change = self.writer.begin(Turn::Billing).await?;
        close_settled(&mut change, now).await?;
        let sql = concat!(
            "SELECT o.reference, a.order_id, a.tracking_id FROM attempts a JOIN orders o ON o.paid_by = a.order_id ",
            "LEFT JOIN api_orders p ON p.reference = o.reference ",
            "WHERE a.state = 'paid' AND a.requested_at >= $1 AND a.requested_at < $2 AND o.plan IS NULL ",
            "AND coalesce(p.sales, $3) = 'specified' AND NOT EXISTS (SELECT 1 FROM reconciliation_items i ",
            "WHERE i.kind = $4 AND i.subject_kind = 'order' AND i.subject = o.reference) AND NOT ",
            dealt_with!("o.reference")
        );
        let rows: Vec<(String, String, Option<String>)> = sqlx::query_as(sql)
            .bind(requested.start)
            .bind(requested.end)
            .bind(sales_word(sales))
            .bind(Kind::SaleUnsettled.as_str())
            .fetch_all(&mut *change)
            .await?;
        let mut missed = 0;
        for (order, order_id, tracking_id) in rows {
            let (kind, subject) = (Kind::SaleUnsettled, Subject::Order(order));
            let item = NewItem { kind, subject, order_id: Some(order_id), tracking_id, detail: detail.to_owned() };
            missed += u64::from(open_item(&mut change, &item, now).await?);
        }
        change.commit().await?;
        Ok(missed)
    }
}

async fn close_settled(change: &mut Connection, now: i64) -> Result<(), StoreError> {
    let sql = concat!(
        "SELECT i.subject FROM reconciliation_items i WHERE i.kind = $1 AND i.subject_kind = 'order' ",
        "AND i.closed_at IS NULL AND ",
        dealt_with!("i.subject")
    );
    let settled: Vec<String> =
        sqlx::query_scalar(sql).bind(Kind::SaleUnsettled.as_str()).fetch_all(&mut *change).await?;
    for order in settled {
        let found = ("gateway", "it was settled or cancelled");
        close_item(change, Kind::SaleUnsettled, &Subject::Order(order), found, now).await?;
    }
    Ok(())
}
