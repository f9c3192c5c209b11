//! What is answered of events.

use super::schema::{about, answered, list_of, moment, or_null, string, whole, word, yen};
use crate::domain::event::KINDS;
use serde_json::{Value, json};

/// The components, by name.
pub(super) fn schemas() -> Vec<(&'static str, Value)> {
    vec![("Event", event()), ("EventList", list_of("events", "Event"))]
}

fn event() -> Value {
    let data = answered(&[
        ("idempotency_key", about(or_null(string()), "Under which the program asked for the order.")),
        ("customer_id", or_null(string())),
        ("item_id", or_null(string())),
        ("metadata", json!({ "type": ["object", "null"], "additionalProperties": { "type": "string" } })),
        ("order_id", or_null(string())),
        ("tracking_id", or_null(string())),
        ("contract", about(or_null(string()), "The contract's tracking id.")),
        ("amount", or_null(yen())),
        (
            "due_on",
            about(
                or_null(string()),
                "A day; of a payment of a month the month; of a contract that runs out its last day.",
            ),
        ),
        ("code", or_null(string())),
        ("item", about(or_null(whole(1, i64::MAX)), "The number of an item of the reconciliation list.")),
        (
            "evidence",
            about(or_null(string()), "Of order.paid and contract.joined the SHA-256 of what the payer agreed to."),
        ),
    ]);
    answered(&[
        ("id", string()),
        ("type", word(&KINDS.map(|(kind, _)| kind))),
        ("timestamp", moment()),
        ("order", about(or_null(string()), "The order's reference, which opens its payer's page.")),
        ("data", data),
    ])
}
