//! Two hundred contracts, across leap years and month ends, whose charges were found by walking day by day and asking of
//! each day whether it is billed (`contracts.json`). Element, merchant's server and sandbox are tested with the same ones.
#![expect(clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]
use chrono::{NaiveDate, Weekday};
use sbps::money::Yen;
use sbps::schedule::{Amount, FirstMonth, FirstMonthCancellation, FixedTerm, Introduction, Schedule, Simple, Timing};
use serde_json::Value;
use std::num::NonZeroU16;

const CONTRACTS: &str = include_str!("contracts.json");

fn day(value: &Value) -> NaiveDate {
    let text = value.as_str().expect("a day");
    let number = |from: usize, to: usize| text[from..to].parse().expect("digits");
    NaiveDate::from_ymd_opt(number(0, 4) as i32, number(5, 7), number(8, 10)).expect("a day of the calendar")
}

fn number(value: &Value) -> u32 {
    value.as_u64().and_then(|number| number.try_into().ok()).expect("a number")
}

fn counted(value: &Value) -> NonZeroU16 {
    number(value).try_into().ok().and_then(NonZeroU16::new).expect("at least one")
}

fn timing(timing: &Value) -> Timing {
    let weekdays = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let timing = match timing["kind"].as_str() {
        Some("day_of_month") => Timing::day_of_month(number(&timing["months"]), number(&timing["day"])),
        Some("last_day_of_month") => Timing::last_day_of_month(number(&timing["months"])),
        Some("every_days") => Timing::every_days(number(&timing["days"])),
        _ => {
            let name = timing["weekday"].as_str().expect("a day of the week");
            let weekday = names.iter().zip(weekdays).find(|(known, _)| **known == name).expect("a known name").1;
            Timing::day_of_week(number(&timing["weeks"]), weekday)
        }
    };
    timing.expect("within bounds")
}

fn schedule(contract: &Value, amount: Yen) -> Schedule {
    let joined = day(&contract["joined_on"]);
    let schedule = if contract["method"] == "simple" {
        let first_month = if contract["first_month"] == "free" { FirstMonth::Free } else { FirstMonth::Charged };
        let last_month = contract["last_month"].as_str().map(|month| month.replace('-', "").parse().expect("a month"));
        let first_month_cancellation = FirstMonthCancellation::Charged;
        Schedule::simple(Simple { joined, amount, first_month, first_month_cancellation, last_month })
    } else {
        let optional = |value: &Value| (!value.is_null()).then(|| value.clone());
        Schedule::fixed_term(FixedTerm {
            joined,
            starts: optional(&contract["first_charge_from"]).map_or(joined, |from| day(&from)),
            timing: timing(&contract["timing"]),
            amount: Amount::Fixed(amount),
            introduction: optional(&contract["introduction"]).map(|introduction| Introduction {
                cycles: counted(&introduction["cycles"]),
                amount: Yen::new(number(&introduction["amount"])).ok(),
            }),
            cycles: optional(&contract["cycles"]).map(|cycles| counted(&cycles)),
        })
    };
    schedule.unwrap_or_else(|error| panic!("{contract}: {error}"))
}

#[test]
fn every_contract_is_charged_on_the_days_that_a_walk_finds() {
    let vectors: Value = serde_json::from_str(CONTRACTS).expect("JSON");
    let amount = Yen::new(number(&vectors["amount"])).expect("yen");
    let contracts = vectors["contracts"].as_array().expect("a list");
    assert_eq!(contracts.len(), 200);
    for vector in contracts {
        let contract = &vector["recurring"];
        let expected = vector["charges"].as_array().expect("a list").iter();
        let expected: Vec<_> = expected.map(|charge| (day(&charge[0]), number(&charge[1]))).collect();
        let (schedule, joined) = (schedule(contract, amount), day(&contract["joined_on"]));
        let due = expected.first().filter(|(date, _)| *date == joined && contract["method"] == "fixed_term");
        let first_purchase = schedule.first_purchase(joined).map(|amount| amount.get());
        assert_eq!(first_purchase, due.map(|(_, amount)| *amount), "{contract}");
        let charges = schedule.charges_within_a_year(joined);
        let charges: Vec<_> = charges.map(|charge| (charge.date, charge.amount.most().get())).collect();
        assert_eq!(charges, expected, "{contract}");
    }
}
