//! Why no schedule was made.

use crate::date_time::YearMonth;
use crate::money::Yen;
use crate::period::authorization::AUTHORIZATION_DAYS;
use chrono::NaiveDate;
use core::fmt;

/// A number in the description of a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// Months from one charge to the next, 1 to 12.
    Months,
    /// Weeks from one charge to the next, 1 to 52.
    Weeks,
    /// Days from one charge to the next, 1 to 365.
    Days,
    /// A day of the month, 1 to 31.
    DayOfMonth,
    /// A month of the year, 1 to 12.
    MonthOfYear,
    /// Introductory cycles, 1 to 65,535.
    IntroductoryCycles,
    /// Cycles in all, 1 to 65,535.
    Cycles,
}

/// Why no schedule was made; keeps what was offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ScheduleError {
    /// A number outside its bounds.
    OutOfRange {
        /// What the number is of.
        quantity: Quantity,
        /// The number offered.
        offered: u32,
        /// The smallest number accepted.
        smallest: u32,
        /// The largest number accepted.
        largest: u32,
    },
    /// A day that its month has in no year, as 30 February.
    NoSuchDay {
        /// The month offered, 1 to 12.
        month: u32,
        /// The day offered, 1 to 31.
        day: u32,
    },
    /// A day outside the years 1 to 9999, or so late that no charge falls within them.
    DateOutOfRange {
        /// The day offered.
        offered: NaiveDate,
    },
    /// Charges that would start before the payer has joined.
    StartsBeforeJoining {
        /// The day of joining.
        joined: NaiveDate,
        /// The day offered as start.
        starts: NaiveDate,
    },
    /// A last month to bill before the month of joining.
    LastMonthBeforeJoining {
        /// The day of joining.
        joined: NaiveDate,
        /// The month offered.
        last_month: YearMonth,
    },
    /// The contract ends while it is still free: no yen would ever be charged.
    NothingCharged {
        /// The cycles that are free.
        free_cycles: u32,
        /// The cycles in all.
        cycles: u32,
    },
    /// An introductory amount that is not lower than the one after it.
    IntroductionNotLower {
        /// The amount offered for the introductory cycles.
        introductory: Yen,
        /// The amount of the cycles after them, or its upper bound.
        regular: Yen,
    },
    /// A contract that the merchant bills and that would charge once: it cannot be used for one-time
    /// billing.
    OneTimeUse,
    /// A timing without billing days where billing days are needed.
    NoBillingDay,
    /// Between these two days the contract's authorisation lapses, so that the later charge would be refused.
    AuthorizationLapses {
        /// The day of the last payment, or of joining.
        last_payment: NaiveDate,
        /// The day of the charge that would come too late.
        next_charge: NaiveDate,
        /// The days between them, 366 or more.
        days: u32,
    },
}

impl Quantity {
    const fn words(self) -> &'static str {
        match self {
            Self::Months => "months between charges",
            Self::Weeks => "weeks between charges",
            Self::Days => "days between charges",
            Self::DayOfMonth => "the day of the month",
            Self::MonthOfYear => "the month of the year",
            Self::IntroductoryCycles => "the introductory cycles",
            Self::Cycles => "the cycles",
        }
    }
}

impl ScheduleError {
    /// A stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OutOfRange { quantity, .. } => match quantity {
                Quantity::Months => "months_out_of_range",
                Quantity::Weeks => "weeks_out_of_range",
                Quantity::Days => "days_out_of_range",
                Quantity::DayOfMonth => "day_of_month_out_of_range",
                Quantity::MonthOfYear => "month_of_year_out_of_range",
                Quantity::IntroductoryCycles => "introductory_cycles_out_of_range",
                Quantity::Cycles => "cycles_out_of_range",
            },
            Self::NoSuchDay { .. } => "no_such_day",
            Self::DateOutOfRange { .. } => "date_out_of_range",
            Self::StartsBeforeJoining { .. } => "starts_before_joining",
            Self::LastMonthBeforeJoining { .. } => "last_month_before_joining",
            Self::NothingCharged { .. } => "nothing_charged",
            Self::IntroductionNotLower { .. } => "introduction_not_lower",
            Self::OneTimeUse => "one_time_use",
            Self::NoBillingDay => "no_billing_day",
            Self::AuthorizationLapses { .. } => "authorization_lapses",
        }
    }
}

/// Takes a number that is within its bounds.
pub(super) const fn within(quantity: Quantity, offered: u32, largest: u32) -> Result<u32, ScheduleError> {
    if offered >= 1 && offered <= largest {
        Ok(offered)
    } else {
        Err(ScheduleError::OutOfRange { quantity, offered, smallest: 1, largest })
    }
}

