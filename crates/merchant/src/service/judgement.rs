//! What there is to remark about an order that could be made as it is: whether its payer will know it on the bill, and
//! what of its terms may mislead. Nothing is refused for it.

use super::Shop;
use super::api_order::unkept;
use super::ordering::{Ordered, find, ordered};
use super::problem::{Code, Problem};
use super::shown::{Shown, data, shown};
use crate::domain::order::Order;
use kantan_checkout::page::remark::{Remark, remarks};
use sbps::text::ItemName;
use sbps::text::recognition::{Doubt, doubt};
use serde_json::Value;

/// What there is to remark.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// The name on the bill.
    pub item_name: ItemName,
    /// Why a payer may not know what it stands for.
    pub doubt: Option<Doubt>,
    /// Other names of this shop's latest orders of which the bill shows the same.
    pub alike: Vec<String>,
    /// What of the terms may mislead; `None` where the order has no page any more.
    pub remarks: Option<Vec<Remark>>,
}

/// Judges an order, with what its page shows if it still has one.
///
/// # Errors
/// The [`Problem`] of a store that does not answer.
pub async fn judged(shop: &Shop, order: &Order, shown: Option<&Shown<'_>>) -> Result<Judgement, Problem> {
    Ok(Judgement {
        item_name: order.item_name.clone(),
        doubt: doubt(order.item_name.as_str()),
        alike: shop.store.names_alike(&order.item_name).await?,
        remarks: shown.map(|shown| remarks(&data(shown))),
    })
}

/// Judges the order with that reference.
///
/// # Errors
/// [`Code::OrderUnknown`] where there is none; [`Code::OrderExpired`] where nothing of its terms is known any more.
pub async fn of_order(shop: &Shop, reference: &str) -> Result<Judgement, Problem> {
    let order = find(shop, reference).await?;
    judge(shop, &order, &ordered(shop, &order).await?).await
}

/// Judges what a program would ask for, and keeps nothing.
///
/// # Errors
/// [`Code::OrderInvalid`] with everything that is wrong with it.
pub async fn of_request(shop: &Shop, body: &Value) -> Result<Judgement, Problem> {
    let (order, rest) = unkept(shop, body)?;
    // It has no link yet.
    let contract = order.plan.is_some().then(String::new);
    judge(shop, &order, &Ordered::Api { rest: &rest, contract }).await
}

async fn judge(shop: &Shop, order: &Order, ordered: &Ordered<'_>) -> Result<Judgement, Problem> {
    let now = shop.clock.now().ok_or(Code::Internal)?;
    judged(shop, order, Some(&shown(shop, order, ordered, now)?)).await
}
