//! When a recurring contract is charged, and how much: calendar days in Japan.
//!
//! Service specification, "Basic Specifications". A recurring (simple) contract is billed by the gateway "on the first
//! day of each month", its first month by the merchant's purchase request; a fixed-term or pay-as-you-go contract is
//! billed by the merchant's own server at the merchant's own timing, and lapses when it is not billed for too long.
//!
//! Nothing here knows what day it is, books a charge or speaks a language: a schedule says which days *will* be charged
//! if nobody cancels and every payment goes through.

mod cancellation;
mod charge;
mod error;
mod joining;
mod offer;
#[cfg(test)]
mod simulation;
mod terms;
mod timing;
mod year;

pub use cancellation::Cancellation;
pub use charge::{Charge, ChargeReason, Charges};
pub use error::{Quantity, ScheduleError};
pub use offer::LapseWarning;
pub use terms::{Amount, FirstMonth, FirstMonthCancellation, FixedTerm, Introduction, PayAsYouGo, Simple};
pub use timing::Timing;
pub use year::{Total, TotalKind};

use crate::period::authorization;
use chrono::NaiveDate;
use core::num::NonZeroU16;

/// The days on which a contract is charged, with the amounts.
///
/// Small and `Copy`; every day is computed when it is asked for.
///
/// ```
/// use chrono::NaiveDate;
/// use sbps::money::Yen;
/// use sbps::schedule::{Amount, FixedTerm, Schedule, Timing};
///
/// let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
/// let wine = Schedule::fixed_term(FixedTerm {
///     joined: day(2026, 11, 24),
///     starts: day(2026, 11, 24),
///     timing: Timing::day_of_month(1, 31)?,
///     amount: Amount::Fixed(Yen::new(3_000)?),
///     introduction: None,
///     cycles: None,
/// })?;
/// let dates: Vec<_> = wine.charges().take(3).map(|charge| charge.date).collect();
/// assert_eq!(dates, [day(2026, 11, 30), day(2026, 12, 31), day(2027, 1, 31)]);
/// assert_eq!(wine.last_day_to_cancel(day(2026, 12, 1)), Some(day(2026, 12, 30)));
/// let year = wine.total_within_a_year(day(2026, 11, 24)).expect("it has billing days");
/// assert_eq!((year.yen, year.charges), (36_000, 12));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Schedule {
    rhythm: Rhythm,
    amount: Amount,
    introduction: Option<Introduction>,
    cycles: Option<u32>,
}

/// Who bills, and from which day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Rhythm {
    Simple { joined: NaiveDate, first_month_cancellation: FirstMonthCancellation },
    Term { timing: Timing, first: NaiveDate },
    PayAsYouGo,
}

impl Schedule {
    /// The schedule of a recurring (simple) contract: the day of joining, unless the first month is free, and then the
    /// first of each month.
    ///
    /// # Errors
    /// [`ScheduleError`] if the last month is before the day of joining, if nothing would be charged, or if the day of
    /// joining is outside the years 1 to 9999.
    pub fn simple(terms: Simple) -> Result<Self, ScheduleError> {
        let Simple { joined, amount, first_month, first_month_cancellation, last_month } = terms;
        timing::in_calendar(joined).ok_or(ScheduleError::DateOutOfRange { offered: joined })?;
        let cycles = match last_month {
            None => None,
            Some(last_month) => {
                let last = i64::from(last_month.year()) * 12 + i64::from(last_month.month()) - 1;
                let cycles = u32::try_from(last - timing::month_of(joined) + 1).ok().filter(|cycles| *cycles > 0);
                Some(cycles.ok_or(ScheduleError::LastMonthBeforeJoining { joined, last_month })?)
            }
        };
        let introduction = match first_month {
            FirstMonth::Charged => None,
            FirstMonth::Free => Some(Introduction { cycles: NonZeroU16::MIN, amount: None }),
        };
        let rhythm = Rhythm::Simple { joined, first_month_cancellation };
        let schedule = Self { rhythm, amount: Amount::Fixed(amount), introduction, cycles };
        schedule.charging_something(joined)
    }

