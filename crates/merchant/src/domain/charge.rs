//! Charges under recurring contracts, and what became of them.

use chrono::NaiveDate;
use sbps::identifier::TrackingId;

/// What became of a charge that was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// The amount is reserved under this tracking id; its settlement comes next.
    Reserved(&'a str),
    /// It is settled.
    Paid,
    /// The gateway refused, for this code: later charges are suspended.
    Refused(&'a str),
    /// The gateway was not reached: nothing was asked for, and the payer has done nothing wrong.
    NotReached,
    /// A person has looked: it was not taken. Nothing is suspended.
    NotTaken,
    /// Nobody knows.
    Unknown,
}

/// An amount that is reserved and that nobody has begun to settle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reserved {
    /// The contract.
    pub subscription: String,
    /// The day of the charge: that of joining.
    pub due_on: NaiveDate,
    /// The gateway's name for the payment.
    pub tracking_id: TrackingId,
}

/// A charge that was asked for, or that the gateway told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastCharge {
    /// The day it was due.
    pub due_on: NaiveDate,
    /// What it was to take.
    pub amount: u32,
    /// What became of it.
    pub outcome: PastOutcome,
}

/// What became of a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PastOutcome {
    /// Taken.
    Paid,
    /// Not taken.
    Failed,
    /// Nobody knows: never asked for again.
    Unknown,
    /// The cycle was free.
    Free,
}

impl PastOutcome {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Free => "free",
        }
    }
}
