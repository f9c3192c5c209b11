//! What a browser asks for and what it says that the payer saw.

use crate::domain::order::Order;
use crate::service::problem::{Code, Problem};
use chrono::NaiveDate;
use sbps::money::{Tax, Yen};
use sbps::schedule::Schedule;
use serde::Deserialize;

/// What a browser asks for, as JSON or as a form.
#[derive(Clone, Debug, Deserialize)]
pub struct CheckoutRequest {
    /// The order.
    pub order_reference: String,
    /// The page's language: `ja` or `en`.
    #[serde(default)]
    pub language: String,
    /// What the payer saw.
    pub displayed: Displayed,
}

/// What the payer saw, as it was sent; [`CheckoutRequest::check`] says whether it can be.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Displayed {
    /// The item's id.
    pub item_id: String,
    /// The item's name.
    pub item_name: String,
    /// The amount in yen.
    pub amount: i64,
    /// The tax contained in it; `null` if none was shown, never left out.
    #[serde(deserialize_with = "Option::deserialize")]
    pub tax: Option<i64>,
    /// Recurring orders: the day and the amount of each charge of the twelve months shown; none for
    /// pay as you go.
    #[serde(default)]
    pub charges: Option<Vec<(NaiveDate, i64)>>,
}

/// The day and the amount of each charge of the twelve months after joining, as a page shows them.
#[must_use]
pub fn charges_shown(schedule: &Schedule, joined_on: NaiveDate) -> Vec<(NaiveDate, i64)> {
    let charges = schedule.charges_within_a_year(joined_on);
    charges.map(|charge| (charge.date, i64::from(charge.amount.most().get()))).collect()
}

/// The most bytes of a reference: ours have 32.
const LONGEST_REFERENCE: usize = 64;
/// The most bytes of an item id (link type, `item_id`).
const LONGEST_ITEM_ID: usize = 32;
/// The most bytes of an item name in UTF-8: forty characters of one byte in Shift_JIS and three in
/// UTF-8.
const LONGEST_ITEM_NAME: usize = 120;

impl CheckoutRequest {
    /// Whether every value is one that an order can have, before the record is asked.
    ///
    /// # Errors
    /// [`Code::RequestInvalid`] naming the first that is not.
    pub fn check(&self) -> Result<(), Problem> {
        let wrong = |detail: String| Problem::with_detail(Code::RequestInvalid, detail);
        let shown = &self.displayed;
        for (name, text, longest) in [
            ("order_reference", &self.order_reference, LONGEST_REFERENCE),
            ("item_id", &shown.item_id, LONGEST_ITEM_ID),
            ("item_name", &shown.item_name, LONGEST_ITEM_NAME),
        ] {
            if text.is_empty() {
                return Err(wrong(format!("field `{name}` is empty")));
            }
            if text.len() > longest {
                return Err(wrong(format!("field `{name}` is longer than {longest} bytes")));
            }
        }
        let yen = |number: i64| u32::try_from(number).ok();
        if yen(shown.amount).and_then(|amount| Yen::new(amount).ok()).is_none() {
            return Err(wrong(format!("field `amount` is {}; it should be 1 to 9999999 yen", shown.amount)));
        }
        match shown.tax {
            Some(tax) if yen(tax).and_then(|tax| Tax::new(tax).ok()).is_none() => {
                Err(wrong(format!("field `tax` is {tax}; it should be null or 0 to 9999999 yen")))
            }
            _ => Ok(()),
        }
    }
}

impl Displayed {
    /// Whether this is the order, with these charges if it is a recurring one.
    pub(super) fn is(&self, order: &Order, charges: Option<&[(NaiveDate, i64)]>) -> bool {
        self.charges.as_deref() == charges
            && self.item_id == order.item_id.as_str()
            && self.item_name == order.item_name.as_str()
            && self.amount == i64::from(order.amount.get())
            && self.tax.is_none_or(|tax| tax == i64::from(order.tax.get()))
    }
}
