//! What is asked and answered of payments.

use super::schema::{
    about, amount, answered, asked, day, list, moment, month, named, object, or_null, string, whole, word, yen,
};
use crate::domain::payment::{Action, REFUND_WAITING};
use sbps::status::{Channel, Operation, OperationWarning, PaymentState};
use serde_json::Value;

/// The components, by name.
pub(super) fn schemas() -> Vec<(&'static str, Value)> {
    vec![("PaymentRequest", request()), ("PaymentState", state()), ("Possible", possible()), ("Payment", payment())]
}

fn request() -> Value {
    asked(
        &[],
        &[
            ("amount", about(or_null(amount()), "All of it without.")),
            ("month", about(or_null(month()), "Of a contract that the gateway bills, which of its payments.")),
        ],
    )
}

fn state() -> Value {
    let mut states: Vec<&str> = PaymentState::ALL.iter().map(|state| state.code()).collect();
    states.extend(["under_way", REFUND_WAITING]);
    word(&states)
}

fn possible() -> Value {
    let mut operations: Vec<&str> = Operation::ALL.iter().map(|operation| operation.code()).collect();
    operations.extend(["wait", "look_up_outcome", "deal_with_payer"]);
    let channels: Vec<&str> = Channel::ALL.iter().map(|channel| channel.code()).collect();
    let warnings = [
        OperationWarning::MayFailForAMoment,
        OperationWarning::NotByCreditCard,
        OperationWarning::Inferred,
        OperationWarning::ExpiryUncertain,
    ];
    let warnings = warnings.map(OperationWarning::code);
    object(
        &[("operation", word(&operations))],
        &[
            ("channel", word(&channels)),
            ("from", day()),
            ("until", day()),
            ("at_most", amount()),
            ("warnings", list(&word(&warnings))),
        ],
    )
}

/// How much, where `null` is everything.
fn all_or_part() -> Value {
    about(or_null(amount()), "null is all of it.")
}

fn payment() -> Value {
    let methods = ["one_time_automatic", "one_time_specified", "recurring_simple", "recurring_fixed_term"];
    let actions: Vec<&str> = Action::ALL.iter().map(|action| action.as_str()).collect();
    let call = answered(&[
        ("action", word(&actions)),
        ("amount", all_or_part()),
        ("asked_at", moment()),
        ("outcome", word(&["done", "not_done", "unknown", "under_way"])),
        ("gateway_code", or_null(string())),
        ("detail", or_null(string())),
    ]);
    let retry = answered(&[
        ("amount", all_or_part()),
        ("tries", about(whole(0, 1_000), "How often it was asked for again.")),
        ("next_at", moment()),
    ]);
    answered(&[
        ("tracking_id", string()),
        ("order_reference", string()),
        ("billing_method", word(&methods)),
        ("month", or_null(month())),
        ("state", named("PaymentState")),
        ("amount", amount()),
        ("settled_amount", or_null(amount())),
        ("settled_on", or_null(day())),
        ("refunded_amount", yen()),
        ("retry", or_null(retry)),
        ("possible", list(&named("Possible"))),
        ("calls", list(&call)),
    ])
}
