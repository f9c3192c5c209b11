//! `<kantan-checkout>`, `<kantan-result>` and `<kantan-subscriptions>`: au Kantan Kessai for any web page, over SB
//! Payment Service's link type.
//!
//! The page shows an order, the element shows the payer exactly what will be charged, the merchant's server signs it, and
//! the browser carries it to the gateway byte for byte. The element's contract is in DESIGN.md.

#![cfg_attr(
    not(all(feature = "checkout", feature = "result", feature = "subscriptions")),
    allow(dead_code, unused_imports, reason = "an element alone does not use what the others do")
)]

mod checkout;
mod element;
mod event;
mod handoff;
mod json;
mod language;
#[cfg(feature = "preview")]
mod preview;
mod recurring;
#[cfg(any(test, feature = "result"))]
mod result;
mod stage;
#[cfg(any(test, feature = "subscriptions"))]
mod subscriptions;
mod ui;

#[cfg(any(test, feature = "checkout"))]
pub use element::CheckoutElement;
#[cfg(any(test, feature = "result"))]
pub use element::ResultElement;
#[cfg(any(test, feature = "subscriptions"))]
pub use element::SubscriptionsElement;
#[cfg(feature = "preview")]
pub use preview::states;