impl fmt::Display for ScheduleError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutOfRange { quantity, offered, smallest, largest } => {
                write!(formatter, "{}: {offered} is not between {smallest} and {largest}", quantity.words())
            }
            Self::NoSuchDay { month, day } => write!(formatter, "month {month} has no day {day} in any year"),
            Self::DateOutOfRange { offered } => {
                write!(formatter, "{offered:?} leaves no charge within the years 1 to 9999")
            }
            Self::StartsBeforeJoining { joined, starts } => {
                write!(formatter, "charges cannot start on {starts:?}, before the day of joining, {joined:?}")
            }
            Self::LastMonthBeforeJoining { joined, last_month } => {
                write!(formatter, "the last month to bill, {last_month}, is before the day of joining, {joined:?}")
            }
            Self::NothingCharged { free_cycles, cycles } => {
                write!(formatter, "with {free_cycles} free of {cycles} cycles nothing would be charged")
            }
            Self::IntroductionNotLower { introductory, regular } => {
                write!(formatter, "the introductory {introductory} yen are not less than the regular {regular} yen")
            }
            Self::OneTimeUse => formatter.write_str(
                "a contract billed by the merchant cannot be used for one-time billing, and this one would charge once",
            ),
            Self::NoBillingDay => formatter.write_str("pay as you go has no billing day"),
            Self::AuthorizationLapses { last_payment, next_charge, days } => write!(
                formatter,
                "from {last_payment:?} to {next_charge:?} are {days} days, and the authorisation lapses after \
                 {AUTHORIZATION_DAYS}; every 11 months or every 51 weeks (357 days) stays within it"
            ),
        }
    }
}

impl core::error::Error for ScheduleError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::day;

    #[test]
    fn a_lapse_names_both_days_their_distance_and_what_works_instead() {
        let error = ScheduleError::AuthorizationLapses {
            last_payment: day(2027, 3, 1),
            next_charge: day(2028, 3, 1),
            days: 366,
        };
        assert_eq!(error.code(), "authorization_lapses");
        assert_eq!(
            error.to_string(),
            "from 2027-03-01 to 2028-03-01 are 366 days, and the authorisation lapses after 365; every 11 months or \
             every 51 weeks (357 days) stays within it"
        );
    }

    #[test]
    fn the_bounds_of_a_number_are_its_own() {
        assert_eq!(within(Quantity::Weeks, 52, 52), Ok(52));
        let error = within(Quantity::Weeks, 53, 52).expect_err("more than 52");
        assert_eq!(error.code(), "weeks_out_of_range");
        assert_eq!(error.to_string(), "weeks between charges: 53 is not between 1 and 52");
        assert_eq!(within(Quantity::Days, 0, 365).map_err(|error| error.code()), Err("days_out_of_range"));
    }
    #[test]
    fn every_refusal_is_a_sentence_with_what_was_offered() {
        let yen = |yen| Yen::new(yen).expect("an amount");
        let last_month = YearMonth::new(2026, 10).expect("a month");
        let joined = day(2026, 11, 24);
        for (error, sentence) in [
            (ScheduleError::NoSuchDay { month: 2, day: 30 }, "month 2 has no day 30 in any year"),
            (
                ScheduleError::DateOutOfRange { offered: day(9999, 12, 31) },
                "9999-12-31 leaves no charge within the years 1 to 9999",
            ),
            (
                ScheduleError::StartsBeforeJoining { joined, starts: day(2026, 11, 23) },
                "charges cannot start on 2026-11-23, before the day of joining, 2026-11-24",
            ),
            (
                ScheduleError::LastMonthBeforeJoining { joined, last_month },
                "the last month to bill, 202610, is before the day of joining, 2026-11-24",
            ),
            (
                ScheduleError::NothingCharged { free_cycles: 2, cycles: 1 },
                "with 2 free of 1 cycles nothing would be charged",
            ),
            (
                ScheduleError::IntroductionNotLower { introductory: yen(500), regular: yen(400) },
                "the introductory 500 yen are not less than the regular 400 yen",
            ),
            (ScheduleError::NoBillingDay, "pay as you go has no billing day"),
            (
                ScheduleError::OneTimeUse,
                "a contract billed by the merchant cannot be used for one-time billing, and this one would charge once",
            ),
        ] {
            assert_eq!(error.to_string(), sentence);
        }
    }
}
