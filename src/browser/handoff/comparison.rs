//! What you see is what is posted: every field of the signed request against the definition of its message
//! and the display.

use crate::page::answer::Answer;
use crate::page::day::write_compact_month;
use crate::page::failure::{Code, Failure};
use crate::page::order::Order;
use crate::page::recurring::{Recurring, Terms};
use sbps::identifier::TrackingId;
use sbps::message::application_request::{self, Application};
use sbps::message::code::{
    FIXED_TERM, ONE_TIME, PAY_METHOD, SIMPLE_CANCEL, SIMPLE_FIRST_MONTH_CHARGED, SIMPLE_FIRST_MONTH_FREE, TERMINAL_TYPE,
};
use sbps::message::field::Field;
use sbps::message::form::{CHECKSUM_FIELD, DETAIL_ROW};
use sbps::message::purchase_request::DEFINITION;
use sbps::money::{Tax, Yen};
use sbps::schedule::{FirstMonth, Simple};

/// Compares a signed request with the order that was displayed: A01-1, or D01-1 of a contract that the merchant bills and
/// whose first charge is not due on the day of joining.
///
/// # Errors
/// `answer_invalid` with the first field that is missing, out of place or cannot be carried, `signed_differs` with the
/// first whose value is not what was displayed.
pub(crate) fn check(answer: &Answer, order: &Order) -> Result<(), Failure> {
    let recurring = order.recurring.as_ref();
    let first_purchase = recurring.and_then(Recurring::first_purchase);
    let (codes, last_month) = match recurring.map(|recurring| recurring.terms) {
        None => (&ONE_TIME, None),
        Some(Terms::Simple(Simple { first_month, last_month, .. })) => match first_month {
            FirstMonth::Charged => (&SIMPLE_FIRST_MONTH_CHARGED, last_month),
            FirstMonth::Free => (&SIMPLE_FIRST_MONTH_FREE, last_month),
        },
        Some(_) if first_purchase.is_some() => (&FIXED_TERM, None),
        Some(_) => return check_contract(answer, order),
    };
    let yen = first_purchase.unwrap_or(order.amount);
    check_shape(answer, &DEFINITION.before, true, &DEFINITION.after)?;
    let (amount, tax) = (yen.to_string(), displayed_tax(answer, order, yen));
    let last_month = last_month.map(write_compact_month).unwrap_or_default();
    compare(
        answer,
        &[
            ("pay_method", PAY_METHOD),
            ("item_id", order.item_id.as_str()),
            ("item_name", order.item_name.as_str()),
            ("tax", &tax),
            ("amount", &amount),
            ("pay_type", codes.pay_type),
            ("auto_charge_type", codes.auto_charge_type),
            ("service_type", codes.service_type),
            ("div_settele", codes.div_settele),
            ("last_charge_month", &last_month),
            ("camp_type", codes.camp_type),
            ("tracking_id", ""),
            ("terminal_type", TERMINAL_TYPE),
        ],
    )
}

/// The tax of what is paid now. That of a first charge at less than the full amount is not displayed: any that the
/// displayed one can come to passes.
fn displayed_tax(answer: &Answer, order: &Order, yen: Yen) -> String {
    let Some(full) = order.tax else { return String::new() };
    let reduced = answer.value("tax").parse().ok().filter(|tax: &Tax| {
        // The rate is the same, and the amount is smaller.
        yen < order.amount && *tax <= full && tax.is_within(yen)
    });
    reduced.unwrap_or(full).to_string()
}

/// D01-1 makes a contract and takes no money: it holds no amount. The dates and amounts displayed are the server's to
/// compare (`displayed.charges`).
fn check_contract(answer: &Answer, order: &Order) -> Result<(), Failure> {
    check_application(answer)?;
    compare(
        answer,
        &[
            ("pay_method", PAY_METHOD),
            ("item_id", order.item_id.as_str()),
            ("item_name", order.item_name.as_str()),
            ("service_type", Application::Apply.service_type()),
            ("tracking_id", ""),
            ("terminal_type", TERMINAL_TYPE),
        ],
    )
}

/// Compares a signed application about a contract that there is, its renewal or its end, with what was displayed: the
/// name on the bill. The item's id is not displayed, and which contract is meant only the server knows.
///
/// # Errors
/// As [`check`].
pub(crate) fn check_about_contract(
    answer: &Answer,
    item_name: &str,
    application: fn(TrackingId) -> Application,
) -> Result<(), Failure> {
    check_application(answer)?;
    compare(
        answer,
        &[
            ("pay_method", PAY_METHOD),
            ("item_name", item_name),
            ("service_type", application(tracking_id(answer)?).service_type()),
            ("terminal_type", TERMINAL_TYPE),
        ],
    )
}

/// Compares the signed A01-1 that cancels a contract which the gateway bills with what was displayed: the name on the bill
/// and the amount of a month.
///
/// # Errors
/// As [`check`].
pub(crate) fn check_cancellation(answer: &Answer, item_name: &str, amount: Yen) -> Result<(), Failure> {
    check_shape(answer, &DEFINITION.before, true, &DEFINITION.after)?;
    tracking_id(answer)?;
    compare(
        answer,
        &[
            ("pay_method", PAY_METHOD),
            ("item_name", item_name),
            ("amount", &amount.get().to_string()),
            ("pay_type", SIMPLE_CANCEL.pay_type),
            ("auto_charge_type", SIMPLE_CANCEL.auto_charge_type),
            ("service_type", SIMPLE_CANCEL.service_type),
            ("div_settele", SIMPLE_CANCEL.div_settele),
            ("last_charge_month", ""),
            ("camp_type", SIMPLE_CANCEL.camp_type),
            ("terminal_type", TERMINAL_TYPE),
        ],
    )
}

/// The number of the contract, which has another shape than what its field can carry.
fn tracking_id(answer: &Answer) -> Result<TrackingId, Failure> {
    TrackingId::new(answer.value("tracking_id")).map_err(|_| Failure::with(Code::SignedDiffers, "tracking_id"))
}

/// Whether the fields are those of D01-1.
fn check_application(answer: &Answer) -> Result<(), Failure> {
    check_shape(answer, &application_request::DEFINITION.before, false, &application_request::DEFINITION.after)
}

fn compare(answer: &Answer, displayed: &[(&str, &str)]) -> Result<(), Failure> {
    match displayed.iter().find(|(name, value)| answer.value(name) != *value) {
        Some((name, _)) => Err(Failure::with(Code::SignedDiffers, name)),
        None => Ok(()),
    }
}

/// Whether the fields are exactly those of a definition, in order, each with a value that it can carry.
fn check_shape(answer: &Answer, before: &[Field], rows: bool, after: &[Field]) -> Result<(), Failure> {
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
    for field in before {
        next = take(field)?;
    }
    while rows && next == Some(DETAIL_ROW[0].name) {
        for field in &DETAIL_ROW {
            next = take(field)?;
        }
    }
    for field in after {
        take(field)?;
    }
    match fields.next() {
        Some((name, value)) if name == CHECKSUM_FIELD && is_forty_digits(value) && fields.next().is_none() => Ok(()),
        _ => Err(Failure::with(Code::AnswerInvalid, CHECKSUM_FIELD)),
    }
}

/// Forty hexadecimal digits. Whether they are right only the gateway and the merchant's server can tell.
fn is_forty_digits(value: &str) -> bool {
    value.len() == 40 && value.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests;
