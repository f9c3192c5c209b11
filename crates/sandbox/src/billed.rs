//! What the merchant's server said that it billed while the clock moved.

use serde::{Deserialize, Serialize};

/// The numbers of its report that somebody who tries it out wants to see.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Charges that were taken.
    pub paid: u64,
    /// Charges that were not.
    pub failed: u64,
    /// Charges of which nobody knows.
    #[serde(default)]
    pub unknown: u64,
    /// Why nothing is billed until a person has released it.
    #[serde(default)]
    pub held: Option<String>,
}

/// All of it, over the days on which the clock was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Billed {
    /// What was said.
    #[serde(flatten)]
    pub report: Report,
    /// On how many days nothing was said.
    pub unanswered: u64,
    /// On how many days the token was refused: it is not the one that the merchant's server has, or that has none.
    pub refused: u64,
}

impl Billed {
    /// Adds what was billed on another day.
    pub(crate) fn add(&mut self, day: Option<Self>) {
        let Some(Self { report, unanswered, refused }) = day else { return };
        self.report.paid += report.paid;
        self.report.failed += report.failed;
        self.report.unknown += report.unknown;
        self.report.held = report.held;
        self.unanswered += unanswered;
        self.refused += refused;
    }
}
