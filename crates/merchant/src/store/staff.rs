//! What nobody knows and a person has to look up in the gateway's management tool; and what that person found.
//!
//! There is no inquiry function for au, so a contract or a charge whose outcome is unknown stays so until somebody has
//! looked. What they found is added to what is on record; nothing of it is changed.

use super::charge::{Outcome, add_outcome};
use super::subscription::{SubscriptionRow, day, tell, wrong};
use super::{Store, StoreError};
use crate::checkout::unguessable;
use crate::subscription::{Receipt, State, Subscription};
use chrono::{Days, NaiveDate};
use sbps::date_time::JstDateTime;
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

/// For how many seconds a charge without an outcome may still be under way. Its two calls take 40 at most.
const UNDER_WAY_SECONDS: i64 = 5 * 60;
/// How many notes are shown, the latest first.
const MOST_NOTES: u32 = 20;

/// A contract in state `unknown`.
#[derive(Clone, Debug)]
pub struct DoubtfulContract {
    /// The contract.
    pub subscription: Subscription,
    /// The order id of the request that made it.
    pub order_id: Option<String>,
    /// What happened to it.
    pub events: Vec<Event>,
}

/// A charge of unknown outcome.
#[derive(Clone, Debug)]
pub struct DoubtfulCharge {
    /// The contract.
    pub subscription: Subscription,
    /// The day it was due.
    pub due_on: NaiveDate,
    /// What it was to take.
    pub amount: u32,
    /// Its order id at the gateway.
    pub order_id: String,
    /// When the purchase was asked for, in seconds since 1970-01-01T00:00:00Z.
    pub begun_at: i64,
    /// The gateway's name for the payment and when it was reserved, if that is known: then its settlement was asked for.
    pub reserved: Option<(String, i64)>,
    /// What happened to the contract.
    pub events: Vec<Event>,
}

/// Something that happened to a contract.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Event {
    /// What.
    pub what: String,
    /// More about it.
    pub detail: Option<String>,
    /// When, in seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
}

/// What the management tool says of a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContractFinding {
    /// It has ended.
    Ended,
    /// It is still in force.
    StillActive,
}

/// What the management tool says of a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChargeFinding {
    /// It was taken.
    Paid,
    /// It was not.
    NotTaken,
}

/// Who looked, and what there is to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// The name of who looked.
    pub by: String,
    /// A note.
    pub note: String,
}

/// A finding as it stands in the record, in the detail of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What the tool says.
    pub says: String,
    /// The day of the charge, where it is about one.
    pub on: Option<NaiveDate>,
    /// Who looked.
    pub by: String,
    /// The note.
    pub note: String,
}

/// A note and what it is about.
#[derive(Clone, Debug)]
pub struct Noted {
    /// The note.
    pub note: Note,
    /// The item's name.
    pub item_name: String,
    /// The gateway's name for the contract.
    pub tracking_id: String,
    /// When it was written, in seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
}

/// The event of a note about a contract.
pub const CONTRACT_LOOKED_UP: &str = "contract_looked_up";
/// The event of a note about a charge.
pub const CHARGE_LOOKED_UP: &str = "charge_looked_up";

