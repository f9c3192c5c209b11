//! A moment as programs read it.

use kantan_checkout::page::moment::write_moment;
use sbps::date_time::JstDateTime;

/// A moment in Japan, as the pages' data write it.
pub(super) fn moment(seconds: i64) -> Option<String> {
    JstDateTime::from_unix_seconds(seconds).map(write_moment)
}
