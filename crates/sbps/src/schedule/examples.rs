//! Schedules that several tests start from.

use super::{Amount, FirstMonth, FirstMonthCancellation, FixedTerm, Introduction, Schedule, Simple, Timing, day};
use crate::date_time::YearMonth;
use crate::money::Yen;
use chrono::NaiveDate;
use core::num::NonZeroU16;

pub(super) fn yen(yen: u32) -> Yen {
    Yen::new(yen).expect("an amount")
}

pub(super) fn cycles(cycles: u16) -> NonZeroU16 {
    NonZeroU16::new(cycles).expect("at least one cycle")
}

/// ¥500 a month; cancelling in the first month is charged.
pub(super) fn simple_terms(joined: NaiveDate, first_month: FirstMonth, last_month: Option<(i32, u32)>) -> Simple {
    Simple {
        joined,
        amount: yen(500),
        first_month,
        first_month_cancellation: FirstMonthCancellation::Charged,
        last_month: last_month.map(|(year, month)| YearMonth::new(year, month).expect("a month")),
    }
}

pub(super) fn simple(joined: NaiveDate, first_month: FirstMonth, last_month: Option<(i32, u32)>) -> Schedule {
    Schedule::simple(simple_terms(joined, first_month, last_month)).expect("a schedule")
}

/// ¥3,000 each time, from the day of joining on, without an end.
pub(super) fn terms(timing: Timing, joined: NaiveDate) -> FixedTerm {
    let amount = Amount::Fixed(yen(3_000));
    FixedTerm { joined, starts: joined, timing, amount, introduction: None, cycles: None }
}

pub(super) fn indefinite(timing: Timing, joined: NaiveDate) -> Schedule {
    Schedule::fixed_term(terms(timing, joined)).expect("a schedule")
}

/// Twice ¥100 and twice ¥3,000, on the 20th of each month from December 2026 on.
pub(super) fn reduced_then_full() -> Schedule {
    let timing = Timing::day_of_month(1, 20).expect("a timing");
    let introduction = Some(Introduction { cycles: cycles(2), amount: Some(yen(100)) });
    let terms = FixedTerm { introduction, cycles: Some(cycles(4)), ..terms(timing, day(2026, 11, 24)) };
    Schedule::fixed_term(terms).expect("a schedule")
}
