//! `<kantan-checkout>`: review, confirm, jump. A one-time purchase or a recurring contract.
//!
//! Service specification, "Billing Methods"; Act on Specified Commercial Transactions, article 12-6, for
//! what the last screen before an order shows.

mod announcement;
mod failure_view;
pub(crate) mod order;
mod pay_button;
mod phase;
mod process;
mod review;
mod settings;
mod state;
mod statement;
mod terms;
mod time;

pub(crate) use announcement::{Announcement, Announcer};
pub(crate) use process::Process;
pub(crate) use settings::{Endpoint, Settings};
