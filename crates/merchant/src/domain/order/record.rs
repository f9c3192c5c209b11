//! An order with what became of it.

use super::outcome::OrderOutcome;
use super::placed::Order;

/// An order with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRecord {
    /// The order.
    pub order: Order,
    /// The gateway's name for the payment or the contract that came of it, once it told one.
    pub tracking_id: Option<String>,
    /// Whether it is on record as paid, its payer was sent back by error and nobody has looked yet.
    pub is_doubted: bool,
}

impl OrderRecord {
    /// What the record says at `now` (seconds since 1970-01-01T00:00:00Z), whichever request to pay
    /// a browser came back from.
    #[must_use]
    pub fn outcome(&self, now: i64) -> OrderOutcome {
        OrderOutcome::of(&self.order, None, self.is_doubted, now)
    }
}
