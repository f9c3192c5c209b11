//! What a customer ordered, and what the payment service told of it.

use super::frame::Page;
use crate::catalogue::service;
use crate::customer::unguessable;
use crate::event::Standing;
use crate::record::Bought;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

/// Everything that this customer ordered, the latest first.
pub(crate) fn mine(page: &Page<'_>, purchases: &[Bought]) -> Response {
    let title = page.pick("ご注文とご契約", "My orders");
    let main = html! {
        main id="main" {
            h1 { (title) }
            @if purchases.is_empty() {
                p { (page.pick("このブラウザーからのご注文は、まだありません。", "Nothing was ordered in this browser yet.")) }
            }
            @for bought in purchases { (entry(page, bought)) }
        }
    };
    page.show(StatusCode::OK, title, &main)
}

fn entry(page: &Page<'_>, bought: &Bought) -> Markup {
    let (standing, product) = (bought.standing(), bought.product());
    let is_once = product.is_none_or(|product| product.contract.is_none());
    let id = format!("purchase-{}", bought.purchase.id);
    html! {
        article aria-labelledby=(id) data-standing=(standing.word()) {
            h2 lang="ja" id=(id) { (product.map_or(bought.purchase.product.as_str(), |product| product.name)) }
            p.standing { (standing.name(is_once).get(page.language)) }
            (history(page, bought))
            (steps(page, bought))
            p {
                a href=(page.to(&format!("/purchases/{}", bought.purchase.id))) {
                    @if bought.is_settled() { (page.pick("ご注文の控え", "The order")) }
                    @else { (page.pick("お支払いへ進む", "Go on to pay")) }
                }
            }
        }
    }
}

/// What was told of an order, the latest first.
pub(super) fn history(page: &Page<'_>, bought: &Bought) -> Markup {
    let told: Vec<_> = bought.events().rev().filter_map(|event| Some((event, event.said()?))).collect();
    html! {
        @if !told.is_empty() {
            ul.history {
                @for (event, said) in told {
                    li {
                        time datetime=(event.timestamp) { (page.language.day(&event.timestamp)) }
                        span {
                            (said.get(page.language))
                            @if let Some(amount) = event.money() { " " (page.language.yen(amount)) }
                        }
                    }
                }
            }
        }
    }
}

/// What the customer of a contract can do.
pub(super) fn steps(page: &Page<'_>, bought: &Bought) -> Markup {
    let used = service(&bought.purchase.product).filter(|_| bought.standing() == Standing::Paid);
    html! {
        @if bought.contract().is_some() {
            p {
                a.button href=(format!("/purchases/{}/contract", bought.purchase.id)) {
                    (page.pick("ご契約の内容・解約", "See or cancel the subscription"))
                }
            }
        }
        @if let Some(service) = used {
            form method="post" action=(format!("/purchases/{}/use", bought.purchase.id)) {
                // What is pressed twice is used once.
                input type="hidden" name="use_id" value=(unguessable());
                input type="hidden" name="language" value=(page.language.tag());
                button.quiet { (service.name.get(page.language)) " " (page.language.yen(service.price)) }
            }
        }
    }
}
