//! What is asked and answered of contracts, and of what was used under them.

use super::schema::{
    about, address, amount, answered, asked, charge, day, line, list, list_of, moment, month, named, or_null, string,
    text, truth, word, yen,
};
use crate::domain::subscription::SubscriptionState;
use crate::domain::usage::{LONGEST_DESCRIPTION, LONGEST_ID};
use serde_json::{Value, json};

/// The components, by name.
pub(super) fn schemas() -> Vec<(&'static str, Value)> {
    let states: Vec<&str> = SubscriptionState::ALL.iter().map(|(word, _)| *word).collect();
    let note = about(text(500), "Why; it is kept with the key's name.");
    vec![
        ("ContractState", word(&states)),
        ("Charge", past_charge()),
        ("Contract", answered(&members())),
        ("WholeContract", whole_contract()),
        ("ContractList", list_of("contracts", "Contract")),
        ("LiftRequest", asked(&[("note", note)], &[])),
        ("UsageRequest", asked(&usage(), &[])),
        ("Usage", answered(&[usage(), vec![("bills_on", day())]].concat())),
        ("UsageList", usage_list()),
    ]
}

fn past_charge() -> Value {
    answered(&[
        ("on", day()),
        ("amount", yen()),
        ("outcome", word(&["paid", "failed", "unknown", "waiting", "reserved", "cancelled", "free"])),
        ("tracking_id", or_null(string())),
        ("month", or_null(month())),
        ("refunded_amount", yen()),
    ])
}

fn members() -> Vec<(&'static str, Value)> {
    vec![
        ("tracking_id", or_null(string())),
        ("order_reference", string()),
        ("billing_method", word(&["recurring_simple", "recurring_fixed_term"])),
        ("state", named("ContractState")),
        ("is_suspended", truth()),
        ("item_id", string()),
        ("item_name", string()),
        ("amount", amount()),
        ("customer", string()),
        ("customer_id", or_null(string())),
        ("joined_on", day()),
        ("ends_on", or_null(day())),
        ("failed_on", or_null(day())),
        ("failed_with", or_null(string())),
    ]
}

fn whole_contract() -> Value {
    let mut members = members();
    members.extend([
        ("recurring", or_null(named("Terms"))),
        ("possible", list(&word(&["end", "lift"]))),
        ("next_charge_on", or_null(day())),
        ("coming", list(&charge())),
        ("charges", list(&named("Charge"))),
        ("open_usage", or_null(json!({ "type": "integer", "minimum": 0 }))),
        ("receipt", or_null(answered(&[("number", string()), ("on", day())]))),
        ("subscription_url", address()),
        ("view_url", address()),
        ("view_url", address()),
        ("leave_url", or_null(address())),
        ("renew_url", or_null(address())),
    ]);
    answered(&members)
}

fn usage() -> Vec<(&'static str, Value)> {
    vec![
        ("usage_id", about(line(LONGEST_ID), "The shop's own name for it: told twice, it counts once.")),
        ("amount", amount()),
        ("used_on", day()),
        ("description", line(LONGEST_DESCRIPTION)),
    ]
}

fn usage_list() -> Value {
    let mut entry = usage();
    entry.extend([
        ("bills_on", day()),
        ("recorded_at", moment()),
        ("state", word(&["open", "in_charge", "given_up"])),
        ("charge_on", or_null(day())),
    ]);
    answered(&[
        ("open_amount", json!({ "type": "integer", "minimum": 0 })),
        ("at_most", or_null(amount())),
        ("usage", list(&answered(&entry))),
        ("next", or_null(string())),
    ])
}
