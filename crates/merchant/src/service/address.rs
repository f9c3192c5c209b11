//! The addresses of the pages, which messages and pages name.

use crate::domain::language::Language;

/// The address of an order's page.
#[must_use]
pub fn order_address(reference: &str) -> String {
    format!("/orders/{reference}")
}

/// The address of an order's result.
#[must_use]
pub fn result_address(reference: &str) -> String {
    format!("/orders/{reference}/result")
}

/// The address of a contract's page.
#[must_use]
pub fn subscription_address(reference: &str) -> String {
    format!("/subscriptions/{reference}")
}

/// An address of the shop in a language; it has no query yet.
#[must_use]
pub fn in_language(address: &str, language: Language) -> String {
    format!("{address}?lang={}", language.tag())
}
