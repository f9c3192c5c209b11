//! What a payer who comes back from the gateway is told of the request that was posted there.

pub use kantan_checkout::page::subscription::{ReturnOutcome, Returned};

use super::Subscription;
use super::request::{AnsweredRequest, Purpose, Standing};
use super::rules::Action;

/// What is to be told of a request, if it is about this contract and there is something to tell.
/// What was done is not: the contract itself says that.
#[must_use]
pub fn returned(answered: AnsweredRequest, subscription: &Subscription) -> Option<Returned> {
    let request = answered.request;
    let leaving = request.purpose == Purpose::Leave;
    if request.subscription != subscription.reference || (leaving && subscription.state.has_ended()) {
        return None;
    }
    let outcome = match (answered.standing, answered.hint.as_deref()) {
        (Standing::Failed | Standing::Refused, _) | (Standing::Requested, Some("error")) => ReturnOutcome::Failed,
        (Standing::Requested, Some("success")) => ReturnOutcome::Confirming,
        (Standing::Requested, Some("cancel")) => ReturnOutcome::Cancelled,
        (Standing::Done | Standing::Requested, _) => return None,
    };
    let from = match request.purpose {
        Purpose::Renew(_) => Action::Reapply,
        Purpose::Leave if subscription.recurring.is_simple() => Action::Cancel,
        Purpose::Leave => Action::Unsubscribe,
    };
    Some(Returned { from, outcome, code: answered.error_code })
}
