//! Until when an authorised amount can be settled or given up.
//!
//! Service specification, "Basic Specifications", "Period for settlement" and "Period for cancellation" of the one-time
//! charge with specified sales and of the recurring charge (fixed term / pay as you go).

use super::Period;
use super::calendar::days_later;
use chrono::NaiveDate;

/// How many days the period has; the day of the purchase request is the first of them.
pub const SETTLEMENT_DAYS: u64 = 90;

/// The days on which an authorised amount can be settled: "until the 90th day including the date of purchase request".
///
/// Under a recurring contract (fixed term / pay as you go), the request of the purchase that is to be settled counts, not
/// the one that made the contract.
///
/// ```
/// use chrono::NaiveDate;
///
/// let requested = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
/// assert_eq!(Some(sbps::period::settlement(requested).last()), NaiveDate::from_ymd_opt(2027, 2, 21));
/// ```
#[must_use]
pub fn settlement(purchase_requested: NaiveDate) -> Period {
    Period::spanning(purchase_requested, days_later(purchase_requested, SETTLEMENT_DAYS - 1))
}

/// The days on which an authorised amount can be cancelled: the same as for settlement.
#[must_use]
pub fn cancellation(purchase_requested: NaiveDate) -> Period {
    settlement(purchase_requested)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_ends, day};
    use super::*;

    /// "Until the 90th day including the date of purchase request process."
    #[test]
    fn settlement_and_cancellation_end_with_the_ninetieth_day() {
        for (requested, last) in [
            // Across the turn of the year.
            ("2026-11-24", "2027-02-21"),
            // 31 January + 28 February + 31 March days.
            ("2026-01-01", "2026-03-31"),
            // A leap year has one day more in February.
            ("2024-01-01", "2024-03-30"),
            ("2024-02-29", "2024-05-28"),
            ("2023-12-31", "2024-03-29"),
            // 1900 and 2100 are no leap years, 2000 is one.
            ("2100-01-01", "2100-03-31"),
            ("2000-01-01", "2000-03-30"),
        ] {
            assert_ends(settlement(day(requested)), requested, last);
            assert_ends(cancellation(day(requested)), requested, last);
            assert_eq!(settlement(day(requested)).days(), 90);
        }
    }
}
