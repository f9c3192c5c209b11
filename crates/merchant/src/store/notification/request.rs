//! What a result means for a request about a contract that there is: it is made again, or its payer
//! has left.
//!
//! Link type, the answer to D01-1 (I), and A02-1 for the A01-1 that cancels a simple contract
//! (C/I). The notice `CR` may come before it or after; the contract ends once.

use super::contract::{in_the_way, make};
use super::judgement::{Judgement, NotificationAnswer, refused};
use crate::domain::notification::{Notification, NotificationSubject, Reason, Verdict};
use crate::domain::plan::Recurring;
use crate::domain::reconciliation::{self, Kind};
use crate::domain::subscription::{Receipt, Subscription, SubscriptionState};
use crate::store::StoreError;
use crate::store::change::Change;
use crate::store::reconciliation::close_item;
use crate::store::record::{japan_day, wrong};
use crate::store::subscription::{By, end_by_payer, find};
use sbps::error_code::{LinkErrorCode, LinkMeaning};
use sbps::message::PaymentResult;

#[derive(sqlx::FromRow)]
struct ContractRequestRow {
    subscription: String,
    contract: String,
    recurring: Option<String>,
    state: String,
    tracking_id: Option<String>,
}

/// The result of a request about a contract.
pub(super) async fn result(
    transaction: &mut Change,
    told: &Notification<'_>,
    now: i64,
) -> Result<NotificationAnswer, StoreError> {
    let Some(order_id) = told.order_id else { return Ok(NotificationAnswer::refused(Reason::OrderUnknown)) };
    let asked: Option<ContractRequestRow> = sqlx::query_as(
        "SELECT subscription, contract, recurring, state, tracking_id FROM contract_requests WHERE order_id = $1",
    )
    .bind(order_id)
    .fetch_optional(&mut **transaction)
    .await?;
    let Some(asked) = asked else { return Ok(NotificationAnswer::refused(Reason::OrderUnknown)) };
    let subscription = find(transaction, By::Reference, &asked.subscription).await?;
    let Some(subscription) = subscription.filter(|it| asked.is_about(it, told)) else {
        return Ok(NotificationAnswer::refused(Reason::OrderDiffers));
    };
    let (verdict, state) = match &asked.recurring {
        Some(terms) => renewed(transaction, told, &asked, &subscription, terms, now).await?,
        None => left(transaction, told, &asked, &subscription, now).await?,
    };
    if let Some(state) = state {
        let contract = reconciliation::Subject::Contract(asked.subscription.clone());
        let by = ("gateway", "its message came");
        close_item(transaction, Kind::ReturnWithoutNotification, &contract, by, now).await?;
        sqlx::query("UPDATE contract_requests SET state = $1, tracking_id = $2, error_code = $3 WHERE order_id = $4")
            .bind(state)
            .bind(told.tracking_id())
            .bind(told.error_code())
            .bind(order_id)
            .execute(&mut **transaction)
            .await?;
    }
    let differs = if told.names_it(subscription.item_name.as_str()) { Vec::new() } else { vec!["item_name"] };
    Ok(NotificationAnswer { verdict, differs })
}

impl ContractRequestRow {
    /// Whether what is told is about this request: its contract, its customer, and what was asked
    /// for.
    fn is_about(&self, subscription: &Subscription, told: &Notification<'_>) -> bool {
        let same = told.agrees_with(subscription.item_id.as_str(), subscription.customer_code.as_str());
        let expected = subscription.recurring.is_simple().then(|| subscription.amount.get());
        // What is left blank contradicts nothing; the order id says which request it is.
        let is_contract = |contract: &str| contract.is_empty() || contract == self.contract;
        let is_amount = |amount: Option<u32>| amount.is_none() || amount == expected;
        same && match told.subject {
            NotificationSubject::Renewal { contract } => self.recurring.is_some() && is_contract(contract),
            NotificationSubject::Ending { contract, amount } => {
                self.recurring.is_none() && is_contract(contract) && is_amount(amount)
            }
            NotificationSubject::Application { is_new } => !is_new,
            NotificationSubject::Purchase { .. } => false,
        }
    }
}

async fn renewed(
    transaction: &mut Change,
    told: &Notification<'_>,
    asked: &ContractRequestRow,
    subscription: &Subscription,
    terms: &str,
    now: i64,
) -> Result<Judgement, StoreError> {
    Ok(match (told.outcome.result, asked.state.as_str(), told.tracking_id()) {
        (PaymentResult::Ok, _, None) => refused(Reason::TrackingIdMissing, None),
        (PaymentResult::Ok, "done", Some(id)) if asked.tracking_id.as_deref() == Some(id) => (Verdict::Recorded, None),
        (_, "done", _) => refused(Reason::Contradicts, None),
        (PaymentResult::Ok, _, Some(tracking_id)) => {
            let open = subscription.state.has_ended() || subscription.state == SubscriptionState::Active;
            let reason = if open { None } else { Some(Reason::Contradicts) };
            match reason.or(in_the_way(transaction, subscription, tracking_id).await?) {
                Some(reason) => refused(reason, Some("refused")),
                None => {
                    let recurring: Recurring = serde_json::from_str(terms).map_err(wrong)?;
                    make(transaction, &subscription.reference, tracking_id, &recurring, now).await?;
                    (Verdict::Recorded, Some("done"))
                }
            }
        }
        (_, "failed", _) => (Verdict::Recorded, None),
        _ => (Verdict::Recorded, Some("failed")),
    })
}

async fn left(
    transaction: &mut Change,
    told: &Notification<'_>,
    asked: &ContractRequestRow,
    subscription: &Subscription,
    now: i64,
) -> Result<Judgement, StoreError> {
    let ended = told.outcome.result == PaymentResult::Ok || told.error_code().is_some_and(had_ended);
    Ok(match (ended, asked.state.as_str()) {
        (true, "done") => (Verdict::Recorded, None),
        (false, "done") => refused(Reason::Contradicts, None),
        (true, _) => {
            // A contract that was made again since under another name is not the one that was left.
            if subscription.tracking_id.as_ref().is_some_and(|id| id.as_str() == asked.contract) {
                let today = japan_day(now)?;
                let ends_on = subscription.service_ends(today);
                end_by_payer(transaction, &asked.subscription, ends_on, &Receipt::issued(today), now).await?;
            }
            (Verdict::Recorded, Some("done"))
        }
        (false, "failed") => (Verdict::Recorded, None),
        (false, _) => (Verdict::Recorded, Some("failed")),
    })
}

/// Whether a refusal says that the contract had ended before: what the payer wants is so.
fn had_ended(code: &str) -> bool {
    code.parse::<LinkErrorCode>().is_ok_and(|code| code.meaning() == Some(LinkMeaning::RecurringCancelledAlready))
}
