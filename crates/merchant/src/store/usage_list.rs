//! What was used under a contract, from the latest on, and whether it is in a charge.

use super::record::{Flag, day, wrong};
use super::{Store, StoreError};
use crate::domain::usage::{ListedUsage, UsageState};
use sbps::money::Yen;

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    usage_id: String,
    #[sqlx(try_from = "i64")]
    amount: u32,
    used_on: String,
    description: String,
    bills_on: String,
    recorded_at: i64,
    charge_on: Option<String>,
    #[sqlx(try_from = "Flag")]
    is_given_up: bool,
}

impl TryFrom<Row> for ListedUsage {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let state = match row.charge_on {
            Some(on) => UsageState::InCharge(day(&on)?),
            None if row.is_given_up => UsageState::GivenUp,
            None => UsageState::Open,
        };
        Ok(Self {
            id: row.id,
            amount: Yen::new(row.amount).map_err(wrong)?,
            used_on: day(&row.used_on)?,
            bills_on: day(&row.bills_on)?,
            usage_id: row.usage_id,
            description: row.description,
            recorded_at: row.recorded_at,
            state,
        })
    }
}

impl Store {
    /// What was used under a contract, the latest first, before that number of the record; at most so
    /// much.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn usage_before(
        &self,
        reference: &str,
        before: Option<i64>,
        most: u32,
    ) -> Result<Vec<ListedUsage>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT u.id, u.usage_id, u.amount, u.used_on, u.description, u.bills_on, u.recorded_at, \
             (SELECT max(c.due_on) FROM charged_usage c WHERE c.usage = u.id AND NOT EXISTS (\
             SELECT 1 FROM charges_not_taken n WHERE n.subscription = c.subscription AND n.due_on = c.due_on)) \
             AS charge_on, EXISTS (SELECT 1 FROM subscription_events e WHERE e.subscription = u.subscription \
             AND e.id > u.after_event AND e.what IN ('cancelled', 'ended_by_carrier', 'ended_last_month', 'expired')) \
             AS is_given_up FROM usage u WHERE u.subscription = $1 AND u.id < $2 ORDER BY u.id DESC LIMIT $3",
        )
        .bind(reference)
        .bind(before.unwrap_or(i64::MAX))
        .bind(i64::from(most))
        .fetch_all(&mut *self.readers.lend().await?)
        .await?;
        rows.into_iter().map(ListedUsage::try_from).collect()
    }
}
