//! What cancelling on a day leaves to be paid.

use super::charge::{Charge, ChargeReason};
use super::terms::FirstMonthCancellation;
use super::{Rhythm, Schedule};
use chrono::NaiveDate;

/// What cancelling on a day leaves to be paid, and what it avoids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cancellation {
    /// The charge that the cancellation itself causes, on the day of cancelling.
    pub caused: Option<Charge>,
    /// The charge of the month of joining, if it is not to be paid because of the cancellation.
    pub dropped: Option<Charge>,
    /// The last charge that stays paid, the caused one included.
    pub last: Option<Charge>,
    /// The first charge that will not be made.
    pub avoided: Option<Charge>,
    /// The last day of the cycle that is running on the day of cancelling, be it paid or free: the day before the
    /// next billing day. Whether the service goes on until then is for the merchant's terms. `None` before the first
    /// cycle, after the last one and for pay as you go.
    pub cycle_ends: Option<NaiveDate>,
}

impl Schedule {
    /// What it means to cancel on `day`. A charge on that very day is made (see
    /// [`last_day_to_cancel`](Self::last_day_to_cancel)).
    ///
    /// In a recurring (simple) contract the month of joining follows the merchant's option
    /// [`FirstMonthCancellation`]; in any later month the charge of the first of that month stays.
    #[must_use]
    pub fn if_cancelled_on(&self, day: NaiveDate) -> Cancellation {
        let stands = self.last_until(day);
        let avoided = self.next_after(day);
        let running = self.running_cycle(day);
        let first_month = match self.rhythm {
            Rhythm::Simple { first_month_cancellation, .. } if running == Some(0) => Some(first_month_cancellation),
            _ => None,
        };
        let (caused, dropped) = match (first_month, stands) {
            (Some(FirstMonthCancellation::Charged), None) => {
                let reason = ChargeReason::Cancellation;
                (Some(Charge { date: day, amount: self.amount, reason, number: 1, is_last: true }), None)
            }
            (Some(FirstMonthCancellation::NotCharged), Some(charge)) => (None, Some(charge)),
            _ => (None, None),
        };
        let last = if dropped.is_some() { None } else { caused.or(stands) };
        let cycle_ends = running.and_then(|cycle| self.billing_day(cycle + 1)).and_then(|next| next.pred_opt());
        Cancellation { caused, dropped, last, avoided, cycle_ends }
    }

