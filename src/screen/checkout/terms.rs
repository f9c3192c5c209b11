//! What the last screen before an order must show (Act on Specified Commercial Transactions, article 12-6), beside quantity
//! and price: those stand in the list of what is ordered and in what is to be paid, once.

use crate::language::{Language, RecurringSentence, Sentence, deadline};
use crate::page::order::Order;
use crate::screen::recurring::plan_terms;
use crate::screen::ui::{element, heading_of, part, slot, terms_rows};
use leptos::prelude::AnyView;
use sbps::schedule::Timing;

/// Of a contract how long it lasts, what it costs in all and how it ends; payment, delivery, application period,
/// cancellation.
pub(super) fn terms(level: &'static str, language: Language, order: &Order) -> AnyView {
    let mut rows = order.recurring.as_ref().map_or_else(Vec::new, |recurring| plan_terms(language, recurring));
    rows.extend(terms_rows(&agreed(language, order)));
    element(
        "section",
        "conditions",
        vec![heading_of(level, language.say(Sentence::Terms)), part("dl", "terms", rows), slot("terms")],
    )
}

/// Payment, delivery, application period and cancellation: what each is called, and what is said of it.
pub fn agreed(language: Language, order: &Order) -> [(&'static str, String); 4] {
    let say = |sentence| language.say(sentence).to_owned();
    let until =
        order.expires_at.map(|until| [language.say(Sentence::TermDeadline), &deadline(language, until)].concat());
    let period = match (&order.application_period, until) {
        (Some(period), Some(until)) => [period, "\n", &until].concat(),
        (Some(period), None) => period.clone(),
        // Who has a deadline is not told that there is none.
        (None, until) => until.unwrap_or_else(|| say(Sentence::TermPeriodNone)),
    };
    let payment = || match &order.recurring {
        None => say(Sentence::TermPaymentText),
        Some(recurring) => {
            let by_use = recurring.schedule.timing() == Timing::PayAsYouGo;
            language.say(if by_use { RecurringSentence::PaymentByUse } else { RecurringSentence::Payment }).to_owned()
        }
    };
    [
        (language.say(Sentence::TermPayment), order.payment_timing.clone().unwrap_or_else(payment)),
        (language.say(Sentence::TermDelivery), order.delivery.clone()),
        (language.say(Sentence::TermPeriod), period),
        (language.say(Sentence::TermCancellation), order.cancellation.clone()),
    ]
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::language::RecurringSentence as Recurring;
    use crate::page::order::tests::valid;
    use crate::page::recurring::tests::fixed_term;
    use leptos::prelude::RenderHtml;
    use serde_json::json;

    #[test]
    fn who_has_a_deadline_is_not_told_that_there_is_none() {
        let told = |period: Option<&str>, is_limited: bool| {
            let mut order = valid();
            order.application_period = period.map(str::to_owned);
            order.expires_at = order.expires_at.filter(|_| is_limited);
            let html = terms("h3", Language::Japanese, &order).to_html();
            let none = html.contains(Language::Japanese.say(Sentence::TermPeriodNone));
            (none, html.contains("2026年11月24日（火）午後0:00まで（日本時間）"), html.contains("11月末まで"))
        };
        assert_eq!(told(None, false), (true, false, false));
        assert_eq!(told(None, true), (false, true, false));
        assert_eq!(told(Some("11月末まで"), false), (false, false, true));
        assert_eq!(told(Some("11月末まで"), true), (false, true, true));
    }

    #[test]
    fn what_is_charged_by_use_has_no_days_to_point_at() {
        let monthly = json!({ "kind": "day_of_month", "months": 1, "day": 1 });
        for (kind, said) in [(monthly, Recurring::Payment), (json!({ "kind": "usage" }), Recurring::PaymentByUse)] {
            let order = Order { recurring: Some(fixed_term(kind, json!({}))), payment_timing: None, ..valid() };
            assert_eq!(agreed(Language::Japanese, &order)[0].1, Language::Japanese.say(said));
        }
    }
}
