//! Which terms become a schedule, and why others do not.

use super::examples::{cycles, indefinite, simple, simple_terms, terms, yen};
use super::*;
use chrono::{Datelike, Weekday};

fn code(schedule: Result<Schedule, ScheduleError>) -> Option<&'static str> {
    schedule.err().map(|error| error.code())
}

fn monthly(months: u32, day: u32) -> Timing {
    Timing::day_of_month(months, day).expect("a timing")
}

fn free(count: u16) -> Option<Introduction> {
    Some(Introduction { cycles: cycles(count), amount: None })
}

#[test]
fn simple_terms_that_charge_nothing_are_refused() {
    let joined = day(2026, 11, 24);
    for (first_month, last_month, expected) in [
        (FirstMonth::Charged, None, None),
        (FirstMonth::Free, None, None),
        (FirstMonth::Charged, Some((2026, 11)), None),
        (FirstMonth::Free, Some((2026, 12)), None),
        (FirstMonth::Free, Some((2026, 11)), Some("nothing_charged")),
        (FirstMonth::Charged, Some((2026, 10)), Some("last_month_before_joining")),
        (FirstMonth::Charged, Some((1, 1)), Some("last_month_before_joining")),
    ] {
        let schedule = Schedule::simple(simple_terms(joined, first_month, last_month));
        assert_eq!(code(schedule), expected, "{first_month:?} until {last_month:?}");
    }
    let outside = simple_terms(NaiveDate::MIN, FirstMonth::Charged, None);
    assert_eq!(code(Schedule::simple(outside)), Some("date_out_of_range"));
    let too_late = simple_terms(day(9999, 12, 31), FirstMonth::Free, None);
    assert_eq!(code(Schedule::simple(too_late)), Some("date_out_of_range"));
}

#[test]
fn the_last_month_counts_the_month_of_joining() {
    for (last_month, expected) in [((2026, 11), 1), ((2026, 12), 2), ((2027, 10), 12), ((2027, 11), 13)] {
        let schedule = simple(day(2026, 11, 24), FirstMonth::Charged, Some(last_month));
        assert_eq!(schedule.cycles(), Some(expected));
        assert_eq!(schedule.charges().count(), expected as usize);
    }
    let simple = simple(day(2026, 11, 24), FirstMonth::Free, None);
    assert_eq!((simple.timing(), simple.cycles()), (monthly(1, 1), None));
    assert_eq!((simple.amount(), simple.introduction()), (Amount::Fixed(yen(500)), free(1)));
}

#[test]
fn terms_that_contradict_each_other_are_refused() {
    let joined = day(2026, 11, 24);
    let fine = terms(monthly(1, 20), joined);
    let reduced = |amount| Some(Introduction { cycles: cycles(1), amount: Some(yen(amount)) });
    for (terms, expected) in [
        (fine, None),
        (FixedTerm { starts: day(2026, 11, 23), ..fine }, Some("starts_before_joining")),
        (FixedTerm { timing: Timing::PayAsYouGo, ..fine }, Some("no_billing_day")),
        (FixedTerm { introduction: reduced(2_999), ..fine }, None),
        (FixedTerm { introduction: reduced(3_000), ..fine }, Some("introduction_not_lower")),
        (FixedTerm { introduction: free(2), cycles: Some(cycles(3)), ..fine }, None),
        (FixedTerm { introduction: free(2), cycles: Some(cycles(2)), ..fine }, Some("nothing_charged")),
        (FixedTerm { introduction: free(2), cycles: Some(cycles(1)), ..fine }, Some("nothing_charged")),
        (FixedTerm { joined: NaiveDate::MIN, ..fine }, Some("date_out_of_range")),
        (FixedTerm { starts: NaiveDate::MAX, ..fine }, Some("date_out_of_range")),
        (FixedTerm { joined: day(9999, 12, 25), starts: day(9999, 12, 25), ..fine }, Some("date_out_of_range")),
    ] {
        assert_eq!(code(Schedule::fixed_term(terms)), expected, "{terms:?}");
    }
    let outside = PayAsYouGo { joined: NaiveDate::MAX, up_to: yen(1) };
    assert_eq!(code(Schedule::pay_as_you_go(outside)), Some("date_out_of_range"));
}

