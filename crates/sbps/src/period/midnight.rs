//! Midnight in Japan, at which a payment under way is stopped.
//!
//! That a process crossing midnight is stopped is C: link-type error 8366. How long a process may take is the four minutes
//! of the service specification, "Payment deadline setting".

use super::deadline::LONGEST_PAYMENT_SECONDS;
use crate::date_time::JstDateTime;
use chrono::Timelike;

const SECONDS_OF_A_DAY: u32 = 24 * 60 * 60;

/// How many seconds are left until midnight: 86,400 at midnight itself, 1 in the last second of the day.
///
/// ```
/// use sbps::period::{crosses_midnight, seconds_before_midnight};
///
/// let now = "20261124235600".parse()?;
/// assert_eq!(seconds_before_midnight(now), 240);
/// assert!(crosses_midnight(now), "four minutes from now it is tomorrow");
/// # Ok::<(), sbps::date_time::DateTimeError>(())
/// ```
#[must_use]
pub fn seconds_before_midnight(now: JstDateTime) -> u32 {
    SECONDS_OF_A_DAY.saturating_sub(now.local().time().num_seconds_from_midnight())
}

/// Whether a payment started now would be stopped by midnight if it took its full four minutes.
#[must_use]
pub fn crosses_midnight(now: JstDateTime) -> bool {
    seconds_before_midnight(now) <= LONGEST_PAYMENT_SECONDS
}

#[cfg(test)]
mod tests {
    use super::super::deadline::latest_completion;
    use super::*;

    #[test]
    fn a_payment_of_four_minutes_crosses_midnight_from_four_minutes_before_it() {
        for (now, left, crosses) in [
            ("20261124000000", 86_400, false),
            ("20261124000001", 86_399, false),
            ("20261124120000", 43_200, false),
            ("20261124235559", 241, false),
            ("20261124235600", 240, true),
            ("20261124235959", 1, true),
            // The turn of the year and the leap day are midnights like any other.
            ("20261231235600", 240, true),
            ("20240228235559", 241, false),
            ("20240229235600", 240, true),
        ] {
            let now: JstDateTime = now.parse().expect("a moment");
            assert_eq!(seconds_before_midnight(now), left, "{now}");
            assert_eq!(crosses_midnight(now), crosses, "{now}");
            assert_eq!(latest_completion(now).date() != now.date(), crosses, "{now}: what the calendar says");
        }
    }
}
