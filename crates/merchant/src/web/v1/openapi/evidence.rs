//! What is answered of what a payer agreed to.

use super::schema::{about, answered, moment, string, truth};
use serde_json::{Value, json};

/// The components, by name.
pub(super) fn schemas() -> Vec<(&'static str, Value)> {
    vec![("Evidence", evidence())]
}

fn evidence() -> Value {
    answered(&[
        ("order", about(string(), "The order's reference.")),
        ("order_id", about(string(), "The request at the gateway by which it was agreed to.")),
        (
            "is_agreed",
            about(
                truth(),
                "Whether that request paid for the order or made its contract; else it is the latest of those signed.",
            ),
        ),
        ("signed_at", moment()),
        ("sha256", about(json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" }), "Of the UTF-8 of `document`.")),
        ("fits", about(truth(), "Whether `document` still has this hash; where not, somebody has changed the record.")),
        ("document", about(string(), "Canonical JSON (RFC 8785), as it was hashed.")),
        ("evidence", about(json!({ "type": ["object", "null"] }), "The same as a value.")),
    ])
}
