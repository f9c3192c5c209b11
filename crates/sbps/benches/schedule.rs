//! Twelve months of charges, computed from their rule and found by walking day by day.

use chrono::{Datelike, NaiveDate};
use sbps::money::Yen;
use sbps::schedule::{Amount, FixedTerm, Schedule, Timing};

/// Years since joining at which the twelve months begin: a payer's page is looked at late in a contract, too.
const YEARS_SINCE_JOINING: [i32; 3] = [0, 5, 30];

fn main() {
    divan::main();
}

fn joined() -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2026, 1, 31)
}

fn monthly() -> Option<Schedule> {
    let joined = joined()?;
    let timing = Timing::day_of_month(1, 31).ok()?;
    let amount = Amount::Fixed(Yen::new(3_000).ok()?);
    Schedule::fixed_term(FixedTerm { joined, starts: joined, timing, amount, introduction: None, cycles: None }).ok()
}

fn years_later(years: i32) -> Option<NaiveDate> {
    joined()?.with_year(joined()?.year() + years)
}

/// The twelve days, added up so that none is optimised away.
#[divan::bench(args = YEARS_SINCE_JOINING)]
fn from_the_rule(bencher: divan::Bencher<'_, '_>, years: i32) {
    let (schedule, from) = (monthly(), years_later(years));
    bencher.bench(|| {
        let (schedule, from) = (divan::black_box(schedule)?, divan::black_box(from)?);
        Some(schedule.charges_within_a_year(from).map(|charge| charge.date.num_days_from_ce()).sum::<i32>())
    });
}

/// The same by asking of each day of the twelve months whether it is the last of its month.
#[divan::bench(args = YEARS_SINCE_JOINING)]
fn day_by_day(bencher: divan::Bencher<'_, '_>, years: i32) {
    let from = years_later(years);
    bencher.bench(|| {
        let from = divan::black_box(from)?;
        let end = from.with_year(from.year() + 1)?;
        let is_billed = |date: &NaiveDate| date.succ_opt().is_some_and(|next| next.month() != date.month());
        let days = from.iter_days().take_while(|date| *date < end).filter(is_billed);
        Some(days.map(|date| date.num_days_from_ce()).sum::<i32>())
    });
}
