//! What a payer is told of a recurring contract: its plan of payments, and the words of it that other screens use.
//!
//! Act on Specified Commercial Transactions, article 12-6, with the Consumer Affairs Agency's guideline, for what is told.

mod plan;
mod words;

pub use plan::{date_list, plan, plan_terms};
pub use words::{cancel_in_time, charge_amount};

#[cfg(test)]
mod tests;