#[derive(sqlx::FromRow)]
struct ChargeRow {
    subscription: String,
    due_on: String,
    amount: u32,
    order_id: String,
    begun_at: i64,
    reserved_as: Option<String>,
    reserved_at: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct NotedRow {
    detail: Option<String>,
    item_name: String,
    tracking_id: Option<String>,
    at: i64,
}

fn japan_day(seconds: i64) -> Result<NaiveDate, StoreError> {
    JstDateTime::from_unix_seconds(seconds).map(JstDateTime::date).ok_or_else(|| wrong("a moment outside the calendar"))
}

async fn events(connection: &mut SqliteConnection, reference: &str) -> Result<Vec<Event>, StoreError> {
    Ok(sqlx::query_as("SELECT what, detail, at FROM subscription_events WHERE subscription = ? ORDER BY id")
        .bind(reference)
        .fetch_all(connection)
        .await?)
}

async fn find(connection: &mut SqliteConnection, reference: &str) -> Result<Option<Subscription>, StoreError> {
    let row: Option<SubscriptionRow> = sqlx::query_as("SELECT * FROM subscriptions WHERE reference = ?")
        .bind(reference)
        .fetch_optional(connection)
        .await?;
    row.map(Subscription::try_from).transpose()
}

/// Charges that this server asked for, that are not under way any more and of which nobody knows.
async fn doubtful(connection: &mut SqliteConnection, now: i64) -> Result<Vec<ChargeRow>, StoreError> {
    Ok(sqlx::query_as(
        "SELECT c.subscription, c.due_on, c.amount, c.order_id, c.begun_at, r.tracking_id AS reserved_as, \
         r.at AS reserved_at FROM charges c LEFT JOIN charge_outcomes r \
         ON r.subscription = c.subscription AND r.due_on = c.due_on AND r.outcome = 'reserved' \
         WHERE c.order_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM charge_outcomes o \
         WHERE o.subscription = c.subscription AND o.due_on = c.due_on AND o.outcome IN ('paid', 'failed')) \
         AND (c.begun_at <= ?1 OR EXISTS (SELECT 1 FROM charge_outcomes u \
         WHERE u.subscription = c.subscription AND u.due_on = c.due_on AND u.outcome = 'unknown')) \
         ORDER BY c.begun_at, c.subscription",
    )
    .bind(now - UNDER_WAY_SECONDS)
    .fetch_all(connection)
    .await?)
}

fn note<S: Serialize>(says: S, on: Option<NaiveDate>, witness: &Witness) -> Result<String, StoreError> {
    let says = serde_json::to_value(says).map_err(wrong)?.as_str().unwrap_or_default().to_owned();
    let note = Note { says, on, by: witness.by.clone(), note: witness.note.clone() };
    serde_json::to_string(&note).map_err(wrong)
}

impl Store {
    /// The contracts in state `unknown`.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn doubtful_contracts(&self) -> Result<Vec<DoubtfulContract>, StoreError> {
        let mut connection = self.pool.acquire().await?;
        let rows: Vec<SubscriptionRow> =
            sqlx::query_as("SELECT * FROM subscriptions WHERE state = 'unknown' ORDER BY updated_at, reference")
                .fetch_all(&mut *connection)
                .await?;
        let mut contracts = Vec::with_capacity(rows.len());
        for row in rows {
            let subscription = Subscription::try_from(row)?;
            let order_id = sqlx::query_scalar(
                "SELECT coalesce((SELECT order_id FROM reapplications WHERE subscription = ?1 AND state = 'done' \
                 ORDER BY requested_at DESC, rowid DESC LIMIT 1), \
                 (SELECT paid_by FROM orders WHERE reference = ?2))",
            )
            .bind(&subscription.reference)
            .bind(&subscription.order_reference)
            .fetch_one(&mut *connection)
            .await?;
            let events = events(&mut connection, &subscription.reference).await?;
            contracts.push(DoubtfulContract { subscription, order_id, events });
        }
        Ok(contracts)
    }

