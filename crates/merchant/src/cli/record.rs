//! Opens the record for a command, and tells its moments.

use super::config::Config;
use crate::store::Store;
use sbps::date_time::JstDateTime;

/// The shop's record, which is there. `now` is in seconds since 1970-01-01T00:00:00Z.
///
/// # Errors
/// Why it is not served, with the variable that names it.
pub(super) async fn open(config: &Config, now: i64) -> Result<Store, String> {
    open_or_begin(config, false, now).await
}

/// The same; where it is `new`, it is made.
///
/// # Errors
/// Why it is not served, with the variable that names it.
pub(super) async fn open_or_begin(config: &Config, new: bool, now: i64) -> Result<Store, String> {
    Store::open_for(&config.database_url, &config.settings.account, new, now)
        .await
        .map_err(|error| format!("MERCHANT_DATABASE_URL is {:?}: {error}", config.database_url))
}

/// A moment of the record in Japan, for people; it is in seconds since 1970-01-01T00:00:00Z.
pub(super) fn in_japan(seconds: i64) -> String {
    JstDateTime::from_unix_seconds(seconds).map(|at| at.to_string()).unwrap_or_default()
}
