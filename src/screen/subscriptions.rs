//! What a payer has subscribed to, what comes next, and the way out on the same screen: `<kantan-subscriptions>`.
//!
//! Service specification, "Cancellation procedures for recurring billing (fixed term/pay as you go)" and "Handling of
//! errors in recurring billing": a personal page with the names, the scheduled billing dates and the cancellation at a
//! high level. From the list to the receipt it is two presses: the control, and the confirmation in place.

mod controls;
mod screen;
mod state;
mod words;

pub use screen::screen;
pub use state::{Intent, Remedy, Step, SubscriptionsState, remedy};

#[cfg(test)]
mod tests;
