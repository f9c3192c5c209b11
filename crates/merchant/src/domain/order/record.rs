//! An order with what became of it.

use super::outcome::OrderOutcome;
use super::placed::Order;
use crate::domain::payment::{Facts, PaymentCall, PaymentKind, Retry};
use sbps::billing::SalesMethod;
use sbps::date_time::JstDateTime;
use sbps::identifier::TrackingId;

/// An order with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRecord {
    /// The order.
    pub order: Order,
    /// The gateway's name for the payment or the contract that came of it, once it told one.
    pub tracking_id: Option<String>,
    /// Whether it is on record as paid, its payer was sent back by error and nobody has looked yet.
    pub is_doubted: bool,
    /// Whether a chargeback of its payment stands.
    pub is_charged_back: bool,
    /// When the request that paid for it was made, in seconds since 1970-01-01T00:00:00Z.
    pub requested_at: Option<i64>,
    /// What was asked of the gateway about its payments, the oldest first.
    pub calls: Vec<PaymentCall>,
    /// The refund of its payment that waits to be asked for again.
    pub retry: Option<Retry>,
}

impl OrderRecord {
    /// An order that has just been made: nothing has become of it yet.
    #[must_use]
    pub const fn made(order: Order) -> Self {
        Self {
            order,
            tracking_id: None,
            is_doubted: false,
            is_charged_back: false,
            requested_at: None,
            calls: Vec::new(),
            retry: None,
        }
    }

    /// The shop's own name for its customer, where a program told one.
    #[must_use]
    pub fn customer_id(&self) -> Option<&str> {
        self.order.said.as_ref()?.customer_id.as_deref()
    }

    /// What the record says at `now` (seconds since 1970-01-01T00:00:00Z), whichever request to pay
    /// a browser came back from.
    #[must_use]
    pub fn outcome(&self, now: i64) -> OrderOutcome {
        OrderOutcome::of(&self.order, None, self.is_doubted, now)
    }

    /// The payment of an order that was bought once, where it is paid. `sales` is how purchases become
    /// sales that no program ordered. Each charge of a contract is a payment of its own.
    #[must_use]
    pub fn payment(&self, sales: SalesMethod) -> Option<Facts> {
        if self.order.plan.is_some() {
            return None;
        }
        let requested = JstDateTime::from_unix_seconds(self.requested_at?)?.date();
        Some(Facts {
            tracking_id: TrackingId::new(self.tracking_id.as_deref()?).ok()?,
            order_reference: self.order.reference.clone(),
            kind: PaymentKind::OneTime(self.order.said.as_ref().map_or(sales, |said| said.sales)),
            amount: self.order.amount,
            requested,
            is_doubted: self.is_doubted,
            is_missing: false,
            is_charged_back: self.is_charged_back,
            calls: self.calls.clone(),
            retry: self.retry.clone(),
        })
    }
}
