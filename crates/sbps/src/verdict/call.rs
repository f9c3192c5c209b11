//! The verdict on a call of the API type.

use super::api_code::of_refusal;
use super::outcome::{CallOutcome, NotSent};
use super::{Effect, FollowUp, Verdict};
use crate::api::{ApiAnswer, ApiResult, Function};
use crate::error_code::Actor;

impl Verdict {
    /// Whose trouble it is, what is certain and what follows, after a call of `function`.
    #[must_use]
    pub fn of_call(function: Function, outcome: &CallOutcome) -> Self {
        match outcome {
            CallOutcome::NotSent(NotSent::Unreachable | NotSent::Maintenance) => {
                Self::nothing_done(Actor::Gateway, FollowUp::WaitAndRetry)
            }
            // One plan's text is wrong, not the set-up: the others are billed.
            CallOutcome::NotSent(NotSent::Unsignable) => Self::nothing_done(Actor::Merchant, FollowUp::Reconcile),
            // Refused at the door: the account, the key or the address is wrong.
            CallOutcome::Status(401 | 403 | 404 | 405) => Self::nothing_done(Actor::Merchant, FollowUp::StopRun),
            CallOutcome::NoAnswer | CallOutcome::Status(_) | CallOutcome::Unreadable(_) => {
                Self::uncertain(Actor::Gateway)
            }
            CallOutcome::Answered(answer) => of_answer(function, answer),
        }
    }
}

fn of_answer(function: Function, answer: &ApiAnswer) -> Verdict {
    match answer.result {
        ApiResult::Ng => of_refusal(function, answer.error()),
        // It says both that it was done and why not.
        ApiResult::Ok if !answer.error_code.is_empty() => Verdict::uncertain(Actor::Gateway),
        // Reserved, but without the name by which it can be settled.
        ApiResult::Ok if function == Function::PurchaseFixedTerm && answer.tracking_id.is_none() => {
            Verdict { actor: Some(Actor::Gateway), effect: Effect::Done, follow_up: FollowUp::Reconcile }
        }
        ApiResult::Ok => Verdict::DONE,
    }
}
