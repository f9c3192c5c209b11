//! The months of a recurring (simple) contract whose money can be refunded.
//!
//! Service specification, "Basic Specifications", recurring charge (simple): "SBPS automatically bills on the first day of
//! each month", and the period for refund. Which months are billed, [`Schedule`](crate::schedule::Schedule) says.

use super::calendar::month_of;
use super::refund::monthly_refund;
use crate::date_time::YearMonth;
use chrono::NaiveDate;

/// The months whose money can be refunded today, earliest first: what `cancel_target_month` may name. At most three.
/// Whether a month was billed at all is for the merchant's records to say.
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
