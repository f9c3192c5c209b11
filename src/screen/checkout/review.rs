//! The last screen before au: everything the payer agrees to, and one button.

use super::failure_view::failure_view;
use super::notices::notices;
use super::pay_button::actions;
use super::standing::Gate;
use super::state::CheckoutState;
use super::statement::statement;
use super::terms::terms;
use crate::language::{Language, RecurringSentence, Sentence, amount, tax_contained};
use crate::page::order::{Line, Order};
use crate::page::recurring::Recurring;
use crate::screen::recurring::{date_list, plan};
use crate::screen::ui::{NONE, as_it_is, attributed, element, heading_of, note_in, part, slot, text, title_of};
use leptos::prelude::AnyView;
use sbps::billing::{BillingMethod, Contract, PaymentSource, SalesMethod};

/// The whole screen, as a function of the state.
pub fn screen(state: &CheckoutState) -> AnyView {
    let language = state.language;
    match &state.order {
        Ok(order) => order_view(language, order, state),
        Err(failure) => part("div", "card", vec![failure_view(state.headings.title(), language, failure)]),
    }
}

fn order_view(language: Language, order: &Order, state: &CheckoutState) -> AnyView {
    let failure = state.phase.failure();
    let (headings, section) = (state.headings, state.headings.section());
    // Asked of the order itself: where no build of it can be a contract, nothing of one is built in.
    let (title, introduction, due, dates) = match &order.recurring {
        None => (language.say(Sentence::Title), language.say(Sentence::Introduction), total(language, order), None),
        Some(recurring) => (
            language.say(RecurringSentence::Title),
            language.say(RecurringSentence::Introduction),
            plan(section, language, recurring, order.tax),
            date_list(section, language, &recurring.charges),
        ),
    };
    // What is agreed to, in the order in which it is read: what, how much and when, on which terms, the button.
    let agreement = vec![
        lines(language, &order.lines),
        part("div", "due", vec![due]),
        terms(section, language, order),
        element(
            "div",
            "confirm",
            vec![
                // Always there, so that the button below it is never made anew and keeps the focus.
                element("div", "failure", failure.map(|it| failure_view(section, language, it)).into_iter().collect()),
                notices(language, order, &state.standing),
                actions(language, order, state),
            ],
        ),
    ];
    let mut details: Vec<_> = dates.into_iter().collect();
    details.extend([sources(section, language, order.recurring.as_ref()), statement(section, language, order)]);
    // A title of the page's own is no name of what stands below it: then the card has ours as its name.
    let (mut head, [role, name]) = match headings.is_untitled() {
        false => (vec![title_of(headings, title)], [NONE; 2]),
        true => (Vec::new(), [("role", "region"), ("aria-label", title)]),
    };
    head.push(text("p", "introduction", introduction));
    let children = vec![
        slot("header"),
        element("header", "head", head),
        element("div", "agreement", agreement),
        element("div", "details", details),
        slot("footer"),
    ];
    // Where nothing can be placed any more, nothing says how to.
    let class = match (state.phase.can_pay(), state.standing.gate) {
        (false, _) => "card over",
        (true, Gate::Closed) if !state.phase.is_busy() => "card closed",
        _ => "card",
    };
    attributed("div", class, [("part", "card"), role, name, NONE, NONE], children)
}

fn lines(language: Language, lines: &[Line]) -> AnyView {
    let row = |line: &Line| {
        element(
            "tr",
            "line",
            vec![
                text("td", "name", &line.name),
                text("td", "quantity", &line.quantity.to_string()),
                as_it_is("td", "amount", &amount(language, line.amount)),
            ],
        )
    };
    part(
        "table",
        "lines",
        vec![
            element(
                "thead",
                "columns-of-lines",
                vec![element(
                    "tr",
                    "line",
                    vec![
                        text("th", "name", language.say(Sentence::LineName)),
                        text("th", "quantity", language.say(Sentence::LineQuantity)),
                        text("th", "amount", language.say(Sentence::LineAmount)),
                    ],
                )],
            ),
            element("tbody", "rows", lines.iter().map(row).collect()),
        ],
    )
}

fn total(language: Language, order: &Order) -> AnyView {
    let tax = match order.tax {
        Some(tax) => tax_contained(language, tax.get()),
        None => language.say(Sentence::TaxIncluded).to_owned(),
    };
    part(
        "p",
        "total",
        vec![
            text("span", "total-label", language.say(Sentence::Total)),
            as_it_is("strong", "total-amount", &amount(language, order.amount.get())),
            text("span", "total-tax", &tax),
        ],
    )
}

/// Service specification, "au Kantan Kessai Service": the methods of payment available for end users; "Billing
/// Methods": which of them a recurring contract does not take. They are those of the basic contract, without credit
/// cards and WebMoney: the page does not know what else the merchant applied for.
fn sources(level: &'static str, language: Language, recurring: Option<&Recurring>) -> AnyView {
    let once = BillingMethod::OneTime(SalesMethod::Automatic);
    let method = recurring.map_or(once, Recurring::billing_method);
    let (mut taken, mut excluded) = (Vec::new(), Vec::new());
    for source in Contract::Basic.payment_sources(once) {
        let (name, note) = source_words(source);
        let name = language.say(name);
        if method.takes(source) {
            let words = vec![text("strong", "source-name", name), text("span", "source-note", language.say(note))];
            taken.push(element("li", "source", words));
        } else {
            excluded.push(note_in("p", &language.tell(RecurringSentence::SourceExcluded, &[name])));
        }
    }
    let mut children = vec![
        heading_of(level, language.say(Sentence::Sources)),
        note_in("p", language.say(Sentence::SourcesNote)),
        element("ul", "source-list", taken),
    ];
    children.append(&mut excluded);
    part("section", "sources", children)
}

/// The words for a source of the basic contract; all cards are alike in that they are registered at au.
const fn source_words(source: PaymentSource) -> (Sentence, Sentence) {
    match source {
        PaymentSource::PhoneBill => (Sentence::SourcePhoneBill, Sentence::SourcePhoneBillNote),
        PaymentSource::AuPayBalance => (Sentence::SourceBalance, Sentence::SourceBalanceNote),
        _ => (Sentence::SourceCard, Sentence::SourceCardNote),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_of_the_basic_contract_has_words_of_its_own() {
        let once = BillingMethod::OneTime(SalesMethod::Automatic);
        let mut names: Vec<_> = Contract::Basic.payment_sources(once).map(|source| source_words(source).0).collect();
        assert_eq!(names.len(), 3);
        names.dedup();
        assert_eq!(names.len(), 3);
    }
}
