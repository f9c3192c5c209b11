//! What can be done to a payment, by whom, from which state, until when, and where it leads.
//!
//! Service specification, "List of Provided Functions" and "Payment Status Transition". [`provided_functions`] holds their
//! tables, [`ask`] answers from them, [`document`] draws them.
//!
//! The gateway and the carrier have the last word: they also refuse what depends on the payer ("Behaviors depending on end
//! user status"), which nobody knows beforehand.

pub mod answer;
pub mod diagram;
pub mod function;
pub mod operation;
pub mod payment;
pub mod reason;
mod rules;
pub mod state;
pub mod table;

pub use answer::{Allowance, Instead, OperationWarning, Permission, Refusal};
pub use diagram::{diagram, document};
pub use function::{Entry, Note, PeriodRule, ProvidedFunction, Step};
pub use operation::{Channel, Operation};
pub use payment::{Attempt, Payment};
pub use reason::{Fact, RefusalReason};
pub use rules::ask;
pub use state::{PaymentState, SubscriptionState};
pub use table::{provided_function, provided_functions};
