//! Contracts: kept with their order, made by the gateway's word, ended once.

use super::record::{day, wrong};
use super::{Store, StoreError};
use crate::domain::subscription::link::Links;
use crate::domain::subscription::{FailedCharge, Receipt, Subscription, SubscriptionState};
use crate::store::change::Change;
use crate::store::database::Connection;
use crate::store::gate::Turn;
use chrono::NaiveDate;
use sbps::identifier::{CustomerCode, ItemId, TrackingId};
use sbps::money::Yen;
use sbps::text::ItemName;

#[derive(sqlx::FromRow)]
pub(super) struct SubscriptionRow {
    reference: String,
    act_link: String,
    view_link: String,
    links_issued_at: i64,
    order_reference: String,
    customer_code: String,
    plan: String,
    item_id: String,
    item_name: String,
    #[sqlx(try_from = "i64")]
    amount: u32,
    #[sqlx(try_from = "i64")]
    tax_percent: u32,
    recurring: String,
    state: String,
    tracking_id: Option<String>,
    bills_from: String,
    ends_on: Option<String>,
    problem_code: Option<String>,
    problem_on: Option<String>,
    receipt_number: Option<String>,
    receipt_on: Option<String>,
    updated_at: i64,
}

impl SubscriptionRow {
    /// Its name, also where the rest cannot be read.
    pub(super) fn reference(&self) -> &str {
        &self.reference
    }
}

impl TryFrom<SubscriptionRow> for Subscription {
    type Error = StoreError;

    fn try_from(row: SubscriptionRow) -> Result<Self, StoreError> {
        let problem = match row.problem_code.zip(row.problem_on) {
            Some((code, on)) => Some(FailedCharge { code, on: day(&on)? }),
            None => None,
        };
        let receipt = match row.receipt_number.zip(row.receipt_on) {
            Some((number, on)) => Some(Receipt { number, on: day(&on)? }),
            None => None,
        };
        Ok(Self {
            customer_code: CustomerCode::new(&row.customer_code).map_err(wrong)?,
            item_id: ItemId::new(&row.item_id).map_err(wrong)?,
            item_name: ItemName::new(&row.item_name).map_err(wrong)?,
            amount: Yen::new(row.amount).map_err(wrong)?,
            recurring: serde_json::from_str(&row.recurring).map_err(wrong)?,
            state: SubscriptionState::of_word(&row.state)
                .ok_or_else(|| wrong(format!("subscription state {:?}", row.state)))?,
            tracking_id: row.tracking_id.as_deref().map(TrackingId::new).transpose().map_err(wrong)?,
            bills_from: day(&row.bills_from)?,
            ends_on: row.ends_on.as_deref().map(day).transpose()?,
            problem,
            receipt,
            links: Links { act: row.act_link, view: row.view_link, issued_at: row.links_issued_at },
            reference: row.reference,
            order_reference: row.order_reference,
            plan: row.plan,
            tax_percent: row.tax_percent,
            updated_at: row.updated_at,
        })
    }
}

/// What a contract is found by.
#[derive(Clone, Copy)]
pub(super) enum By {
    Reference,
    Order,
    TrackingId,
    ActLink,
    ViewLink,
}

/// The contract of that name.
pub(super) async fn find(connection: &mut Connection, by: By, name: &str) -> Result<Option<Subscription>, StoreError> {
    let sql = match by {
        By::Reference => "SELECT * FROM subscriptions WHERE reference = $1",
        By::Order => "SELECT * FROM subscriptions WHERE order_reference = $1",
        By::TrackingId => "SELECT * FROM subscriptions WHERE tracking_id = $1",
        By::ActLink => "SELECT * FROM subscriptions WHERE act_link = $1",
        By::ViewLink => "SELECT * FROM subscriptions WHERE view_link = $1",
    };
    let row: Option<SubscriptionRow> = sqlx::query_as(sql).bind(name).fetch_optional(connection).await?;
    row.map(Subscription::try_from).transpose()
}

/// Writes down what happened to a contract.
pub(super) async fn tell(
    connection: &mut Connection,
    reference: &str,
    what: &str,
    detail: Option<&str>,
    now: i64,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO subscription_events (subscription, what, detail, at) VALUES ($1, $2, $3, $4)")
        .bind(reference)
        .bind(what)
        .bind(detail)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

pub(super) async fn insert(transaction: &mut Change, subscription: &Subscription, now: i64) -> Result<(), StoreError> {
    let recurring = serde_json::to_string(&subscription.recurring).map_err(wrong)?;
    sqlx::query(
        "INSERT INTO subscriptions (reference, order_reference, customer_code, plan, item_id, item_name, amount, \
         tax_percent, recurring, last_month, state, bills_from, created_at, updated_at, act_link, view_link, \
         links_issued_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14, $15, $16)",
    )
    .bind(&subscription.reference)
    .bind(&subscription.order_reference)
    .bind(subscription.customer_code.as_str())
    .bind(&subscription.plan)
    .bind(subscription.item_id.as_str())
    .bind(subscription.item_name.as_str())
    .bind(i64::from(subscription.amount.get()))
    .bind(i64::from(subscription.tax_percent))
    .bind(recurring)
    .bind(subscription.recurring.last_month())
    .bind(subscription.state.word())
    .bind(subscription.bills_from.to_string())
    .bind(now)
    .bind(&subscription.links.act)
    .bind(&subscription.links.view)
    .bind(subscription.links.issued_at)
    .execute(&mut **transaction)
    .await?;
    tell(transaction, &subscription.reference, "ordered", None, now).await
}

/// The payer has left, by the gateway's word: the contract has ended, and there is one receipt for
/// it.
pub(super) async fn end_by_payer(
    connection: &mut Connection,
    reference: &str,
    ends_on: NaiveDate,
    receipt: &Receipt,
    now: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE subscriptions SET receipt_number = coalesce(receipt_number, $2), \
         receipt_on = coalesce(receipt_on, $3), ends_on = coalesce(ends_on, $4), \
         state = CASE WHEN state IN ('active', 'cancellation_pending', 'unknown') THEN 'cancelled' ELSE state END, \
         updated_at = $5 WHERE reference = $1",
    )
    .bind(reference)
    .bind(&receipt.number)
    .bind(receipt.on.to_string())
    .bind(ends_on.to_string())
    .bind(now)
    .execute(&mut *connection)
    .await?;
    tell(connection, reference, "cancelled", Some(&receipt.number), now).await
}

