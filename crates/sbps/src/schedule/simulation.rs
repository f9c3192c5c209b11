//! Every schedule against a day-by-day walk that asks of each day whether it is a billing day.

use super::examples::{cycles, yen};
use super::*;
use crate::money::Yen;
use chrono::{Datelike, Weekday};
use proptest::prelude::*;

const YEARS: i32 = 40;

fn is_last_of_month(date: NaiveDate) -> bool {
    date.succ_opt().is_some_and(|next| next.month() != date.month())
}

/// Whether `date` is a billing day, where `first` is the first one, if there was one before.
fn is_billed(timing: Timing, starts: NaiveDate, first: Option<NaiveDate>, date: NaiveDate) -> bool {
    let first = first.unwrap_or(date);
    let months = (date.year() - first.year()) * 12 + date.month() as i32 - first.month() as i32;
    let days = (date - first).num_days();
    let is_day = |day: u32| date.day() == day || (date.day() < day && is_last_of_month(date));
    date >= starts
        && match timing {
            Timing::DayOfMonth { months: every, day } => is_day(day) && months % every as i32 == 0,
            Timing::LastDayOfMonth { months: every } => is_last_of_month(date) && months % every as i32 == 0,
            Timing::DayOfWeek { weeks, weekday } => date.weekday() == weekday && days % (7 * i64::from(weeks)) == 0,
            Timing::DayOfYear { month, day } => date.month() == month && is_day(day),
            Timing::Days { days: every } => days % i64::from(every) == 0,
            Timing::PayAsYouGo => false,
        }
}

/// Walks forty years of days from `joined` on.
fn walk(joined: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    joined.iter_days().take_while(move |date| date.year() < joined.year() + YEARS)
}

/// The charges as day and amount, by the terms alone.
fn simulated(terms: &FixedTerm) -> Vec<(NaiveDate, Yen)> {
    let (mut first, mut cycle, mut charges) = (None, 0, Vec::new());
    for date in walk(terms.joined) {
        if !is_billed(terms.timing, terms.starts, first, date) || terms.cycles.is_some_and(|all| cycle >= all.get()) {
            continue;
        }
        first = first.or(Some(date));
        match terms.introduction {
            Some(Introduction { cycles, amount }) if cycle < cycles.get() => {
                charges.extend(amount.map(|it| (date, it)))
            }
            _ => charges.push((date, terms.amount.most())),
        }
        cycle += 1;
    }
    charges
}

fn simulated_simple(terms: &Simple) -> Vec<NaiveDate> {
    let is_billed = |date: &NaiveDate| {
        let in_time = terms.last_month.is_none_or(|last| (date.year(), date.month()) <= (last.year(), last.month()));
        let joining = *date == terms.joined && terms.first_month == FirstMonth::Charged;
        in_time && (joining || (*date > terms.joined && date.day() == 1))
    };
    walk(terms.joined).filter(is_billed).collect()
}

fn some_day() -> impl Strategy<Value = NaiveDate> {
    (1990_i32..2110, 1_u32..=366)
        .prop_filter_map("366 days only in leap years", |(year, ordinal)| NaiveDate::from_yo_opt(year, ordinal))
}

fn some_timing() -> impl Strategy<Value = Timing> {
    let weekday = (0_u8..7).prop_map(|number| Weekday::try_from(number).expect("a day of the week"));
    prop_oneof![
        (1_u32..=12, 1_u32..=31).prop_map(|(months, day)| Timing::day_of_month(months, day)),
        (1_u32..=12).prop_map(Timing::last_day_of_month),
        (1_u32..=52, weekday).prop_map(|(weeks, weekday)| Timing::day_of_week(weeks, weekday)),
        (1_u32..=12, 1_u32..=31).prop_map(|(month, day)| Timing::day_of_year(month, day)),
        (1_u32..=365).prop_map(Timing::every_days),
    ]
    .prop_filter_map("only days that exist", Result::ok)
}

prop_compose! {
    fn some_terms()(
        joined in some_day(),
        wait in prop_oneof![Just(0_u64), 0_u64..500],
        timing in some_timing(),
        introduction in prop::option::of((1_u16..20, prop::option::of(1_u32..3_000))),
        count in prop::option::of(1_u16..200),
    ) -> FixedTerm {
        let introduction = introduction
            .map(|(count, amount)| Introduction { cycles: cycles(count), amount: amount.map(yen) });
        FixedTerm {
            joined,
            starts: joined + chrono::Days::new(wait),
            timing,
            amount: Amount::Fixed(yen(3_000)),
            introduction,
            cycles: count.map(cycles),
        }
    }
}

fn dates(charges: &[(NaiveDate, Yen)]) -> Vec<NaiveDate> {
    charges.iter().map(|(date, _)| *date).collect()
}

