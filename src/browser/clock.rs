//! What time it is: by the merchant's server where the page says its time, else by the browser.
//!
//! A browser's clock may be wrong, and may be set while the page is open. The server's time, once known, is carried on by
//! the browser's two clocks: the monotonic one, which nobody sets but which stands still while a phone sleeps, and the
//! device's own. Whichever went further says how much time has passed. A time zone comes into neither.

use chrono::{NaiveDate, TimeDelta};
use leptos::prelude::window;
use sbps::date_time::JstDateTime;

/// A clock that runs.
#[derive(Clone, Copy, Default)]
pub(crate) struct Clock {
    /// The server's time, in milliseconds since 1970, and what the browser's clocks showed then.
    server: Option<(f64, [f64; 2])>,
}

impl Clock {
    /// Starts a clock that shows the server's time, if that is known.
    pub(crate) fn start(server: Option<JstDateTime>) -> Self {
        // A double holds every millisecond of the years 1 to 9999.
        Self { server: server.map(|server| (server.unix_seconds() as f64 * 1_000.0, clocks())) }
    }

    /// The moment in Japan.
    pub(crate) fn now(&self) -> Option<JstDateTime> {
        moment(match self.server {
            Some((server, then)) => carried_on(server, then, clocks()),
            None => js_sys::Date::now(),
        })
    }
}

/// The server's time, carried on by the clock that went further from `then` to `now`. None runs backwards for long.
fn carried_on(server: f64, then: [f64; 2], now: [f64; 2]) -> f64 {
    server + (now[0] - then[0]).max(now[1] - then[1])
}

/// The second in which that many milliseconds since 1970-01-01T00:00:00Z have passed.
fn moment(milliseconds: f64) -> Option<JstDateTime> {
    // Reading the order brings in all of this; chrono's way from seconds would come on top. What no `i64` holds is cut to
    // its ends, where there is no calendar.
    let since = TimeDelta::try_seconds((milliseconds / 1_000.0).floor() as i64)?;
    let epoch = NaiveDate::from_ymd_opt(1970, 1, 1)?.and_hms_opt(9, 0, 0)?;
    JstDateTime::from_local(epoch.checked_add_signed(since)?)
}

/// Milliseconds since the page was opened, which every browser has, and since 1970 by the device's clock.
fn clocks() -> [f64; 2] {
    [window().performance().map_or(0.0, |performance| performance.now()), js_sys::Date::now()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_time_runs_on_with_the_clock_that_went_further() {
        let server: JstDateTime = "20261124120000".parse().expect("a moment");
        let sent = server.unix_seconds() as f64 * 1_000.0;
        for (monotonic, device, shown) in [
            (0.0, 0.0, "20261124120000"),
            (999.9, 999.9, "20261124120000"),
            (1_000.0, 1_000.0, "20261124120001"),
            // Twelve hours later, past midnight.
            (43_200_000.0, 43_200_000.0, "20261125000000"),
            // The phone slept for an hour: the monotonic clock stood still.
            (60_000.0, 3_660_000.0, "20261124130100"),
            // Somebody set the device's clock back.
            (60_000.0, -3_600_000.0, "20261124120100"),
        ] {
            let then = [1_234.5, 1_790_000_000_000.0];
            let milliseconds = carried_on(sent, then, [then[0] + monotonic, then[1] + device]);
            let now = moment(milliseconds).expect("a moment");
            assert_eq!(now.to_string(), shown, "{monotonic}, {device}");
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
