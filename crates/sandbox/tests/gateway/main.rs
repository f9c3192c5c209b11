//! The sandbox as a payer's browser and a merchant's server meet it.
#![expect(clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod any_input;
mod binary;
mod pages;
mod payments;
mod requests;
mod support;
