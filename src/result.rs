//! `<kantan-result>`: what became of a payment, by the merchant's record alone, with one clear next step.
//!
//! Link type, A03-1: the browser's return proves nothing, so the page shows what the server knows and asks again while
//! the gateway's notification is on its way. Service specification, "Supplementary Information", for what a payer is
//! told who cannot pay.

mod advice;
mod process;
mod report;
mod screen;
mod sentence;

pub(crate) use process::Process;
pub(crate) use report::Report;

#[cfg(test)]
mod tests;
