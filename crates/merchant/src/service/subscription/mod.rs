//! A payer's recurring contract: joined, shown, left, made again.
//!
//! Service specification, "Cancellation procedures for recurring billing (fixed term/pay as you
//! go)": a personal page with the names, the scheduled billing dates and the way out.

mod action;
pub mod former;
pub mod joining;
pub mod leaving;
mod lookup;
pub mod reapplication;
mod request;
pub mod view;

pub use lookup::{find, find_by_link, find_to_act, ordered_in};