/// The first two days, of joining and then of payment, that are more than 365 days apart.
fn first_lapse(joined: NaiveDate, dates: &[NaiveDate]) -> Option<(NaiveDate, NaiveDate)> {
    let before = core::iter::once(joined).chain(dates.iter().copied());
    before.zip(dates.iter().copied()).find(|(before, next)| (*next - *before).num_days() > 365)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_fixed_term_schedule_is_the_walk_of_forty_years(terms in some_terms(), probe in 0_u64..15_000) {
        let expected = simulated(&terms);
        match Schedule::fixed_term(terms) {
            Ok(schedule) => {
                let end = terms.joined.year() + YEARS;
                let charges: Vec<_> = schedule.charges().take_while(|charge| charge.date.year() < end).collect();
                let found: Vec<_> = charges.iter().map(|charge| (charge.date, charge.amount.most())).collect();
                prop_assert_eq!(&found, &expected);
                prop_assert!(found.windows(2).all(|pair| pair[0].0 < pair[1].0));
                prop_assert_eq!(first_lapse(terms.joined, &dates(&expected)), None);
                prop_assert!(charges.iter().zip(1..).all(|(charge, number)| charge.number == number));
                let probe = terms.joined + chrono::Days::new(probe.min(14_000));
                let next = expected.iter().find(|(date, _)| *date > probe).map(|(date, _)| *date);
                let within = |charge: Option<Charge>| {
                    charge.map(|charge| charge.date).filter(|date| date.year() < end)
                };
                prop_assert_eq!(within(schedule.next_after(probe)), next);
                let last = expected.iter().rev().find(|(date, _)| *date <= probe).map(|(date, _)| *date);
                prop_assert_eq!(schedule.last_until(probe).map(|charge| charge.date), last);
            }
            Err(ScheduleError::AuthorizationLapses { last_payment, next_charge, days }) => {
                prop_assert_eq!(first_lapse(terms.joined, &dates(&expected)), Some((last_payment, next_charge)));
                prop_assert_eq!(i64::from(days), (next_charge - last_payment).num_days());
            }
            Err(ScheduleError::NothingCharged { .. }) => prop_assert!(expected.is_empty()),
            Err(error) => prop_assert!(false, "{error}"),
        }
    }

    #[test]
    fn a_simple_schedule_is_the_walk_of_forty_years(
        joined in some_day(),
        free in any::<bool>(),
        last_month in prop::option::of((1989_i32..2120, 1_u32..=12)),
    ) {
        let first_month = if free { FirstMonth::Free } else { FirstMonth::Charged };
        let terms = examples::simple_terms(joined, first_month, last_month);
        let expected = simulated_simple(&terms);
        match Schedule::simple(terms) {
            Ok(schedule) => {
                let end = joined.year() + YEARS;
                let dates = schedule.charges().map(|charge| charge.date).take_while(|date| date.year() < end);
                let found: Vec<_> = dates.collect();
                prop_assert_eq!(&found, &expected);
                prop_assert!(found.windows(2).all(|pair| pair[0] < pair[1]));
                if schedule.last().is_some_and(|last| last.date.year() < end) {
                    prop_assert_eq!(schedule.last().map(|last| last.date), expected.last().copied());
                }
            }
            Err(_) => prop_assert!(expected.is_empty()),
        }
    }

    #[test]
    fn nothing_panics_on_any_day_of_chronos_calendar(
        terms in some_terms(),
        days in any::<i32>(),
        elsewhere in any::<i32>(),
    ) {
        let any_day = |days: i32| {
            NaiveDate::from_num_days_from_ce_opt(days).unwrap_or(if days < 0 { NaiveDate::MIN } else { NaiveDate::MAX })
        };
        let (joined, probe) = (any_day(days), any_day(elsewhere));
        for schedule in [
            Schedule::fixed_term(terms),
            Schedule::fixed_term(FixedTerm { joined, starts: joined, ..terms }),
            Schedule::simple(examples::simple_terms(joined, FirstMonth::Free, None)),
            Schedule::simple(examples::simple_terms(terms.joined, FirstMonth::Charged, None)),
        ]
        .into_iter()
        .flatten()
        {
            let next = schedule.next_after(probe).map(|charge| charge.date);
            prop_assert!(next.is_none_or(|next| next > probe));
            let cancellation = schedule.if_cancelled_on(probe);
            prop_assert!(cancellation.last.is_none_or(|last| last.date <= probe));
            prop_assert!(cancellation.cycle_ends.is_none_or(|ends| ends >= probe));
            prop_assert_eq!(cancellation.avoided.map(|charge| charge.date), next);
            prop_assert!(schedule.total_within_a_year(probe).is_some_and(|total| total.charges <= 367));
        }
    }
}
