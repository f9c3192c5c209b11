//! How long a recurring contract (fixed term / pay as you go) can be billed without a payment.
//!
//! Service specification, "Basic Specifications": "Expiration date of the recurring billing from the date of last payment
//! process | 365th day".
//!
//! How the 365 days are counted is not said. We read (I): unlike the other periods this one does not say "including", so
//! the day *after* the last payment is day 1, and the 365th day is the last that is good. A yearly charge then works in
//! common years and fails when 29 February lies between, 366 days apart. The strictest reading takes the day of the
//! payment as day 1 and the 365th day as the first that is not good: [`is_uncertain`] tells the two days in dispute.

use super::Period;
use super::calendar::days_later;
use chrono::NaiveDate;

/// The last good day, counted from the day after the last payment.
pub const AUTHORIZATION_DAYS: u64 = 365;

/// The last day after the payment that is good by every reading.
const CERTAIN_DAYS: u64 = AUTHORIZATION_DAYS - 2;

/// The days on which the contract can be billed, from the last payment (the application, if there was none yet: I) to the
/// 365th day after it. The first day that is not good is the one after [`Period::last`].
///
/// ```
/// use chrono::NaiveDate;
///
/// let paid = NaiveDate::from_ymd_opt(2026, 4, 20).expect("a day");
/// let period = sbps::period::authorization(paid);
/// assert_eq!(Some(period.last()), NaiveDate::from_ymd_opt(2027, 4, 20));
/// assert_eq!(period.last().succ_opt(), NaiveDate::from_ymd_opt(2027, 4, 21));
/// ```
#[must_use]
pub fn authorization(last_payment: NaiveDate) -> Period {
    Period::spanning(last_payment, days_later(last_payment, AUTHORIZATION_DAYS))
}

/// Whether the day is one of the two that are good by our reading but not by the strictest: better to bill before.
#[must_use]
pub fn is_uncertain(last_payment: NaiveDate, today: NaiveDate) -> bool {
    today > days_later(last_payment, CERTAIN_DAYS) && authorization(last_payment).contains(today)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_ends, day};
    use super::*;

    #[test]
    fn the_365th_day_after_the_last_payment_is_the_last() {
        for (paid, last) in [
            // A common year: the same day next year.
            ("2026-04-20", "2027-04-20"),
            ("2026-12-31", "2027-12-31"),
            ("2025-03-01", "2026-03-01"),
            // With 29 February in between: one day before it, so that the anniversary is too late.
            ("2027-04-20", "2028-04-19"),
            ("2028-02-29", "2029-02-28"),
            ("2027-03-01", "2028-02-29"),
            ("2028-01-01", "2028-12-31"),
        ] {
            assert_ends(authorization(day(paid)), paid, last);
        }
    }

    #[test]
    fn the_last_two_days_are_good_only_by_the_generous_readings() {
        let paid = day("2026-04-20");
        for (today, expected) in [
            ("2026-04-20", false),
            // Day 364 with the payment as day 1: good by every reading.
            ("2027-04-18", false),
            ("2027-04-19", true),
            ("2027-04-20", true),
            ("2027-04-21", false),
        ] {
            assert_eq!(is_uncertain(paid, day(today)), expected, "{today}");
        }
    }
}
