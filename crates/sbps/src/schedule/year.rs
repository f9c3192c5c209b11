//! What a payer is shown before joining: each payment day of twelve months, and what they add up to.
//!
//! Act on Specified Commercial Transactions, article 12-6, with the Consumer Affairs Agency's guideline: each payment
//! date, the total, or for an indefinite term a one-year estimate marked as an estimate. A reading aid, not advice.

use super::Schedule;
use super::charge::Charge;
use chrono::{Months, NaiveDate};

/// What several charges add up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Total {
    /// The sum in yen; of amounts that vary, the upper bounds are added.
    pub yen: u64,
    /// The number of charges.
    pub charges: u32,
    /// How the sum is to be read.
    pub kind: TotalKind,
}

/// How a sum of charges is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TotalKind {
    /// All that the contract will ever take.
    Exact,
    /// An estimate: the contract goes on after the last day that was looked at.
    Estimate,
    /// An estimate: an amount varies, and the sum is the most that it can be.
    AtMost,
}

impl TotalKind {
    /// Whether a screen has to mark the sum as an estimate.
    #[must_use]
    pub const fn is_estimate(self) -> bool {
        !matches!(self, Self::Exact)
    }
}

impl Schedule {
    /// The charges of the twelve months from `day` on: that day included, its anniversary excluded. From 29 February
    /// they go to 27 February.
    pub fn charges_within_a_year(&self, day: NaiveDate) -> impl Iterator<Item = Charge> + use<> {
        let end = day.checked_add_months(Months::new(12)).unwrap_or(NaiveDate::MAX);
        self.charges_from(day).take_while(move |charge| charge.date < end)
    }

    /// What the charges of the twelve months from `day` on add up to; `None` for pay as you go, which nobody can
    /// foretell. Exact only if the contract takes nothing before or after these months and no amount varies.
    #[must_use]
    pub fn total_within_a_year(&self, day: NaiveDate) -> Option<Total> {
        // A schedule without a first charge is one without billing days.
        let first = self.charges().next()?;
        let total = sum(self.charges_within_a_year(day));
        let complete = self.last().is_some_and(|last| total.charges == last.number - first.number + 1);
        Some(if complete || total.kind == TotalKind::AtMost {
            total
        } else {
            Total { kind: TotalKind::Estimate, ..total }
        })
    }

    /// What a contract that ends by itself takes in all; `None` if it is indefinite.
    #[must_use]
    pub fn total(&self) -> Option<Total> {
        self.cycles().map(|_| sum(self.charges()))
    }
}

fn sum(charges: impl Iterator<Item = Charge>) -> Total {
    let nothing = Total { yen: 0, charges: 0, kind: TotalKind::Exact };
    charges.fold(nothing, |total, charge| Total {
        yen: total.yen + u64::from(charge.amount.most().get()),
        charges: total.charges + 1,
        kind: if charge.amount.varies() { TotalKind::AtMost } else { total.kind },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::examples::{cycles, indefinite, reduced_then_full, simple, terms, yen};
    use crate::schedule::{Amount, FirstMonth, FixedTerm, PayAsYouGo, Timing, day};

    #[test]
    fn the_list_goes_from_the_day_to_the_day_before_its_anniversary() {
        let simple = simple(day(2026, 11, 24), FirstMonth::Charged, None);
        let dates: Vec<_> = simple.charges_within_a_year(day(2026, 11, 24)).map(|charge| charge.date).collect();
        assert_eq!(dates.len(), 13, "the day of joining and twelve firsts");
        assert_eq!(dates[0], day(2026, 11, 24));
        assert_eq!(dates[12], day(2027, 11, 1));
        let daily = indefinite(Timing::every_days(1).expect("a timing"), day(2027, 1, 1));
        for (from, to, count) in [
            (day(2027, 3, 1), day(2028, 2, 29), 366),
            (day(2028, 2, 29), day(2029, 2, 27), 365),
            (day(2029, 1, 1), day(2029, 12, 31), 365),
        ] {
            let charges: Vec<_> = daily.charges_within_a_year(from).collect();
            assert_eq!(charges.len(), count, "{from}");
            assert_eq!(charges.first().map(|charge| charge.date), Some(from));
            assert_eq!(charges.last().map(|charge| charge.date), Some(to));
        }
    }

    #[test]
    fn a_total_is_exact_only_when_it_is_all_that_is_ever_taken() {
        let start = day(2026, 11, 24);
        let monthly = Timing::day_of_month(1, 20).expect("a timing");
        let ending = |count| {
            let terms = FixedTerm { cycles: Some(cycles(count)), ..terms(monthly, start) };
            crate::schedule::Schedule::fixed_term(terms).expect("a schedule")
        };
        let varying = crate::schedule::Schedule::fixed_term(FixedTerm {
            amount: Amount::UpTo(yen(5_000)),
            cycles: Some(cycles(2)),
            ..terms(monthly, start)
        });
        let varying = varying.expect("a schedule");
        for (schedule, day, yen, charges, kind) in [
            (indefinite(monthly, start), start, 36_000, 12, TotalKind::Estimate),
            (ending(12), start, 36_000, 12, TotalKind::Exact),
            (ending(13), start, 36_000, 12, TotalKind::Estimate),
            (ending(12), day(2026, 12, 21), 33_000, 11, TotalKind::Estimate),
            (ending(2), day(2030, 1, 1), 0, 0, TotalKind::Estimate),
            (reduced_then_full(), start, 6_200, 4, TotalKind::Exact),
            (varying, start, 10_000, 2, TotalKind::AtMost),
        ] {
            let total = schedule.total_within_a_year(day);
            assert_eq!(total, Some(Total { yen, charges, kind }), "{schedule:?} from {day}");
        }
        assert_eq!(ending(13).total(), Some(Total { yen: 39_000, charges: 13, kind: TotalKind::Exact }));
        assert_eq!(varying.total().map(|total| total.kind), Some(TotalKind::AtMost));
        assert_eq!(indefinite(monthly, start).total(), None);
        assert!(
            !TotalKind::Exact.is_estimate() && TotalKind::Estimate.is_estimate() && TotalKind::AtMost.is_estimate()
        );
    }

    #[test]
    fn pay_as_you_go_has_no_total_and_no_days() {
        let terms = PayAsYouGo { joined: day(2026, 11, 24), up_to: yen(5_000) };
        let schedule = crate::schedule::Schedule::pay_as_you_go(terms).expect("a schedule");
        assert_eq!(schedule.charges_within_a_year(day(2026, 11, 24)).count(), 0);
        assert_eq!(schedule.total_within_a_year(day(2026, 11, 24)), None);
        assert_eq!((schedule.amount(), schedule.timing()), (Amount::UpTo(yen(5_000)), Timing::PayAsYouGo));
    }

    #[test]
    fn the_largest_amount_each_day_of_a_leap_year_is_added_up_without_overflow() {
        let daily = Timing::every_days(1).expect("a timing");
        let terms = FixedTerm { amount: Amount::Fixed(crate::money::Yen::LARGEST), ..terms(daily, day(2027, 3, 1)) };
        let schedule = crate::schedule::Schedule::fixed_term(terms).expect("a schedule");
        let total = schedule.total_within_a_year(day(2027, 3, 1)).expect("it has days");
        assert_eq!(total.yen, 9_999_999 * 366);
        assert_eq!(schedule.charges_within_a_year(chrono::NaiveDate::MAX).count(), 0);
    }
}
