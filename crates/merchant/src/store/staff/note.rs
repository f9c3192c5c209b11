//! What a person found, written down once.

use super::doubt::{ChargeRow, doubtful};
use crate::domain::charge::ChargeOutcome;
use crate::domain::reconciliation::{Kind, Subject};
use crate::domain::staff::{CHARGE_LOOKED_UP, CONTRACT_LOOKED_UP, ChargeFinding, ContractFinding, Note, Witness};
use crate::domain::subscription::{Receipt, Subscription, SubscriptionState};
use crate::store::charge::add_outcome;
use crate::store::database::Connection;
use crate::store::gate::Turn;
use crate::store::reconciliation::close_item;
use crate::store::record::{japan_day, wrong};
use crate::store::subscription::{By, end_by_payer, find, tell};
use crate::store::{Store, StoreError};
use chrono::{Days, NaiveDate};
use sbps::date_time::JstDateTime;
use serde::Serialize;

fn note<S: Serialize>(says: S, on: Option<NaiveDate>, witness: &Witness) -> Result<String, StoreError> {
    let says = serde_json::to_value(says).map_err(wrong)?.as_str().unwrap_or_default().to_owned();
    let note = Note { says, on, by: witness.by.clone(), note: witness.note.clone() };
    serde_json::to_string(&note).map_err(wrong)
}

impl Store {
    /// Writes down what the tool says of a contract; says whether it did. It does not when the
    /// contract is not unknown any more, or not as it was when the person looked (`seen`, the
    /// moment of its last change).
    ///
    /// A contract that has ended did so on the day on which that was asked for. One that is still
    /// in force is billed from the day after on: charges that fell into the days of doubt are not
    /// caught up with, and the payer can leave before.
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
        let mut transaction = self.writer.begin(Turn::Visitor).await?;
        let found = find(&mut transaction, By::Reference, reference).await?;
        let unchanged = |it: &Subscription| it.state == SubscriptionState::Unknown && it.updated_at == seen;
        let Some(subscription) = found.filter(unchanged) else { return Ok(false) };
        let seconds = now.unix_seconds();
        tell(&mut transaction, reference, CONTRACT_LOOKED_UP, Some(&note(says, None, witness)?), seconds).await?;
        match says {
            ContractFinding::Ended => end(&mut transaction, &subscription, now).await?,
            ContractFinding::StillActive => go_on(&mut transaction, &subscription, now).await?,
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// Writes down what the tool says of a charge; says whether it did, which it does not when that
    /// is known by now.
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
        let mut transaction = self.writer.begin(Turn::Visitor).await?;
        let on = due_on.to_string();
        let open = doubtful(&mut transaction).await?;
        let is_meant = |charge: &&ChargeRow| charge.subscription == reference && charge.due_on == on;
        if !open.iter().any(|charge| is_meant(&charge)) {
            return Ok(false);
        }
        match says {
            ChargeFinding::Paid => {
                add_outcome(&mut transaction, reference, due_on, ChargeOutcome::Paid, now).await?;
                // What was paid suspends nothing.
                sqlx::query(
                    "UPDATE subscriptions SET problem_code = NULL, problem_on = NULL, updated_at = CASE WHEN updated_at < $1 THEN $1 ELSE updated_at + 1 END \
                     WHERE reference = $2 AND problem_on = $3",
                )
                .bind(now)
                .bind(reference)
                .bind(&on)
                .execute(&mut *transaction)
                .await?;
            }
            // That it failed is on record already; the note makes it certain.
            ChargeFinding::NotTaken => {
                add_outcome(&mut transaction, reference, due_on, ChargeOutcome::NotTaken, now).await?;
            }
        }
        let detail = note(says, Some(due_on), witness)?;
        tell(&mut transaction, reference, CHARGE_LOOKED_UP, Some(&detail), now).await?;
        let subject = Subject::Charge(reference.to_owned(), due_on);
        for kind in [Kind::ChargeUncertain, Kind::ChargeNotTaken] {
            close_item(&mut transaction, kind, &subject, (&witness.by, &witness.note), now).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }
}

/// Keeps the receipt and the last day of service of a contract that has ended: both by the day on
/// which the payer left.
async fn end(connection: &mut Connection, subscription: &Subscription, now: JstDateTime) -> Result<(), StoreError> {
    let asked_at: Option<i64> = sqlx::query_scalar(
        "SELECT max(at) FROM subscription_events WHERE subscription = $1 AND what = 'cancellation_pending'",
    )
    .bind(&subscription.reference)
    .fetch_one(&mut *connection)
    .await?;
    let on = asked_at.map_or(Ok(now.date()), japan_day)?;
    let (ends_on, receipt) = (subscription.service_ends(on), Receipt::issued(on));
    end_by_payer(connection, &subscription.reference, ends_on, &receipt, now.unix_seconds()).await
}

/// Bills a contract that is still in force from tomorrow on.
async fn go_on(connection: &mut Connection, subscription: &Subscription, now: JstDateTime) -> Result<(), StoreError> {
    let tomorrow = now.date().checked_add_days(Days::new(1)).ok_or_else(|| wrong("the calendar ends"))?;
    let simple = subscription.recurring.is_simple();
    let bills_from = if simple { subscription.bills_from } else { subscription.bills_from.max(tomorrow) };
    let seconds = now.unix_seconds();
    sqlx::query(
        "UPDATE subscriptions SET state = $1, bills_from = $2, updated_at = CASE WHEN updated_at < $3 THEN $3 ELSE updated_at + 1 END WHERE reference = $4",
    )
    .bind(SubscriptionState::Active.word())
    .bind(bills_from.to_string())
    .bind(seconds)
    .bind(&subscription.reference)
    .execute(&mut *connection)
    .await?;
    tell(connection, &subscription.reference, SubscriptionState::Active.word(), None, seconds).await
}
