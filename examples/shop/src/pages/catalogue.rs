//! What is sold.

use super::frame::Page;
use crate::catalogue::{Delivery, PRODUCTS, Product};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

/// Every product, each with a form that orders it. `cart` makes what is pressed twice on this page one order. `chosen` is
/// the product and how many of it an order has that is to be corrected.
pub(crate) fn catalogue(page: &Page<'_>, cart: &str, chosen: Option<(&str, i64)>) -> Response {
    let (again, once): (Vec<_>, Vec<_>) = PRODUCTS.iter().partition(|product| product.contract.is_some());
    let title = page.pick("商品", "Goods");
    let main = html! {
        main id="main" {
            h1 { (page.pick("きょうの市場", "Today at the market")) }
            p { (page.pick("お支払いは au かんたん決済で。", "Paid by au Kantan Kessai, with your phone bill.")) }
            h2 { (page.pick("一度のお買い物", "To buy once")) }
            ul.goods { @for product in once { li { (card(page, product, cart, chosen)) } } }
            h2 { (page.pick("定期便と月額プラン", "Subscriptions")) }
            p { (page.pick("解約は、ご契約のページからいつでもできます。", "Cancel whenever you like, on your subscription's page.")) }
            ul.goods { @for product in again { li { (card(page, product, cart, chosen)) } } }
        }
    };
    page.show(StatusCode::OK, title, &main)
}

fn card(page: &Page<'_>, product: &Product, cart: &str, chosen: Option<(&str, i64)>) -> Markup {
    let chosen = chosen.filter(|(id, _)| *id == product.id).map(|(_, number)| number);
    let quantity = format!("quantity-{}", product.id);
    let per = match (product.contract.is_some(), product.varies()) {
        (false, _) => "",
        (true, false) => page.pick("／回", " each time"),
        (true, true) => page.pick("／回（上限）", " each time, at most"),
    };
    let press = if product.contract.is_some() {
        page.pick("申し込む", "Subscribe")
    } else {
        page.pick("注文へ進む", "Order")
    };
    html! {
        h3 lang="ja" { (product.name) }
        p { (product.about.get(page.language)) }
        p.price {
            (page.language.yen(product.price)) (per)
            @if product.delivery == Delivery::Parcel {
                small { (page.pick("＋配送料500円", " and ¥500 for delivery")) }
            }
        }
        form method="post" action="/buy" {
            input type="hidden" name="product" value=(product.id);
            input type="hidden" name="cart" value=(cart);
            input type="hidden" name="language" value=(page.language.tag());
            @if product.most > 1 {
                label for=(quantity) { (page.pick("個数", "How many")) }
                select id=(quantity) name="quantity" {
                    @for number in 1..=product.most { option value=(number) selected[chosen == Some(number)] { (number) } }
                }
            }
            button aria-label=(format!("{press}{}{}", page.pick("：", ": "), product.name)) { (press) }
        }
    }
}
