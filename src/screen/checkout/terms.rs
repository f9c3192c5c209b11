//! The six items that the last screen before an order must show (Act on Specified Commercial Transactions, article 12-6).

use crate::language::{Language, RecurringSentence, Sentence, deadline, total_with_tax};
use crate::page::order::Order;
use crate::screen::recurring::{first_payment, price};
use crate::screen::ui::{element, part, terms_rows, text};
use leptos::prelude::AnyView;

/// Quantity, price, payment, delivery, application period, cancellation; in this order.
pub(super) fn terms(language: Language, order: &Order) -> AnyView {
    let say = |sentence| language.say(sentence).to_owned();
    let mut period = order.application_period.clone().unwrap_or_else(|| say(Sentence::TermPeriodNone));
    if let Some(until) = order.expires_at {
        period = [&period, "\n", language.say(Sentence::TermDeadline), &deadline(language, until)].concat();
    }
    let mut cancellation = order.cancellation.clone();
    let (quantity, total, payment) = match &order.recurring {
        None => (
            language.say(Sentence::TermQuantityText),
            total_with_tax(language, order.amount.get()),
            say(Sentence::TermPaymentText),
        ),
        Some(recurring) => {
            cancellation = [&cancellation, "\n", language.say(RecurringSentence::Cancelling)].concat();
            (
                language.say(RecurringSentence::Quantity),
                price(language, recurring),
                match first_payment(language, recurring) {
                    Some(first) => [&first, "\n", language.say(RecurringSentence::Payment)].concat(),
                    None => language.say(RecurringSentence::Payment).to_owned(),
                },
            )
        }
    };
    let payment = order.payment_timing.clone().unwrap_or(payment);
    let items = [
        (language.say(Sentence::TermQuantity), quantity.to_owned()),
        (language.say(Sentence::TermPrice), total),
        (language.say(Sentence::TermPayment), payment),
        (language.say(Sentence::TermDelivery), order.delivery.clone()),
        (language.say(Sentence::TermPeriod), period),
        (language.say(Sentence::TermCancellation), cancellation),
    ];
    element(
        "section",
        "section",
        vec![text("h3", "heading", language.say(Sentence::Terms)), part("dl", "terms", terms_rows(&items))],
    )
}
