//! The addresses of the pages, which messages and pages name.

use crate::domain::language::Language;
use crate::domain::subscription::SubscriptionState;
use crate::domain::subscription::rules::Action;
use chrono::NaiveDate;

/// The address of the page on which the link of a contract is asked for by mail.
pub const LOST_LINK: &str = "/lost-link";

/// Whether a page is for staff.
#[must_use]
pub fn is_for_staff(path: &str) -> bool {
    path == "/staff" || path.starts_with("/staff/")
}

/// The address of the page on which staff sign in.
pub const SIGN_IN: &str = "/staff/sign-in";

/// The same, in that language.
#[must_use]
pub fn sign_in_page(language: Language) -> String {
    format!("{SIGN_IN}?language={}", language.tag())
}

/// The address of an order's page.
#[must_use]
pub fn order_address(reference: &str) -> String {
    format!("/orders/{reference}")
}

/// The address of the page that leads from an order, as it was shown on that day, to the gateway.
#[must_use]
pub fn order_handoff_address(reference: &str, shown_on: NaiveDate) -> String {
    format!("{}/handoff/{shown_on}", order_address(reference))
}

/// The address of the page that leads from a contract, which the payer saw in that state, to the
/// gateway.
#[must_use]
pub fn subscription_handoff_address(reference: &str, action: Action, state: SubscriptionState) -> String {
    format!("{}/handoff/{}/{}", subscription_address(reference), action.word(), state.word())
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

/// Whether an address is that of a page about a contract.
#[must_use]
pub fn is_about_contract(address: &str) -> bool {
    address.starts_with("/subscriptions/")
}

/// Whether an address is that of a page that leads to the gateway.
#[must_use]
pub fn leads_to_gateway(address: &str) -> bool {
    address.split('/').nth(3) == Some("handoff")
}

/// An address of the shop in a language. One that names its language already keeps it: of two, the
/// first is read.
#[must_use]
pub fn in_language(address: &str, language: Language) -> String {
    let mark = if address.contains('?') { '&' } else { '?' };
    format!("{address}{mark}lang={}", language.tag())
}

/// The address of the catalogue for whoever comes back to correct an order of so many of a product.
#[must_use]
pub fn address_of_choice(product: &str, quantity: u32, language: Language) -> String {
    format!("/?lang={}&product={product}&quantity={quantity}#quantity-{product}", language.tag())
}
