//! What a payer agreed to, as it is kept with a request to pay.

use crate::domain::order::Order;
use kantan_checkout::json::Json;
use kantan_checkout::print::evidence::{Kept, hash};

/// What was kept with a request to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptEvidence {
    /// The request at the gateway.
    pub order_id: String,
    /// The order.
    pub reference: String,
    /// When the request was signed, in seconds since 1970-01-01T00:00:00Z.
    pub made_at: i64,
    /// SHA-256 of the document as it was made, in hexadecimal digits.
    pub sha256: String,
    /// The document: canonical JSON.
    pub document: String,
}

impl KeptEvidence {
    /// Whether the document is the one whose hash was kept, and is about the request that it is kept with.
    #[must_use]
    pub fn fits(&self) -> bool {
        let is_about = |json: Json| {
            json.get("order_id").text() == Some(&self.order_id)
                && json.get("order").get("order_reference").text() == Some(&self.reference)
        };
        hash(&self.document) == self.sha256 && self.json().is_some_and(is_about)
    }

    /// Whether it is about the request that paid for the order, or made its contract.
    #[must_use]
    pub fn is_agreed(&self, order: &Order) -> bool {
        order.paid_by.as_ref().is_some_and(|paid_by| paid_by.as_str() == self.order_id)
    }

    /// The document as a value; `None` where it is none any more.
    #[must_use]
    pub fn json(&self) -> Option<Json> {
        serde_json::from_str(&self.document).ok()
    }

    /// The document as a screen; `None` where this program does not know its format.
    #[must_use]
    pub fn read(&self) -> Option<Kept> {
        Kept::read(&self.json()?)
    }
}
