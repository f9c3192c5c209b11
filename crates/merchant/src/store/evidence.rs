//! What payers agreed to: kept with the requests to pay, and never changed.

use super::statement::Statement;
use super::{Store, StoreError};
use crate::domain::evidence::KeptEvidence;
use kantan_checkout::print::evidence::Evidence;
use sbps::identifier::OrderId;

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    order_id: String,
    reference: String,
    made_at: i64,
    sha256: String,
    document: String,
}

impl From<Row> for KeptEvidence {
    fn from(row: Row) -> Self {
        let Row { order_id, reference, made_at, sha256, document } = row;
        Self { order_id, reference, made_at, sha256, document }
    }
}

/// The latest documents: at most `$1`, after `$2` others.
pub(super) const LATEST: &str = "SELECT order_id, reference, made_at, sha256, document FROM evidence \
                                 ORDER BY made_at DESC, order_id DESC LIMIT $1 OFFSET $2";

/// Keeps what the payer agreed to by a request, where that was kept before.
pub(super) fn adding((reference, order_id): (&str, &OrderId), evidence: &Evidence, now: i64) -> Statement {
    let sql = "INSERT INTO evidence (order_id, reference, made_at, sha256, document) SELECT $1, $2, $3, $4, $5 \
               WHERE EXISTS (SELECT 1 FROM attempts WHERE order_id = $1)";
    let statement = Statement::of(sql).bind(order_id.as_str()).bind(reference).bind(now);
    statement.bind(&evidence.sha256).bind(&evidence.document)
}

impl Store {
    /// What the payer of an order agreed to: by the request that paid for it or made its contract, else by the latest
    /// one. `None` where no request was signed, or by a program from before there was evidence.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn evidence(&self, reference: &str) -> Result<Option<KeptEvidence>, StoreError> {
        let sql = "SELECT v.order_id, v.reference, v.made_at, v.sha256, v.document FROM orders o \
                   JOIN evidence v ON v.reference = o.reference AND (o.paid_by IS NULL OR v.order_id = o.paid_by) \
                   WHERE o.reference = $1 ORDER BY v.made_at DESC, v.order_id LIMIT 1";
        let row: Option<Row> =
            sqlx::query_as(sql).bind(reference).fetch_optional(&mut *self.readers.lend().await?).await?;
        Ok(row.map(KeptEvidence::from))
    }
}
