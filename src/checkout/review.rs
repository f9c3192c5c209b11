//! The last screen before au: everything the payer agrees to, and one button.

use super::failure_view::failure_view;
use super::order::{Line, Order};
use super::pay_button::actions;
use super::state::State;
use super::statement::statement;
use super::terms::terms;
use crate::language::{Language, Sentence, amount, tax_contained};
use crate::ui::{element, part, slot, text};
use leptos::prelude::AnyView;

/// The whole screen, as a function of the state.
pub(crate) fn screen(state: &State) -> AnyView {
    let language = state.language;
    match &state.order {
        Ok(order) => order_view(language, order, state),
        Err(failure) => element("div", "card", vec![failure_view("h2", language, failure)]),
    }
}

fn order_view(language: Language, order: &Order, state: &State) -> AnyView {
    let failure = state.phase.failure();
    let children = vec![
        slot("header"),
        element(
            "header",
            "head",
            vec![
                text("h2", "title", language.say(Sentence::Title)),
                text("p", "introduction", language.say(Sentence::Introduction)),
            ],
        ),
        element(
            "div",
            "columns",
            vec![
                element(
                    "section",
                    "section",
                    vec![
                        text("h3", "heading", language.say(Sentence::Lines)),
                        lines(language, &order.lines),
                        total(language, order),
                    ],
                ),
                statement(language, order),
            ],
        ),
        sources(language),
        terms(language, order),
        slot("terms"),
        // Always there, so that the button below it is never made anew and keeps the focus.
        element("div", "failure", failure.map(|failure| failure_view("h3", language, failure)).into_iter().collect()),
        actions(language, order, &state.phase),
        slot("footer"),
    ];
    // Where nothing can be placed any more, nothing says how to.
    element("div", if state.phase.can_pay() { "card" } else { "card over" }, children)
}

fn lines(language: Language, lines: &[Line]) -> AnyView {
    let row = |line: &Line| {
        element(
            "tr",
            "line",
            vec![
                text("td", "name", &line.name),
                text("td", "quantity", &line.quantity.to_string()),
                text("td", "amount", &amount(language, i64::from(line.amount))),
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
            text("strong", "total-amount", &amount(language, i64::from(order.amount.get()))),
            text("span", "total-tax", &tax),
        ],
    )
}

/// Service specification, "au Kantan Kessai Service": the methods of payment available for end users.
fn sources(language: Language) -> AnyView {
    let source = |(name, note): (Sentence, Sentence)| {
        element(
            "li",
            "source",
            vec![text("strong", "source-name", language.say(name)), text("span", "source-note", language.say(note))],
        )
    };
    let all = [
        (Sentence::SourcePhoneBill, Sentence::SourcePhoneBillNote),
        (Sentence::SourceBalance, Sentence::SourceBalanceNote),
        (Sentence::SourceCard, Sentence::SourceCardNote),
    ];
    part(
        "section",
        "sources",
        vec![
            text("h3", "heading", language.say(Sentence::Sources)),
            text("p", "note", language.say(Sentence::SourcesNote)),
            element("ul", "source-list", all.map(source).into()),
        ],
    )
}
