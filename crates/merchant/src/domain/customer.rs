//! A customer of the shop's own, as the gateway knows it.

use sbps::identifier::CustomerCode;

/// The shop's own name for a customer, and the code that belongs to it for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// The shop's own name.
    pub customer_id: String,
    /// The gateway's name, by which it remembers the au ID.
    pub code: CustomerCode,
    /// When an order named the customer first, in seconds since 1970-01-01T00:00:00Z.
    pub created_at: i64,
}
