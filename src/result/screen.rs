//! The result: what happened, what it means, one next step, and which order it is about.

use super::advice::{NextStep, next_step, sentences};
use super::process::Screen;
use super::report::{Outcome, Report};
use super::sentence::ResultSentence as Say;
use crate::checkout::order::day::padded;
use crate::language::{Language, amount};
use crate::ui::{NONE, attributed, button, element, link, part, slot, terms_rows, text};
use leptos::prelude::AnyView;

/// The whole screen, as a function of the state.
pub(crate) fn screen(state: &Screen) -> AnyView {
    let language = state.language;
    let mut children = vec![slot("header")];
    match &state.report {
        None => children.extend([
            text("h2", "error-title", language.say(Say::InvalidTitle)),
            text("p", "error-text", language.say(Say::Invalid)),
        ]),
        Some(report) => children.extend(result(language, report, state.is_patient())),
    }
    children.push(slot("footer"));
    element("div", "card", children)
}

fn result(language: Language, report: &Report, is_patient: bool) -> [AnyView; 3] {
    let (title, meaning) = sentences(report.outcome, is_patient);
    let mut said = vec![text("h2", "title", language.say(title)), text("p", "words", language.say(meaning))];
    if let Outcome::Failed(Some(code)) = report.outcome {
        said.push(text("p", "error-code", &language.tell(Say::ErrorCode, &[&padded(code.get().into(), 4)])));
    }
    let step = match (next_step(report), &report.other_ways_url) {
        (NextStep::Stay, _) => button("step", language.say(Say::LookAgain), false, is_patient),
        (NextStep::OtherWays, Some(address)) => link("step", address, language.say(Say::ToOtherWays)),
        (NextStep::Order | NextStep::OtherWays, _) => link("step", &report.order_url, language.say(Say::ToOrder)),
        (NextStep::Shop, _) => link("step", &report.shop_url, language.say(Say::ToShop)),
    };
    let rows = [
        (language.say(Say::Reference), report.reference.clone()),
        (language.say(Say::Item), report.item_name.clone()),
        (language.say(Say::Amount), amount(language, report.amount.get().into())),
        (language.say(Say::Contact), report.contact.clone()),
    ];
    let attributes = [("part", "result"), ("data-outcome", word(report.outcome)), NONE, NONE, NONE];
    [attributed("section", "section", attributes, said), step, part("dl", "terms", terms_rows(&rows))]
}

/// The word of the report's JSON.
const fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Paid => "paid",
        Outcome::AlreadyPaid => "already_paid",
        Outcome::Failed(_) => "failed",
        Outcome::Cancelled => "cancelled",
        Outcome::Confirming => "confirming",
        Outcome::Expired => "expired",
        Outcome::Open => "open",
    }
}
