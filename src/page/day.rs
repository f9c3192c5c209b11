//! Calendar days and months in Japan, as JSON writes them.
//!
//! They are put together from numbers: no time zone of a browser comes near them, and chrono's own parser would double
//! what this costs a page.

use crate::language::padded;
use chrono::{Datelike, NaiveDate};
use sbps::date_time::YearMonth;

/// Reads `YYYY-MM-DD`; `None` if there is no such day in the years 1 to 9999.
pub fn read_day(text: &str) -> Option<NaiveDate> {
    let month = read_month(text.get(..7)?)?;
    let day = text.get(7..)?.strip_prefix('-').filter(|day| day.len() == 2)?;
    NaiveDate::from_ymd_opt(month.year(), month.month(), digits(day)?)
}

/// Reads `YYYY-MM`; `None` if there is no such month in the years 1 to 9999.
pub fn read_month(text: &str) -> Option<YearMonth> {
    let (year, month) = text.split_once('-').filter(|(year, month)| year.len() == 4 && month.len() == 2)?;
    YearMonth::new(i32::try_from(digits(year)?).ok()?, digits(month)?)
}

/// Writes `YYYY-MM-DD`.
pub fn write_day(day: NaiveDate) -> String {
    [&padded(day.year().unsigned_abs(), 4), "-", &padded(day.month(), 2), "-", &padded(day.day(), 2)].concat()
}

/// Writes `YYYY-MM`.
pub fn write_month(month: YearMonth) -> String {
    [&padded(month.year().unsigned_abs(), 4), "-", &padded(month.month(), 2)].concat()
}

/// Writes `YYYYMM`, as the gateway wants it.
pub fn write_compact_month(month: YearMonth) -> String {
    padded(month.year().unsigned_abs() * 100 + month.month(), 6)
}

/// The number that ASCII digits spell.
pub(super) fn digits(text: &str) -> Option<u32> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_days() {
        assert_eq!(read_day("2028-02-29"), NaiveDate::from_ymd_opt(2028, 2, 29));
        for text in [
            "",
            "2027-02-29",
            "2026-11-31",
            "2026-1-24",
            "2026-11-4",
            "2026-11-024",
            "0000-01-01",
            "2026/11/24",
            "2026-11-24T00:00",
            "２０２６-11-24",
            "+026-11-24",
            "2026-11-",
        ] {
            assert_eq!(read_day(text), None, "{text:?}");
        }
    }

    #[test]
    fn days_and_months_are_written_with_all_their_digits() {
        for (year, month, day, written, compact) in
            [(2026, 12, 1, "2026-12-01", "202612"), (987, 1, 20, "0987-01-20", "098701")]
        {
            assert_eq!(NaiveDate::from_ymd_opt(year, month, day).map(write_day).as_deref(), Some(written));
            let month = YearMonth::new(year, month).expect("a month");
            assert_eq!(write_compact_month(month), compact);
            assert_eq!(read_month(&write_month(month)), Some(month));
            assert_eq!(compact.parse(), Ok(month), "as the gateway's messages write it");
        }
    }

    #[test]
    fn only_months_of_the_calendar_are_months() {
        assert_eq!(read_month("2027-03"), YearMonth::new(2027, 3));
        for text in ["", "2027", "2027-00", "2027-13", "2027-3", "202703", "2027-03-01", "0000-01"] {
            assert_eq!(read_month(text), None, "{text:?}");
        }
    }
}
