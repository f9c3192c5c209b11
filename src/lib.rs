//! `<kantan-checkout>`: au Kantan Kessai checkout for any web page, over SB Payment Service's link type.
//!
//! The page shows an order, the element shows the payer exactly what will be charged, the merchant's server signs it, and
//! the browser carries it to the gateway byte for byte. The element's contract is in DESIGN.md.

mod checkout;
mod element;
mod event;
mod handoff;
mod json;
mod language;
#[cfg(feature = "preview")]
mod preview;
mod ui;

pub use element::CheckoutElement;