    /// The cycle, counted from 0, that `day` is in; `None` before the first and after the last one.
    fn running_cycle(&self, day: NaiveDate) -> Option<u32> {
        let next = self.first_cycle_after(day, 0);
        next.checked_sub(1).filter(|cycle| self.cycles.is_none_or(|cycles| *cycle < cycles))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::examples::{indefinite, reduced_then_full, simple, simple_terms};
    use crate::schedule::{FirstMonth, PayAsYouGo, Timing, day};

    fn simple_with(first_month: FirstMonth, first_month_cancellation: FirstMonthCancellation) -> Schedule {
        let terms = simple_terms(day(2026, 11, 24), first_month, None);
        Schedule::simple(crate::schedule::Simple { first_month_cancellation, ..terms }).expect("a schedule")
    }

    #[test]
    fn cancelling_in_the_month_of_joining_follows_the_merchants_option() {
        let cancelled_on = day(2026, 11, 30);
        // What stays paid, what the cancellation causes and what it drops, by their days.
        for (first_month, option, last, caused, dropped) in [
            (FirstMonth::Charged, FirstMonthCancellation::Charged, Some(day(2026, 11, 24)), None, None),
            (FirstMonth::Charged, FirstMonthCancellation::NotCharged, None, None, Some(day(2026, 11, 24))),
            (FirstMonth::Free, FirstMonthCancellation::Charged, Some(cancelled_on), Some(cancelled_on), None),
            (FirstMonth::Free, FirstMonthCancellation::NotCharged, None, None, None),
        ] {
            let cancellation = simple_with(first_month, option).if_cancelled_on(cancelled_on);
            let date = |charge: Option<Charge>| charge.map(|charge| charge.date);
            assert_eq!(date(cancellation.last), last, "{first_month:?} {option:?}");
            assert_eq!(date(cancellation.caused), caused, "{first_month:?} {option:?}");
            assert_eq!(date(cancellation.dropped), dropped, "{first_month:?} {option:?}");
            assert_eq!(date(cancellation.avoided), Some(day(2026, 12, 1)), "{first_month:?} {option:?}");
            assert_eq!(cancellation.cycle_ends, Some(day(2026, 11, 30)), "{first_month:?} {option:?}");
        }
    }

    #[test]
    fn from_the_second_month_on_the_charge_of_the_first_stays() {
        for option in [FirstMonthCancellation::Charged, FirstMonthCancellation::NotCharged] {
            for first_month in [FirstMonth::Charged, FirstMonth::Free] {
                let schedule = simple_with(first_month, option);
                for cancelled_on in [day(2026, 12, 1), day(2026, 12, 31)] {
                    let cancellation = schedule.if_cancelled_on(cancelled_on);
                    assert_eq!(cancellation.last.map(|charge| charge.date), Some(day(2026, 12, 1)));
                    assert_eq!((cancellation.caused, cancellation.dropped), (None, None));
                    assert_eq!(cancellation.avoided.map(|charge| charge.date), Some(day(2027, 1, 1)));
                    assert_eq!(cancellation.cycle_ends, Some(day(2026, 12, 31)));
                }
            }
        }
    }

    #[test]
    fn before_joining_nothing_is_paid_and_everything_is_avoided() {
        let schedule = simple_with(FirstMonth::Free, FirstMonthCancellation::Charged);
        let cancellation = schedule.if_cancelled_on(day(2026, 11, 23));
        assert_eq!((cancellation.last, cancellation.caused, cancellation.cycle_ends), (None, None, None));
        assert_eq!(cancellation.avoided, schedule.charges().next());
    }

    #[test]
    fn a_contract_that_ends_by_itself_runs_until_the_day_before_the_next_cycle_would_begin() {
        let schedule = reduced_then_full();
        let within_the_last_cycle = schedule.if_cancelled_on(day(2027, 3, 25));
        assert_eq!(within_the_last_cycle.last, schedule.last());
        assert_eq!(within_the_last_cycle.avoided, None);
        assert_eq!(within_the_last_cycle.cycle_ends, Some(day(2027, 4, 19)));
        let after_it = schedule.if_cancelled_on(day(2027, 4, 20));
        assert_eq!((after_it.last, after_it.cycle_ends), (schedule.last(), None));
        let one_month = simple(day(2026, 11, 24), FirstMonth::Charged, Some((2026, 11)));
        assert_eq!(one_month.if_cancelled_on(day(2026, 11, 30)).cycle_ends, Some(day(2026, 11, 30)));
        assert_eq!(one_month.if_cancelled_on(day(2026, 12, 1)).cycle_ends, None);
    }

    #[test]
    fn pay_as_you_go_has_no_cycle_and_the_ends_of_the_calendar_do_not_panic() {
        let terms = PayAsYouGo { joined: day(2026, 11, 24), up_to: crate::money::Yen::LARGEST };
        let schedule = Schedule::pay_as_you_go(terms).expect("a schedule");
        let nothing = Cancellation { caused: None, dropped: None, last: None, avoided: None, cycle_ends: None };
        assert_eq!(schedule.if_cancelled_on(day(2026, 12, 1)), nothing);
        let daily = indefinite(Timing::every_days(1).expect("a timing"), day(9999, 12, 31));
        for cancelled_on in [day(9999, 12, 31), NaiveDate::MAX] {
            let cancellation = daily.if_cancelled_on(cancelled_on);
            assert_eq!((cancellation.last, cancellation.cycle_ends), (daily.charges().next(), None));
        }
        assert_eq!(daily.if_cancelled_on(NaiveDate::MIN).avoided, daily.charges().next());
    }
}
