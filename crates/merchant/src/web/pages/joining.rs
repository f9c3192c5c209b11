//! The terms of a contract as a page holds them.

use crate::domain::language::Language;
use crate::domain::plan::Recurring;
use crate::service::address::{in_language, subscription_address};
use crate::service::storefront::Storefront;
use kantan_checkout::page::recurring::Recurring as Data;
use sbps::money::Yen;
use sbps::schedule::ScheduleError;

/// The terms with the way out, and whom to ask.
///
/// # Errors
/// [`ScheduleError`] if the terms cannot be a contract.
pub(super) fn data(
    recurring: &Recurring,
    amount: Yen,
    reference: &str,
    storefront: &Storefront,
    language: Language,
) -> Result<Data, ScheduleError> {
    let cancel_url = in_language(&subscription_address(reference), language);
    Data::new(recurring.terms(amount)?, cancel_url, storefront.contact.get(language).to_owned())
}
