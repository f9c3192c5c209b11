//! The months of a recurring (simple) contract: which are billed around its cancellation, which can be refunded.
//!
//! Service specification, "Basic Specifications", recurring charge (simple): "SBPS automatically bills on the first day of
//! each month"; "Whether the first month is charged or not and whether cancellation in the first month is billed or not
//! can be selected as options".

use super::calendar::{first_of, first_of_month_later, month_of};
use super::refund::monthly_refund;
use crate::date_time::YearMonth;
use chrono::NaiveDate;
use core::cmp::Ordering;

/// The two options that a merchant selects for the month of the purchase request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FirstMonth {
    /// Whether it is charged.
    pub charged: bool,
    /// Whether it is charged if the contract is cancelled in it. That this alone decides then is our inference (I).
    pub charged_when_cancelled: bool,
}

/// Whether the money of `month` is taken under a contract that was asked for and, perhaps, cancelled on these days.
///
/// A month is billed on its first day, so that the month of the cancellation is billed and the next is not; only in the
/// first month does an option decide.
///
/// ```
/// use sbps::period::{FirstMonth, is_billed};
///
/// let day = |month, day| chrono::NaiveDate::from_ymd_opt(2027, month, day).expect("a day");
/// let options = FirstMonth { charged: true, charged_when_cancelled: false };
/// let billed = |month: &str| month.parse().map(|month| is_billed(month, day(1, 15), Some(day(3, 1)), options));
/// assert_eq!((billed("202701")?, billed("202703")?, billed("202704")?), (true, true, false));
/// # Ok::<(), sbps::date_time::DateTimeError>(())
/// ```
#[must_use]
pub fn is_billed(
    month: YearMonth,
    purchase_requested: NaiveDate,
    cancelled: Option<NaiveDate>,
    options: FirstMonth,
) -> bool {
    let month = first_of(month);
    let first_month = first_of_month_later(purchase_requested, 0);
    let last_month = cancelled.map(|day| first_of_month_later(day, 0));
    match month.cmp(&first_month) {
        Ordering::Less => false,
        Ordering::Equal if last_month == Some(first_month) => options.charged_when_cancelled,
        Ordering::Equal => options.charged,
        Ordering::Greater => last_month.is_none_or(|last| month <= last),
    }
}

/// The months whose money can be refunded today, earliest first: what `cancel_target_month` may name. At most three.
/// Whether a month was billed at all is for the merchant's records, or [`is_billed`], to say.
pub fn refundable_months(purchase_requested: NaiveDate, today: NaiveDate) -> impl Iterator<Item = YearMonth> {
    // The month before last, the last and this one; of chrono's months only those that have a name on the wire.
    (0..3).rev().filter_map(move |back| {
        let month = today.checked_sub_months(chrono::Months::new(back)).and_then(month_of)?;
        monthly_refund(purchase_requested, month).filter(|period| period.contains(today)).map(|_| month)
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::day;
    use super::*;

    fn months(text: &str) -> Vec<YearMonth> {
        text.split_whitespace().map(|month| month.parse().expect("a month")).collect()
    }

    #[test]
    fn the_month_of_the_cancellation_is_billed_and_the_next_is_not() {
        let options = FirstMonth { charged: true, charged_when_cancelled: true };
        for (cancelled, last_billed) in [
            (Some("2026-12-01"), "202612"),
            (Some("2026-12-31"), "202612"),
            (Some("2027-01-01"), "202701"),
            (None, "202703"),
        ] {
            let billed: Vec<_> = months("202610 202611 202612 202701 202702 202703")
                .into_iter()
                .filter(|month| is_billed(*month, day("2026-11-24"), cancelled.map(day), options))
                .collect();
            assert_eq!(billed.first(), months("202611").first(), "nothing before the contract");
            assert_eq!(billed.last(), months(last_billed).last(), "cancelled {cancelled:?}");
        }
    }

    /// "Whether the first month is charged or not and whether cancellation in the first month is billed or not."
    #[test]
    fn in_the_first_month_the_two_options_decide() {
        let requested = day("2026-11-01");
        let first = months("202611")[0];
        for charged in [false, true] {
            for charged_when_cancelled in [false, true] {
                let options = FirstMonth { charged, charged_when_cancelled };
                let billed = |cancelled: Option<&str>| is_billed(first, requested, cancelled.map(day), options);
                assert_eq!(billed(None), charged);
                assert_eq!(billed(Some("2026-12-01")), charged, "cancelled in the second month");
                assert_eq!(billed(Some("2026-11-01")), charged_when_cancelled);
                assert_eq!(billed(Some("2026-11-30")), charged_when_cancelled);
            }
        }
    }

    #[test]
    fn at_most_three_months_can_be_refunded_on_one_day() {
        for (requested, today, expected) in [
            ("2026-11-24", "2026-11-30", ""),
            ("2026-11-24", "2026-12-01", "202611 202612"),
            ("2026-11-24", "2027-01-31", "202611 202612 202701"),
            ("2026-11-24", "2027-02-01", "202612 202701 202702"),
            ("2023-12-31", "2024-02-29", "202312 202401 202402"),
            ("2023-12-31", "2024-03-01", "202401 202402 202403"),
            ("2026-11-24", "2026-10-31", ""),
        ] {
            let found: Vec<_> = refundable_months(day(requested), day(today)).collect();
            assert_eq!(found, months(expected), "{today}");
        }
    }
}
