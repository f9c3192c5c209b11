//! By this server: the gateway is asked once, and what it did is written down before the payer is
//! told.
//!
//! API type, ST02-00302-402 (simple) and ST02-00309-402 (fixed term / pay as you go).

use crate::domain::subscription::rules::Action;
use crate::domain::subscription::{Receipt, State, Subscription};
use crate::service::Shop;
use crate::service::address::subscription_address;
use crate::service::gateway_api::Reply;
use crate::service::problem::{Code, Problem, internal};
use crate::service::subscription::action::not_possible;
use sbps::date_time::JstDateTime;
use sbps::error_code::{ApiErrorCode, ApiErrorType};

pub(super) async fn end(
    shop: &Shop,
    subscription: &Subscription,
    action: Action,
    now: JstDateTime,
) -> Result<(), Problem> {
    let (today, seconds) = (now.date(), now.unix_seconds());
    let reference = subscription.reference.as_str();
    let back = |problem: Problem| problem.then(subscription_address(reference));
    let tracking_id = subscription.tracking_id.clone().ok_or(Code::Internal)?;
    let api = shop.api.as_ref().ok_or_else(|| internal(&"SBPS_API_URL is not set"))?;
    // Written down before the gateway is asked: of two presses, one asks.
    let (active, pending) = (State::Active, State::CancellationPending);
    if !shop.store.move_subscription(reference, active, pending, Some(action.as_str()), seconds).await? {
        return Err(not_possible(subscription, "outcome_unknown"));
    }
    let reply = match action {
        Action::Cancel => api.cancel_simple(tracking_id, now).await,
        Action::Unsubscribe | Action::Reapply => api.unsubscribe(tracking_id, now).await,
    };
    let back_to = |state: State, detail: String| async move {
        shop.store.move_subscription(reference, pending, state, Some(&detail), seconds).await
    };
    match reply {
        Reply::Done(_) => {}
        Reply::Refused(code) if has_ended(&code) => {}
        Reply::Refused(code) => {
            back_to(active, code.clone()).await?;
            return Err(back(Problem::from(Code::GatewayRefused).with("gateway_code", code)));
        }
        Reply::NotSent(why) => {
            back_to(active, why).await?;
            return Err(back(Code::GatewayUnreachable.into()));
        }
        Reply::Unknown(why) => {
            back_to(State::Unknown, why).await?;
            return Err(back(Code::OutcomeUnknown.into()));
        }
    }
    shop.store.end_by_payer(reference, subscription.service_ends(today), &Receipt::issued(today), seconds).await?;
    Ok(())
}

/// Whether a refusal says that the contract had ended before: what the payer wants is so.
fn has_ended(code: &str) -> bool {
    let kind = code.parse::<ApiErrorCode>().ok().and_then(|code| code.error_type());
    matches!(kind, Some(ApiErrorType::RecurringCancelledAlready | ApiErrorType::CancellationCancelledAlready))
}
