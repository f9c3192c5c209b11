//! Moments and months as the gateway writes them: fourteen or six digits, in Japan's time.
//!
//! Link type, fields `request_date`, `res_payment_date`, `res_date` (YYYYMMDDHHMMSS) and `last_charge_month` (YYYYMM).
//! Asia/Tokyo has been nine hours ahead of UTC without summer time since 1952, so an offset is exact for every date
//! that a payment can carry.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike};
use core::fmt;
use core::str::FromStr;

const TOKYO_AHEAD_OF_UTC_SECONDS: i64 = 9 * 60 * 60;

/// A moment in Japan's time, to the second, in the years 1 to 9999.
///
/// ```
/// use sbps::date_time::JstDateTime;
///
/// let moment = JstDateTime::from_unix_seconds(1_704_132_245).expect("within the years 1 to 9999");
/// assert_eq!(moment.to_string(), "20240102030405");
/// assert_eq!("20240102030405".parse(), Ok(moment));
/// assert!("20240230000000".parse::<JstDateTime>().is_err(), "there is no 30 February");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JstDateTime(NaiveDateTime);

/// A month in Japan's calendar, in the years 1 to 9999.
///
/// ```
/// use sbps::date_time::YearMonth;
///
/// let month: YearMonth = "202702".parse()?;
/// assert_eq!((month.year(), month.month()), (2027, 2));
/// assert_eq!(month.to_string(), "202702");
/// # Ok::<(), sbps::date_time::DateTimeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearMonth {
    year: i32,
    month: u32,
}

/// Digits that name no moment or month; keeps what was offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateTimeError {
    /// What was offered, cut to 32 characters.
    pub offered: String,
    /// The form that was expected: `YYYYMMDDHHMMSS` or `YYYYMM`.
    pub expected: &'static str,
}

impl DateTimeError {
    /// A stable code for programs and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "not_a_date"
    }
}

impl fmt::Display for DateTimeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?} is not a date of the form {}", self.offered, self.expected)
    }
}

impl core::error::Error for DateTimeError {}

impl JstDateTime {
    /// The moment that many seconds after 1970-01-01T00:00:00Z; `None` outside the years 1 to 9999.
    #[must_use]
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        let utc = DateTime::from_timestamp(seconds, 0)?;
        Self::from_local(utc.naive_utc().checked_add_signed(TimeDelta::seconds(TOKYO_AHEAD_OF_UTC_SECONDS))?)
    }

    /// A date and time read off a clock in Japan; `None` outside the years 1 to 9999. Fractions of a second are cut.
    #[must_use]
    pub fn from_local(local: NaiveDateTime) -> Option<Self> {
        if (1..=9999).contains(&local.year()) { local.with_nanosecond(0).map(Self) } else { None }
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn unix_seconds(self) -> i64 {
        self.0.and_utc().timestamp() - TOKYO_AHEAD_OF_UTC_SECONDS
    }

    /// The date and time as a clock in Japan shows it.
    #[must_use]
    pub fn local(self) -> NaiveDateTime {
        self.0
    }

    /// The calendar day in Japan.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        self.0.date()
    }
}

impl YearMonth {
    /// The month `month` (1 to 12) of `year` (1 to 9999); `None` outside these bounds.
    #[must_use]
    pub const fn new(year: i32, month: u32) -> Option<Self> {
        if year >= 1 && year <= 9999 && month >= 1 && month <= 12 { Some(Self { year, month }) } else { None }
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u32 {
        self.month
    }
}

/// The number that the ASCII digits of `text` between two places spell; `None` if they are no digits.
fn number(text: &str, from: usize, to: usize) -> Option<u32> {
    let part = text.get(from..to)?;
    if part.bytes().all(|byte| byte.is_ascii_digit()) { part.parse().ok() } else { None }
}

fn read_moment(text: &str) -> Option<JstDateTime> {
    if text.len() != 14 {
        return None;
    }
    let year = i32::try_from(number(text, 0, 4)?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, number(text, 4, 6)?, number(text, 6, 8)?)?;
    JstDateTime::from_local(date.and_hms_opt(number(text, 8, 10)?, number(text, 10, 12)?, number(text, 12, 14)?)?)
}

impl FromStr for JstDateTime {
    type Err = DateTimeError;

    fn from_str(text: &str) -> Result<Self, DateTimeError> {
        read_moment(text)
            .ok_or_else(|| DateTimeError { offered: text.chars().take(32).collect(), expected: "YYYYMMDDHHMMSS" })
    }
}

impl FromStr for YearMonth {
    type Err = DateTimeError;

    fn from_str(text: &str) -> Result<Self, DateTimeError> {
        let read = || {
            if text.len() != 6 {
                return None;
            }
            Self::new(i32::try_from(number(text, 0, 4)?).ok()?, number(text, 4, 6)?)
        };
        read().ok_or_else(|| DateTimeError { offered: text.chars().take(32).collect(), expected: "YYYYMM" })
    }
}

impl fmt::Display for JstDateTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (date, time) = (self.0.date(), self.0.time());
        write!(
            formatter,
            "{:04}{:02}{:02}{:02}{:02}{:02}",
            date.year(),
            date.month(),
            date.day(),
            time.hour(),
            time.minute(),
            time.second()
        )
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}{:02}", self.year, self.month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_late_in_the_evening_of_utc_is_the_next_day_in_japan() {
        // 2026-12-31T15:00:00Z is midnight in Tokyo.
        let midnight = JstDateTime::from_unix_seconds(1_798_729_200).expect("in range");
        assert_eq!(midnight.to_string(), "20270101000000");
        assert_eq!(midnight.unix_seconds(), 1_798_729_200);
        let before = JstDateTime::from_unix_seconds(1_798_729_199).expect("in range");
        assert_eq!(before.to_string(), "20261231235959");
        assert_eq!(Some(before.date()), NaiveDate::from_ymd_opt(2026, 12, 31));
    }

    #[test]
    fn only_real_moments_are_read() {
        for (text, accepted) in [
            ("20240229235959", true),
            ("20230229000000", false),
            ("20240101240000", false),
            ("20240101006000", false),
            ("20240101000060", false),
            ("2024010100000", false),
            ("202401010000000", false),
            ("+0240101000000", false),
            ("00000101000000", false),
            ("２０２４", false),
            ("", false),
        ] {
            assert_eq!(text.parse::<JstDateTime>().is_ok(), accepted, "{text:?}");
        }
        for (text, accepted) in [("202612", true), ("202613", false), ("202600", false), ("20261", false)] {
            assert_eq!(text.parse::<YearMonth>().is_ok(), accepted, "{text:?}");
        }
    }

    #[test]
    fn seconds_at_the_ends_of_time_are_refused_and_do_not_panic() {
        for seconds in [i64::MIN, i64::MAX, 253_402_300_800] {
            assert_eq!(JstDateTime::from_unix_seconds(seconds), None, "{seconds}");
        }
    }
}
