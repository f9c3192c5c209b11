//! When a merchant-billed contract is charged: the merchant's own timing.
//!
//! Service specification, "Mandatory tag element in payment request for recurring billing (fixed term/pay as you go)",
//! note 2: "Billed on 20th each month, billed on every Friday, etc."

use super::error::{Quantity, ScheduleError, within};
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// When a contract is charged.
///
/// Every distance is counted from the first charge, never from the one before, so that a short month shifts nothing:
/// 31 January, 28 February, 31 March. Numbers are only made by the functions that check them; a `match` needs `..`.
///
/// ```
/// use sbps::schedule::Timing;
///
/// let every_quarter = Timing::day_of_month(3, 20)?;
/// assert!(matches!(every_quarter, Timing::DayOfMonth { months: 3, day: 20, .. }));
/// assert_eq!(Timing::day_of_month(1, 32).map_err(|error| error.code()), Err("day_of_month_out_of_range"));
/// # Ok::<(), sbps::schedule::ScheduleError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Timing {
    /// Every `months` months on day `day`; in a month that is shorter, on its last day.
    #[non_exhaustive]
    DayOfMonth {
        /// 1 to 12.
        months: u32,
        /// 1 to 31.
        day: u32,
    },
    /// Every `months` months on the last day of the month.
    #[non_exhaustive]
    LastDayOfMonth {
        /// 1 to 12.
        months: u32,
    },
    /// Every `weeks` weeks on a day of the week.
    #[non_exhaustive]
    DayOfWeek {
        /// 1 to 52.
        weeks: u32,
        /// The day of the week.
        weekday: Weekday,
    },
    /// Every year on a day; 29 February is 28 February in a year that has none.
    #[non_exhaustive]
    DayOfYear {
        /// 1 to 12.
        month: u32,
        /// 1 to 31.
        day: u32,
    },
    /// Every `days` days from the start.
    #[non_exhaustive]
    Days {
        /// 1 to 365.
        days: u32,
    },
    /// Whenever something was used: no fixed day.
    PayAsYouGo,
}

impl Timing {
    /// Every `months` months (1 to 12) on day `day` (1 to 31), in shorter months on their last day.
    ///
    /// # Errors
    /// [`ScheduleError::OutOfRange`] outside these bounds.
    pub fn day_of_month(months: u32, day: u32) -> Result<Self, ScheduleError> {
        Ok(Self::DayOfMonth {
            months: within(Quantity::Months, months, 12)?,
            day: within(Quantity::DayOfMonth, day, 31)?,
        })
    }

    /// Every `months` months (1 to 12) on the last day of the month.
    ///
    /// # Errors
    /// [`ScheduleError::OutOfRange`] outside these bounds.
    pub fn last_day_of_month(months: u32) -> Result<Self, ScheduleError> {
        Ok(Self::LastDayOfMonth { months: within(Quantity::Months, months, 12)? })
    }

    /// Every `weeks` weeks (1 to 52) on `weekday`.
    ///
    /// # Errors
    /// [`ScheduleError::OutOfRange`] outside these bounds.
    pub fn day_of_week(weeks: u32, weekday: Weekday) -> Result<Self, ScheduleError> {
        Ok(Self::DayOfWeek { weeks: within(Quantity::Weeks, weeks, 52)?, weekday })
    }

    /// Every year on day `day` of month `month`; 29 February is 28 February in a year that has none.
    ///
    /// A contract that goes on across a leap day is refused all the same, when a schedule is made of it: the
    /// anniversary is 366 days away.
    ///
    /// # Errors
    /// [`ScheduleError::OutOfRange`] outside the calendar's bounds, [`ScheduleError::NoSuchDay`] for a day that the
    /// month never has.
    pub fn day_of_year(month: u32, day: u32) -> Result<Self, ScheduleError> {
        within(Quantity::MonthOfYear, month, 12)?;
        within(Quantity::DayOfMonth, day, 31)?;
        // 2000 is a leap year.
        if NaiveDate::from_ymd_opt(2000, month, day).is_none() {
            return Err(ScheduleError::NoSuchDay { month, day });
        }
        Ok(Self::DayOfYear { month, day })
    }

    /// Every `days` days (1 to 365) from the start.
    ///
    /// # Errors
    /// [`ScheduleError::OutOfRange`] outside these bounds.
    pub fn every_days(days: u32) -> Result<Self, ScheduleError> {
        Ok(Self::Days { days: within(Quantity::Days, days, 365)? })
    }

