//! What was used: recorded once, and put into a charge before the gateway is asked.

use super::record::{day, wrong};
use super::subscription::{By, find};
use super::{Store, StoreError};
use crate::domain::subscription::{Subscription, SubscriptionState};
use crate::domain::usage::{OpenEntry, OpenUsage, Recorded, Refusal, Usage};
use crate::store::database::Connection;
use crate::store::gate::Turn;
use chrono::NaiveDate;
use sbps::date_time::JstDateTime;
use sbps::money::Yen;

#[derive(sqlx::FromRow)]
struct UsageRow {
    id: i64,
    subscription: String,
    usage_id: String,
    #[sqlx(try_from = "i64")]
    amount: u32,
    used_on: String,
    description: String,
    bills_on: String,
}

impl UsageRow {
    fn recorded(self) -> Result<Recorded, StoreError> {
        let usage = Usage {
            subscription: self.subscription,
            usage_id: self.usage_id,
            amount: Yen::new(self.amount).map_err(wrong)?,
            used_on: day(&self.used_on)?,
            description: self.description,
        };
        Ok(Recorded { usage, bills_on: day(&self.bills_on)? })
    }

    fn open(self) -> Result<OpenEntry, StoreError> {
        let id = self.id;
        let Recorded { usage, bills_on } = self.recorded()?;
        Ok(OpenEntry { id, amount: usage.amount, used_on: usage.used_on, description: usage.description, bills_on })
    }
}

/// What was used, was not given up because the contract ended, and is in no charge but such that
/// took nothing.
pub(super) async fn open(connection: &mut Connection, reference: &str) -> Result<OpenUsage, StoreError> {
    let rows: Vec<UsageRow> = sqlx::query_as(
        "SELECT u.id, u.subscription, u.usage_id, u.amount, u.used_on, u.description, u.bills_on FROM usage u \
         WHERE u.subscription = $1 AND NOT EXISTS (SELECT 1 FROM subscription_events e \
         WHERE e.subscription = $1 AND e.id > u.after_event \
         AND e.what IN ('cancelled', 'ended_by_carrier', 'ended_last_month', 'expired')) \
         AND NOT EXISTS (SELECT 1 FROM charged_usage c WHERE c.usage = u.id AND NOT EXISTS (\
         SELECT 1 FROM charges_not_taken n WHERE n.subscription = c.subscription AND n.due_on = c.due_on)) \
         ORDER BY u.id",
    )
    .bind(reference)
    .fetch_all(connection)
    .await?;
    Ok(OpenUsage(rows.into_iter().map(UsageRow::open).collect::<Result<_, _>>()?))
}

/// Puts what was used into the charge of a day.
pub(super) async fn take(
    connection: &mut Connection,
    reference: &str,
    due_on: NaiveDate,
    entries: &[OpenEntry],
) -> Result<(), StoreError> {
    for entry in entries {
        sqlx::query("INSERT INTO charged_usage (usage, subscription, due_on) VALUES ($1, $2, $3)")
            .bind(entry.id)
            .bind(reference)
            .bind(due_on.to_string())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Why this cannot be recorded today.
fn refusal(subscription: &Subscription, usage: &Usage, open: u32, today: NaiveDate) -> Option<Refusal> {
    let joined_on = subscription.recurring.joined_on();
    if !subscription.recurring.is_usage() {
        Some(Refusal::NotPayAsYouGo)
    } else if subscription.state != SubscriptionState::Active {
        Some(Refusal::NotActive)
    } else if subscription.problem.is_some() {
        Some(Refusal::Suspended)
    } else if usage.used_on > today {
        Some(Refusal::InTheFuture(today))
    } else if usage.used_on < joined_on {
        Some(Refusal::BeforeJoining(joined_on))
    } else if open.saturating_add(usage.amount.get()) > subscription.amount.get() {
        Some(Refusal::OverLimit { open, up_to: subscription.amount.get() })
    } else {
        None
    }
}

impl Store {
    /// Records what was used, once: told again with the same content, it answers what is on record.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was recorded; [`Refusal`] when it cannot be.
    pub async fn record_usage(&self, usage: &Usage, now: JstDateTime) -> Result<Result<Recorded, Refusal>, StoreError> {
        // The write lock is taken first: of two at once, the second sees what the first has used.
        let mut transaction = self.writer.begin(Turn::Visitor).await?;
        let known: Option<UsageRow> = sqlx::query_as("SELECT * FROM usage WHERE usage_id = $1")
            .bind(&usage.usage_id)
            .fetch_optional(&mut *transaction)
            .await?;
        if let Some(known) = known {
            let known = known.recorded()?;
            return Ok(if known.usage == *usage { Ok(known) } else { Err(Refusal::Differs) });
        }
        let Some(subscription) = find(&mut transaction, By::Reference, &usage.subscription).await? else {
            return Ok(Err(Refusal::SubscriptionUnknown));
        };
        let (today, open) = (now.date(), open(&mut transaction, &usage.subscription).await?);
        if let Some(refusal) = refusal(&subscription, usage, open.total(), today) {
            return Ok(Err(refusal));
        }
        let bills_on = today.succ_opt().ok_or_else(|| wrong("the calendar ends"))?;
        sqlx::query(
            "INSERT INTO usage (subscription, usage_id, amount, used_on, description, bills_on, after_event, recorded_at) \
             SELECT $1, $2, $3, $4, $5, $6, coalesce(max(id), 0), $7 FROM subscription_events WHERE subscription = $1",
        )
        .bind(&usage.subscription)
        .bind(&usage.usage_id)
        .bind(i64::from(usage.amount.get()))
        .bind(usage.used_on.to_string())
        .bind(&usage.description)
        .bind(bills_on.to_string())
        .bind(now.unix_seconds())
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(Ok(Recorded { usage: usage.clone(), bills_on }))
    }

    /// What was used under a contract and has not been billed.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn open_usage(&self, reference: &str) -> Result<OpenUsage, StoreError> {
        open(&mut *self.readers.lend().await?, reference).await
    }
}
