//! What is made of a result.

use crate::domain::notification::{Reason, Verdict};

/// What to answer, and the state that the attempt gets.
pub(super) type Judgement = (Verdict, Option<&'static str>);

/// What is answered, and what of a recorded message differs from the record although it is the same
/// purchase: names of fields.
#[derive(Debug)]
pub(super) struct NotificationAnswer {
    pub(super) verdict: Verdict,
    pub(super) differs: Vec<&'static str>,
}

impl NotificationAnswer {
    /// A refusal.
    pub(super) const fn refused(reason: Reason) -> Self {
        Self { verdict: Verdict::Refused(reason), differs: Vec::new() }
    }
}

/// A refusal, and the state that the attempt gets.
pub(super) const fn refused(reason: Reason, state: Option<&'static str>) -> Judgement {
    (Verdict::Refused(reason), state)
}