/// The contract of this customer for this plan that is in force, or may be.
pub(super) async fn in_force(
    connection: &mut Connection,
    customer: &CustomerCode,
    plan: &str,
) -> Result<Option<String>, StoreError> {
    Ok(sqlx::query_scalar(
        "SELECT reference FROM subscriptions WHERE customer_code = $1 AND plan = $2 \
         AND state IN ('active', 'cancellation_pending', 'unknown')",
    )
    .bind(customer.as_str())
    .bind(plan)
    .fetch_optional(connection)
    .await?)
}

impl Store {
    /// The contract with that reference.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn subscription(&self, reference: &str) -> Result<Option<Subscription>, StoreError> {
        find(&mut *self.readers.lend().await?, By::Reference, reference).await
    }

    /// The contract that the gateway knows by that tracking id.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn subscription_at_gateway(&self, tracking_id: &str) -> Result<Option<Subscription>, StoreError> {
        find(&mut *self.readers.lend().await?, By::TrackingId, tracking_id).await
    }

    /// The contract that an order is for.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn subscription_of_order(&self, order_reference: &str) -> Result<Option<Subscription>, StoreError> {
        find(&mut *self.readers.lend().await?, By::Order, order_reference).await
    }

    /// The contract of this customer for this plan that is in force, or may be.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn in_force(&self, customer: &CustomerCode, plan: &str) -> Result<Option<String>, StoreError> {
        in_force(&mut *self.readers.lend().await?, customer, plan).await
    }

    /// Moves a contract from one state to another, if it is still in the first; says whether it
    /// did.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn move_subscription(
        &self,
        reference: &str,
        from: SubscriptionState,
        to: SubscriptionState,
        detail: Option<&str>,
        now: i64,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.writer.begin(Turn::Visitor).await?;
        let moved =
            sqlx::query("UPDATE subscriptions SET state = $1, updated_at = $2 WHERE reference = $3 AND state = $4")
                .bind(to.word())
                .bind(now)
                .bind(reference)
                .bind(from.word())
                .execute(&mut *transaction)
                .await?;
        if moved.rows_affected() == 1 {
            tell(&mut transaction, reference, to.word(), detail, now).await?;
        }
        transaction.commit().await?;
        Ok(moved.rows_affected() == 1)
    }

    /// Ends a contract and keeps the payer's receipt. A notice may have ended it in the meantime:
    /// then only the receipt is added.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn end_by_payer(
        &self,
        reference: &str,
        ends_on: NaiveDate,
        receipt: &Receipt,
        now: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin(Turn::Visitor).await?;
        end_by_payer(&mut transaction, reference, ends_on, receipt, now).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Ends a contract that is active by itself: its last cycle is over, or nothing was paid for
    /// too long. `detail` goes into its log.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn end_by_itself(
        &self,
        reference: &str,
        state: SubscriptionState,
        ends_on: NaiveDate,
        detail: Option<&str>,
        now: i64,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.writer.begin(Turn::Visitor).await?;
        let moved = sqlx::query(
            "UPDATE subscriptions SET state = $1, ends_on = $2, updated_at = $3 WHERE reference = $4 AND state = 'active'",
        )
        .bind(state.word())
        .bind(ends_on.to_string())
        .bind(now)
        .bind(reference)
        .execute(&mut *transaction)
        .await?;
        if moved.rows_affected() == 1 {
            tell(&mut transaction, reference, state.word(), detail, now).await?;
        }
        transaction.commit().await?;
        Ok(moved.rows_affected() == 1)
    }

    /// Gives up on cancellations that were begun so long ago that their answer will not come: what
    /// the gateway did is not known.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn give_up_on_cancellations(&self, begun_before: i64, now: i64) -> Result<u64, StoreError> {
        let mut change = self.writer.begin(Turn::Billing).await?;
        let given_up = sqlx::query(
            "UPDATE subscriptions SET state = 'unknown', updated_at = $1 \
             WHERE state = 'cancellation_pending' AND updated_at < $2",
        )
        .bind(now)
        .bind(begun_before)
        .execute(&mut *change)
        .await?;
        change.commit().await?;
        Ok(given_up.rows_affected())
    }
}
