//! Requests that make a contract, or make one again.

use super::*;
use crate::page::recurring::tests::recurring;
use serde_json::json;

/// A recurring (simple) order, and what an honest server answers for it.
fn simple() -> (Order, Answer) {
    let order = recurring(json!({ "first_month": "free", "last_month": "2027-03" }));
    let mut answer = signed(0);
    for (name, value) in [
        ("pay_type", "1"),
        ("auto_charge_type", "1"),
        ("div_settele", "0"),
        ("last_charge_month", "202703"),
        ("camp_type", "1"),
    ] {
        set(&mut answer, name, value);
    }
    (order, answer)
}

/// A fixed-term order, and what an honest server answers for it.
fn fixed_term() -> (Order, Answer) {
    let timing = json!({ "kind": "day_of_month", "months": 1, "day": 20 });
    let order = recurring(json!({ "method": "fixed_term", "timing": timing }));
    let purchase = signed(0);
    let definition = &application_request::DEFINITION;
    let named = |field: &Field| (field.name.to_owned(), purchase.value(field.name).to_owned());
    let mut fields: Vec<_> = definition.before.iter().chain(&definition.after).map(named).collect();
    fields.extend(purchase.fields.last().cloned());
    (order, Answer { action: purchase.action, fields })
}

/// An order whose first charge is due on the day of joining, and what an honest server answers for it.
fn first_purchase(changes: serde_json::Value) -> (Order, Answer) {
    let mut all = json!({ "method": "fixed_term", "timing": { "kind": "every_days", "days": 30 } });
    for (name, value) in changes.as_object().expect("an object") {
        all[name] = value.clone();
    }
    let mut answer = signed(0);
    for (name, value) in [("pay_type", "2"), ("auto_charge_type", "0"), ("div_settele", "0")] {
        set(&mut answer, name, value);
    }
    (recurring(all), answer)
}

/// The same with a first charge at 980 yen.
fn reduced() -> (Order, Answer) {
    let (order, mut answer) = first_purchase(json!({ "introduction": { "cycles": 1, "amount": 980 } }));
    set(&mut answer, "amount", "980");
    set(&mut answer, "tax", "89");
    (order, answer)
}

#[test]
fn an_honest_answer_for_a_contract_passes() {
    let contracts = [(simple(), 31), (fixed_term(), 20), (first_purchase(json!({})), 31), (reduced(), 31)];
    for ((order, answer), fields) in contracts {
        assert_eq!(answer.fields.len(), fields, "without detail rows");
        assert_eq!(check(&answer, &order), Ok(()));
    }
    let (order, mut answer) = simple();
    let charged = recurring(json!({ "first_month": "charged" }));
    assert!(check(&answer, &charged).is_err(), "a free month was not displayed");
    set(&mut answer, "camp_type", "0");
    set(&mut answer, "last_charge_month", "");
    assert_eq!(check(&answer, &charged), Ok(()));
    assert!(check(&answer, &order).is_err(), "a free month was displayed");
}

#[test]
fn a_contract_that_was_not_displayed_stops_the_jump() {
    for (name, value) in [
        ("pay_method", "credit"),
        ("item_id", "wine-5000"),
        ("item_name", "赤ワイン"),
        ("tax", "0"),
        ("amount", "3501"),
        ("pay_type", "0"),
        ("pay_type", "2"),
        ("auto_charge_type", "0"),
        ("service_type", "1"),
        ("div_settele", ""),
        ("last_charge_month", ""),
        ("last_charge_month", "202704"),
        ("camp_type", "0"),
        ("camp_type", ""),
        ("tracking_id", "80312789324671"),
        ("terminal_type", "1"),
    ] {
        let (order, mut answer) = simple();
        set(&mut answer, name, value);
        let failure = check(&answer, &order).expect_err(name);
        assert_eq!((failure.code, failure.detail.as_deref()), (Code::SignedDiffers, Some(name)), "{value:?}");
    }
    for (name, value) in [
        ("pay_method", "credit"),
        ("item_id", "wine-5000"),
        ("item_name", "赤ワイン"),
        ("service_type", "1"),
        ("service_type", "2"),
        ("tracking_id", "80312789324671"),
        ("terminal_type", "1"),
    ] {
        let (order, mut answer) = fixed_term();
        set(&mut answer, name, value);
        let failure = check(&answer, &order).expect_err(name);
        assert_eq!((failure.code, failure.detail.as_deref()), (Code::SignedDiffers, Some(name)), "{value:?}");
    }
}

#[test]
fn the_message_of_another_billing_method_stops_the_jump() {
    let (paid_now, paid_less_now) = (first_purchase(json!({})), reduced());
    let orders = [valid(), simple().0, fixed_term().0, paid_now.0, paid_less_now.0];
    let answers = [signed(0), simple().1, fixed_term().1, paid_now.1, paid_less_now.1];
    for (displayed, order) in orders.iter().enumerate() {
        for (signed, answer) in answers.iter().enumerate() {
            assert_eq!(check(answer, order).is_ok(), displayed == signed, "{displayed} {signed}");
        }
    }
}

