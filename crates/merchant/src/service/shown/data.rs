//! The data of an order's page.

use crate::domain::language::Language;
use crate::domain::maintenance::{Closing, Maintenance, Window};
use crate::domain::order::Order;
use crate::service::storefront::Seller;
use kantan_checkout::language::{ClosingSentence, moment};
use kantan_checkout::page::maintenance;
use kantan_checkout::page::order::{self, Order as Data};
use kantan_checkout::page::recurring::Recurring;
use sbps::date_time::JstDateTime;

/// What the page shows of an order, by JSON and by the plain form.
pub struct Shown<'a> {
    /// The order.
    pub order: &'a Order,
    /// Who sells.
    pub seller: Seller<'a>,
    /// What the amount is made of.
    pub lines: Vec<order::Line>,
    /// When it is delivered.
    pub delivery: &'a str,
    /// How it can be withdrawn from.
    pub cancellation: &'a str,
    /// When the payments are made, where the shop says it in own words.
    pub payment_timing: Option<String>,
    /// Where the payer corrects the order.
    pub back_url: String,
    /// The contract, of an order that makes one.
    pub recurring: Option<Recurring>,
    /// The origin that the signed form goes to.
    pub destination: &'a str,
    /// Where it may arrive, by the page's policy.
    pub form_targets: String,
    /// When the page is made.
    pub now: JstDateTime,
    /// When the payment service is closed.
    pub maintenance: Maintenance,
}

fn expires_at(order: &Order) -> Option<JstDateTime> {
    JstDateTime::from_unix_seconds(order.expires_at)
}

/// The order as the element reads it.
#[must_use]
pub fn data(shown: &Shown<'_>) -> Data {
    let order = shown.order;
    let window = |Window { from, until, closing }: Window| {
        let words = |language: Language| language.tell(ClosingSentence::Failure, &[&moment(language, until)]);
        let notice = (closing == Closing::Failure).then(|| words(order.language));
        maintenance::Window { from, until, notice }
    };
    Data {
        reference: order.reference.clone(),
        item_id: order.item_id.clone(),
        item_name: order.item_name.clone(),
        amount: order.amount,
        tax: Some(order.tax),
        lines: shown.lines.clone(),
        delivery: shown.delivery.to_owned(),
        cancellation: shown.cancellation.to_owned(),
        payment_timing: shown.payment_timing.clone(),
        application_period: None,
        expires_at: expires_at(order),
        now: Some(shown.now),
        maintenance: shown.maintenance.to_come(shown.now).map(window).collect(),
        back_url: Some(shown.back_url.clone()),
        recurring: shown.recurring.clone(),
    }
}
