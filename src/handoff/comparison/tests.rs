use super::*;
use crate::checkout::order::tests::valid;
use crate::recurring::tests::recurring;
use serde_json::json;

fn order() -> Order {
    valid()
}

/// What an honest server answers for the documented order, with `rows` detail rows.
fn signed(rows: usize) -> Answer {
    let known = [
        ("pay_method", "auone"),
        ("merchant_id", "30132"),
        ("service_id", "001"),
        ("cust_code", "customer-1"),
        ("order_id", "order-1"),
        ("item_id", "wine-3000"),
        ("item_name", "赤ワイン（ハーフ）"),
        ("tax", "318"),
        ("amount", "3500"),
        ("pay_type", "0"),
        ("service_type", "0"),
        ("terminal_type", "0"),
        ("success_url", "https://shop.example/success"),
        ("request_date", "20261124110000"),
    ];
    let value = |name: &str| known.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value);
    let named = |field: &Field| (field.name.to_owned(), value(field.name).to_owned());
    let mut fields: Vec<_> = DEFINITION.before.iter().map(named).collect();
    for _ in 0..rows {
        fields.extend(DETAIL_ROW.iter().map(named));
    }
    fields.extend(DEFINITION.after.iter().map(named));
    fields.push((CHECKSUM_FIELD.to_owned(), "0123456789abcdef0123456789ABCDEF01234567".to_owned()));
    Answer { action: "https://fep.sps-system.com/".to_owned(), fields }
}

fn with(name: &str, value: &str) -> Answer {
    let mut answer = signed(1);
    set(&mut answer, name, value);
    answer
}

fn failure(answer: &Answer) -> Option<(Code, String)> {
    check(answer, &order()).err().map(|failure| (failure.code, failure.detail.unwrap_or_default()))
}

#[test]
fn an_honest_answer_passes_with_any_number_of_rows() {
    for rows in [0, 1, 3] {
        assert_eq!(failure(&signed(rows)), None);
    }
    assert_eq!(signed(1).fields.len(), 40);
}

#[test]
fn a_value_that_was_not_displayed_stops_the_jump() {
    for (name, value) in [
        ("amount", "3501"),
        ("amount", "35000"),
        ("tax", "0"),
        ("tax", ""),
        ("item_id", "wine-5000"),
        ("item_name", "赤ワイン"),
        ("pay_method", "credit"),
        ("pay_type", "1"),
        ("auto_charge_type", "1"),
        ("service_type", "1"),
        ("div_settele", "0"),
        ("last_charge_month", "202612"),
        ("camp_type", "0"),
        ("tracking_id", "80312789324671"),
        ("terminal_type", "1"),
    ] {
        assert_eq!(failure(&with(name, value)), Some((Code::SignedDiffers, name.to_owned())), "{value:?}");
    }
}

#[test]
fn a_value_that_a_field_cannot_carry_stops_the_jump() {
    for (name, value) in [
        ("free1", "♥"),
        ("free1", "〜"),
        ("dtl_item_name", "🍷"),
        ("merchant_id", "301322"),
        ("merchant_id", "３０１３２"),
        ("success_url", "https://shop.example/\r\n"),
        ("order_id", " order-1"),
        ("sps_hashcode", "not hexadecimal"),
        ("sps_hashcode", ""),
    ] {
        assert_eq!(failure(&with(name, value)), Some((Code::AnswerInvalid, name.to_owned())), "{value:?}");
    }
}

#[test]
fn fields_left_out_added_repeated_or_out_of_order_stop_the_jump() {
    let complete = signed(1);
    for index in 0..complete.fields.len() {
        let mut answer = complete.clone();
        answer.fields.remove(index);
        assert_eq!(failure(&answer).map(|(code, _)| code), Some(Code::AnswerInvalid), "without {index}");
        let mut answer = complete.clone();
        answer.fields.insert(index, ("submit".to_owned(), String::new()));
        assert_eq!(failure(&answer).map(|(code, _)| code), Some(Code::AnswerInvalid), "submit at {index}");
        let mut answer = complete.clone();
        answer.fields.insert(index, complete.fields[index].clone());
        assert_eq!(failure(&answer).map(|(code, _)| code), Some(Code::AnswerInvalid), "twice {index}");
    }
    let mut answer = complete;
    answer.fields.swap(1, 2);
    assert_eq!(failure(&answer).map(|(code, _)| code), Some(Code::AnswerInvalid));
}

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

fn set(answer: &mut Answer, name: &str, value: &str) {
    let field = answer.fields.iter_mut().find(|(field, _)| field == name).expect("a known field");
    value.clone_into(&mut field.1);
}

#[test]
fn an_honest_answer_for_a_contract_passes() {
    for ((order, answer), fields) in [(simple(), 31), (fixed_term(), 20)] {
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
    let orders = [valid(), simple().0, fixed_term().0];
    let answers = [signed(0), simple().1, fixed_term().1];
    for (displayed, order) in orders.iter().enumerate() {
        for (signed, answer) in answers.iter().enumerate() {
            assert_eq!(check(answer, order).is_ok(), displayed == signed, "{displayed} {signed}");
        }
    }
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
