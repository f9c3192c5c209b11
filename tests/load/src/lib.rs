//! The service as a process of its own, under load, killed, on a slow disk; and a gateway that
//! counts what it was asked for. What is certain is counted here, outside of the service.
#![allow(clippy::expect_used, clippy::panic, reason = "a measurement may stop at the first surprise")]

mod database;
mod gateway;
mod payer;
mod receiver;
pub mod scenario;
mod service;

pub use database::Database;
pub use gateway::Gateway;
pub use payer::{Payer, Signed};
pub use receiver::Receiver;
pub use service::{Group, variable};

/// The secret that both sides share in a measurement.
pub(crate) const KEY: &str = "a-key-for-measurements";
/// The staff's token.
pub(crate) const STAFF: &str = "a-token-for-measurements";
