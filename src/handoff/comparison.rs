//! What you see is what is posted: every field of the signed request against the definition of A01-1 and the display.

use super::answer::Answer;
use super::failure::{Code, Failure};
use crate::checkout::order::Order;
use sbps::message::code::{ONE_TIME, PAY_METHOD, TERMINAL_TYPE};
use sbps::message::field::Field;
use sbps::message::form::{CHECKSUM_FIELD, DETAIL_ROW};
use sbps::message::purchase_request::DEFINITION;

/// Compares a signed request with the order that was displayed.
///
/// # Errors
/// `answer_invalid` with the first field that is missing, out of place or cannot be carried, `signed_differs` with the
/// first whose value is not what was displayed.
pub(crate) fn check(answer: &Answer, order: &Order) -> Result<(), Failure> {
    check_shape(answer)?;
    let (amount, tax) = (order.amount.to_string(), order.tax.map(|tax| tax.to_string()).unwrap_or_default());
    let displayed = [
        ("pay_method", PAY_METHOD),
        ("item_id", order.item_id.as_str()),
        ("item_name", order.item_name.as_str()),
        ("tax", &tax),
        ("amount", &amount),
        ("pay_type", ONE_TIME.pay_type),
        ("auto_charge_type", ONE_TIME.auto_charge_type),
        ("service_type", ONE_TIME.service_type),
        ("div_settele", ONE_TIME.div_settele),
        ("last_charge_month", ""),
        ("camp_type", ONE_TIME.camp_type),
        ("tracking_id", ""),
        ("terminal_type", TERMINAL_TYPE),
    ];
    match displayed.iter().find(|(name, value)| answer.value(name) != *value) {
        Some((name, _)) => Err(Failure::with(Code::SignedDiffers, name)),
        None => Ok(()),
    }
}

/// Whether the fields are exactly those of the definition, in order, each with a value that it can carry.
fn check_shape(answer: &Answer) -> Result<(), Failure> {
    let mut fields = answer.fields.iter().peekable();
    let mut take = |field: &Field| {
        let fits = fields.next().is_some_and(|(name, value)| name == field.name && field.check(value).is_ok());
        if fits {
            Ok(fields.peek().map(|(name, _)| name.as_str()))
        } else {
            Err(Failure::with(Code::AnswerInvalid, field.name))
        }
    };
    let mut next = None;
    for field in &DEFINITION.before {
        next = take(field)?;
    }
    while next == Some(DETAIL_ROW[0].name) {
        for field in &DETAIL_ROW {
            next = take(field)?;
        }
    }
    for field in &DEFINITION.after {
        take(field)?;
    }
    match fields.next() {
        Some((name, value)) if name == CHECKSUM_FIELD && is_checksum(value) && fields.next().is_none() => Ok(()),
        _ => Err(Failure::with(Code::AnswerInvalid, CHECKSUM_FIELD)),
    }
}

/// Forty hexadecimal digits. Whether they are right only the gateway and the merchant's server can tell.
fn is_checksum(value: &str) -> bool {
    value.len() == 40 && value.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkout::order::tests::valid;

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
        let field = answer.fields.iter_mut().find(|(field, _)| field == name).expect("a known field");
        value.clone_into(&mut field.1);
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
}