    /// The charges of unknown outcome.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn doubtful_charges(&self, now: i64) -> Result<Vec<DoubtfulCharge>, StoreError> {
        let mut connection = self.pool.acquire().await?;
        let rows = doubtful(&mut connection, now).await?;
        let mut charges = Vec::with_capacity(rows.len());
        for row in rows {
            let subscription = find(&mut connection, &row.subscription).await?;
            charges.push(DoubtfulCharge {
                subscription: subscription.ok_or_else(|| wrong("a charge without its contract"))?,
                due_on: day(&row.due_on)?,
                amount: row.amount,
                order_id: row.order_id,
                begun_at: row.begun_at,
                reserved: row.reserved_as.zip(row.reserved_at),
                events: events(&mut connection, &row.subscription).await?,
            });
        }
        Ok(charges)
    }

    /// The latest notes.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn latest_notes(&self) -> Result<Vec<Noted>, StoreError> {
        let rows: Vec<NotedRow> = sqlx::query_as(
            "SELECT e.detail, s.item_name, s.tracking_id, e.at FROM subscription_events e \
             JOIN subscriptions s ON s.reference = e.subscription WHERE e.what IN (?, ?) ORDER BY e.id DESC LIMIT ?",
        )
        .bind(CONTRACT_LOOKED_UP)
        .bind(CHARGE_LOOKED_UP)
        .bind(MOST_NOTES)
        .fetch_all(&self.pool)
        .await?;
        let read = |row: NotedRow| {
            let note = serde_json::from_str(row.detail.as_deref().unwrap_or_default()).map_err(wrong)?;
            let tracking_id = row.tracking_id.unwrap_or_default();
            Ok(Noted { note, item_name: row.item_name, tracking_id, at: row.at })
        };
        rows.into_iter().map(read).collect()
    }

    /// Writes down what the tool says of a contract; says whether it did. It does not when the contract is not unknown any
    /// more, or not as it was when the person looked (`seen`, the moment of its last change).
    ///
    /// A contract that has ended did so on the day on which that was asked for. One that is still in force is billed from
    /// the day after on: charges that fell into the days of doubt are not caught up with, and the payer can leave before.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was written.
    pub async fn note_contract(
        &self,
        reference: &str,
        seen: i64,
        says: ContractFinding,
        witness: &Witness,
        now: JstDateTime,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let found = find(&mut transaction, reference).await?;
        let unchanged = |it: &Subscription| it.state == State::Unknown && it.updated_at == seen;
        let Some(subscription) = found.filter(unchanged) else { return Ok(false) };
        let seconds = now.unix_seconds();
        tell(&mut transaction, reference, CONTRACT_LOOKED_UP, Some(&note(says, None, witness)?), seconds).await?;
        let (state, detail) = match says {
            ContractFinding::Ended => {
                let receipt = end(&mut transaction, &subscription, now).await?;
                (State::Cancelled, Some(receipt.number))
            }
            ContractFinding::StillActive => (State::Active, None),
        };
        let tomorrow = now.date().checked_add_days(Days::new(1)).ok_or_else(|| wrong("the calendar ends"))?;
        let bills_from = match says {
            ContractFinding::StillActive if !subscription.recurring.is_simple() => {
                subscription.bills_from.max(tomorrow)
            }
            _ => subscription.bills_from,
        };
        sqlx::query(
            "UPDATE subscriptions SET state = ?, bills_from = ?, updated_at = max(?, updated_at + 1) WHERE reference = ?",
        )
        .bind(state.as_str())
        .bind(bills_from.to_string())
        .bind(seconds)
        .bind(reference)
        .execute(&mut *transaction)
        .await?;
        tell(&mut transaction, reference, state.as_str(), detail.as_deref(), seconds).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Writes down what the tool says of a charge; says whether it did, which it does not when that is known by now.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was written.
    pub async fn note_charge(
        &self,
        reference: &str,
        due_on: NaiveDate,
        says: ChargeFinding,
        witness: &Witness,
        now: i64,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let on = due_on.to_string();
        let open = doubtful(&mut transaction, now).await?;
        if !open.iter().any(|charge| charge.subscription == reference && charge.due_on == on) {
            return Ok(false);
        }
        // A run that broke off has left no outcome: until now it was unknown.
        add_outcome(&mut transaction, reference, due_on, Outcome::Unknown, now).await?;
        let outcome = match says {
            ChargeFinding::Paid => Outcome::Paid,
            ChargeFinding::NotTaken => Outcome::NotTaken,
        };
        add_outcome(&mut transaction, reference, due_on, outcome, now).await?;
        let detail = note(says, Some(due_on), witness)?;
        tell(&mut transaction, reference, CHARGE_LOOKED_UP, Some(&detail), now).await?;
        transaction.commit().await?;
        Ok(true)
    }
}

/// Keeps the receipt and the last day of service of a contract that has ended: both by the day on which the payer left.
async fn end(
    connection: &mut SqliteConnection,
    subscription: &Subscription,
    now: JstDateTime,
) -> Result<Receipt, StoreError> {
    let asked_at: Option<i64> = sqlx::query_scalar(
        "SELECT max(at) FROM subscription_events WHERE subscription = ? AND what = 'cancellation_pending'",
    )
    .bind(&subscription.reference)
    .fetch_one(&mut *connection)
    .await?;
    let on = asked_at.map_or(Ok(now.date()), japan_day)?;
    let number: String = unguessable().chars().take(12).collect::<String>().to_ascii_uppercase();
    let receipt = Receipt { number, on };
    sqlx::query("UPDATE subscriptions SET receipt_number = ?, receipt_on = ?, ends_on = ? WHERE reference = ?")
        .bind(&receipt.number)
        .bind(receipt.on.to_string())
        .bind(subscription.service_ends(on).to_string())
        .bind(&subscription.reference)
        .execute(connection)
        .await?;
    Ok(receipt)
}
