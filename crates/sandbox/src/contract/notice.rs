//! Notices about a simple contract after its joining: what could not be billed (NG) and how it
//! ended (CR, CC, CL).
//!
//! Service specification, "Recurring charge (simple) Cancellation notification" (A02-1). They go to
//! the `pagecon_url` of the joining purchase, repeat its fields and carry its `res_tracking_id`.
//! Official (support manual): one that fails is not sent again; the merchant is mailed and handles
//! it by hand.

use crate::exchange::Notification;
use sbps::date_time::JstDateTime;
use sbps::message::PaymentResult;

/// A notice, and what the merchant's server answered.
#[derive(Clone, Debug)]
pub struct Notice {
    /// What is told.
    pub result: PaymentResult,
    /// Four digits that say why, or blank.
    pub error_code: &'static str,
    /// When it became due.
    pub due: JstDateTime,
    /// The message's fields in order, not signed yet.
    pub fields: Vec<(String, String)>,
    /// Where it goes.
    pub address: String,
    /// How it was sent; `None` while it is still to be sent.
    pub sent: Option<Notification>,
}

impl Notice {
    /// Whether the merchant recorded it.
    #[must_use]
    pub fn is_recorded(&self) -> bool {
        self.sent.as_ref().is_some_and(Notification::is_recorded)
    }

    /// Whether the merchant is mailed instead: it was sent, and not recorded.
    #[must_use]
    pub fn is_mailed(&self) -> bool {
        self.sent.as_ref().is_some_and(|sent| !sent.is_recorded())
    }
}
