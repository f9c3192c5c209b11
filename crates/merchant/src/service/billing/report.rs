//! What a billing run did.

use crate::domain::billing::HoldReason;
use crate::domain::charge::PastOutcome;
use serde::Serialize;

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Charges that were taken.
    pub paid: u32,
    /// Charges that were not, and are not tried again.
    pub failed: u32,
    /// Charges of which nobody knows.
    pub unknown: u32,
    /// Charges that were certainly not taken yet and are tried again.
    pub waiting: u32,
    /// Charges that are reserved, for the shop to settle.
    pub reserved: u32,
    /// Days that were passed over.
    pub missed: u32,
    /// Contracts that cannot be read.
    pub unreadable: u32,
    /// Contracts whose authorisation has lapsed.
    pub expired: u32,
    /// Contracts whose last cycle is over.
    pub ended: u32,
    /// Why the run stands still until a person has released it.
    pub held: Option<HoldReason>,
}

impl Report {
    /// Of a run that had nothing to do.
    pub const NOTHING: Self = Self {
        paid: 0,
        failed: 0,
        unknown: 0,
        waiting: 0,
        reserved: 0,
        missed: 0,
        unreadable: 0,
        expired: 0,
        ended: 0,
        held: None,
    };

    /// Of one charge.
    pub(super) const fn of(outcome: PastOutcome) -> Self {
        let mut report = Self::NOTHING;
        match outcome {
            PastOutcome::Paid => report.paid = 1,
            PastOutcome::Failed => report.failed = 1,
            PastOutcome::Unknown => report.unknown = 1,
            PastOutcome::Waiting => report.waiting = 1,
            PastOutcome::Reserved => report.reserved = 1,
            PastOutcome::Cancelled | PastOutcome::Free => {}
        }
        report
    }

    /// How many charges and contracts ended in each way, by name.
    pub(super) const fn counts(&self) -> [(&'static str, u32); 9] {
        [
            ("paid", self.paid),
            ("failed", self.failed),
            ("unknown", self.unknown),
            ("waiting", self.waiting),
            ("reserved", self.reserved),
            ("missed", self.missed),
            ("unreadable", self.unreadable),
            ("expired", self.expired),
            ("ended", self.ended),
        ]
    }

    /// This and another one together.
    pub(super) const fn add(&mut self, other: &Self) {
        self.paid += other.paid;
        self.failed += other.failed;
        self.unknown += other.unknown;
        self.waiting += other.waiting;
        self.reserved += other.reserved;
        self.missed += other.missed;
        self.unreadable += other.unreadable;
        self.expired += other.expired;
        self.ended += other.ended;
    }
}
