//! The sandbox as a payer's browser and a merchant's server meet it.
#![expect(clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod any_input;
mod api_refusals;
mod api_sales;
mod applications;
mod binary;
mod clock;
mod contracts;
mod faults;
mod pages;
mod payments;
mod recurring;
mod requests;
mod state;
mod support;
mod vectors;
