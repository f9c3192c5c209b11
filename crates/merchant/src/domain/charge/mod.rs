//! Charges under recurring contracts, the attempts at each, and what became of them.

pub mod attempt;
pub mod ledger;

use chrono::NaiveDate;

/// What became of a charge, as it is added to the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChargeOutcome<'a> {
    /// The amount is reserved under this tracking id; its settlement comes next.
    Reserved(&'a str),
    /// It is settled.
    Paid,
    /// The gateway refused, for this code, and nothing was taken.
    Refused(&'a str),
    /// It was not taken, for a cause of ours: [`MISSED`], [`GIVEN_UP`] or [`LAPSED`].
    Left(&'static str),
    /// A person has looked: it was not taken. Nothing is suspended.
    NotTaken,
    /// Nobody knows.
    Unknown,
}

/// The day was passed over, because nothing was billed for too long.
pub const MISSED: &str = "missed";
/// It was not possible within the time in which it is tried.
pub const GIVEN_UP: &str = "given_up";
/// The contract ended, was made again or was suspended before it was possible.
pub const LAPSED: &str = "lapsed";

/// A charge that was asked for, or that the gateway told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastCharge {
    /// The day it was due.
    pub due_on: NaiveDate,
    /// What it was to take.
    pub amount: u32,
    /// What became of it.
    pub outcome: PastOutcome,
    /// The gateway's name for the payment, where this service asked for it and was told one.
    pub payment: Option<String>,
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
    /// Certainly not taken yet; it is tried again.
    Waiting,
    /// Reserved, and for the shop to settle.
    Reserved,
    /// The shop has given up what was reserved.
    Cancelled,
    /// The cycle was free.
    Free,
}

impl PastOutcome {
    /// Whether its cycle was not delivered: nothing was taken for it.
    #[must_use]
    pub const fn is_nothing(self) -> bool {
        matches!(self, Self::Failed | Self::Cancelled)
    }

    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Waiting => "waiting",
            Self::Reserved => "reserved",
            Self::Cancelled => "cancelled",
            Self::Free => "free",
        }
    }
}
