//! Why an order about a contract cannot be done, as the carrier would find out, though every field of it is right.
//!
//! The codes are those of the au block (C, from one merchant's copy of the table); which of them answers which
//! situation is our inference (I), except 8363 and 8291, whose texts say so.

use super::ledger::Ledger;
use super::{Contract, Standing};
use crate::exchange::Finding;
use crate::order::{Intent, Order};
use chrono::NaiveDate;

/// The contract was cancelled already.
pub const CANCELLED_ALREADY: &str = "8363";
/// There is a contract already.
pub const REGISTERED_ALREADY: &str = "8291";
/// No data.
pub const NO_DATA: &str = "8286";
/// The transaction is not permitted.
pub const NOT_PERMITTED: &str = "8258";
/// The contract lapsed.
pub const LAPSED: &str = "8259";

/// Why an order cannot be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// The four digits that the merchant is told.
    pub error_code: &'static str,
    /// The same in words, for the developer.
    pub finding: Finding,
}

fn obstacle(error_code: &'static str, field: &str, code: &'static str, ja: &str, en: &str) -> Obstacle {
    let finding = Finding { field: field.to_owned(), code: code.into(), ja: ja.to_owned(), en: en.to_owned() };
    Obstacle { error_code, finding }
}

impl Ledger {
    /// What stands in the way of an order on a day.
    #[must_use]
    pub fn obstacle(&self, order: &Order, today: NaiveDate) -> Option<Obstacle> {
        let parties = order.parties();
        let active = self.active_fixed_term(parties.customer_code, parties.item_id, today);
        match order.intent() {
            // Whether a second simple contract for the same item is refused is not published; here it is not (I).
            Intent::OneTime | Intent::JoinSimple { .. } | Intent::FirstPurchase => None,
            Intent::Apply => active.map(|_| registered()),
            Intent::Reapply(tracking_id) => match self.own(order, false) {
                Ok(_) => active.filter(|active| active.tracking_id != *tracking_id).map(|_| registered()),
                Err(obstacle) => Some(obstacle),
            },
            intent @ (Intent::CancelSimple(_) | Intent::Unsubscribe(_)) => {
                match self.own(order, matches!(intent, Intent::CancelSimple(_))) {
                    Ok(contract) => ended(contract.standing(today)),
                    Err(obstacle) => Some(obstacle),
                }
            }
        }
    }

    /// The contract that an order names, if it is of that method and the customer's.
    fn own(&self, order: &Order, simple: bool) -> Result<&Contract, Obstacle> {
        let named = order.intent().contract().and_then(|tracking_id| self.contract(tracking_id));
        match named.filter(|contract| contract.is_simple() == simple) {
            None => Err(obstacle(
                NO_DATA,
                "tracking_id",
                "contract_unknown",
                "このトラッキングIDの継続課金契約はありません。",
                "There is no such contract with this tracking id.",
            )),
            Some(contract) if contract.customer_code != *order.parties().customer_code => Err(obstacle(
                NOT_PERMITTED,
                "cust_code",
                "contract_foreign",
                "この契約は別の顧客IDのものです。",
                "The contract belongs to another customer.",
            )),
            Some(contract) => Ok(contract),
        }
    }
}

fn registered() -> Obstacle {
    obstacle(
        REGISTERED_ALREADY,
        "item_id",
        "contract_active",
        "この顧客と商品には有効な契約がすでにあります。",
        "There is an active contract for this customer and item already.",
    )
}

fn ended(standing: Standing) -> Option<Obstacle> {
    match standing {
        Standing::Active => None,
        Standing::Ended(_) => Some(obstacle(
            CANCELLED_ALREADY,
            "tracking_id",
            "contract_ended",
            "この契約はすでに終了しています。",
            "The contract has ended already.",
        )),
        Standing::Expired => Some(obstacle(
            LAPSED,
            "tracking_id",
            "contract_expired",
            "最終の決済から365日を過ぎ、この契約は失効しています。",
            "More than 365 days have passed since the last payment: the contract has lapsed.",
        )),
    }
}
