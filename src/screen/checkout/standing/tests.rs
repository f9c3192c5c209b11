//! Each boundary one second before, at it and after it.

use super::*;
use crate::page::maintenance::Window;
use crate::page::order::tests::valid;
use crate::page::recurring::tests::recurring;
use sbps::period::PaymentDeadline;
use serde_json::json;

fn moment(digits: &str) -> JstDateTime {
    digits.parse().expect("a moment")
}

fn window(from: &str, until: &str) -> Window {
    Window { from: moment(from), until: moment(until), notice: None }
}

/// A one-time order with that deadline and maintenance.
fn order(deadline: Option<&str>, maintenance: &[(&str, &str)]) -> Order {
    let mut order = valid();
    order.expires_at = deadline.map(moment);
    order.maintenance = maintenance.iter().map(|(from, until)| window(from, until)).collect();
    order
}

fn at(now: &str, order: &Order) -> Standing {
    standing(moment(now), order)
}

#[test]
fn an_order_can_be_started_until_the_second_before_its_deadline() {
    let order = order(Some("20261124120000"), &[]);
    for (now, gate, left, said) in [
        ("20261124114959", Gate::Open, None, None),
        ("20261124115000", Gate::Open, Some(600), None),
        ("20261124115001", Gate::Open, Some(540), None),
        ("20261124115359", Gate::Open, Some(360), None),
        ("20261124115401", Gate::Open, Some(300), None),
        ("20261124115500", Gate::Open, Some(300), None),
        ("20261124115501", Gate::Open, Some(240), Some(TimeSentence::FiveMinutes)),
        ("20261124115600", Gate::Open, Some(240), Some(TimeSentence::FiveMinutes)),
        ("20261124115601", Gate::Open, Some(180), None),
        ("20261124115900", Gate::Open, Some(60), None),
        ("20261124115901", Gate::Open, Some(59), Some(TimeSentence::OneMinute)),
        ("20261124115959", Gate::Open, Some(1), Some(TimeSentence::OneMinute)),
        ("20261124120000", Gate::Expired, None, None),
        ("20261124120001", Gate::Expired, None, None),
        ("20270101000000", Gate::Expired, None, None),
    ] {
        let found = at(now, &order);
        assert_eq!((found.gate, found.left, found.said()), (gate, left, said), "{now}");
        let deadline = PaymentDeadline::new(moment("20261124120000"));
        assert_eq!(deadline.complete_by(moment(now)).is_err(), gate == Gate::Expired, "{now}: the rule itself");
    }
    assert_eq!(at("20990101000000", &self::order(None, &[])), Standing { can_wait: true, ..Standing::default() });
}

#[test]
fn maintenance_is_announced_for_a_day_then_closes_the_button_and_opens_it_again() {
    let order = order(None, &[("20261201020000", "20261201050000")]);
    for (now, gate, is_told, runs_into_it, said) in [
        ("20261130015959", Gate::Open, false, false, None),
        ("20261130020000", Gate::Open, true, false, None),
        ("20261201015559", Gate::Open, true, false, None),
        ("20261201015600", Gate::Open, true, true, Some(TimeSentence::Soon)),
        ("20261201015959", Gate::Open, true, true, Some(TimeSentence::Soon)),
        ("20261201020000", Gate::Closed, true, false, Some(TimeSentence::Closed)),
        ("20261201045959", Gate::Closed, true, false, Some(TimeSentence::Closed)),
        ("20261201050000", Gate::Open, false, false, None),
        ("20261201050001", Gate::Open, false, false, None),
    ] {
        let found = at(now, &order);
        let told = (found.gate, found.maintenance.is_some(), found.runs_into_it, found.said());
        assert_eq!(told, (gate, is_told, runs_into_it, said), "{now}");
    }
}

#[test]
fn of_several_windows_the_one_that_is_on_or_comes_first_is_told() {
    let (late, early) = (("20261202020000", "20261202050000"), ("20261201020000", "20261201050000"));
    let order = order(None, &[late, early]);
    for (now, told) in [
        ("20261201013000", Some(early)),
        ("20261201030000", Some(early)),
        ("20261201050000", Some(late)),
        ("20261202030000", Some(late)),
        ("20261202050000", None),
    ] {
        let found = at(now, &order).maintenance.map(|place| order.maintenance[place].clone());
        assert_eq!(found, told.map(|(from, until)| window(from, until)), "{now}");
    }
}

#[test]
fn an_expired_order_is_expired_in_maintenance_too() {
    let order = order(Some("20261201030000"), &[("20261201020000", "20261201050000")]);
    assert_eq!(at("20261201025959", &order).gate, Gate::Closed);
    assert_eq!(at("20261201025959", &order).left, Some(1), "the deadline does not wait");
    assert_eq!(at("20261201030000", &order), Standing { gate: Gate::Expired, ..Standing::default() });
}

#[test]
fn four_minutes_before_midnight_the_payer_is_warned_and_the_button_works() {
    let order = order(None, &[]);
    for (now, warned) in [
        ("20261124235559", false),
        ("20261124235600", true),
        ("20261124235959", true),
        ("20261125000000", false),
        ("20261231235600", true),
        ("20270101000000", false),
    ] {
        let found = at(now, &order);
        assert_eq!((found.gate, found.crosses_midnight, found.can_wait), (Gate::Open, warned, true), "{now}");
        assert_eq!(found.said(), warned.then_some(TimeSentence::Midnight), "{now}");
    }
}

#[test]
fn nobody_is_told_to_wait_for_a_time_at_which_nothing_can_be_started() {
    for (deadline, maintenance, can_wait) in [
        (Some("20261125000000"), None, false),
        (Some("20261125000001"), None, true),
        (None, Some(("20261125000000", "20261125010000")), false),
        (None, Some(("20261125000001", "20261125010000")), true),
        (None, Some(("20261124220000", "20261125000000")), true),
    ] {
        let order = order(deadline, maintenance.as_slice());
        assert_eq!(at("20261124235700", &order).can_wait, can_wait, "{deadline:?} {maintenance:?}");
    }
}

#[test]
fn a_contract_that_is_shown_over_midnight_would_be_joined_on_another_day() {
    let mut contract = recurring(json!({ "joined_on": "2026-11-24" }));
    contract.expires_at = None;
    let days = [
        ("20261124235959", Gate::Open),
        ("20261125000000", Gate::AnotherDay),
        ("20261125000001", Gate::AnotherDay),
        ("20261231000000", Gate::AnotherDay),
    ];
    for (now, gate) in days {
        assert_eq!(at(now, &contract).gate, Gate::Open, "{now}: no browser's clock says which day it is");
        contract.now = Some(moment("20261124235000"));
        assert_eq!(at(now, &contract).gate, gate, "{now}");
        contract.now = None;
    }
    contract.now = Some(moment("20261124235000"));
    contract.expires_at = Some(moment("20261125000000"));
    assert_eq!(at("20261125000000", &contract).gate, Gate::Expired, "that comes first");
}
