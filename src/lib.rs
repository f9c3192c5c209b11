//! `<kantan-checkout>`, `<kantan-result>` and `<kantan-subscriptions>`: au Kantan Kessai for any web page, over SB Payment
//! Service's link type.
//!
//! The page shows an order, the element shows the payer exactly what will be charged, the merchant's server signs it, and
//! the browser carries it to the gateway byte for byte. What pages and elements agree on is in docs/page-contract.md.
//!
//! The house has five floors, and uses go downwards only: [`language`] (sentences, amounts, dates), [`page`] (the data of
//! each page), [`screen`] (state to view), `browser` (the custom elements, feature `csr`) and `preview` (the designers'
//! gallery, feature `preview`). A server needs the first three, and on top of them, with feature `ssr`, `print`: the same
//! screens, printed.

#![cfg_attr(
    not(all(feature = "checkout", feature = "result", feature = "subscriptions")),
    allow(dead_code, unused_imports, reason = "an element alone does not use what the others do")
)]

#[cfg(feature = "csr")]
mod browser;
#[cfg(test)]
mod contract;
pub mod json;
pub mod language;
pub mod page;
#[cfg(feature = "preview")]
mod preview;
#[cfg(feature = "ssr")]
pub mod print;
pub mod screen;

#[cfg(feature = "checkout")]
pub use browser::element::CheckoutElement;
#[cfg(feature = "result")]
pub use browser::element::ResultElement;
#[cfg(feature = "subscriptions")]
pub use browser::element::SubscriptionsElement;
#[cfg(all(feature = "csr", target_family = "wasm", not(feature = "preview")))]
pub use browser::texts::learn;
#[cfg(feature = "preview")]
pub use preview::states;
