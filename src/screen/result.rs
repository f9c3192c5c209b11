//! What became of a payment, by the merchant's record alone, with one clear next step: `<kantan-result>`.
//!
//! Link type, A03-1: the browser's return proves nothing, so the page shows what the server knows and asks again while
//! the gateway's notification is on its way. Service specification, "Supplementary Information", for what a payer is
//! told who cannot pay.

mod advice;
mod screen;
mod state;

pub use screen::screen;
pub use state::{ResultState, WAITS};

#[cfg(test)]
mod tests;