#[test]
fn a_contract_that_would_lapse_between_two_charges_is_refused_with_the_days() {
    let yearly = |month, day| Timing::day_of_year(month, day).expect("a timing");
    let lapse =
        |last_payment, next_charge, days| Some(ScheduleError::AuthorizationLapses { last_payment, next_charge, days });
    for (timing, joined, expected) in [
        (yearly(3, 1), day(2026, 3, 1), lapse(day(2027, 3, 1), day(2028, 3, 1), 366)),
        (yearly(2, 28), day(2026, 2, 28), lapse(day(2028, 2, 28), day(2029, 2, 28), 366)),
        (yearly(2, 29), day(2028, 2, 29), lapse(day(2031, 2, 28), day(2032, 2, 29), 366)),
        (monthly(12, 20), day(2026, 11, 20), lapse(day(2027, 11, 20), day(2028, 11, 20), 366)),
        (
            Timing::last_day_of_month(12).expect("a timing"),
            day(2027, 2, 28),
            lapse(day(2027, 2, 28), day(2028, 2, 29), 366),
        ),
        // 1900 and 2100 are no leap years: up to eight years lie between two of them.
        (yearly(3, 1), day(2096, 3, 1), lapse(day(2103, 3, 1), day(2104, 3, 1), 366)),
        (monthly(11, 31), day(2026, 1, 31), None),
        (Timing::day_of_week(52, Weekday::Fri).expect("a timing"), day(2026, 1, 1), None),
        (Timing::every_days(365).expect("a timing"), day(2026, 1, 1), None),
    ] {
        assert_eq!(Schedule::fixed_term(terms(timing, joined)).err(), expected, "{timing:?} from {joined}");
    }
}

#[test]
fn a_yearly_contract_that_ends_before_the_leap_day_is_accepted() {
    let yearly = Timing::day_of_year(3, 1).expect("a timing");
    for (count, accepted) in [(1, true), (2, true), (3, false)] {
        let terms = FixedTerm { cycles: Some(cycles(count)), ..terms(yearly, day(2026, 3, 1)) };
        assert_eq!(Schedule::fixed_term(terms).is_ok(), accepted, "{count} cycles");
    }
}

#[test]
fn the_way_to_the_first_payment_counts_and_free_cycles_are_no_payments() {
    let joined = day(2026, 1, 20);
    let fine = terms(monthly(1, 20), joined);
    for (terms, expected) in [
        (FixedTerm { starts: day(2027, 1, 20), ..fine }, None),
        (FixedTerm { starts: day(2027, 1, 21), ..fine }, Some(396)),
        (FixedTerm { introduction: free(12), ..fine }, None),
        (FixedTerm { introduction: free(13), ..fine }, Some(396)),
        (FixedTerm { timing: Timing::every_days(1).expect("a timing"), introduction: free(366), ..fine }, Some(366)),
        (FixedTerm { timing: Timing::every_days(1).expect("a timing"), introduction: free(365), ..fine }, None),
    ] {
        let days = match Schedule::fixed_term(terms) {
            Err(ScheduleError::AuthorizationLapses { last_payment, days, .. }) => {
                assert_eq!(last_payment, joined);
                Some(days)
            }
            other => other.map(|_| None).expect("no other reason"),
        };
        assert_eq!(days, expected, "{terms:?}");
    }
}

#[test]
fn an_indefinite_contract_is_charged_up_to_the_last_year_there_is() {
    let monthly = indefinite(monthly(1, 31), day(1, 1, 1));
    let last = monthly.charges().last().expect("charges");
    assert_eq!((last.date, last.number, last.is_last), (day(9999, 12, 31), 12 * 9_999, false));
    assert_eq!(monthly.last_until(NaiveDate::MAX), Some(last));
    assert_eq!(monthly.charges().filter(|charge| charge.date.month() == 2).count(), 9_999);
}
