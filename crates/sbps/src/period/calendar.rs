//! Days and months of the calendar, cut where chrono's calendar ends.

use crate::date_time::YearMonth;
use chrono::{Datelike, Days, Months, NaiveDate};

/// The day `days` later.
pub(crate) fn days_later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

/// The first day of the month that is `months` after the month of `day`.
pub(crate) fn first_of_month_later(day: NaiveDate, months: u32) -> NaiveDate {
    let first = day.with_day(1).unwrap_or(day);
    first.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// The last day of the month that is `months` after the month of `day`.
pub(crate) fn last_of_month_later(day: NaiveDate, months: u32) -> NaiveDate {
    let after = first_of_month_later(day, months.saturating_add(1));
    after.pred_opt().unwrap_or(after)
}

/// The month of a day; `None` outside the years 1 to 9999.
pub(crate) fn month_of(day: NaiveDate) -> Option<YearMonth> {
    YearMonth::new(day.year(), day.month())
}

/// The first day of a month.
pub(crate) fn first_of(month: YearMonth) -> NaiveDate {
    // Every month of the years 1 to 9999 has a first day in chrono's calendar.
    NaiveDate::from_ymd_opt(month.year(), month.month(), 1).unwrap_or(NaiveDate::MAX)
}
