//! What the last screen before an order must show (Act on Specified Commercial Transactions, article 12-6), beside quantity
//! and price: those stand in the list of what is ordered and in what is to be paid, once.

use crate::language::{Language, RecurringSentence, Sentence, deadline};
use crate::page::order::Order;
use crate::screen::recurring::plan_terms;
use crate::screen::ui::{element, heading_of, part, slot, terms_rows};
use leptos::prelude::AnyView;

/// Of a contract how long it lasts, what it costs in all and how it ends; payment, delivery, application period,
/// cancellation.
pub(super) fn terms(language: Language, order: &Order) -> AnyView {
    let say = |sentence| language.say(sentence).to_owned();
    let mut period = order.application_period.clone().unwrap_or_else(|| say(Sentence::TermPeriodNone));
    if let Some(until) = order.expires_at {
        period = [&period, "\n", language.say(Sentence::TermDeadline), &deadline(language, until)].concat();
    }
    let (mut rows, payment) = match &order.recurring {
        None => (Vec::new(), say(Sentence::TermPaymentText)),
        Some(recurring) => (plan_terms(language, recurring), language.say(RecurringSentence::Payment).to_owned()),
    };
    rows.extend(terms_rows(&[
        (language.say(Sentence::TermPayment), order.payment_timing.clone().unwrap_or(payment)),
        (language.say(Sentence::TermDelivery), order.delivery.clone()),
        (language.say(Sentence::TermPeriod), period),
        (language.say(Sentence::TermCancellation), order.cancellation.clone()),
    ]));
    element(
        "section",
        "conditions",
        vec![heading_of("h3", language.say(Sentence::Terms)), part("dl", "terms", rows), slot("terms")],
    )
}
