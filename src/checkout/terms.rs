//! The six items that the last screen before an order must show (Act on Specified Commercial Transactions, article 12-6).

use super::order::Order;
use crate::language::{Language, Sentence, deadline, total_with_tax};
use crate::ui::{element, part, text};
use leptos::prelude::AnyView;

/// Quantity, price, payment, delivery, application period, cancellation; in this order.
pub(super) fn terms(language: Language, order: &Order) -> AnyView {
    let say = |sentence| language.say(sentence).to_owned();
    let or = |own: &Option<String>, sentence| own.clone().unwrap_or_else(|| say(sentence));
    let mut period = vec![or(&order.application_period, Sentence::TermPeriodNone)];
    if let Some(until) = order.expires_at {
        period.push(say(Sentence::TermDeadline) + &deadline(language, until));
    }
    let items = [
        (Sentence::TermQuantity, vec![say(Sentence::TermQuantityText)]),
        (Sentence::TermPrice, vec![total_with_tax(language, order.amount.get())]),
        (Sentence::TermPayment, vec![or(&order.payment_timing, Sentence::TermPaymentText)]),
        (Sentence::TermDelivery, vec![order.delivery.clone()]),
        (Sentence::TermPeriod, period),
        (Sentence::TermCancellation, vec![order.cancellation.clone()]),
    ];
    let item = |(name, texts): (Sentence, Vec<String>)| {
        let mut children = vec![text("dt", "term", language.say(name))];
        children.extend(texts.into_iter().map(|words| text("dd", "words", &words)));
        element("div", "item", children)
    };
    element(
        "section",
        "section",
        vec![text("h3", "heading", language.say(Sentence::Terms)), part("dl", "terms", items.map(item).into())],
    )
}
