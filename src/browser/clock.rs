//! What time it is: by the merchant's server where the page says its time, else by the browser.
//!
//! A browser's clock may be wrong, and may be set while the page is open. The server's time, once known, is carried on by
//! the browser's monotonic clock, which nobody sets. A time zone comes into neither.

use chrono::{NaiveDate, TimeDelta};
use leptos::prelude::window;
use sbps::date_time::JstDateTime;

/// A clock that runs.
#[derive(Clone, Copy, Default)]
pub(crate) struct Clock {
    /// How many milliseconds the server's clock is ahead of the monotonic one.
    ahead: Option<f64>,
}

impl Clock {
    /// Starts a clock that shows the server's time, if that is known.
    pub(crate) fn start(server: Option<JstDateTime>) -> Self {
        Self { ahead: server.map(|server| ahead(server, monotonic())) }
    }

    /// The moment in Japan.
    pub(crate) fn now(&self) -> Option<JstDateTime> {
        moment(match self.ahead {
            Some(ahead) => ahead + monotonic(),
            None => js_sys::Date::now(),
        })
    }
}

/// How many milliseconds the server's clock is ahead of the monotonic one.
fn ahead(server: JstDateTime, monotonic: f64) -> f64 {
    // A double holds every millisecond of the years 1 to 9999.
    server.unix_seconds() as f64 * 1_000.0 - monotonic
}

/// The second in which that many milliseconds since 1970-01-01T00:00:00Z have passed.
fn moment(milliseconds: f64) -> Option<JstDateTime> {
    // Reading the order brings in all of this; chrono's way from seconds would come on top. What no `i64` holds is cut to
    // its ends, where there is no calendar.
    let since = TimeDelta::try_seconds((milliseconds / 1_000.0).floor() as i64)?;
    let epoch = NaiveDate::from_ymd_opt(1970, 1, 1)?.and_hms_opt(9, 0, 0)?;
    JstDateTime::from_local(epoch.checked_add_signed(since)?)
}

/// Milliseconds since the page was opened; every browser has them.
fn monotonic() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_time_runs_on_with_the_monotonic_clock() {
        let server: JstDateTime = "20261124120000".parse().expect("a moment");
        for (read_at, looked_at, shown) in [
            (0.0, 0.0, "20261124120000"),
            (1_234.5, 1_234.5, "20261124120000"),
            (1_234.5, 2_234.4, "20261124120000"),
            (1_234.5, 2_234.5, "20261124120001"),
            // Twelve hours later, past midnight.
            (1_234.5, 43_201_234.5, "20261125000000"),
            (86_400_000.0, 86_399_000.0, "20261124115959"),
        ] {
            let milliseconds = ahead(server, read_at) + looked_at;
            let now = moment(milliseconds).expect("a moment");
            assert_eq!(now.to_string(), shown, "read at {read_at}, looked at {looked_at}");
            assert_eq!(Some(now), JstDateTime::from_unix_seconds((milliseconds / 1_000.0).floor() as i64));
        }
    }

    #[test]
    fn no_number_of_milliseconds_is_a_panic() {
        for milliseconds in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX] {
            assert!(moment(milliseconds).is_none_or(|moment| moment.unix_seconds() == 0), "{milliseconds}");
        }
    }
}
