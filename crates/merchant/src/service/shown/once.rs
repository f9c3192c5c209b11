//! What the page of an order of one of the shop's products shows.

use super::data::Shown;
use crate::domain::language::Language;
use crate::domain::order::Order;
use crate::domain::product::{Price, Product};
use crate::service::Shop;
use crate::service::address::address_of_choice;
use kantan_checkout::page::order::Line;
use sbps::date_time::JstDateTime;

fn lines(order: &Order, price: Price, language: Language) -> Vec<Line> {
    let goods = Line { name: order.item_name.to_string(), quantity: order.quantity, amount: price.goods.cast_signed() };
    let shipping =
        Line {
            name: language.pick("送料", "Shipping").to_owned(), quantity: 1, amount: price.shipping.cast_signed()
        };
    if price.shipping == 0 { vec![goods] } else { vec![goods, shipping] }
}

/// What the page of an order of a product shows.
pub(super) fn of_product<'a>(
    shop: &'a Shop,
    order: &'a Order,
    product: &'a Product,
    price: Price,
    now: JstDateTime,
) -> Shown<'a> {
    let language = order.language;
    Shown {
        order,
        seller: shop.storefront.seller(language),
        back_url: address_of_choice(product.id.as_str(), order.quantity, language),
        lines: lines(order, price, language),
        delivery: product.delivery.get(language),
        cancellation: product.cancellation.get(language),
        payment_timing: None,
        recurring: None,
        destination: shop.settings.gateway_origin(),
        form_targets: shop.settings.form_targets(),
        now,
        maintenance: shop.settings.maintenance.known(),
    }
}
