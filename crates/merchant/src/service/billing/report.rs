//! What a billing run did.

use crate::domain::charge::PastOutcome;
use serde::Serialize;

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Charges that were taken.
    pub paid: u32,
    /// Charges that were not.
    pub failed: u32,
    /// Charges of which nobody knows.
    pub unknown: u32,
    /// Contracts whose authorisation has lapsed.
    pub expired: u32,
    /// Contracts whose last cycle is over.
    pub ended: u32,
}

impl Report {
    /// Counts a charge by what became of it; one that somebody else has begun is not this run's.
    pub(super) const fn count(&mut self, outcome: Option<PastOutcome>) {
        match outcome {
            Some(PastOutcome::Paid) => self.paid += 1,
            Some(PastOutcome::Failed) => self.failed += 1,
            Some(PastOutcome::Unknown) => self.unknown += 1,
            Some(PastOutcome::Free) | None => {}
        }
    }
}
