//! Properties that hold for every value, not only for the examples: each message read is the message printed, and bytes
//! that were changed on the way neither panic nor pass for genuine.
#![cfg(feature = "api")]
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod api;
mod attempt;
mod change;
mod link;
mod text;
mod values;
