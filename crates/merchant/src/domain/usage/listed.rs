//! What was used, as a list tells it.

use chrono::NaiveDate;
use sbps::money::Yen;

/// Something that was used, and what has become of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedUsage {
    /// Its number in the record.
    pub id: i64,
    /// The merchant's own name for it.
    pub usage_id: String,
    /// What it costs.
    pub amount: Yen,
    /// The day it was used.
    pub used_on: NaiveDate,
    /// What it was.
    pub description: String,
    /// The first day on which it can be billed.
    pub bills_on: NaiveDate,
    /// When it was recorded, in seconds since 1970-01-01T00:00:00Z.
    pub recorded_at: i64,
    /// What has become of it.
    pub state: UsageState,
}

/// What has become of something that was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsageState {
    /// It is not billed yet.
    Open,
    /// It is in the charge of this day, whatever became of that, unless it certainly took nothing.
    InCharge(NaiveDate),
    /// The contract ended before it was billed.
    GivenUp,
}

impl UsageState {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InCharge(_) => "in_charge",
            Self::GivenUp => "given_up",
        }
    }

    /// The day of its charge.
    #[must_use]
    pub const fn charge_on(self) -> Option<NaiveDate> {
        match self {
            Self::InCharge(day) => Some(day),
            Self::Open | Self::GivenUp => None,
        }
    }
}
