//! What a recurring contract says: the terms from which a schedule is made.

use super::timing::Timing;
use crate::date_time::YearMonth;
use crate::money::Yen;
use chrono::NaiveDate;
use core::num::NonZeroU16;

/// What one charge takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Amount {
    /// The same each time.
    Fixed(Yen),
    /// It varies with what was used, up to a bound that the payer was told.
    UpTo(Yen),
}

impl Amount {
    /// The most that the charge can take.
    #[must_use]
    pub const fn most(self) -> Yen {
        match self {
            Self::Fixed(yen) | Self::UpTo(yen) => yen,
        }
    }

    /// Whether the amount is known only up to its bound.
    #[must_use]
    pub const fn varies(self) -> bool {
        matches!(self, Self::UpTo(_))
    }
}

/// Cycles at the start that are free or cost less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Introduction {
    /// How many cycles, counted among the contract's.
    pub cycles: NonZeroU16,
    /// What each of them costs; `None` if they are free.
    pub amount: Option<Yen>,
}

impl Introduction {
    /// The cycles that are not charged.
    pub(super) fn free_cycles(&self) -> u32 {
        if self.amount.is_none() { u32::from(self.cycles.get()) } else { 0 }
    }
}

/// What the month of joining costs in a recurring (simple) contract (A01-1, `camp_type`, C).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FirstMonth {
    /// Charged on the day of joining, by the merchant's purchase request.
    Charged,
    /// Free; the gateway's first charge is on the first of the next month.
    Free,
}

/// Whether a contract that is cancelled in the month of joining is charged for that month.
///
/// Service specification, recurring charge (simple), "Selection function": an option of the merchant's contract with
/// the gateway. No field of a message carries it, and what it does beside a free first month is not published (I).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FirstMonthCancellation {
    /// The month of joining is charged, also where it would have been free (I).
    Charged,
    /// The month of joining is not charged, also where it had been (I).
    NotCharged,
}

/// The terms of a recurring (simple) contract, which the gateway bills on the first of each month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Simple {
    /// The day of joining, in Japan.
    pub joined: NaiveDate,
    /// What each month costs. It cannot be changed after joining.
    pub amount: Yen,
    /// What the month of joining costs.
    pub first_month: FirstMonth,
    /// What cancelling in the month of joining costs.
    pub first_month_cancellation: FirstMonthCancellation,
    /// The last month to be billed (A01-1, `last_charge_month`), if the contract ends by itself.
    pub last_month: Option<YearMonth>,
}

/// The terms of a fixed-term contract, which the merchant's server bills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FixedTerm {
    /// The day of joining, or of the last payment of a contract that goes on under a new schedule, in Japan.
    pub joined: NaiveDate,
    /// The first charge is on the first billing day that is not before this day.
    pub starts: NaiveDate,
    /// On which days it is billed.
    pub timing: Timing,
    /// What each cycle costs after the introductory ones.
    pub amount: Amount,
    /// Cycles at the start that are free or cost less.
    pub introduction: Option<Introduction>,
    /// The number of cycles, the introductory ones among them; `None` if the contract is indefinite.
    pub cycles: Option<NonZeroU16>,
}

/// The terms of a pay-as-you-go contract, which the merchant's server bills when something was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PayAsYouGo {
    /// The day of joining, in Japan.
    pub joined: NaiveDate,
    /// The most that one charge takes.
    pub up_to: Yen,
}
