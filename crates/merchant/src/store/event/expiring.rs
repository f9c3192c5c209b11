//! Contracts that run out by themselves: told once before their last day, by whoever looks first.

use crate::domain::event::EXPIRING_DAYS;
use crate::domain::subscription::Subscription;
use crate::store::gate::Turn;
use crate::store::subscription::SubscriptionRow;
use crate::store::{Store, StoreError};
use chrono::{Days, NaiveDate};

/// So many contracts are looked at in one change.
const PAGE: i64 = 200;

/// No further look, unless the contract changes.
const NEVER: &str = "9999-12-31";

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    subscription: SubscriptionRow,
    looks: i64,
}

/// The next look at a contract, and its last day if that is to be told `today`.
fn judged(row: SubscriptionRow, today: NaiveDate) -> (String, Option<NaiveDate>) {
    let last_day = match Subscription::try_from(row) {
        Ok(subscription) => subscription.last_day(),
        // Billing puts it on the reconciliation list; whoever mends it is found here tomorrow.
        Err(_) => return ((today + Days::new(1)).to_string(), None),
    };
    let Some(last_day) = last_day else { return (NEVER.to_owned(), None) };
    match last_day.checked_sub_days(Days::new(EXPIRING_DAYS)) {
        Some(from) if today < from => (from.to_string(), None),
        _ => (NEVER.to_owned(), Some(last_day)),
    }
}

impl Store {
    /// Tells of every contract in force that runs out within [`EXPIRING_DAYS`] of `today`, once for each
    /// last day; how many that were. `now` is in seconds since 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer; what was told until then stays so.
    pub async fn notice_expiring(&self, today: NaiveDate, now: i64) -> Result<u64, StoreError> {
        let mut told = 0;
        loop {
            let rows: Vec<Row> = sqlx::query_as(
                "SELECT * FROM subscriptions WHERE state = 'active' AND ending_look_on <= $1 \
                 ORDER BY ending_look_on, reference LIMIT $2",
            )
            .bind(today.to_string())
            .bind(PAGE)
            .fetch_all(&mut *self.readers.lend().await?)
            .await?;
            if rows.is_empty() {
                return Ok(told);
            }
            let mut change = self.writer.begin(Turn::Billing).await?;
            for Row { subscription, looks } in rows {
                let reference = subscription.reference().to_owned();
                let (look_on, last_day) = judged(subscription, today);
                // Whatever has happened since it was read asks for another look.
                let seen = sqlx::query(
                    "UPDATE subscriptions SET ending_look_on = $1 WHERE reference = $2 AND looks = $3 AND state = 'active'",
                )
                .bind(look_on)
                .bind(&reference)
                .bind(looks)
                .execute(&mut *change)
                .await?;
                let Some(last_day) = last_day.filter(|_| seen.rows_affected() == 1) else { continue };
                told += sqlx::query(
                    "INSERT INTO events (kind, order_reference, contract, amount, due_on, at) \
                     SELECT 'contract.expiring', s.order_reference, s.tracking_id, s.amount, $1, $2 FROM subscriptions s \
                     WHERE s.reference = $3 AND NOT EXISTS (SELECT 1 FROM events e WHERE e.kind = 'contract.expiring' \
                     AND e.order_reference = s.order_reference AND e.due_on = $1)",
                )
                .bind(last_day.to_string())
                .bind(now)
                .bind(&reference)
                .execute(&mut *change)
                .await?
                .rows_affected();
            }
            change.commit().await?;
        }
    }
}
