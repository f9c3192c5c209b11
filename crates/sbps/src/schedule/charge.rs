//! The charges of a schedule, one after the other.

use super::terms::Amount;
use super::timing::{day_in_month, month_of};
use super::{Rhythm, Schedule};
use chrono::NaiveDate;
use core::iter::FusedIterator;

/// One charge of a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Charge {
    /// The day, in Japan.
    pub date: NaiveDate,
    /// What it takes.
    pub amount: Amount,
    /// Why it is made.
    pub reason: ChargeReason,
    /// Its place among the charges, counted from 1; free cycles are no charges.
    pub number: u32,
    /// Whether the contract ends with it.
    pub is_last: bool,
}

/// Why a charge is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChargeReason {
    /// The month of joining of a recurring (simple) contract, on the day of joining.
    Joining,
    /// A cycle that costs less than the later ones.
    Introductory,
    /// The first cycle at the full amount, after free or reduced ones.
    Switch,
    /// Any other cycle.
    Regular,
    /// A free month of joining that is charged because the contract is cancelled within it.
    Cancellation,
}

impl ChargeReason {
    /// A stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Joining => "joining",
            Self::Introductory => "introductory",
            Self::Switch => "switch",
            Self::Regular => "regular",
            Self::Cancellation => "cancellation",
        }
    }
}

impl Charge {
    /// Whether it is the contract's first.
    #[must_use]
    pub const fn is_first(&self) -> bool {
        self.number == 1
    }
}

/// The charges of a schedule, each later than the one before; it ends with the contract or with the year 9999.
#[derive(Clone, Copy, Debug)]
pub struct Charges {
    schedule: Schedule,
    cycle: u32,
}

impl Charges {
    pub(super) const fn starting(schedule: Schedule, cycle: u32) -> Self {
        Self { schedule, cycle }
    }
}

impl Iterator for Charges {
    type Item = Charge;

    fn next(&mut self) -> Option<Charge> {
        let charge = self.schedule.charge(self.cycle)?;
        self.cycle += 1;
        Some(charge)
    }
}

impl FusedIterator for Charges {}

impl Schedule {
    /// Every charge, from the first on.
    #[must_use]
    pub fn charges(&self) -> Charges {
        Charges::starting(*self, self.free_cycles())
    }

    /// The charges on `day` and later.
    #[must_use]
    pub fn charges_from(&self, day: NaiveDate) -> Charges {
        Charges::starting(*self, self.first_cycle_from(day, self.free_cycles()))
    }

    /// The first cycle from `early` on that is billed on `day` or later, the end of the contract disregarded.
    pub(super) fn first_cycle_from(&self, day: NaiveDate, mut early: u32) -> u32 {
        let Some(first) = self.billing_day(0) else { return early };
        // Cycles are at least a day apart, so the one looked for is not further on than the day. The days rise with the
        // cycles, so it is found by halving.
        let days = day.signed_duration_since(first).num_days();
        let mut late = u32::try_from(days).unwrap_or(0).max(early);
        while early < late {
            let middle = early + (late - early) / 2;
            if self.billing_day(middle).is_some_and(|date| date < day) {
                early = middle + 1;
            } else {
                late = middle;
            }
        }
        early
    }

    /// The first charge after `day`.
    #[must_use]
    pub fn next_after(&self, day: NaiveDate) -> Option<Charge> {
        self.charge(self.first_cycle_after(day, self.free_cycles()))
    }

    /// The last charge on `day` or before it.
    #[must_use]
    pub fn last_until(&self, day: NaiveDate) -> Option<Charge> {
        let next = self.first_cycle_after(day, self.free_cycles());
        let ended = self.cycles.unwrap_or(u32::MAX);
        self.charge(next.min(ended).checked_sub(1)?)
    }

    /// The first cycle from `early` on that is billed after `day`, the end of the contract disregarded.
    pub(super) fn first_cycle_after(&self, day: NaiveDate, early: u32) -> u32 {
        self.first_cycle_from(day.succ_opt().unwrap_or(day), early)
    }

