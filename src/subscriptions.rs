//! `<kantan-subscriptions>`: what a payer has subscribed to, what comes next, and the way out on the same screen.
//!
//! Service specification, "Cancellation procedures for recurring billing (fixed term/pay as you go)" and "Handling of
//! errors in recurring billing": a personal page with the names, the scheduled billing dates and the cancellation at a
//! high level. From the list to the receipt it is two presses: the control, and the confirmation in place.

mod account;
mod controls;
mod outlook;
mod process;
mod screen;
mod sentence;
mod state;
mod subscription;
mod words;

pub(crate) use account::Account;
pub(crate) use process::Process;
#[cfg(feature = "preview")]
pub(crate) use subscription::Action;

#[cfg(test)]
mod tests;
