//! The terms of a contract as a page holds them.

use crate::domain::language::Language;
use crate::domain::plan::Recurring;
use crate::service::address::{in_language, subscription_address};
use kantan_checkout::page::recurring::Recurring as Data;
use sbps::money::Yen;
use sbps::schedule::ScheduleError;

/// The terms with the way out, and whom to ask (`contact`).
///
/// # Errors
/// [`ScheduleError`] if the terms cannot be a contract.
pub fn data(
    recurring: &Recurring,
    amount: Yen,
    reference: &str,
    contact: &str,
    language: Language,
) -> Result<Data, ScheduleError> {
    let cancel_url = in_language(&subscription_address(reference), language);
    Data::new(recurring.terms(amount)?, cancel_url, contact.to_owned())
}
