//! What was asked about payments: rows that are only ever added.

mod call;
mod facts;
mod finding;
mod refunded;
mod retry;
mod unsettled;

pub use call::{BegunPaymentCall, KeptPaymentCall, NewPaymentCall};
pub use facts::PaymentName;
pub(super) use facts::calls_of;
pub(super) use finding::note_call;
pub(super) use retry::waiting;
pub use retry::{DueRetry, Retrying};
