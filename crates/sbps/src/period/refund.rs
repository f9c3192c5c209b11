//! In which days money can be given back.
//!
//! Service specification, "Basic Specifications", "Period for refund"; note *2 of "List of Provided Functions" for partial
//! refunds; the caution "Period for refund".
//!
//! A refund follows the carrier's own billing. On the first day of its period it may therefore fail for a moment, and the
//! specification says to wait and ask again: see [`may_fail_for_a_moment`].

use super::Period;
use super::calendar::{first_of, first_of_month_later, last_of_month_later, month_of};
use crate::date_time::YearMonth;
use chrono::NaiveDate;

/// How many months after the month of the settlement a refund is still possible, to the last day of it.
const MONTHS_AFTER: u32 = 2;

/// The days on which a settled payment can be refunded: "until the last day of the month after next including the date
/// of settlement".
///
/// With automatic sales the settlement is the purchase itself.
///
/// ```
/// use chrono::NaiveDate;
///
/// let settled = NaiveDate::from_ymd_opt(2026, 12, 31).expect("a day");
/// let period = sbps::period::refund(settled);
/// assert_eq!((period.first(), Some(period.last())), (settled, NaiveDate::from_ymd_opt(2027, 2, 28)));
/// ```
#[must_use]
pub fn refund(settled: NaiveDate) -> Period {
    Period::spanning(settled, last_of_month_later(settled, MONTHS_AFTER))
}

/// The days on which a part of a settled payment can be refunded: from the first day of the next month (note *2: on that
/// day it may fail for a moment) until the period for refund ends.
#[must_use]
pub fn partial_refund(settled: NaiveDate) -> Period {
    Period::spanning(first_of_month_later(settled, 1), last_of_month_later(settled, MONTHS_AFTER))
}

/// The days on which the money of one `month` of a recurring (simple) contract can be refunded; `None` for a month before
/// the contract.
///
/// The specification counts from the purchase request, and gives back the money of the first month only "from the first
/// day of the next month". For a later month it names no request: that the gateway's own billing on the first day of that
/// month stands for it is our inference (I); otherwise nothing billed after the third month could ever be refunded.
#[must_use]
pub fn monthly_refund(purchase_requested: NaiveDate, month: YearMonth) -> Option<Period> {
    let first_month = month_of(purchase_requested)?;
    if month < first_month {
        return None;
    }
    let billed = first_of(month);
    let first = if month == first_month { first_of_month_later(billed, 1) } else { billed };
    Some(Period::spanning(first, last_of_month_later(billed, MONTHS_AFTER)))
}

/// The days on which a part of one month's money can be refunded: as [`monthly_refund`], and only "after the first day of
/// the next month of the settlement process" (note *2).
#[must_use]
pub fn monthly_partial_refund(purchase_requested: NaiveDate, month: YearMonth) -> Option<Period> {
    monthly_refund(purchase_requested, month).map(|_| partial_refund(first_of(month)))
}

/// Whether a refund on this day of its period may fail for a moment, so that asking again later that day can help.
#[must_use]
pub fn may_fail_for_a_moment(period: Period, today: NaiveDate) -> bool {
    today == period.first()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_ends, day};
    use super::*;

    fn month(digits: &str) -> YearMonth {
        digits.parse().expect("a month")
    }

    /// "Until the last day of the month after next including the date of settlement process."
    #[test]
    fn refunds_end_with_the_month_after_next_whatever_the_day_of_settlement() {
        for (settled, first_partial, last) in [
            ("2026-09-01", "2026-10-01", "2026-11-30"),
            ("2026-09-30", "2026-10-01", "2026-11-30"),
            // Across the turn of the year.
            ("2026-11-15", "2026-12-01", "2027-01-31"),
            // To the end of February, in a common and in a leap year.
            ("2026-12-31", "2027-01-01", "2027-02-28"),
            ("2027-12-01", "2028-01-01", "2028-02-29"),
            // From the leap day.
            ("2028-02-29", "2028-03-01", "2028-04-30"),
            // From a month of 31 days whose last day the month after next has not.
            ("2026-07-31", "2026-08-01", "2026-09-30"),
        ] {
            assert_ends(refund(day(settled)), settled, last);
            // *2: "available after the first day of the next month of the settlement process."
            assert_ends(partial_refund(day(settled)), first_partial, last);
        }
    }

    /// "The money billed in the first month can be refunded from the first day of the next month of the date of the
    /// purchase request process."
    #[test]
    fn the_first_month_is_refunded_from_the_next_month_on() {
        for (requested, first_month, first, last) in [
            ("2026-11-24", "202611", "2026-12-01", "2027-01-31"),
            ("2026-11-01", "202611", "2026-12-01", "2027-01-31"),
            ("2026-12-31", "202612", "2027-01-01", "2027-02-28"),
            ("2023-12-31", "202312", "2024-01-01", "2024-02-29"),
        ] {
            let requested = day(requested);
            let period = monthly_refund(requested, month(first_month)).expect("the month of the request");
            assert_ends(period, first, last);
            assert_eq!(monthly_partial_refund(requested, month(first_month)), Some(period));
        }
    }

    #[test]
    fn a_later_month_is_refunded_from_its_billing_on_and_in_part_from_the_next_month_on() {
        let requested = day("2026-11-24");
        for (later, first, first_partial, last) in
            [("202612", "2026-12-01", "2027-01-01", "2027-02-28"), ("202712", "2027-12-01", "2028-01-01", "2028-02-29")]
        {
            assert_ends(monthly_refund(requested, month(later)).expect("a month of the contract"), first, last);
            let partial = monthly_partial_refund(requested, month(later)).expect("a month of the contract");
            assert_ends(partial, first_partial, last);
        }
    }

    #[test]
    fn a_month_before_the_contract_has_no_refund() {
        for (requested, before) in [("2026-11-24", "202610"), ("2026-01-01", "202512")] {
            assert_eq!(monthly_refund(day(requested), month(before)), None);
            assert_eq!(monthly_partial_refund(day(requested), month(before)), None);
        }
    }

    #[test]
    fn only_the_first_day_of_the_period_may_fail_for_a_moment() {
        let period = partial_refund(day("2026-11-24"));
        for (today, expected) in
            [("2026-11-30", false), ("2026-12-01", true), ("2026-12-02", false), ("2027-01-31", false)]
        {
            assert_eq!(may_fail_for_a_moment(period, day(today)), expected, "{today}");
        }
    }
}