    /// The schedule of a fixed-term contract.
    ///
    /// # Errors
    /// [`ScheduleError`] if the terms contradict each other, if no charge falls within the years 1 to 9999, or if the
    /// contract's authorisation would lapse between two charges or before the first: [`authorization()`]. Free cycles
    /// are no payments and do not keep it alive. A yearly contract therefore ends with the first leap day.
    pub fn fixed_term(terms: FixedTerm) -> Result<Self, ScheduleError> {
        let FixedTerm { joined, starts, timing, amount, introduction, cycles } = terms;
        for offered in [joined, starts] {
            timing::in_calendar(offered).ok_or(ScheduleError::DateOutOfRange { offered })?;
        }
        if starts < joined {
            return Err(ScheduleError::StartsBeforeJoining { joined, starts });
        }
        if timing == Timing::PayAsYouGo {
            return Err(ScheduleError::NoBillingDay);
        }
        if let Some(introductory) = introduction.and_then(|introduction| introduction.amount)
            && introductory >= amount.most()
        {
            return Err(ScheduleError::IntroductionNotLower { introductory, regular: amount.most() });
        }
        let first = timing.first_from(starts).ok_or(ScheduleError::DateOutOfRange { offered: starts })?;
        let cycles = cycles.map(|cycles| u32::from(cycles.get()));
        let schedule = Self { rhythm: Rhythm::Term { timing, first }, amount, introduction, cycles };
        schedule.charging_something(starts)?.staying_authorized(joined)
    }

    /// The schedule of a pay-as-you-go contract: it has no fixed day.
    ///
    /// # Errors
    /// [`ScheduleError::DateOutOfRange`] if the day of joining is outside the years 1 to 9999.
    pub fn pay_as_you_go(terms: PayAsYouGo) -> Result<Self, ScheduleError> {
        timing::in_calendar(terms.joined).ok_or(ScheduleError::DateOutOfRange { offered: terms.joined })?;
        let amount = Amount::UpTo(terms.up_to);
        Ok(Self { rhythm: Rhythm::PayAsYouGo, amount, introduction: None, cycles: None })
    }

    /// On which days it is billed. A recurring (simple) contract is billed on the first of each month.
    #[must_use]
    pub const fn timing(&self) -> Timing {
        match self.rhythm {
            Rhythm::Simple { .. } => Timing::DayOfMonth { months: 1, day: 1 },
            Rhythm::Term { timing, .. } => timing,
            Rhythm::PayAsYouGo => Timing::PayAsYouGo,
        }
    }

    /// What a charge takes after the introductory cycles.
    #[must_use]
    pub const fn amount(&self) -> Amount {
        self.amount
    }

    /// The cycles at the start that are free or cost less; a free month of joining is one.
    #[must_use]
    pub const fn introduction(&self) -> Option<Introduction> {
        self.introduction
    }

    /// The number of cycles, free ones among them; `None` if the contract is indefinite.
    #[must_use]
    pub const fn cycles(&self) -> Option<u32> {
        self.cycles
    }

    fn free_cycles(&self) -> u32 {
        self.introduction.map_or(0, |introduction| introduction.free_cycles())
    }

    fn charging_something(self, offered: NaiveDate) -> Result<Self, ScheduleError> {
        let free_cycles = self.free_cycles();
        match self.cycles {
            Some(cycles) if cycles <= free_cycles => Err(ScheduleError::NothingCharged { free_cycles, cycles }),
            _ if self.charges().next().is_none() => Err(ScheduleError::DateOutOfRange { offered }),
            _ => Ok(self),
        }
    }

    fn staying_authorized(self, joined: NaiveDate) -> Result<Self, ScheduleError> {
        let mut last_payment = joined;
        // Only the way to the first charge and distances of twelve months can be too long. Two leap days are at most
        // eight years apart, so nine anniversaries show whether one is.
        for charge in self.charges().take(10) {
            if !authorization(last_payment).contains(charge.date) {
                let next_charge = charge.date;
                let days = next_charge.signed_duration_since(last_payment).num_days();
                let days = u32::try_from(days).unwrap_or(u32::MAX);
                return Err(ScheduleError::AuthorizationLapses { last_payment, next_charge, days });
            }
            last_payment = charge.date;
        }
        Ok(self)
    }
}

#[cfg(test)]
fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

#[cfg(test)]
mod examples;
#[cfg(test)]
mod tests;
