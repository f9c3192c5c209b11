//! The periods of the rules crate as the sandbox asks for them: one day each.
//!
//! Service specification, "Basic Specifications".

use chrono::{Datelike, NaiveDate};
use sbps::date_time::YearMonth;
use sbps::period;

/// The last day to settle or to cancel an authorisation.
#[must_use]
pub fn last_day_to_settle(purchased: NaiveDate) -> NaiveDate {
    period::settlement(purchased).last()
}

/// The last day to refund.
#[must_use]
pub fn last_day_to_refund(settled: NaiveDate) -> NaiveDate {
    period::refund(settled).last()
}

/// The first day of the next month: from then on a part can be refunded, and the first month of a simple contract.
#[must_use]
pub fn first_of_next_month(day: NaiveDate) -> NaiveDate {
    period::partial_refund(day).first()
}

/// The last day on which a fixed-term contract can be used after its last payment.
#[must_use]
pub fn last_day_of_contract(last_payment: NaiveDate) -> NaiveDate {
    period::authorization(last_payment).last()
}

/// The month of a day; `None` outside the years 1 to 9999.
#[must_use]
pub fn month_of(day: NaiveDate) -> Option<YearMonth> {
    YearMonth::new(day.year(), day.month())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a date")
    }

    #[test]
    fn the_day_of_purchase_is_the_first_of_ninety() {
        assert_eq!(last_day_to_settle(day(2026, 11, 24)), day(2027, 2, 21));
        assert_eq!(last_day_to_settle(day(2027, 12, 3)), day(2028, 3, 1), "29 February counts");
    }

    #[test]
    fn a_refund_ends_with_the_month_after_next() {
        for (settled, last) in [
            (day(2026, 11, 1), day(2027, 1, 31)),
            (day(2026, 11, 30), day(2027, 1, 31)),
            (day(2026, 12, 31), day(2027, 2, 28)),
            (day(2027, 12, 31), day(2028, 2, 29)),
        ] {
            assert_eq!(last_day_to_refund(settled), last, "{settled}");
        }
    }

    #[test]
    fn the_next_month_begins_on_its_first_day() {
        assert_eq!(first_of_next_month(day(2026, 12, 31)), day(2027, 1, 1));
        assert_eq!(first_of_next_month(day(2027, 1, 31)), day(2027, 2, 1));
    }

    #[test]
    fn a_contract_lives_365_days_after_its_last_payment() {
        assert_eq!(last_day_of_contract(day(2026, 3, 1)), day(2027, 3, 1));
        assert_eq!(last_day_of_contract(day(2027, 3, 1)), day(2028, 2, 29), "the anniversary is a day too late");
    }
}
