//! The order id of an attempt, derived from what the attempt is for.
//!
//! Link type, A01-1 `order_id` and API type, ST01-00104-402: unique within merchant and service,
//! never used again, also not after a refusal. An id that is derived and not drawn stays the same
//! for whoever asks again for the same thing: a server after a crash, one with a restored backup, a
//! second one. The gateway then refuses the copy as a duplicate (error type 96) instead of charging
//! twice. Letters are lower case, so that no cut through an id reads as a result (`OK`, `CR`).

use super::{OrderId, TrackingId};
use chrono::{Datelike, NaiveDate};
use sha1::{Digest, Sha1};

impl OrderId {
    /// The id of an attempt to bill a recurring (fixed term / pay as you go) contract: its tracking
    /// id, the day (JST) on which the charge is due, and the number of the attempt, from 1. It can
    /// be read, so that whoever looks at it in the management tool sees what was billed.
    ///
    /// ```
    /// use sbps::identifier::OrderId;
    ///
    /// let due_on = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
    /// let id = OrderId::of_charge(&"80312789324671".parse()?, due_on, 1);
    /// assert_eq!(id.as_str(), "80312789324671-20261120-1");
    /// # Ok::<(), sbps::identifier::IdentifierError>(())
    /// ```
    #[must_use]
    pub fn of_charge(contract: &TrackingId, due_on: NaiveDate, attempt: u16) -> Self {
        let (year, month, day) = (due_on.year(), due_on.month(), due_on.day());
        Self(format!("{contract}-{year:04}{month:02}{day:02}-{attempt}"))
    }

    /// The id of an attempt to pay an order, from the shop's own reference of the order and the
    /// number of the attempt, from 1. The reference may open the payer's page, so it is hashed: with
    /// 120 bits nobody finds it, nor a second one.
    ///
    /// ```
    /// use sbps::identifier::OrderId;
    ///
    /// let id = OrderId::of_order("order-1", 2);
    /// assert_eq!(id.as_str(), "ea37b42b1c3b60951f13dc801405f2-2");
    /// ```
    #[must_use]
    pub fn of_order(reference: &str, attempt: u16) -> Self {
        let hash = Sha1::digest(reference);
        let hash: String = hash.iter().take(15).map(|byte| format!("{byte:02x}")).collect();
        Self(format!("{hash}-{attempt}"))
    }
}
