//! What held before: contracts that their customer had left, and the terms of one before it was applied for again.

use super::record::wrong;
use super::subscription::SubscriptionRow;
use super::{Store, StoreError};
use crate::domain::plan::{PlanTerms, Recurring};
use crate::domain::subscription::Subscription;

/// The most former contracts of a customer for a plan that are looked at, the latest first.
const MOST: i64 = 20;

impl Store {
    /// The contracts of the same customer for the same plan that had ended before this one was ordered, the latest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn left_before(&self, contract: &Subscription) -> Result<Vec<Subscription>, StoreError> {
        let rows: Vec<SubscriptionRow> = sqlx::query_as(
            "SELECT s.* FROM subscriptions s JOIN subscriptions own ON own.reference = $1 \
             WHERE s.customer_code = own.customer_code AND s.plan = own.plan AND s.created_at < own.created_at \
             AND s.state IN ('cancelled', 'ended_by_carrier', 'ended_last_month', 'expired') \
             ORDER BY s.created_at DESC LIMIT $2",
        )
        .bind(&contract.reference)
        .bind(MOST)
        .fetch_all(&mut *self.readers.lend().await?)
        .await?;
        rows.into_iter().map(Subscription::try_from).collect()
    }

    /// The terms that a contract was joined with and applied for again with, those that hold now among them.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn former_terms(&self, reference: &str) -> Result<Vec<Recurring>, StoreError> {
        let renewals: Vec<String> = sqlx::query_scalar(
            "SELECT recurring FROM contract_requests WHERE subscription = $1 AND state = 'done' \
             AND recurring IS NOT NULL ORDER BY requested_at DESC LIMIT $2",
        )
        .bind(reference)
        .bind(MOST)
        .fetch_all(&mut *self.readers.lend().await?)
        .await?;
        let mut terms: Vec<Recurring> = Vec::new();
        for renewal in &renewals {
            terms.push(serde_json::from_str(renewal).map_err(wrong)?);
        }
        // Only a contract that was applied for again has others than its own.
        if !terms.is_empty() {
            terms.extend(self.first_terms(reference).await?);
        }
        Ok(terms)
    }

    /// The terms that it was joined with: the order's, on the first day of which the record tells.
    async fn first_terms(&self, reference: &str) -> Result<Option<Recurring>, StoreError> {
        let found: Option<(Option<String>, Option<i64>)> = sqlx::query_as(
            "SELECT o.plan, a.requested_at FROM subscriptions s JOIN orders o ON o.reference = s.order_reference \
             LEFT JOIN attempts a ON a.order_id = o.paid_by WHERE s.reference = $1",
        )
        .bind(reference)
        .fetch_optional(&mut *self.readers.lend().await?)
        .await?;
        let Some((Some(plan), Some(requested_at))) = found else { return Ok(None) };
        let plan: PlanTerms = serde_json::from_str(&plan).map_err(wrong)?;
        let joined = sbps::date_time::JstDateTime::from_unix_seconds(requested_at);
        Ok(joined.map(|at| plan.joined_on(at.date())))
    }
}
