//! What a result means for a recurring contract: it is made, made again, could not be billed, or
//! has ended.
//!
//! Link type, A02-1 with `CR`, `CC` and `CL` (C): the cancellation notices of a recurring (simple)
//! contract; they carry the joining purchase's tracking id. Service specification, "Date of
//! notification of billing processing not possible": from the first day of each month on; that it
//! is an A02-1 with `NG` for the joining purchase is our inference (I).

use super::judgement::NotificationAnswer;
use crate::domain::charge::ChargeOutcome;
use crate::domain::notification::{Notification, Reason, Verdict};
use crate::domain::plan::{PlanTerms, Recurring};
use crate::domain::reconciliation::{Kind, Subject};
use crate::domain::subscription::{FailedCharge, Subscription, SubscriptionState};
use crate::store::StoreError;
use crate::store::change::Change;
use crate::store::charge::{add_outcome, set_problem};
use crate::store::database::Connection;
use crate::store::reconciliation::close_item;
use crate::store::record::{Flag, japan_day, wrong};
use crate::store::settlement::{FirstPurchase, reserve};
use crate::store::subscription::{By, find, tell};
use sbps::message::PaymentResult;

/// The order by which a contract is joined.
pub(super) struct Joining<'a> {
    pub(super) order: &'a str,
    /// The order id of the request that made it.
    pub(super) order_id: &'a str,
    /// The frozen terms, as JSON.
    pub(super) terms: &'a str,
    /// When the request was signed: its day is that of joining, because nothing completes across
    /// midnight (C, 8366).
    pub(super) requested_at: i64,
    /// What A01-1 asked for; `None` of D01-1.
    pub(super) amount: Option<u32>,
}

/// Whether the frozen terms are of a contract that this server bills.
pub(super) fn is_fixed_term(terms: &str) -> bool {
    serde_json::from_str::<PlanTerms>(terms).is_ok_and(|terms| matches!(terms, PlanTerms::FixedTerm { .. }))
}

/// Whether another contract stands in the way of one that is to be made under a tracking id.
pub(super) async fn in_the_way(
    connection: &mut Connection,
    subscription: &Subscription,
    tracking_id: &str,
) -> Result<Option<Reason>, StoreError> {
    let (Flag(named), Flag(in_force)): (Flag, Flag) = sqlx::query_as(
        "SELECT EXISTS (SELECT 1 FROM subscriptions WHERE reference <> $1 AND tracking_id = $2), \
         EXISTS (SELECT 1 FROM subscriptions WHERE reference <> $1 AND customer_code = $3 AND plan = $4 \
         AND state IN ('active', 'cancellation_pending', 'unknown'))",
    )
    .bind(&subscription.reference)
    .bind(tracking_id)
    .bind(subscription.customer_code.as_str())
    .bind(&subscription.plan)
    .fetch_one(connection)
    .await?;
    Ok(if named {
        Some(Reason::Contradicts)
    } else if in_force {
        Some(Reason::AlreadySubscribed)
    } else {
        None
    })
}

/// Makes the contract active under its tracking id, joined on `day` as `recurring` says.
pub(super) async fn make(
    connection: &mut Connection,
    reference: &str,
    tracking_id: &str,
    recurring: &Recurring,
    now: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE subscriptions SET state = 'active', tracking_id = $2, recurring = $3, last_month = $6, bills_from = $4, \
         ends_on = NULL, problem_code = NULL, problem_on = NULL, receipt_number = NULL, receipt_on = NULL, updated_at = $5 \
         WHERE reference = $1",
    )
    .bind(reference)
    .bind(tracking_id)
    .bind(serde_json::to_string(recurring).map_err(wrong)?)
    .bind(recurring.joined_on().to_string())
    .bind(now)
    .bind(recurring.last_month())
    .execute(&mut *connection)
    .await?;
    tell(connection, reference, "active", Some(tracking_id), now).await
}

