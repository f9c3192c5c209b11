//! What a payer who comes back from the gateway is told of the request that was posted there.

use super::Subscription;
use super::request::{Answered, Purpose, Standing};
use super::rules::Action;

/// What is told. What was done is not among it: the contract itself says that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// What was to be done.
    pub from: Action,
    /// What became of it.
    pub outcome: Outcome,
    /// The gateway's code, if it gave one.
    pub code: Option<String>,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The gateway's word is still to come.
    Confirming,
    /// The payer gave it up.
    Cancelled,
    /// It was not done.
    Failed,
}

impl Outcome {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Confirming => "confirming",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }
}

impl Returned {
    /// What is to be told of a request, if it is about this contract and there is something to
    /// tell.
    #[must_use]
    pub fn of(answered: Answered, subscription: &Subscription) -> Option<Self> {
        let request = answered.request;
        let leaving = request.purpose == Purpose::Leave;
        if request.subscription != subscription.reference || (leaving && subscription.state.has_ended()) {
            return None;
        }
        let outcome = match (answered.standing, answered.hint.as_deref()) {
            (Standing::Failed | Standing::Refused, _) | (Standing::Requested, Some("error")) => Outcome::Failed,
            (Standing::Requested, Some("success")) => Outcome::Confirming,
            (Standing::Requested, Some("cancel")) => Outcome::Cancelled,
            (Standing::Done | Standing::Requested, _) => return None,
        };
        let from = match request.purpose {
            Purpose::Renew(_) => Action::Reapply,
            Purpose::Leave if subscription.recurring.is_simple() => Action::Cancel,
            Purpose::Leave => Action::Unsubscribe,
        };
        Some(Self { from, outcome, code: answered.error_code })
    }
}
