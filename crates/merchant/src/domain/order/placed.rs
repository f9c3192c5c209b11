//! An order as it is kept.

use crate::domain::api_order::ApiOrder;
use crate::domain::language::Language;
use crate::domain::plan::PlanTerms;
use sbps::identifier::{CustomerCode, ItemId, OrderId};
use sbps::money::{Tax, Yen};
use sbps::text::ItemName;

/// An order. Price and name are frozen here when it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Its name in addresses; nobody can guess it.
    pub reference: String,
    /// The language it was made in.
    pub language: Language,
    /// The product's id in the catalogue.
    pub product: String,
    /// How many.
    pub quantity: u32,
    /// The item's id.
    pub item_id: ItemId,
    /// The item's name.
    pub item_name: ItemName,
    /// The amount in yen, tax and shipping included.
    pub amount: Yen,
    /// The tax contained in it.
    pub tax: Tax,
    /// Who buys.
    pub customer_code: CustomerCode,
    /// When it was made, in seconds since 1970-01-01T00:00:00Z.
    pub created_at: i64,
    /// Before when a payment has to be started, in seconds since 1970-01-01T00:00:00Z.
    pub expires_at: i64,
    /// The request that paid for it, or by which its contract was made.
    pub paid_by: Option<OrderId>,
    /// When the shop withdrew it, in seconds since 1970-01-01T00:00:00Z.
    pub withdrawn_at: Option<i64>,
    /// The terms of the plan; `None` for a one-time purchase.
    pub plan: Option<PlanTerms>,
    /// What a shop's own program said of it, if one made it.
    pub said: Option<ApiOrder>,
}
