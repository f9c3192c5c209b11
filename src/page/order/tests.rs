use super::*;
use crate::json::tests::json;
use serde_json::{Value, json};

/// The order of the documentation.
pub(crate) fn sample() -> Value {
    json!({
        "order_reference": "r-1", "item_id": "wine-3000", "item_name": "赤ワイン（ハーフ）", "amount": 3500, "tax": 318,
        "lines": [
            { "name": "赤ワイン 375ml", "quantity": 1, "amount": 3000 },
            { "name": "送料", "quantity": 1, "amount": 500 },
        ],
        "delivery": "ご注文から3日以内に発送します。",
        "cancellation": "未開封に限り、到着後8日以内に返品できます。",
        "payment_timing": null, "application_period": null,
        "expires_at": "2026-11-24T12:00:00+09:00", "back_url": "/",
    })
}

/// The same, read.
pub(crate) fn valid() -> Order {
    Order::read(&json(sample()), &mut Vec::new()).expect("the documented order")
}

/// The sample with one member changed; the pointer is RFC 6901.
fn changed(pointer: &str, value: Value) -> Value {
    let mut order = sample();
    *order.pointer_mut(pointer).expect("a member of the sample") = value;
    order
}

fn problems(order: Value) -> Vec<(String, &'static str)> {
    let mut problems = Vec::new();
    let order = Order::read(&json(order), &mut problems);
    assert_eq!(order.is_some(), problems.is_empty());
    problems.into_iter().map(|problem| (problem.path, problem.reason.code())).collect()
}

#[test]
fn the_documented_order_is_read() {
    let order = valid();
    assert_eq!(order.amount.get(), 3_500);
    assert_eq!(order.tax.map(Tax::get), Some(318));
    assert_eq!(order.item_name.as_str(), "赤ワイン（ハーフ）");
    assert_eq!(order.lines.len(), 2);
    assert_eq!(order.back_url.as_deref(), Some("/"));
}

#[test]
fn each_problem_has_its_path_and_code() {
    let long = "あ".repeat(2_001);
    for (pointer, value, path, code) in [
        ("/order_reference", json!(null), "order_reference", "missing"),
        ("/order_reference", json!(7), "order_reference", "wrong_type"),
        ("/order_reference", json!("  "), "order_reference", "blank"),
        ("/item_id", json!("ワイン"), "item_id", "unencodable"),
        ("/item_name", json!("ワイン🍷"), "item_name", "unencodable"),
        ("/item_name", json!("あ".repeat(21)), "item_name", "unencodable"),
        ("/amount", json!("3,500"), "amount", "wrong_type"),
        ("/amount", json!("3500.50"), "amount", "not_whole"),
        ("/amount", json!(""), "amount", "wrong_type"),
        ("/amount", json!(0), "amount", "out_of_range"),
        ("/amount", json!(-1), "amount", "out_of_range"),
        ("/amount", json!(10_000_000), "amount", "out_of_range"),
        ("/amount", json!(3500.5), "amount", "not_whole"),
        ("/tax", json!(3501), "tax", "more_than_amount"),
        ("/tax", json!("318円"), "tax", "wrong_type"),
        ("/lines", json!([]), "lines", "blank"),
        ("/lines", json!({}), "lines", "wrong_type"),
        ("/lines/0/amount", json!(2999), "lines", "sum_differs"),
        ("/lines/0/amount", json!(true), "lines[0].amount", "wrong_type"),
        ("/lines/1/quantity", json!(0), "lines[1].quantity", "out_of_range"),
        ("/lines/1", json!("送料"), "lines[1].name", "missing"),
        ("/delivery", json!(""), "delivery", "blank"),
        ("/cancellation", json!(long), "cancellation", "too_long"),
        ("/payment_timing", json!([]), "payment_timing", "wrong_type"),
        ("/expires_at", json!("tomorrow"), "expires_at", "no_moment"),
        ("/back_url", json!("javascript:alert(1)"), "back_url", "unsafe_address"),
    ] {
        let found = problems(changed(pointer, value.clone()));
        assert!(found.contains(&(path.to_owned(), code)), "{pointer} = {value}: {found:?}");
    }
}

#[test]
fn whole_numbers_are_read_as_decimal_strings_too() {
    let mut order = sample();
    order["amount"] = json!("3500");
    order["tax"] = json!("318.00");
    for line in order["lines"].as_array_mut().expect("lines") {
        line["quantity"] = json!("1");
        line["amount"] = json!(format!("{}.00", line["amount"]));
    }
    let (read, plain) = (Order::read(&json(order), &mut Vec::new()).expect("an order"), valid());
    assert_eq!((read.amount, read.tax), (plain.amount, plain.tax));
    assert_eq!(read.lines[0].amount, plain.lines[0].amount);
    assert_eq!(read.lines[1].quantity, 1);
}

#[test]
fn the_servers_time_and_maintenance_may_be_told() {
    let mut order = sample();
    order["now"] = json!("2026-11-24T02:00:00Z");
    order["maintenance"] = json!([{ "from": "2026-12-01T02:00:00+09:00", "until": "2026-12-01T05:00:00+09:00" }]);
    let order = Order::read(&json(order), &mut Vec::new()).expect("an order");
    assert_eq!(order.now.map(|now| now.to_string()).as_deref(), Some("20261124110000"));
    assert_eq!(order.maintenance.len(), 1);
    assert_eq!(order.maintenance[0].until.to_string(), "20261201050000");
    for (maintenance, path, code) in [
        (json!("tonight"), "maintenance", "wrong_type"),
        (json!([{ "from": "2026-12-01T02:00:00+09:00" }]), "maintenance[0].until", "missing"),
        (json!([{ "from": "2:00", "until": "2026-12-01T05:00:00Z" }]), "maintenance[0].from", "no_moment"),
        (
            json!([{ "from": "2026-12-01T02:00:00Z", "until": "2026-12-01T11:00:00+09:00" }]),
            "maintenance[0].until",
            "out_of_range",
        ),
    ] {
        let mut order = sample();
        order["maintenance"] = maintenance;
        assert_eq!(problems(order), [(path.to_owned(), code)]);
    }
    let mut order = sample();
    order["now"] = json!(1_795_489_200);
    assert_eq!(problems(order), [("now".to_owned(), "wrong_type")]);
}

#[test]
fn every_problem_is_reported_at_once() {
    let found = problems(json!({}));
    let paths: Vec<&str> = found.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(
        paths,
        ["order_reference", "item_id", "item_name", "amount", "lines", "delivery", "cancellation"],
        "what may be absent is no problem"
    );
}

#[test]
fn what_is_no_object_is_refused_as_a_whole() {
    assert_eq!(problems(json!(null)), [("order".to_owned(), "missing")]);
    assert_eq!(problems(json!([])), [("order".to_owned(), "wrong_type")]);
}

#[test]
fn a_discount_is_a_line_below_zero() {
    let mut order = changed("/amount", json!(3_000));
    order["lines"] = json!([
        { "name": "赤ワイン", "quantity": 1, "amount": 3_500 }, { "name": "クーポン", "quantity": 1, "amount": -500 },
    ]);
    assert_eq!(problems(order), []);
}
