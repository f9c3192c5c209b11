//! What became of a call, as the record keeps it.

use crate::domain::charge::attempt::Answer;
use crate::store::CallAnswer;
use sbps::api::Function;
use sbps::verdict::{CallOutcome, NotSent, Verdict};

/// What was seen, for whoever looks.
#[must_use]
pub fn describe(outcome: &CallOutcome) -> String {
    match outcome {
        CallOutcome::NotSent(NotSent::Unreachable) => "not sent: no connection to the gateway".to_owned(),
        CallOutcome::NotSent(NotSent::Maintenance) => "not sent: announced maintenance".to_owned(),
        CallOutcome::NotSent(NotSent::Unsignable) => "not sent: a text that cannot be written in Shift_JIS".to_owned(),
        CallOutcome::NoAnswer => "sent, and no whole answer came back".to_owned(),
        CallOutcome::Status(status) => format!("answered with HTTP status {status}"),
        CallOutcome::Unreadable(why) => format!("answered what cannot be read: {why}"),
        CallOutcome::Answered(answer) if answer.error_code.is_empty() => format!("answered {}", answer.result.as_str()),
        CallOutcome::Answered(answer) => format!("answered {} {}", answer.result.as_str(), answer.error_code),
    }
}

/// The gateway's code of a refusal, where it gave one.
#[must_use]
pub fn code_of(outcome: &CallOutcome) -> Option<&str> {
    match outcome {
        CallOutcome::Answered(answer) => Some(answer.error_code.as_str()).filter(|code| !code.is_empty()),
        _ => None,
    }
}

/// What the record keeps of it, at `now` (seconds since 1970-01-01T00:00:00Z).
#[must_use]
pub fn told(function: Function, outcome: &CallOutcome, now: i64) -> CallAnswer {
    // Whatever was refused at the door has not been looked at.
    let arrived = !matches!(outcome, CallOutcome::NotSent(_) | CallOutcome::Status(401 | 403 | 404 | 405));
    let payment = match outcome {
        CallOutcome::Answered(answer) => answer.tracking_id.clone(),
        _ => None,
    };
    let answer = Answer { arrived, verdict: Verdict::of_call(function, outcome), payment, at: now };
    CallAnswer { answer, code: code_of(outcome).map(str::to_owned), detail: describe(outcome) }
}
