//! What the page of an order that a program made shows.

use super::data::Shown;
use super::plan::Joining;
use crate::domain::api_order::{self, Goods};
use crate::domain::order::Order;
use crate::service::Shop;
use crate::service::storefront::Seller;
use kantan_checkout::page::order::Line;
use sbps::date_time::JstDateTime;

/// What the page of an order that a program made shows.
pub(super) fn of_goods<'a>(
    shop: &'a Shop,
    order: &'a Order,
    goods: &'a Goods,
    joining: Option<Joining<'a>>,
    now: JstDateTime,
) -> Shown<'a> {
    let line =
        |line: &api_order::Line| Line { name: line.name.clone(), quantity: line.quantity, amount: line.amount() };
    let timing = joining.as_ref().map(|joining| joining.payment_timing.clone());
    Shown {
        order,
        seller: Seller::of(Some(goods), &shop.storefront, order.language),
        back_url: goods.back_url.as_ref().unwrap_or(&goods.return_url).clone(),
        lines: goods.lines.iter().map(line).collect(),
        delivery: &goods.delivery,
        cancellation: &goods.cancellation,
        payment_timing: goods.payment_timing.clone().or(timing),
        destination: joining.as_ref().map_or(shop.settings.gateway_origin(), |joining| joining.destination),
        recurring: joining.map(|joining| joining.recurring),
        form_targets: shop.settings.form_targets(),
        now,
        maintenance: shop.settings.maintenance.known(),
    }
}
