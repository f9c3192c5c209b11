use super::*;
use crate::json::tests::json;
use crate::page::order::Order;
use crate::page::order::tests::sample;
use sbps::billing::{Contract, PaymentSource};
use serde_json::{Value, json};

/// The documented order with a contract of one month after the other, some of its members changed.
pub(crate) fn order(changes: Value) -> Value {
    let mut order = sample();
    let mut contract = json!({
        "method": "simple", "joined_on": "2026-11-24", "first_month": "charged", "cancellation_month": "charged",
        "last_month": null, "timing": null, "first_charge_from": null, "cycles": null, "introduction": null,
        "varies": false, "cancel_url": "/subscriptions/1", "contact": "03-0000-0000",
    });
    for (name, value) in changes.as_object().expect("an object") {
        contract[name] = value.clone();
    }
    order["recurring"] = contract;
    order
}

/// The same, read.
pub(crate) fn recurring(changes: Value) -> Order {
    let mut problems = Vec::new();
    let order = Order::read(&json(order(changes)), &mut problems);
    order.unwrap_or_else(|| panic!("{problems:?}"))
}

/// A contract with these terms.
pub(crate) fn contract(changes: Value) -> Recurring {
    recurring(changes).recurring.expect("a contract")
}

/// A contract with these terms.
pub(crate) fn fixed_term(timing: Value, changes: Value) -> Recurring {
    let mut all = json!({ "method": "fixed_term", "timing": timing });
    for (name, value) in changes.as_object().expect("an object") {
        all[name] = value.clone();
    }
    contract(all)
}

/// A contract with these terms.
pub(crate) fn monthly() -> Value {
    json!({ "kind": "day_of_month", "months": 1, "day": 20 })
}

fn problems(changes: Value) -> Vec<(String, &'static str)> {
    let mut problems = Vec::new();
    let order = Order::read(&json(order(changes)), &mut problems);
    assert_eq!(order.is_some(), problems.is_empty());
    problems.into_iter().map(|problem| (problem.path, problem.reason.code())).collect()
}

