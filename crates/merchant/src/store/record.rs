//! Reads values back from the record.

use super::StoreError;
use chrono::NaiveDate;
use sbps::date_time::JstDateTime;

/// A record holds what no record may hold.
pub(super) fn wrong(error: impl std::fmt::Display) -> StoreError {
    StoreError::Record(error.to_string())
}

/// The day in Japan at a moment.
pub(super) fn japan_day(seconds: i64) -> Result<NaiveDate, StoreError> {
    JstDateTime::from_unix_seconds(seconds).map(JstDateTime::date).ok_or_else(|| wrong("a moment outside the calendar"))
}

/// A day of the calendar.
pub(super) fn day(text: &str) -> Result<NaiveDate, StoreError> {
    text.parse().map_err(wrong)
}
