//! What the page of an order shows, whoever made it: for the page itself, for programs that embed it, and for the
//! evidence of what was agreed to.

mod data;
mod goods;
pub mod joining;
mod once;
mod plan;

pub use data::{Shown, data};

use super::Shop;
use super::ordering::Ordered;
use super::problem::Problem;
use crate::domain::order::Order;
use plan::{joining, of_plan};
use sbps::date_time::JstDateTime;

/// What a page shows of an order, whoever made it.
///
/// # Errors
/// `order_expired` where its terms can no longer be a contract.
pub fn shown<'a>(
    shop: &'a Shop,
    order: &'a Order,
    ordered: &'a Ordered<'a>,
    now: JstDateTime,
) -> Result<Shown<'a>, Problem> {
    Ok(match ordered {
        Ordered::Product(product, price) => once::of_product(shop, order, product, *price, now),
        Ordered::Plan { plan, terms, contract } => {
            let contact = shop.storefront.contact.get(order.language);
            of_plan(shop, order, plan, joining(shop, order, terms, (contract, contact), now)?, now)
        }
        Ordered::Api { rest, contract } => {
            let joining = match (&order.plan, contract) {
                (Some(terms), Some(contract)) => {
                    Some(joining(shop, order, terms, (contract, &rest.goods.contact.line()), now)?)
                }
                _ => None,
            };
            goods::of_goods(shop, order, &rest.goods, joining, now)
        }
    })
}
