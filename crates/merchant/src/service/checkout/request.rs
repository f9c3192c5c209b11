//! What a browser says that the payer saw, held against the record.

use crate::domain::order::Order;
use crate::service::problem::{Code, Problem};
use chrono::NaiveDate;
use kantan_checkout::page::request::{CheckoutRequest, Displayed};
use sbps::money::Yen;
use sbps::schedule::Schedule;

/// The most bytes of a reference: ours have 32.
const LONGEST_REFERENCE: usize = 64;
/// The most bytes of an item id (link type, `item_id`).
const LONGEST_ITEM_ID: usize = 32;
/// The most bytes of an item name in UTF-8: forty characters of one byte in Shift_JIS and three in
/// UTF-8.
const LONGEST_ITEM_NAME: usize = 120;

/// Whether every text is one that an order of ours can have, before the record is asked: a page may
/// show longer ones.
///
/// # Errors
/// [`Code::RequestInvalid`] naming the first that is not.
pub(super) fn check(asked: &CheckoutRequest) -> Result<(), Problem> {
    let shown = &asked.displayed;
    for (name, text, longest) in [
        ("order_reference", &asked.order_reference, LONGEST_REFERENCE),
        ("displayed.item_id", &shown.item_id, LONGEST_ITEM_ID),
        ("displayed.item_name", &shown.item_name, LONGEST_ITEM_NAME),
    ] {
        if text.len() > longest {
            let detail = format!("member `{name}` is longer than {longest} bytes");
            return Err(Problem::with_detail(Code::RequestInvalid, detail));
        }
    }
    Ok(())
}

/// What a page shows of an order, with the contract that it makes when it is joined on that day.
pub(super) fn displayed(order: &Order, contract: Option<&Schedule>, joined_on: NaiveDate) -> Displayed {
    Displayed {
        item_id: order.item_id.as_str().to_owned(),
        item_name: order.item_name.as_str().to_owned(),
        amount: order.amount,
        tax: Some(order.tax),
        charges: contract.map(|schedule| charges_shown(schedule, joined_on)),
    }
}

/// The day and the most of each charge of the twelve months after joining, as a page shows them.
fn charges_shown(schedule: &Schedule, joined_on: NaiveDate) -> Vec<(NaiveDate, Yen)> {
    let charges = schedule.charges_within_a_year(joined_on);
    charges.map(|charge| (charge.date, charge.amount.most())).collect()
}

/// Whether the payer saw what is so; a page need not show the tax.
pub(super) fn is_what_was_seen(seen: &Displayed, current: &Displayed) -> bool {
    let tax = seen.tax.or(current.tax);
    Displayed { tax, ..seen.clone() } == *current
}
