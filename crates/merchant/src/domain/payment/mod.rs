//! What a merchant does with a payment: settle, cancel, refund, whole or in part, within the periods
//! of the rules.
//!
//! Service specification, "List of Provided Functions" and "Basic Specifications", as
//! [`sbps::status`] answers them. There is no inquiry function for au: a call of which nobody knows
//! what it did leaves the payment in doubt until a person has looked.

mod call;
mod decision;
mod facts;
mod refunded;
mod retry;

pub use call::{Action, PaymentCall, PaymentCallOutcome, UNDER_WAY_SECONDS, effected};
pub use decision::{Chance, Decided, Refused, Wish, chances, decide};
pub use facts::{Facts, Money, PaymentKind, REFUND_WAITING};
pub use refunded::refunded;
pub use retry::{Retry, pause};
