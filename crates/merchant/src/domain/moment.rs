//! Moments of the record as programs and files tell them.

use kantan_checkout::page::moment::write_moment;
use sbps::date_time::JstDateTime;

/// A moment in Japan by RFC 3339, as `2026-12-01T02:00:00+09:00`; it is in seconds since
/// 1970-01-01T00:00:00Z. One outside the years 1 to 9999 is blank.
#[must_use]
pub fn in_japan(seconds: i64) -> String {
    JstDateTime::from_unix_seconds(seconds).map(write_moment).unwrap_or_default()
}
