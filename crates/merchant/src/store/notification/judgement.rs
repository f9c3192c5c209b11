//! What is made of a result.

use crate::domain::notification::{Reason, Verdict};

/// What to answer, and the state that the attempt gets.
pub(super) type Judgement = (Verdict, Option<&'static str>);

/// A refusal, and the state that the attempt gets.
pub(super) const fn refused(reason: Reason, state: Option<&'static str>) -> Judgement {
    (Verdict::Refused(reason), state)
}
