//! Orders, the requests to pay for them, and what became of both.

mod attempt;
mod outcome;
mod placed;
mod record;
mod requested;

pub use attempt::{ATTEMPTS_SECONDS, Admission, Attempt, AttemptState, MOST_ATTEMPTS};
pub use outcome::OrderOutcome;
pub use placed::Order;
pub use record::OrderRecord;
pub use requested::Requested;
