//! By this server: the gateway is asked once, and what it did is written down before the payer is
//! told.
//!
//! API type, ST02-00302-402 (simple) and ST02-00309-402 (fixed term / pay as you go).

use crate::domain::subscription::rules::Action;
use crate::domain::subscription::{Receipt, Subscription, SubscriptionState};
use crate::service::Shop;
use crate::service::address::subscription_address;
use crate::service::gateway_api::told;
use crate::service::problem::{Code, Problem, internal};
use crate::service::subscription::action::not_possible;
use sbps::api::Function;
use sbps::date_time::JstDateTime;
use sbps::verdict::{CallOutcome, Effect, NotSent};

pub(super) async fn end(
    shop: &Shop,
    subscription: &Subscription,
    action: Action,
    now: JstDateTime,
) -> Result<(), Problem> {
    let (today, seconds) = (now.date(), now.unix_seconds());
    let reference = subscription.reference.as_str();
    let back = |problem: Problem| problem.then(subscription_address(&subscription.links.act));
    let tracking_id = subscription.tracking_id.clone().ok_or(Code::Internal)?;
    let api = shop.api.as_ref().ok_or_else(|| internal(&"SBPS_API_URL is not set"))?;
    // Written down before the gateway is asked: of two presses, one asks.
    let (active, pending) = (SubscriptionState::Active, SubscriptionState::CancellationPending);
    if !shop.store.move_subscription(reference, active, pending, Some(action.word()), seconds).await? {
        return Err(not_possible(subscription, "outcome_unknown"));
    }
    let function = match action {
        Action::Cancel => Function::CancelRecurringSimple,
        Action::Unsubscribe | Action::Reapply => Function::UnsubscribeFixedTerm,
    };
    let call = shop.store.begin_call(function, reference, &tracking_id, seconds).await?;
    let outcome = match action {
        Action::Cancel => api.cancel_simple(tracking_id, now).await,
        Action::Unsubscribe | Action::Reapply => api.unsubscribe(tracking_id, now).await,
    };
    let answered = shop.clock.now().map_or(seconds, JstDateTime::unix_seconds);
    let told = told(function, &outcome, answered);
    shop.store.end_call(call, &told).await?;
    let state = match told.answer.verdict.effect {
        Effect::Done => None,
        Effect::NothingDone => Some(active),
        Effect::Uncertain => Some(SubscriptionState::Unknown),
    };
    if let Some(state) = state {
        shop.store.move_subscription(reference, pending, state, Some(&told.detail), answered).await?;
        return Err(back(match (state, outcome) {
            (SubscriptionState::Active, CallOutcome::NotSent(NotSent::Maintenance)) => Code::Maintenance.into(),
            (SubscriptionState::Active, CallOutcome::NotSent(_)) => Code::GatewayUnreachable.into(),
            (SubscriptionState::Active, _) => {
                Problem::from(Code::GatewayRefused).with("gateway_code", told.code.unwrap_or_default())
            }
            _ => Code::OutcomeUnknown.into(),
        }));
    }
    shop.store.end_by_payer(reference, subscription.service_ends(today), &Receipt::issued(today), seconds).await?;
    Ok(())
}
