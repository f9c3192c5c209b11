//! How long a merchant-billed contract stays authorised without a payment.
//!
//! Service specification, "Basic Specifications", recurring charge (based on term or usage rate): "Expiration date of
//! the recurring billing from the date of last payment process: 365th day".

use chrono::{Days, NaiveDate};

/// Days from the last payment to the last day on which the next one can be made.
///
/// The day of the payment is day 0 and the day after it day 1: where the specification counts the first day, as in
/// "until the 90th day including the date of purchase request", it says so, and here it does not. That a charge on the
/// 365th day itself is still accepted, as an expiration date usually means, is our inference (I).
pub const AUTHORIZED_DAYS: u32 = 365;

/// The last day on which a contract can be charged, when its last payment was processed on `last_payment`; `None` past
/// the end of chrono's calendar. Before there is any payment, the day of joining stands in for it (I).
///
/// ```
/// use chrono::NaiveDate;
/// use sbps::schedule::authorization_expires;
///
/// let paid = NaiveDate::from_ymd_opt(2027, 3, 1).expect("a day");
/// // 2028 is a leap year: the anniversary, 1 March, is a day too late.
/// assert_eq!(authorization_expires(paid), NaiveDate::from_ymd_opt(2028, 2, 29));
/// ```
#[must_use]
pub fn authorization_expires(last_payment: NaiveDate) -> Option<NaiveDate> {
    last_payment.checked_add_days(Days::new(u64::from(AUTHORIZED_DAYS)))
}

/// The days between two payments, if they are too many; `None` if the contract is still authorised on `next`.
pub(super) fn days_if_lapsed(last_payment: NaiveDate, next: NaiveDate) -> Option<u32> {
    let days = u32::try_from(next.signed_duration_since(last_payment).num_days()).ok()?;
    (days > AUTHORIZED_DAYS).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::day;

    #[test]
    fn the_365th_day_is_the_last_and_a_leap_year_anniversary_is_too_late() {
        for (last_payment, next, lapsed) in [
            (day(2026, 1, 1), day(2026, 1, 1), None),
            (day(2026, 1, 1), day(2026, 12, 31), None),
            (day(2026, 1, 1), day(2027, 1, 1), None),
            (day(2026, 1, 1), day(2027, 1, 2), Some(366)),
            (day(2027, 3, 1), day(2028, 2, 29), None),
            (day(2027, 3, 1), day(2028, 3, 1), Some(366)),
            (day(2028, 2, 29), day(2029, 2, 28), None),
            (day(2028, 1, 1), day(2027, 1, 1), None),
        ] {
            assert_eq!(days_if_lapsed(last_payment, next), lapsed, "{last_payment} to {next}");
            let expires = authorization_expires(last_payment).expect("long before the end of the calendar");
            assert_eq!(next > expires, lapsed.is_some(), "{last_payment} to {next}");
        }
    }

    #[test]
    fn the_end_of_the_calendar_has_no_expiry_and_does_not_panic() {
        assert_eq!(authorization_expires(NaiveDate::MAX), None);
        assert_eq!(days_if_lapsed(NaiveDate::MIN, NaiveDate::MAX).map(|days| days > AUTHORIZED_DAYS), Some(true));
        assert_eq!(days_if_lapsed(NaiveDate::MAX, NaiveDate::MIN), None);
    }
}
