//! Reservations that nobody has settled, put onto the list while they still can be.

use crate::domain::api_order::sales_word;
use crate::domain::reconciliation::{Kind, NewItem, Subject};
use crate::store::database::Connection;
use crate::store::gate::Turn;
use crate::store::reconciliation::{close_item, open_item};
use crate::store::record::day;
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
        let orders = rows.into_iter().map(|(order, order_id, payment)| (Subject::Order(order), order_id, payment));
        let mut found: Vec<_> = orders.collect();
        found.extend(reserved_charges(&mut change, &requested).await?);
        let mut missed = 0;
        for (subject, order_id, tracking_id) in found {
            let (kind, order_id, detail) = (Kind::SaleUnsettled, Some(order_id), detail.to_owned());
            let item = NewItem { kind, subject, order_id, tracking_id, detail };
            missed += u64::from(open_item(&mut change, &item, now).await?);
        }
        change.commit().await?;
        Ok(missed)
    }
}

/// The charges of contracts that are for the shop to settle and were reserved in that time.
async fn reserved_charges(
    change: &mut Connection,
    requested: &Range<i64>,
) -> Result<Vec<(Subject, String, Option<String>)>, StoreError> {
    let rows: Vec<(String, String, String, String)> = sqlx::query_as(
        "SELECT h.subscription, h.due_on, coalesce(c.order_id, ''), h.tracking_id FROM handed_over h \
         JOIN charges c ON c.subscription = h.subscription AND c.due_on = h.due_on WHERE c.begun_at >= $1 AND c.begun_at < $2 \
         AND NOT EXISTS (SELECT 1 FROM shop_settlements w WHERE w.subscription = h.subscription AND w.due_on = h.due_on) \
         AND NOT EXISTS (SELECT 1 FROM reconciliation_items i WHERE i.kind = $3 AND i.tracking_id = h.tracking_id)",
    )
    .bind(requested.start)
    .bind(requested.end)
    .bind(Kind::SaleUnsettled.as_str())
    .fetch_all(change)
    .await?;
    let read = |(contract, due_on, order_id, payment): (String, String, String, String)| {
        Ok((Subject::Charge(contract, day(&due_on)?), order_id, Some(payment)))
    };
    rows.into_iter().map(read).collect()
}

/// By whom and why an item is closed by itself.
const FOUND: (&str, &str) = ("gateway", "it was settled or cancelled");

async fn close_settled(change: &mut Connection, now: i64) -> Result<(), StoreError> {
    let sql = concat!(
        "SELECT i.subject FROM reconciliation_items i WHERE i.kind = $1 AND i.subject_kind = 'order' ",
        "AND i.closed_at IS NULL AND ",
        dealt_with!("i.subject")
    );
    let charges: Vec<(String, String)> = sqlx::query_as(
        "SELECT w.subscription, w.due_on FROM shop_settlements w JOIN handed_over h ON h.subscription = w.subscription \
         AND h.due_on = w.due_on JOIN reconciliation_items i ON i.tracking_id = h.tracking_id \
         WHERE i.kind = $1 AND i.closed_at IS NULL",
    )
    .bind(Kind::SaleUnsettled.as_str())
    .fetch_all(&mut *change)
    .await?;
    for (contract, due_on) in charges {
        close_item(change, Kind::SaleUnsettled, &Subject::Charge(contract, day(&due_on)?), FOUND, now).await?;
    }
    let settled: Vec<String> =
        sqlx::query_scalar(sql).bind(Kind::SaleUnsettled.as_str()).fetch_all(&mut *change).await?;
    for order in settled {
        close_item(change, Kind::SaleUnsettled, &Subject::Order(order), FOUND, now).await?;
    }
    Ok(())
}
