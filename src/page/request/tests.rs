use super::*;
use crate::json::tests::json;
use crate::page::order::tests::valid;
use crate::page::recurring::tests::recurring;
use serde_json::{Value, json};

#[test]
fn the_server_is_told_what_was_displayed() {
    let mut order = valid();
    let displayed = json!({
        "order_reference": "r-1", "language": "ja",
        "displayed": { "item_id": "wine-3000", "item_name": "赤ワイン（ハーフ）", "amount": 3500, "tax": 318 },
    });
    let asked = CheckoutRequest::of(&order, Language::Japanese).to_json();
    assert_eq!(serde_json::to_value(&asked).expect("JSON"), displayed);
    order.tax = None;
    let asked = CheckoutRequest::of(&order, Language::English).to_json();
    assert_eq!(asked.get("displayed").get("tax"), &Json::Null);
    assert_eq!(asked.get("language").text(), Some("en"));
}

#[test]
fn of_a_contract_the_server_is_told_every_charge_that_was_displayed() {
    let order = recurring(json!({ "first_month": "free", "last_month": "2027-02" }));
    let displayed = CheckoutRequest::of(&order, Language::Japanese).to_json().get("displayed").get("charges").clone();
    assert_eq!(displayed, json(json!([["2026-12-01", 3500], ["2027-01-01", 3500], ["2027-02-01", 3500]])));
    let usage = recurring(json!({ "method": "fixed_term", "timing": { "kind": "usage" } }));
    let asked = CheckoutRequest::of(&usage, Language::Japanese).to_json();
    assert_eq!(asked.get("displayed").get("charges"), &Json::List(Vec::new()));
}

#[test]
fn each_problem_has_its_path_and_code() {
    let found = |request: Value| {
        let mut problems = Vec::new();
        assert_eq!(CheckoutRequest::read(&json(request), &mut problems), None);
        problems.into_iter().map(|problem| (problem.path, problem.reason.code())).collect::<Vec<_>>()
    };
    let refused = |path: &str, code| vec![(path.to_owned(), code)];
    let valid = json!({
        "order_reference": "r-1", "language": "en",
        "displayed": { "item_id": "w", "item_name": "Wine", "amount": 3500, "tax": null },
    });
    for (pointer, value, path, code) in [
        ("/order_reference", json!(" "), "order_reference", "blank"),
        ("/language", json!(7), "language", "wrong_type"),
        ("/displayed", json!(null), "displayed", "missing"),
        ("/displayed", json!([]), "displayed", "wrong_type"),
        ("/displayed/item_id", json!(null), "displayed.item_id", "missing"),
        ("/displayed/item_name", json!(""), "displayed.item_name", "blank"),
        ("/displayed/amount", json!(0), "displayed.amount", "out_of_range"),
        ("/displayed/tax", json!(-1), "displayed.tax", "out_of_range"),
    ] {
        let mut request = valid.clone();
        *request.pointer_mut(pointer).expect("a member") = value.clone();
        assert_eq!(found(request), refused(path, code), "{pointer} = {value}");
    }
    for (charges, code) in [
        (json!("2026-12-01"), "wrong_type"),
        (json!([["2026-12-01"]]), "wrong_type"),
        (json!([["2026-02-30", 3500]]), "wrong_type"),
        (json!([["2026-12-01", 0]]), "wrong_type"),
        (json!(vec![json!(["2026-12-01", 1]); 367]), "too_long"),
    ] {
        let mut request = valid.clone();
        request["displayed"]["charges"] = charges.clone();
        assert_eq!(found(request), refused("displayed.charges", code), "{charges}");
    }
    let mut untaxed = valid;
    untaxed["displayed"].as_object_mut().expect("an object").remove("tax");
    assert_eq!(found(untaxed), refused("displayed.tax", "missing"), "what was shown must be said");
}

#[test]
fn an_action_is_one_of_ours_on_a_state_of_ours() {
    for (request, path, code) in [
        (json!(null), "action", "missing"),
        (json!({ "action": "pause", "displayed": { "state": "active" } }), "action", "unknown_word"),
        (json!({ "action": "cancel" }), "displayed.state", "missing"),
        (json!({ "action": "cancel", "displayed": { "state": "new" } }), "displayed.state", "unknown_word"),
    ] {
        let mut problems = Vec::new();
        assert_eq!(ActionRequest::read(&json(request), &mut problems), None);
        assert_eq!((problems[0].path.as_str(), problems[0].reason.code()), (path, code));
    }
}