    /// The last charge of a contract that ends by itself.
    #[must_use]
    pub fn last(&self) -> Option<Charge> {
        self.charge(self.cycles?.checked_sub(1)?)
    }

    /// The first charge at the full amount after free or reduced cycles; `None` if there are no such cycles, or if the
    /// contract ends with them.
    #[must_use]
    pub fn switch(&self) -> Option<Charge> {
        self.charge(u32::from(self.introduction?.cycles.get()))
    }

    /// The last day on which cancelling avoids the first charge after `today`: the day before it.
    ///
    /// How late on the day of the charge a cancellation would still be in time is not published, so that day counts as
    /// too late (I).
    #[must_use]
    pub fn last_day_to_cancel(&self, today: NaiveDate) -> Option<NaiveDate> {
        self.next_after(today)?.date.pred_opt()
    }

    /// The day on which a cycle, counted from 0, is billed; also a free one, and one after the end of the contract.
    pub(super) fn billing_day(&self, cycle: u32) -> Option<NaiveDate> {
        match self.rhythm {
            Rhythm::Simple { joined, .. } if cycle == 0 => Some(joined),
            Rhythm::Simple { joined, .. } => day_in_month(month_of(joined) + i64::from(cycle), 1),
            Rhythm::Term { timing, first } => timing.later(first, cycle),
            Rhythm::PayAsYouGo => None,
        }
    }

