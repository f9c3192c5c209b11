//! The catalogue.

use super::frame::{Permissions, page};
use crate::domain::language::Language;
use crate::domain::plan::Plan;
use crate::domain::product::Product;
use crate::service::storefront::Storefront;
use axum::http::StatusCode;
use axum::response::Response;
use kantan_checkout::language::wording::named;
use kantan_checkout::language::{RecurringSentence, amount};
use maud::{Markup, html};

/// Every product, each with a form that orders it. `chosen` is the product and how many of it an order has that is to be
/// corrected.
pub(in crate::web) fn catalogue(storefront: &Storefront, chosen: Option<(&str, u32)>, language: Language) -> Response {
    let other = language.pick("en", "ja");
    let main = html! {
        main id="main" {
            h1 { (language.pick("商品一覧", "Products")) }
            p { (named(language, language.pick("お支払いは au かんたん決済（通信料金合算・au PAY）です。", "Pay with au Kantan Kessai: on your phone bill or by au PAY."))) }
            ul.products { @for product in &storefront.products { li { (card(product, chosen, language)) } } }
            @if !storefront.plans.is_empty() {
                h2 { (language.pick("定期便・月額プラン", "Subscriptions")) }
                p { (language.pick("定期的にお支払いが発生するプランです。いつでも解約できます。", "Billed regularly until you cancel, which you can do at any time.")) }
                ul.products { @for plan in &storefront.plans { li { (plan_card(plan, language)) } } }
            }
            p { a href=(format!("/?lang={other}")) lang=(other) hreflang=(other) { (language.pick("English", "日本語")) } }
        }
    };
    page(storefront, language, StatusCode::OK, language.pick("商品一覧", "Products"), Permissions::default(), &main)
}

fn card(product: &Product, chosen: Option<(&str, u32)>, language: Language) -> Markup {
    let chosen = chosen.filter(|(id, _)| *id == product.id.as_str()).map(|(_, number)| number);
    let quantity = format!("quantity-{}", product.id);
    html! {
        h2 lang="ja" { (product.name) }
        p { (product.about.get(language)) }
        p.price { (amount(language, product.price)) " " small { (language.pick("税込", "tax included")) } }
        form method="post" action="/orders" {
            input type="hidden" name="product" value=(product.id);
            input type="hidden" name="language" value=(language.tag());
            label for=(quantity) { (language.pick("数量", "Quantity")) }
            select id=(quantity) name="quantity" {
                @for number in 1..=product.most { option value=(number) selected[chosen == Some(number)] { (number) } }
            }
            button aria-label=(format!("{} {}", product.name, language.pick("を注文する", "– order"))) { (language.pick("注文する", "Order")) }
        }
    }
}

fn plan_card(plan: &Plan, language: Language) -> Markup {
    let price = amount(language, plan.amount.get());
    html! {
        h3 lang="ja" { (plan.name) }
        p { (plan.about.get(language)) }
        p.price {
            @if plan.varies() { (language.tell(RecurringSentence::AtMost, &[&price])) } @else { (price) }
            " " small { (language.pick("1回・税込", "each time, tax included")) }
        }
        form method="post" action="/orders" {
            input type="hidden" name="product" value=(plan.id);
            input type="hidden" name="language" value=(language.tag());
            button aria-label=(format!("{} {}", plan.name, language.pick("の内容を確認する", "– see the terms"))) { (language.pick("内容を確認する", "See the terms")) }
        }
    }
}