#[test]
fn a_first_purchase_that_was_not_displayed_stops_the_jump() {
    for (name, value) in [
        ("item_id", "wine-5000"),
        ("item_name", "赤ワイン"),
        ("tax", "317"),
        ("tax", ""),
        ("amount", "3501"),
        ("pay_type", "0"),
        ("pay_type", "1"),
        ("auto_charge_type", "1"),
        ("service_type", "1"),
        ("div_settele", ""),
        ("last_charge_month", "202704"),
        ("camp_type", "0"),
        ("tracking_id", "80312789324671"),
        ("terminal_type", "1"),
    ] {
        let (order, mut answer) = first_purchase(json!({}));
        set(&mut answer, name, value);
        let failure = check(&answer, &order).expect_err(name);
        assert_eq!((failure.code, failure.detail.as_deref()), (Code::SignedDiffers, Some(name)), "{value:?}");
    }
    // Without a charge today nothing is bought, and with one nothing is only applied for.
    for not_today in [
        json!({ "first_charge_from": "2026-11-25" }),
        json!({ "introduction": { "cycles": 1, "amount": 0 } }),
        json!({ "varies": true }),
    ] {
        let (order, answer) = first_purchase(not_today.clone());
        assert!(check(&answer, &order).is_err(), "{not_today}");
        assert_eq!(check(&fixed_term().1, &order), Ok(()), "{not_today}");
    }
    assert!(check(&fixed_term().1, &first_purchase(json!({})).0).is_err());
}

#[test]
fn a_reduced_first_purchase_is_of_the_reduced_amount_and_of_a_tax_that_it_can_hold() {
    for (name, value) in
        [("amount", "3500"), ("amount", "981"), ("tax", ""), ("tax", "319"), ("tax", "981"), ("tax", "00")]
    {
        let (order, mut answer) = reduced();
        set(&mut answer, name, value);
        let failure = check(&answer, &order).expect_err(name);
        assert_eq!((failure.code, failure.detail.as_deref()), (Code::SignedDiffers, Some(name)), "{value:?}");
    }
    let (mut order, mut answer) = reduced();
    order.tax = None;
    assert!(check(&answer, &order).is_err(), "none was displayed");
    set(&mut answer, "tax", "");
    assert_eq!(check(&answer, &order), Ok(()));
}

/// What an honest server answers to a renewal or an end of the documented contract.
fn about_contract(service_type: &str) -> (Order, Answer) {
    let (order, mut answer) = fixed_term();
    set(&mut answer, "service_type", service_type);
    set(&mut answer, "tracking_id", "80312789324671");
    (order, answer)
}

#[test]
fn a_renewal_and_an_end_are_of_the_contract_displayed_and_nothing_else() {
    only_about_the_contract_displayed(Application::Reapply, "2", ["0", "1", "3"]);
    only_about_the_contract_displayed(Application::Unsubscribe, "1", ["0", "2", ""]);
}

fn only_about_the_contract_displayed(application: fn(TrackingId) -> Application, right: &str, others: [&str; 3]) {
    let (order, answer) = about_contract(right);
    assert_eq!(check_about_contract(&answer, order.item_name.as_str(), application), Ok(()));
    let wrong_services = others.map(|service_type| ("service_type", service_type));
    let others = [("pay_method", "credit"), ("item_name", "赤ワイン"), ("tracking_id", ""), ("terminal_type", "1")];
    for (name, value) in others.into_iter().chain(wrong_services) {
        let (order, mut answer) = about_contract(right);
        set(&mut answer, name, value);
        let failure = check_about_contract(&answer, order.item_name.as_str(), application).expect_err(name);
        assert_eq!(failure.detail.as_deref(), Some(name), "{value:?}");
    }
    assert!(check_about_contract(&simple().1, order.item_name.as_str(), application).is_err(), "another message");
}

#[test]
fn a_cancellation_is_of_the_contract_displayed_and_nothing_else() {
    let cancellation = || {
        let (order, mut answer) = simple();
        set(&mut answer, "service_type", "1");
        set(&mut answer, "camp_type", "");
        set(&mut answer, "last_charge_month", "");
        set(&mut answer, "tracking_id", "80312789324671");
        (order, answer)
    };
    let (order, answer) = cancellation();
    let amount = order.amount;
    assert_eq!(check_cancellation(&answer, order.item_name.as_str(), amount), Ok(()));
    for (name, value) in [
        ("pay_method", "credit"),
        ("item_name", "赤ワイン"),
        ("amount", "1"),
        ("pay_type", "0"),
        ("auto_charge_type", ""),
        ("service_type", "0"),
        ("div_settele", ""),
        ("last_charge_month", "202703"),
        ("camp_type", "0"),
        ("tracking_id", ""),
        ("terminal_type", "1"),
    ] {
        let (order, mut answer) = cancellation();
        set(&mut answer, name, value);
        let failure = check_cancellation(&answer, order.item_name.as_str(), amount).expect_err(name);
        assert_eq!((failure.code, failure.detail.as_deref()), (Code::SignedDiffers, Some(name)), "{value:?}");
    }
    assert!(check_cancellation(&about_contract("1").1, order.item_name.as_str(), amount).is_err(), "another message");
}

#[test]
fn an_application_has_its_twenty_fields_and_nothing_else() {
    let (order, complete) = fixed_term();
    for index in 0..complete.fields.len() {
        let mut answer = complete.clone();
        answer.fields.remove(index);
        assert_eq!(check(&answer, &order).map_err(|failure| failure.code), Err(Code::AnswerInvalid));
        let mut answer = complete.clone();
        answer.fields.insert(index, ("amount".to_owned(), "3500".to_owned()));
        assert_eq!(check(&answer, &order).map_err(|failure| failure.code), Err(Code::AnswerInvalid));
    }
}
