//! An attempt at a charge: one call to the gateway, and what follows from its answer.
//!
//! Whose trouble an answer tells of and what is certain then stands in [`sbps::verdict`], once; here
//! it is said what that means for a charge.

use sbps::api::Function;
use sbps::identifier::TrackingId;
use sbps::verdict::{Effect, FollowUp, Verdict};

/// What a call asks for. A charge is reserved by a purchase and then settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// ST01-00104-402.
    Purchase,
    /// ST02-00201-402.
    Settlement,
}

impl Step {
    /// The function of the API type.
    #[must_use]
    pub const fn function(self) -> Function {
        match self {
            Self::Purchase => Function::PurchaseFixedTerm,
            Self::Settlement => Function::Settle,
        }
    }

    /// The step with that function's id.
    #[must_use]
    pub fn from_function_id(id: &str) -> Option<Self> {
        [Self::Purchase, Self::Settlement].into_iter().find(|step| step.function().id() == id)
    }
}

/// A call that was made for a charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// What it asked for.
    pub step: Step,
    /// When it was written down, just before it was sent: seconds since 1970-01-01T00:00:00Z.
    pub asked_at: i64,
    /// What became of it; `None` while that is not known.
    pub answer: Option<Answer>,
}

/// What became of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Whether the gateway has read what was asked: then its order id is used up.
    pub arrived: bool,
    /// Whose trouble it is, what is certain and what follows.
    pub verdict: Verdict,
    /// The gateway's name for the payment that was made.
    pub payment: Option<TrackingId>,
    /// When, in seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
}

/// What an answer means for the charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Consequence {
    /// The amount is reserved under this name; its settlement comes next.
    Reserved(TrackingId),
    /// It is settled.
    Paid,
    /// The payer alone can mend it: the contract is suspended.
    Suspends,
    /// We alone can mend it: the run stops, nobody is suspended, and it is tried again after that.
    StopsRun,
    /// It is tried again after a while.
    Waits,
    /// It was certainly not taken and is not tried again: a person has to look why.
    NotTaken,
    /// It may have been taken: a person has to look, and no program asks again.
    Uncertain,
}

impl Answer {
    /// What this means for the charge.
    #[must_use]
    pub fn consequence(&self, step: Step) -> Consequence {
        let Verdict { effect, follow_up, .. } = self.verdict;
        match (follow_up, effect, step) {
            (FollowUp::CountAsDone, _, Step::Settlement) => Consequence::Paid,
            (FollowUp::CountAsDone, _, Step::Purchase) => match &self.payment {
                Some(payment) => Consequence::Reserved(payment.clone()),
                // Reserved under a name that nobody told.
                None => Consequence::Uncertain,
            },
            // A settlement that is being carried out is not carried out twice.
            (FollowUp::WaitAndRetry, Effect::NothingDone, _)
            | (FollowUp::WaitAndRetry, Effect::Uncertain, Step::Settlement) => Consequence::Waits,
            (FollowUp::SuspendAndTellPayer, Effect::NothingDone, _) => Consequence::Suspends,
            (FollowUp::StopRun, Effect::NothingDone, _) => Consequence::StopsRun,
            (FollowUp::Reconcile, Effect::NothingDone, _) => Consequence::NotTaken,
            _ => Consequence::Uncertain,
        }
    }
}