    /// The first billing day on or after `starts`.
    pub(super) fn first_from(self, starts: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::DayOfMonth { day, .. } => on_or_after(starts, month_of(starts), 1, day),
            Self::LastDayOfMonth { .. } => on_or_after(starts, month_of(starts), 1, 31),
            Self::DayOfYear { month, day } => {
                on_or_after(starts, i64::from(starts.year()) * 12 + i64::from(month) - 1, 12, day)
            }
            Self::DayOfWeek { weekday, .. } => {
                in_calendar(starts.checked_add_days(Days::new(u64::from(weekday.days_since(starts.weekday()))))?)
            }
            Self::Days { .. } => Some(starts),
            Self::PayAsYouGo => None,
        }
    }

    /// The billing day `count` cycles after `first`; `None` past the year 9999.
    pub(super) fn later(self, first: NaiveDate, count: u32) -> Option<NaiveDate> {
        let in_months = |months: u32, day| day_in_month(month_of(first) + i64::from(months) * i64::from(count), day);
        match self {
            Self::DayOfMonth { months, day } => in_months(months, day),
            Self::LastDayOfMonth { months } => in_months(months, 31),
            Self::DayOfYear { day, .. } => in_months(12, day),
            Self::DayOfWeek { weeks, .. } => in_days(first, 7 * weeks, count),
            Self::Days { days } => in_days(first, days, count),
            Self::PayAsYouGo => None,
        }
    }
}

/// The number of a month, counted from January of the year 0.
pub(super) fn month_of(date: NaiveDate) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month0())
}

/// Day `day` of the numbered month, or its last day if it is shorter; `None` outside the years 1 to 9999.
pub(super) fn day_in_month(month: i64, day: u32) -> Option<NaiveDate> {
    let year = i32::try_from(month.div_euclid(12)).ok()?;
    let month = u32::try_from(month.rem_euclid(12)).ok()? + 1;
    let date = |day| NaiveDate::from_ymd_opt(year, month, day);
    in_calendar(date(day).or_else(|| (28..day).rev().find_map(date))?)
}

/// The day in the numbered month if it is not before `starts`, else the one `step` months later.
fn on_or_after(starts: NaiveDate, month: i64, step: i64, day: u32) -> Option<NaiveDate> {
    day_in_month(month, day).filter(|date| *date >= starts).or_else(|| day_in_month(month + step, day))
}

fn in_days(first: NaiveDate, days: u32, count: u32) -> Option<NaiveDate> {
    in_calendar(first.checked_add_days(Days::new(u64::from(days) * u64::from(count)))?)
}

