//! The result: what happened, what it means, one next step, and which order it is about.

use super::advice::{NextStep, next_step, other_steps, sentences};
use super::state::ResultState;
use crate::language::{ResultSentence as Say, amount, padded};
use crate::page::report::{PaymentOutcome, Report};
use crate::screen::ui::{
    NONE, attributed, button, contact_row, element, link_as, number_row, part, slot, terms_rows, text, title_of,
};
use leptos::prelude::AnyView;

/// The whole screen, as a function of the state.
pub fn screen(state: &ResultState) -> AnyView {
    let language = state.language;
    let mut children = vec![slot("header")];
    match &state.report {
        None => children.extend([
            text(state.headings.title(), "error-title", language.say(Say::InvalidTitle)),
            text("p", "error-text", language.say(Say::Invalid)),
        ]),
        Some(report) => children.extend(result(state, report)),
    }
    children.push(slot("footer"));
    part("div", "card", children)
}

fn result(state: &ResultState, report: &Report) -> [AnyView; 3] {
    let language = state.language;
    let (title, meaning) = sentences(report, state.is_patient());
    let mut said = vec![title_of(state.headings, language.say(title))];
    // What a payer in doubt wants to hear first.
    if report.not_charged && matches!(report.outcome, PaymentOutcome::Failed(_) | PaymentOutcome::Unrecorded) {
        said.push(text("p", "words", language.say(Say::NotCharged)));
    }
    said.push(text("p", "words", language.say(meaning)));
    if let PaymentOutcome::Failed(Some(code)) = report.outcome {
        said.push(text("p", "error-code", &[language.say(Say::ErrorCode), &padded(code.get().into(), 4)].concat()));
    }
    // Where nothing is paid, the one thing that helps is the button of the page.
    let class = match report.outcome {
        PaymentOutcome::Failed(_) | PaymentOutcome::Unrecorded | PaymentOutcome::Cancelled | PaymentOutcome::Open => {
            "pay"
        }
        _ => "step",
    };
    let way = |class, part, step| {
        let (address, label) = match step {
            NextStep::Stay => match &report.result_url {
                Some(address) => (Some(address), Say::LookAgain),
                None => return button("step", language.say(Say::LookAgain), false, false),
            },
            NextStep::Order => (Some(&report.order_url), Say::ToOrder),
            // There is an address where the step is to go there.
            NextStep::OtherWays => (report.other_ways_url.as_ref(), Say::ToOtherWays),
            NextStep::Subscription => (report.subscription_url.as_ref(), Say::ToSubscription),
            NextStep::Shop => (None, Say::ToShop),
        };
        link_as(class, part, address.unwrap_or(&report.shop_url), language.say(label))
    };
    let next = next_step(report);
    let mut ways = vec![way(class, "step", next)];
    ways.extend(other_steps(report, next).into_iter().map(|step| way("back", "back", step)));
    let step = element("div", "ways", ways);
    let amount_label = match &report.subscription_url {
        None => Say::Amount,
        Some(_) if report.varies => Say::AtMost,
        Some(_) => Say::EachTime,
    };
    let number = report.number.as_ref().unwrap_or(&report.reference);
    let copying = [Say::Copy, Say::CopyReference, Say::Copied].map(|it| language.say(it));
    let mut rows = vec![number_row(language.say(Say::Reference), number, copying)];
    rows.extend(terms_rows(&[
        (language.say(Say::Item), report.item_name.clone()),
        (language.say(amount_label), amount(language, report.amount.get())),
    ]));
    rows.push(contact_row(language.say(Say::Contact), &report.contact));
    let attributes = [("part", "result"), ("data-outcome", report.outcome.word()), NONE, NONE, NONE];
    [attributed("section", "outcome", attributes, said), step, part("dl", "terms", rows)]
}