#[test]
fn each_problem_has_its_path_and_code() {
    let term = |timing: Value| json!({ "method": "fixed_term", "timing": timing });
    for (changes, path, code) in [
        (json!({ "method": "yearly" }), "method", "unknown_word"),
        (json!({ "method": null }), "method", "missing"),
        (json!({ "joined_on": "2026-02-30" }), "joined_on", "no_day"),
        (json!({ "joined_on": 20261124 }), "joined_on", "wrong_type"),
        (json!({ "first_month": "half" }), "first_month", "unknown_word"),
        (json!({ "cancellation_month": null }), "cancellation_month", "missing"),
        (json!({ "last_month": "202703" }), "last_month", "no_month"),
        (json!({ "last_month": "2026-10" }), "last_month", "last_month_before_joining"),
        (json!({ "last_month": "2026-11", "first_month": "free" }), "last_month", "nothing_charged"),
        (json!({ "cancel_url": "javascript:alert(1)" }), "cancel_url", "unsafe_address"),
        (json!({ "contact": " " }), "contact", "blank"),
        (term(json!(null)), "timing.kind", "missing"),
        (term(json!({ "kind": "day_of_year" })), "timing.kind", "unknown_word"),
        (term(json!({ "kind": "day_of_month", "months": 13, "day": 1 })), "timing.months", "out_of_range"),
        (term(json!({ "kind": "day_of_month", "months": 1, "day": 32 })), "timing.day", "out_of_range"),
        (term(json!({ "kind": "day_of_month", "months": 1 })), "timing.day", "missing"),
        (term(json!({ "kind": "last_day_of_month", "months": 0 })), "timing.months", "out_of_range"),
        (term(json!({ "kind": "day_of_week", "weeks": 53, "weekday": "friday" })), "timing.weeks", "out_of_range"),
        (term(json!({ "kind": "day_of_week", "weeks": 1, "weekday": "金" })), "timing.weekday", "unknown_word"),
        (term(json!({ "kind": "every_days", "days": 366 })), "timing.days", "out_of_range"),
        (term(json!({ "kind": "every_days", "days": 1.5 })), "timing.days", "not_whole"),
        (term(json!({ "kind": "day_of_month", "months": 12, "day": 24 })), "timing", "authorization_lapses"),
    ] {
        let path = ["recurring.", path].concat();
        let found = problems(changes.clone());
        assert!(found.contains(&(path, code)), "{changes}: {found:?}");
    }
    for (changes, path, code) in [
        (json!({ "first_charge_from": "2026-11-23" }), "first_charge_from", "starts_before_joining"),
        (json!({ "first_charge_from": "soon" }), "first_charge_from", "no_day"),
        (json!({ "cycles": 0 }), "cycles", "out_of_range"),
        (json!({ "cycles": 65536 }), "cycles", "out_of_range"),
        (json!({ "cycles": 1, "introduction": { "cycles": 1, "amount": 0 } }), "cycles", "nothing_charged"),
        (json!({ "cycles": 1 }), "cycles", "one_time_use"),
        (json!({ "cycles": 2, "introduction": { "cycles": 1, "amount": 0 } }), "cycles", "one_time_use"),
        (json!({ "introduction": { "cycles": 1 } }), "introduction.amount", "missing"),
        (json!({ "introduction": { "cycles": 1, "amount": 3500 } }), "introduction", "introduction_not_lower"),
        (json!({ "varies": "yes" }), "varies", "wrong_type"),
        (json!({ "timing": { "kind": "usage" }, "cycles": 12 }), "cycles", "not_allowed"),
    ] {
        let mut all = json!({ "method": "fixed_term", "timing": monthly() });
        for (name, value) in changes.as_object().expect("an object") {
            all[name] = value.clone();
        }
        let path = ["recurring.", path].concat();
        assert_eq!(problems(all), [(path, code)], "{changes}");
    }
    let mut order = sample();
    order["recurring"] = json!("monthly");
    let mut problems = Vec::new();
    assert!(Order::read(&json(order), &mut problems).is_none());
    assert_eq!((problems[0].path.as_str(), problems[0].reason.code()), ("recurring", "wrong_type"));
}

#[test]
fn what_is_shown_is_what_the_schedule_computes() {
    for recurring in [
        contract(json!({})),
        contract(json!({ "first_month": "free", "last_month": "2027-03" })),
        fixed_term(monthly(), json!({ "introduction": { "cycles": 2, "amount": 100 } })),
        fixed_term(json!({ "kind": "day_of_week", "weeks": 2, "weekday": "friday" }), json!({ "cycles": 3 })),
        fixed_term(json!({ "kind": "every_days", "days": 1 }), json!({ "varies": true })),
        fixed_term(json!({ "kind": "last_day_of_month", "months": 3 }), json!({})),
        fixed_term(json!({ "kind": "usage" }), json!({})),
    ] {
        let shown = &recurring.charges;
        let year = recurring.schedule.total_within_a_year(recurring.joined);
        let sum: u64 = shown.iter().map(|charge| u64::from(charge.amount.most().get())).sum();
        assert_eq!(year.map_or((0, 0), |year| (year.yen, year.charges as usize)), (sum, shown.len()));
        assert_eq!(shown.first(), recurring.schedule.charges().next().as_ref(), "the first charge is among them");
    }
}

#[test]
fn sources_follow_the_billing_method() {
    let codes = |recurring: &Recurring| -> Vec<&str> {
        Contract::Basic.payment_sources(recurring.billing_method()).map(PaymentSource::code).collect()
    };
    assert_eq!(codes(&contract(json!({}))), ["phone_bill", "au_pay_card"]);
    assert_eq!(codes(&fixed_term(monthly(), json!({}))), ["phone_bill"]);
}