/// The day, if it is within the years that messages can name.
pub(super) fn in_calendar(date: NaiveDate) -> Option<NaiveDate> {
    (1..=9999).contains(&date.year()).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::day;

    fn days(timing: Timing, starts: NaiveDate, count: u32) -> Vec<NaiveDate> {
        let first = timing.first_from(starts).expect("a first day");
        (0..count).filter_map(|number| timing.later(first, number)).collect()
    }

    #[test]
    fn impossible_numbers_are_refused_by_code() {
        for (timing, code) in [
            (Timing::day_of_month(0, 1), "months_out_of_range"),
            (Timing::day_of_month(13, 1), "months_out_of_range"),
            (Timing::day_of_month(1, 0), "day_of_month_out_of_range"),
            (Timing::day_of_month(1, 32), "day_of_month_out_of_range"),
            (Timing::last_day_of_month(0), "months_out_of_range"),
            (Timing::last_day_of_month(13), "months_out_of_range"),
            (Timing::day_of_week(0, Weekday::Fri), "weeks_out_of_range"),
            (Timing::day_of_week(53, Weekday::Fri), "weeks_out_of_range"),
            (Timing::day_of_year(0, 1), "month_of_year_out_of_range"),
            (Timing::day_of_year(13, 1), "month_of_year_out_of_range"),
            (Timing::day_of_year(1, 0), "day_of_month_out_of_range"),
            (Timing::day_of_year(1, 32), "day_of_month_out_of_range"),
            (Timing::day_of_year(2, 30), "no_such_day"),
            (Timing::day_of_year(4, 31), "no_such_day"),
            (Timing::every_days(0), "days_out_of_range"),
            (Timing::every_days(366), "days_out_of_range"),
            (Timing::every_days(u32::MAX), "days_out_of_range"),
        ] {
            assert_eq!(timing.map_err(|error| error.code()), Err(code));
        }
        for timing in [
            Timing::day_of_month(12, 31),
            Timing::last_day_of_month(12),
            Timing::day_of_week(52, Weekday::Mon),
            Timing::day_of_year(2, 29),
            Timing::every_days(365),
        ] {
            assert!(timing.is_ok());
        }
    }

    #[test]
    fn a_short_month_is_billed_on_its_last_day_and_shifts_nothing_after_it() {
        let thirty_first = Timing::day_of_month(1, 31).expect("a timing");
        let expected = [day(2027, 1, 31), day(2027, 2, 28), day(2027, 3, 31), day(2027, 4, 30), day(2027, 5, 31)];
        assert_eq!(days(thirty_first, day(2027, 1, 31), 5), expected);
        assert_eq!(days(Timing::last_day_of_month(1).expect("a timing"), day(2027, 1, 5), 5), expected);
        let thirtieth = Timing::day_of_month(1, 30).expect("a timing");
        assert_eq!(days(thirtieth, day(2028, 2, 1), 3), [day(2028, 2, 29), day(2028, 3, 30), day(2028, 4, 30)]);
        let leap_day = Timing::DayOfYear { month: 2, day: 29 };
        let expected = [day(2027, 2, 28), day(2028, 2, 29), day(2029, 2, 28)];
        assert_eq!(days(leap_day, day(2026, 3, 1), 3), expected);
    }

    #[test]
    fn the_first_billing_day_is_on_or_after_the_start() {
        let twentieth = Timing::day_of_month(3, 20).expect("a timing");
        let friday = Timing::day_of_week(2, Weekday::Fri).expect("a timing");
        let october = Timing::day_of_year(10, 1).expect("a timing");
        for (timing, starts, first, second) in [
            (twentieth, day(2026, 11, 19), day(2026, 11, 20), day(2027, 2, 20)),
            (twentieth, day(2026, 11, 20), day(2026, 11, 20), day(2027, 2, 20)),
            (twentieth, day(2026, 11, 21), day(2026, 12, 20), day(2027, 3, 20)),
            // 27 November 2026 is a Friday.
            (friday, day(2026, 11, 26), day(2026, 11, 27), day(2026, 12, 11)),
            (friday, day(2026, 11, 27), day(2026, 11, 27), day(2026, 12, 11)),
            (friday, day(2026, 11, 28), day(2026, 12, 4), day(2026, 12, 18)),
            (october, day(2026, 10, 1), day(2026, 10, 1), day(2027, 10, 1)),
            (october, day(2026, 10, 2), day(2027, 10, 1), day(2028, 10, 1)),
            (Timing::Days { days: 10 }, day(2026, 12, 25), day(2026, 12, 25), day(2027, 1, 4)),
        ] {
            assert_eq!(days(timing, starts, 2), [first, second], "{timing:?} from {starts}");
        }
        assert_eq!(Timing::PayAsYouGo.first_from(day(2026, 1, 1)), None);
        assert_eq!(Timing::PayAsYouGo.later(day(2026, 1, 1), 0), None);
    }

    #[test]
    fn there_is_no_billing_day_after_9999() {
        let last = day(9999, 12, 31);
        for timing in [
            Timing::DayOfMonth { months: 1, day: 31 },
            Timing::LastDayOfMonth { months: 1 },
            Timing::DayOfWeek { weeks: 1, weekday: Weekday::Fri },
            Timing::DayOfYear { month: 12, day: 31 },
            Timing::Days { days: 1 },
        ] {
            assert_eq!(timing.first_from(last), Some(last), "{timing:?}");
            assert_eq!(timing.later(last, 0), Some(last), "{timing:?}");
            assert_eq!(timing.later(last, 1), None, "{timing:?}");
            assert_eq!(timing.later(last, u32::MAX), None, "{timing:?}");
        }
        assert_eq!(Timing::DayOfMonth { months: 1, day: 1 }.first_from(last), None);
        assert_eq!(Timing::DayOfWeek { weeks: 1, weekday: Weekday::Sat }.first_from(last), None);
    }
}
