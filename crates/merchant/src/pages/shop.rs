//! The catalogue.

use super::{Permissions, page};
use crate::catalogue::{Catalogue, Product};
use crate::language::Language;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

/// Every product, each with a form that orders it.
pub fn catalogue(catalogue: &Catalogue, language: Language) -> Response {
    let other = language.pick("en", "ja");
    let main = html! {
        main id="main" {
            h1 { (language.pick("商品一覧", "Products")) }
            p { (language.pick("お支払いは au かんたん決済（通信料金合算・au PAY）です。", "Pay with au Kantan Kessai: on your phone bill or by au PAY.")) }
            ul.products { @for product in catalogue.products() { li { (card(product, language)) } } }
            p { a href=(format!("/?lang={other}")) lang=(other) hreflang=(other) { (language.pick("English", "日本語")) } }
        }
    };
    page(language, StatusCode::OK, language.pick("商品一覧", "Products"), Permissions::default(), &main)
}

fn card(product: &Product, language: Language) -> Markup {
    let quantity = format!("quantity-{}", product.id);
    html! {
        h2 lang="ja" { (product.name) }
        p { (product.about.get(language)) }
        p.price { (language.yen(product.price)) " " small { (language.pick("税込", "tax included")) } }
        form method="post" action="/orders" {
            input type="hidden" name="product" value=(product.id);
            input type="hidden" name="language" value=(language.tag());
            label for=(quantity) { (language.pick("数量", "Quantity")) }
            select id=(quantity) name="quantity" {
                @for number in 1..=product.most { option value=(number) { (number) } }
            }
            button aria-label=(format!("{} {}", product.name, language.pick("を注文する", "– order"))) { (language.pick("注文する", "Order")) }
        }
    }
}
