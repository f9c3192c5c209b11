//! What a person found is recorded as the message that did not come would have been.
//!
//! Items about a message that did not come, or whose answer was lost, are mended here, without
//! anybody writing into the tables: what is judged by the same rules as a message cannot pay an
//! order twice either. Items about a message that was refused or differs are closed only: what they
//! speak of is put right in the gateway's management tool.

use super::judgement::NotificationAnswer;
use super::{AttemptRow, asked, request, result};
use crate::domain::notification::{Notification, NotificationSubject, Verdict};
use crate::domain::reconciliation::{Finding, Item, Kind, Subject};
use crate::domain::staff::Witness;
use crate::domain::subscription::SubscriptionState;
use crate::store::change::Change;
use crate::store::gate::Turn;
use crate::store::payment::note_call;
use crate::store::reconciliation::{close_item, find_open};
use crate::store::record::{first_row, wrong};
use crate::store::subscription::tell;
use crate::store::{Store, StoreError};
use chrono::NaiveDate;
use sbps::identifier::TrackingId;
use sbps::message::{GatewayResult, PaymentResult};

impl Store {
    /// Records what a person found of an item, and closes it. `false` where the item is closed by
    /// now, or where it is none of which this can be found, or where the record contradicts it:
    /// nothing is changed then.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn resolve_item(
        &self,
        id: i64,
        finding: &Finding,
        witness: &Witness,
        today: NaiveDate,
        now: i64,
    ) -> Result<bool, StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let Some(item) = find_open(&mut change, id).await?.filter(|item| finding.fits(item.what.kind)) else {
            return Ok(false);
        };
        // What is recorded as a message would be is not closed by that message's rules: it is this person's.
        let note = format!("{}: {}", finding.as_str(), witness.note);
        close_item(&mut change, item.what.kind, &item.what.subject, (&witness.by, &note), now).await?;
        if !mend(&mut change, &item, finding, witness, today, now).await? {
            return Ok(false);
        }
        change.commit().await?;
        Ok(true)
    }
}

/// Changes what the finding says; `false` where the record contradicts it.
async fn mend(
    change: &mut Change,
    item: &Item,
    finding: &Finding,
    witness: &Witness,
    today: NaiveDate,
    now: i64,
) -> Result<bool, StoreError> {
    match (item.what.kind, &item.what.subject, finding) {
        (_, _, Finding::Settled) => Ok(true),
        (Kind::ReturnWithoutNotification, _, Finding::Paid(tracking_id)) => {
            as_told(change, item, PaymentResult::Ok, Some(tracking_id), now).await
        }
        (Kind::ReturnWithoutNotification, _, Finding::NotPaid) => {
            as_told(change, item, PaymentResult::Ng, None, now).await
        }
        (Kind::PaidReturnedByError, Subject::Order(reference), Finding::NotPaid) => {
            not_paid(change, reference, today, now).await?;
            Ok(true)
        }
        (Kind::ContractPastLastMonth, Subject::Contract(reference), Finding::Ended(on)) => {
            end(change, reference, SubscriptionState::EndedLastMonth, *on, now).await?;
            Ok(true)
        }
        (Kind::PaymentUncertain, Subject::Order(reference), Finding::Done | Finding::NotDone) => {
            note_call(change, reference, *finding == Finding::Done, witness, now).await
        }
        _ => Ok(false),
    }
}

/// As if the gateway had told this of the request with the item's order id.
async fn as_told(
    change: &mut Change,
    item: &Item,
    payment_result: PaymentResult,
    tracking_id: Option<&TrackingId>,
    now: i64,
) -> Result<bool, StoreError> {
    let order_id = item.what.order_id.as_deref().ok_or_else(|| wrong("an item without its order id"))?;
    let outcome = GatewayResult { tracking_id: tracking_id.cloned(), ..GatewayResult::new(payment_result) };
    let told = |subject| Notification {
        order_id: Some(order_id),
        customer_code: None,
        item_id: None,
        item_name: None,
        subject,
        outcome: &outcome,
    };
    let NotificationAnswer { verdict, .. } = if matches!(item.what.subject, Subject::Contract(_)) {
        request::result(change, &told(NotificationSubject::Application { is_new: false }), now).await?
    } else {
        let rows = asked(order_id).rows(change).await?;
        let asked: AttemptRow = first_row(&rows)?.ok_or_else(|| wrong("an item of a request that is not there"))?;
        let subject = match asked.amount {
            Some(_) => NotificationSubject::Purchase { pay_type: "", amount: asked.amount, tax: None },
            None => NotificationSubject::Application { is_new: false },
        };
        result(change, &told(subject), asked, now).await?
    };
    Ok(verdict == Verdict::Recorded)
}

/// What was on record as paid is not: the purchase was stopped at the gateway.
async fn not_paid(change: &mut Change, reference: &str, today: NaiveDate, now: i64) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE attempts SET state = 'failed', error_code = coalesce(returned_code, error_code), updated_at = $1 \
         WHERE order_id = (SELECT paid_by FROM orders WHERE reference = $2)",
    )
    .bind(now)
    .bind(reference)
    .execute(&mut **change)
    .await?;
    sqlx::query("UPDATE orders SET paid_by = NULL WHERE reference = $1").bind(reference).execute(&mut **change).await?;
    let sql = "SELECT reference FROM subscriptions WHERE order_reference = $1 AND state = 'active'";
    let contract: Option<String> = sqlx::query_scalar(sql).bind(reference).fetch_optional(&mut **change).await?;
    if let Some(contract) = contract {
        end(change, &contract, SubscriptionState::EndedByCarrier, today, now).await?;
    }
    Ok(())
}

async fn end(
    change: &mut Change,
    reference: &str,
    state: SubscriptionState,
    on: NaiveDate,
    now: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE subscriptions SET state = $1, ends_on = $2, updated_at = CASE WHEN updated_at < $3 THEN $3 ELSE updated_at + 1 END WHERE reference = $4 \
         AND state IN ('active', 'cancellation_pending', 'unknown')",
    )
    .bind(state.word())
    .bind(on.to_string())
    .bind(now)
    .bind(reference)
    .execute(&mut **change)
    .await?;
    tell(change, reference, state.word(), Some("found by staff"), now).await
}
