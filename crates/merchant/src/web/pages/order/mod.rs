//! An order before it is paid: the element, printed with a form that works without script.

use super::element::{element, printed};
use super::frame::{Module, Permissions, Script, page};
use crate::domain::language::Language;
use crate::domain::maintenance::{Maintenance, Window};
use crate::domain::order::Order;
use crate::domain::product::{Price, Product};
use crate::service::Shop;
use crate::service::address::in_language;
use crate::service::problem::Problem;
use crate::service::storefront::Storefront;
use axum::http::StatusCode;
use axum::response::Response;
use kantan_checkout::language::{RecurringSentence, Sentence};
use kantan_checkout::page::maintenance;
use kantan_checkout::page::order::{self, Order as Data};
use kantan_checkout::page::recurring::Recurring;
use kantan_checkout::print::{self, Element};
use maud::html;
use sbps::date_time::JstDateTime;

/// One line of the order.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) quantity: u32,
    pub(super) amount: u32,
}

/// What the page shows of an order, by JSON and by the plain form.
pub(super) struct Shown<'a> {
    pub(super) order: &'a Order,
    pub(super) storefront: &'a Storefront,
    pub(super) lines: Vec<Line>,
    pub(super) delivery: &'a str,
    pub(super) cancellation: &'a str,
    /// When the payments are made, where the shop says it in own words.
    pub(super) payment_timing: Option<String>,
    /// The contract, of an order of a plan.
    pub(super) recurring: Option<Recurring>,
    /// The origin that the signed form goes to.
    pub(super) destination: &'a str,
    /// Where it may arrive, by the page's policy.
    pub(super) form_targets: String,
    /// When the page is made.
    pub(super) now: JstDateTime,
    pub(super) maintenance: &'a Maintenance,
}

fn lines(order: &Order, price: Price, language: Language) -> Vec<Line> {
    let goods = Line { name: order.item_name.to_string(), quantity: order.quantity, amount: price.goods };
    let shipping = Line { name: language.pick("送料", "Shipping").to_owned(), quantity: 1, amount: price.shipping };
    if price.shipping == 0 { vec![goods] } else { vec![goods, shipping] }
}

fn expires_at(order: &Order) -> Option<JstDateTime> {
    JstDateTime::from_unix_seconds(order.expires_at)
}

/// The order as the element reads it.
fn data(shown: &Shown<'_>, language: Language) -> Data {
    let order = shown.order;
    let line = |line: &Line| order::Line {
        name: line.name.clone(),
        quantity: line.quantity,
        // Prices have seven digits.
        amount: line.amount.cast_signed(),
    };
    let window = |window: Window| maintenance::Window { from: window.from, until: window.until };
    Data {
        reference: order.reference.clone(),
        item_id: order.item_id.clone(),
        item_name: order.item_name.clone(),
        amount: order.amount,
        tax: Some(order.tax),
        lines: shown.lines.iter().map(line).collect(),
        delivery: shown.delivery.to_owned(),
        cancellation: shown.cancellation.to_owned(),
        payment_timing: shown.payment_timing.clone(),
        application_period: None,
        expires_at: expires_at(order),
        now: Some(shown.now),
        maintenance: shown.maintenance.to_come(shown.now).map(window).collect(),
        back_url: Some(in_language("/", language)),
        recurring: shown.recurring.clone(),
    }
}

/// The page of an order of a product.
pub(in crate::web) fn page_of(
    shop: &Shop,
    order: &Order,
    product: &Product,
    price: Price,
    now: JstDateTime,
    nonce: &str,
) -> Result<Response, Problem> {
    let language = order.language;
    let shown = Shown {
        order,
        storefront: &shop.storefront,
        lines: lines(order, price, language),
        delivery: product.delivery.get(language),
        cancellation: product.cancellation.get(language),
        payment_timing: None,
        recurring: None,
        destination: shop.settings.gateway_origin(),
        form_targets: shop.settings.form_targets(),
        now,
        maintenance: &shop.settings.maintenance,
    };
    show(&shown, language, nonce)
}

/// The page of an order.
pub(super) fn show(shown: &Shown<'_>, language: Language, nonce: &str) -> Result<Response, Problem> {
    // The element has the title as its heading: what stands over it says only what the page is about.
    let (title, about) = match shown.recurring {
        None => (language.say(Sentence::Title), language.pick("ご注文", "Your order")),
        Some(_) => (language.say(RecurringSentence::Title), language.pick("お申し込み", "Your application")),
    };
    let module = if shown.recurring.is_some() { Module::Checkout } else { Module::OneTimeCheckout };
    let element = Element { destinations: Some(shown.destination), ..element(language, module, "/checkout/requests") };
    let checkout = printed(print::checkout(&data(shown, language).to_json(), &element))?;
    let main = html! {
        main id="main" {
            h1 { (about) }
            (checkout)
        }
    };
    let script = Script { module, nonce };
    let allowed =
        Permissions { script: Some(script), form_targets: Some(&shown.form_targets), ..Permissions::default() };
    Ok(page(shown.storefront, language, StatusCode::OK, title, allowed, &main))
}
