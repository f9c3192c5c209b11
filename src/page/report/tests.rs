use super::Report;
use crate::json::tests::json;
use serde_json::{Value, json};

/// The report of the documentation, some of its members changed.
pub(crate) fn report(changes: Value) -> Value {
    let mut report = json!({
        "outcome": "paid", "code": null, "order_reference": "r-1", "item_name": "赤ワイン（ハーフ）", "amount": 3500,
        "order_url": "/orders/r-1", "shop_url": "/", "other_ways_url": "/other", "contact": "03-0000-0000",
    });
    for (name, value) in changes.as_object().expect("an object") {
        report[name] = value.clone();
    }
    report
}

/// The same, read.
pub(crate) fn read(changes: Value) -> Report {
    let mut problems = Vec::new();
    let read = Report::read(&json(report(changes)), &mut problems);
    read.unwrap_or_else(|| panic!("{problems:?}"))
}

#[test]
fn each_problem_has_its_path_and_code() {
    for (changes, path, code) in [
        (json!({ "outcome": "maybe" }), "outcome", "unknown_word"),
        (json!({ "outcome": null }), "outcome", "missing"),
        (json!({ "code": 8281 }), "code", "wrong_type"),
        (json!({ "order_reference": "" }), "order_reference", "blank"),
        (json!({ "item_name": null }), "item_name", "missing"),
        (json!({ "amount": "3,500" }), "amount", "wrong_type"),
        (json!({ "amount": "3500.50" }), "amount", "not_whole"),
        (json!({ "order_url": "javascript:alert(1)" }), "order_url", "unsafe_address"),
        (json!({ "shop_url": null }), "shop_url", "missing"),
        (json!({ "other_ways_url": "data:x" }), "other_ways_url", "unsafe_address"),
        (json!({ "subscription_url": "javascript:alert(1)" }), "subscription_url", "unsafe_address"),
        (json!({ "subscription_url": 1 }), "subscription_url", "wrong_type"),
        (json!({ "varies": "true" }), "varies", "wrong_type"),
        (json!({ "not_charged": 1 }), "not_charged", "wrong_type"),
        (json!({ "contact": null }), "contact", "missing"),
    ] {
        let mut problems = Vec::new();
        assert_eq!(Report::read(&json(report(changes.clone())), &mut problems), None, "{changes}");
        let found: Vec<_> = problems.iter().map(|problem| (problem.path.as_str(), problem.reason.code())).collect();
        assert_eq!(found, [(path, code)], "{changes}");
    }
    assert_eq!(Report::read(&json(json!(null)), &mut Vec::new()), None);
}

#[test]
fn what_was_left_out_is_no_contract_and_no_upper_bound() {
    let report = read(json!({}));
    assert_eq!((report.subscription_url, report.varies), (None, false));
    let report = read(json!({ "subscription_url": null, "varies": null }));
    assert_eq!((report.subscription_url, report.varies), (None, false));
    let report = read(json!({ "subscription_url": "/subscriptions/s-1", "varies": true }));
    assert_eq!((report.subscription_url.as_deref(), report.varies), (Some("/subscriptions/s-1"), true));
}
