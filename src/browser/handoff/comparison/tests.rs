mod contracts;

use super::*;
use crate::page::order::tests::valid;

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

fn set(answer: &mut Answer, name: &str, value: &str) {
    let field = answer.fields.iter_mut().find(|(field, _)| field == name).expect("a known field");
    value.clone_into(&mut field.1);
}
