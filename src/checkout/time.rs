//! How an order stands to the clock: its deadline, maintenance, midnight in Japan.
//!
//! Service specification, "Payment deadline setting" and "Service Suspension Due to Maintenance, etc."; what is decided is
//! in `standing`, and all the rest only shows it.

mod clock;
mod sentence;
mod standing;
mod view;

pub(super) use clock::Clock;
pub(super) use sentence::TimeSentence;
pub(super) use standing::{Gate, Standing, standing};
pub(super) use view::notices;