    /// The charge of a cycle, counted from 0; `None` for a free one and after the end.
    pub(super) fn charge(&self, cycle: u32) -> Option<Charge> {
        let free = self.free_cycles();
        if cycle < free || self.cycles.is_some_and(|cycles| cycle >= cycles) {
            return None;
        }
        let date = self.billing_day(cycle)?;
        let introductory = self.introduction.map_or(0, |introduction| u32::from(introduction.cycles.get()));
        let (amount, reason) = match self.introduction.and_then(|introduction| introduction.amount) {
            Some(reduced) if cycle < introductory => (Amount::Fixed(reduced), ChargeReason::Introductory),
            _ if self.introduction.is_some() && cycle == introductory => (self.amount, ChargeReason::Switch),
            _ if cycle == 0 && matches!(self.rhythm, Rhythm::Simple { .. }) => (self.amount, ChargeReason::Joining),
            _ => (self.amount, ChargeReason::Regular),
        };
        Some(Charge { date, amount, reason, number: cycle - free + 1, is_last: self.cycles == Some(cycle + 1) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::examples::{indefinite, reduced_then_full, simple, yen};
    use crate::schedule::{FirstMonth, Timing, day};

    fn dates(schedule: &Schedule, count: usize) -> Vec<NaiveDate> {
        schedule.charges().take(count).map(|charge| charge.date).collect()
    }

    #[test]
    fn a_simple_contract_is_charged_at_joining_and_on_every_first() {
        let charged = simple(day(2026, 11, 24), FirstMonth::Charged, None);
        assert_eq!(dates(&charged, 3), [day(2026, 11, 24), day(2026, 12, 1), day(2027, 1, 1)]);
        let reasons: Vec<_> = charged.charges().take(3).map(|charge| charge.reason).collect();
        assert_eq!(reasons, [ChargeReason::Joining, ChargeReason::Regular, ChargeReason::Regular]);
        let free = simple(day(2026, 11, 24), FirstMonth::Free, None);
        assert_eq!(dates(&free, 2), [day(2026, 12, 1), day(2027, 1, 1)]);
        let first = free.charges().next().expect("a charge");
        assert!(first.is_first());
        assert_eq!((first.reason, free.switch()), (ChargeReason::Switch, Some(first)));
        assert_eq!(charged.switch(), None);
        let on_the_first = simple(day(2026, 12, 1), FirstMonth::Charged, None);
        assert_eq!(dates(&on_the_first, 2), [day(2026, 12, 1), day(2027, 1, 1)], "once in a month");
    }

    #[test]
    fn every_reason_has_its_own_code() {
        for (reason, code) in [
            (ChargeReason::Joining, "joining"),
            (ChargeReason::Introductory, "introductory"),
            (ChargeReason::Switch, "switch"),
            (ChargeReason::Regular, "regular"),
            (ChargeReason::Cancellation, "cancellation"),
        ] {
            assert_eq!(reason.code(), code);
        }
    }

    #[test]
    fn a_last_month_ends_a_simple_contract() {
        let charged = simple(day(2026, 11, 24), FirstMonth::Charged, Some((2027, 1)));
        assert_eq!(dates(&charged, 9), [day(2026, 11, 24), day(2026, 12, 1), day(2027, 1, 1)]);
        let last = charged.last().expect("it ends");
        assert!(last.is_last && !last.is_first());
        assert_eq!((last.date, last.number), (day(2027, 1, 1), 3));
        let once = simple(day(2026, 11, 24), FirstMonth::Charged, Some((2026, 11)));
        assert!(once.charges().all(|charge| charge.is_first() && charge.is_last));
        assert_eq!(simple(day(2026, 11, 24), FirstMonth::Charged, None).last(), None);
    }

    #[test]
    fn a_reduced_introduction_switches_to_the_full_amount() {
        let schedule = reduced_then_full();
        let charges: Vec<_> = schedule.charges().map(|charge| (charge.amount.most(), charge.reason)).collect();
        let (reduced, full) = (yen(100), yen(3_000));
        assert_eq!(
            charges,
            [
                (reduced, ChargeReason::Introductory),
                (reduced, ChargeReason::Introductory),
                (full, ChargeReason::Switch),
                (full, ChargeReason::Regular)
            ]
        );
        let switch = schedule.switch().expect("a switch");
        assert_eq!((switch.date, switch.number), (day(2027, 2, 20), 3));
    }

    #[test]
    fn a_day_of_charge_is_in_time_for_the_charge_and_too_late_for_cancelling() {
        let schedule = indefinite(Timing::day_of_month(1, 20).expect("a timing"), day(2026, 11, 24));
        for (today, next, last_day) in [
            (day(2020, 1, 1), day(2026, 12, 20), day(2026, 12, 19)),
            (day(2026, 12, 18), day(2026, 12, 20), day(2026, 12, 19)),
            (day(2026, 12, 19), day(2026, 12, 20), day(2026, 12, 19)),
            (day(2026, 12, 20), day(2027, 1, 20), day(2027, 1, 19)),
            (day(2026, 12, 21), day(2027, 1, 20), day(2027, 1, 19)),
        ] {
            assert_eq!(schedule.next_after(today).map(|charge| charge.date), Some(next), "{today}");
            assert_eq!(schedule.last_day_to_cancel(today), Some(last_day), "{today}");
        }
        assert_eq!(schedule.charges_from(day(2026, 12, 20)).next(), schedule.charges().next());
        assert_eq!(schedule.last_until(day(2026, 12, 19)), None);
        assert_eq!(schedule.last_until(day(2026, 12, 20)), schedule.charges().next());
        assert_eq!(schedule.last_until(day(2027, 1, 20)), schedule.charges().nth(1));
    }

    #[test]
    fn the_end_of_the_calendar_ends_every_question_and_panics_nowhere() {
        let daily = indefinite(Timing::every_days(1).expect("a timing"), day(9999, 12, 30));
        let mut charges = daily.charges();
        assert_eq!(charges.by_ref().count(), 2);
        assert_eq!(charges.next(), None);
        for late in [day(9999, 12, 31), NaiveDate::MAX] {
            assert_eq!(daily.next_after(late), None);
            assert_eq!(daily.last_day_to_cancel(late), None);
            assert_eq!(daily.last_until(late).map(|charge| charge.date), Some(day(9999, 12, 31)));
        }
        assert_eq!(daily.last_until(NaiveDate::MIN), None);
        assert_eq!(daily.charges_from(NaiveDate::MIN).next(), daily.charges().next());
        let from_the_start = indefinite(Timing::every_days(1).expect("a timing"), day(1, 1, 1));
        assert_eq!(from_the_start.last_until(NaiveDate::MAX).map(|charge| charge.number), Some(3_652_059));
    }
}
