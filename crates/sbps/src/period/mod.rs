//! In which days a payment can be settled, cancelled, refunded, and how long a process may take.
//!
//! Service specification, "Basic Specifications" (the periods of each billing method, the expiration date), note *2 of
//! "List of Provided Functions", and the cautions "Payment deadline setting" and "Period for refund".
//!
//! Every date is a calendar day in Japan and every period holds both its first and its last day. Days count the way the
//! specification counts them: where it says "including", the named day is day 1. Dates near the end of chrono's calendar
//! (the year 262142) are cut to it instead of overflowing.

pub mod authorization;
pub(crate) mod calendar;
pub mod deadline;
pub mod midnight;
pub mod monthly;
pub mod refund;
pub mod settlement;

pub use authorization::authorization;
pub use deadline::{DeadlinePassed, PaymentDeadline};
pub use midnight::{crosses_midnight, seconds_before_midnight};
pub use monthly::refundable_months;
pub use refund::{monthly_partial_refund, monthly_refund, partial_refund, refund};
pub use settlement::{cancellation, settlement};

use chrono::NaiveDate;
use core::fmt;

/// Some days in a row, from the first to the last, both included.
///
/// ```
/// use chrono::NaiveDate;
/// use sbps::period::{Period, Standing};
///
/// let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).expect("a day");
/// let period = Period::new(day(20), day(22))?;
/// assert_eq!((period.days(), period.remaining(day(20)), period.remaining(day(22))), (3, 3, 1));
/// assert_eq!(period.standing(day(23)), Standing::Over);
/// # Ok::<(), sbps::period::PeriodError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    first: NaiveDate,
    last: NaiveDate,
}

/// Where a day stands to a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Before its first day.
    NotYet,
    /// One of its days.
    Within,
    /// After its last day.
    Over,
}

/// A period that would end before it begins; keeps both days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeriodError {
    /// The first day offered.
    pub first: NaiveDate,
    /// The last day offered.
    pub last: NaiveDate,
}

impl Period {
    /// The days from `first` to `last`, both included.
    ///
    /// # Errors
    /// [`PeriodError`] if `last` is before `first`.
    pub fn new(first: NaiveDate, last: NaiveDate) -> Result<Self, PeriodError> {
        if first <= last { Ok(Self { first, last }) } else { Err(PeriodError { first, last }) }
    }

    /// From `first` to `last`, which rules of the calendar put in this order.
    pub(crate) fn spanning(first: NaiveDate, last: NaiveDate) -> Self {
        // Only where the calendar ends can the last day fall before the first.
        Self { first, last: last.max(first) }
    }

    /// The first day.
    #[must_use]
    pub const fn first(self) -> NaiveDate {
        self.first
    }

    /// The last day.
    #[must_use]
    pub const fn last(self) -> NaiveDate {
        self.last
    }

    /// Where a day stands to it.
    #[must_use]
    pub fn standing(self, day: NaiveDate) -> Standing {
        if day < self.first {
            Standing::NotYet
        } else if day <= self.last {
            Standing::Within
        } else {
            Standing::Over
        }
    }

    /// Whether a day is one of its days.
    #[must_use]
    pub fn contains(self, day: NaiveDate) -> bool {
        self.standing(day) == Standing::Within
    }

    /// How many days it has, at least 1.
    #[must_use]
    pub fn days(self) -> i64 {
        (self.last - self.first).num_days() + 1
    }

    /// How many of its days are left, `today` included: all of them before it begins, 0 once it is over.
    #[must_use]
    pub fn remaining(self, today: NaiveDate) -> i64 {
        ((self.last - today.max(self.first)).num_days() + 1).max(0)
    }
}

impl fmt::Display for PeriodError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a period cannot begin on {} and end on {}", self.first, self.last)
    }
}

impl core::error::Error for PeriodError {}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A day written as `2026-11-24`.
    pub(crate) fn day(text: &str) -> NaiveDate {
        let mut parts = text.splitn(3, '-').map(|part| part.parse::<u32>().expect("a number"));
        let mut next = || parts.next().expect("three numbers");
        let year = i32::try_from(next()).expect("a year");
        NaiveDate::from_ymd_opt(year, next(), next()).expect("a day of the calendar")
    }

    /// Holds if the period has exactly these ends and leaves out the days beside them.
    pub(crate) fn assert_ends(period: Period, first: &str, last: &str) {
        let (first, last) = (day(first), day(last));
        assert_eq!((period.first(), period.last()), (first, last));
        for (day, standing) in [
            (first.pred_opt(), Standing::NotYet),
            (Some(first), Standing::Within),
            (Some(last), Standing::Within),
            (last.succ_opt(), Standing::Over),
        ] {
            let day = day.expect("not at the end of the calendar");
            assert_eq!(period.standing(day), standing, "{day}");
            assert_eq!(period.contains(day), standing == Standing::Within, "{day}");
        }
    }

    #[test]
    fn a_period_counts_its_days_and_those_that_are_left() {
        let period = Period::new(day("2024-02-28"), day("2024-03-01")).expect("in order");
        assert_eq!(period.days(), 3, "2024 is a leap year");
        for (today, remaining) in [
            ("2024-02-01", 3),
            ("2024-02-28", 3),
            ("2024-02-29", 2),
            ("2024-03-01", 1),
            ("2024-03-02", 0),
            ("2025-01-01", 0),
        ] {
            assert_eq!(period.remaining(day(today)), remaining, "{today}");
        }
    }

    #[test]
    fn one_day_is_a_period_and_two_in_the_wrong_order_are_none() {
        let (first, second) = (day("2026-12-31"), day("2027-01-01"));
        assert_eq!(Period::new(first, first).map(Period::days), Ok(1));
        let error = Period::new(second, first).expect_err("in the wrong order");
        assert_eq!(error, PeriodError { first: second, last: first });
        assert_eq!(error.to_string(), "a period cannot begin on 2027-01-01 and end on 2026-12-31");
    }

    #[test]
    fn no_rule_panics_at_either_end_of_the_calendar() {
        for edge in [NaiveDate::MIN, NaiveDate::MAX] {
            for period in
                [settlement(edge), cancellation(edge), refund(edge), partial_refund(edge), authorization(edge)]
            {
                assert!(period.first() <= period.last());
                assert!(period.remaining(NaiveDate::MIN) > 0);
                assert!(period.days() >= 1);
            }
            assert_eq!(refundable_months(edge, edge).count(), 0, "months have years 1 to 9999");
        }
    }
}