/// The contract of a completed order begins. A first purchase names contract and payment by one
/// tracking id (I).
pub(super) async fn activate(
    transaction: &mut Change,
    told: &Notification<'_>,
    joining: &Joining<'_>,
    now: i64,
) -> Result<Result<(), Reason>, StoreError> {
    let Some(tracking_id) = told.tracking_id() else { return Ok(Err(Reason::TrackingIdMissing)) };
    let subscription = find(transaction, By::Order, joining.order).await?;
    let subscription = subscription.ok_or_else(|| wrong("an order of a plan without its contract"))?;
    if let Some(reason) = in_the_way(transaction, &subscription, tracking_id).await? {
        return Ok(Err(reason));
    }
    let terms: PlanTerms = serde_json::from_str(joining.terms).map_err(wrong)?;
    let recurring = terms.joined_on(japan_day(joining.requested_at)?);
    make(transaction, &subscription.reference, tracking_id, &recurring, now).await?;
    if let (Recurring::FixedTerm { joined_on, .. }, Some(amount)) = (&recurring, joining.amount) {
        let purchase = FirstPurchase {
            subscription: &subscription.reference,
            due_on: *joined_on,
            amount,
            order_id: joining.order_id,
            tracking_id,
            requested_at: joining.requested_at,
        };
        reserve(transaction, &purchase, now).await?;
    }
    Ok(Ok(()))
}

/// The gateway could not bill a month of a simple contract: says whether this is what it tells.
pub(super) async fn month_not_billed(
    transaction: &mut Change,
    told: &Notification<'_>,
    order: &str,
    now: i64,
) -> Result<bool, StoreError> {
    let Some(subscription) = find(transaction, By::Order, order).await? else { return Ok(false) };
    // The month that it is about is that of the gateway's own date: a notice may be late, or be
    // repeated in a later month, and is then no other month's.
    let on = told.outcome.result_date.map_or_else(|| japan_day(now), |moment| Ok(moment.date()))?;
    let charge = subscription.schedule().ok().and_then(|schedule| schedule.last_until(on));
    // In the month of joining there is no month yet that the gateway would bill.
    let charge = charge.filter(|charge| charge.date > subscription.recurring.joined_on());
    let (true, SubscriptionState::Active, Some(charge)) =
        (subscription.recurring.is_simple(), subscription.state, charge)
    else {
        return Ok(false);
    };
    sqlx::query(
        "INSERT INTO charges (subscription, due_on, amount, begun_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    )
    .bind(&subscription.reference)
    .bind(charge.date.to_string())
    .bind(i64::from(charge.amount.most().get()))
    .bind(now)
    .execute(&mut **transaction)
    .await?;
    let code = told.error_code().unwrap_or("none");
    if add_outcome(transaction, &subscription.reference, charge.date, ChargeOutcome::Refused(code), now).await? {
        let problem = FailedCharge { code: code.to_owned(), on: charge.date };
        set_problem(transaction, &subscription.reference, &problem, now).await?;
    }
    Ok(true)
}

/// A notice that a simple contract has ended. It ends once: a notice for one that has ended is
/// answered the same and changes nothing.
pub(super) async fn notice(
    transaction: &mut Change,
    told: &Notification<'_>,
    now: i64,
) -> Result<NotificationAnswer, StoreError> {
    let state = match told.outcome.result {
        PaymentResult::CancelledAtCarrier => SubscriptionState::EndedByCarrier,
        PaymentResult::LastChargeMonthReached => SubscriptionState::EndedLastMonth,
        _ => SubscriptionState::Cancelled,
    };
    let found = match told.tracking_id() {
        Some(tracking_id) => find(transaction, By::TrackingId, tracking_id).await?,
        None => None,
    };
    let ours = |it: &Subscription| {
        it.recurring.is_simple() && told.agrees_with(it.item_id.as_str(), it.customer_code.as_str())
    };
    let Some(subscription) = found.filter(ours) else { return Ok(NotificationAnswer::refused(Reason::NoContract)) };
    if !subscription.state.has_ended() {
        let ends_on = subscription.service_ends(japan_day(now)?);
        sqlx::query("UPDATE subscriptions SET state = $1, ends_on = $2, updated_at = $3 WHERE reference = $4")
            .bind(state.word())
            .bind(ends_on.to_string())
            .bind(now)
            .bind(&subscription.reference)
            .execute(&mut **transaction)
            .await?;
        let result = told.outcome.result.as_str();
        tell(transaction, &subscription.reference, state.word(), Some(result), now).await?;
    }
    let subject = Subject::Contract(subscription.reference.clone());
    close_item(transaction, Kind::ContractPastLastMonth, &subject, ("gateway", "its notice came"), now).await?;
    let differs = if told.names_it(subscription.item_name.as_str()) { Vec::new() } else { vec!["item_name"] };
    Ok(NotificationAnswer { verdict: Verdict::Recorded, differs })
}
