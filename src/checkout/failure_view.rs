//! What went wrong, what it means, and the one next step.

use crate::handoff::{Code, Failure, NextStep};
use crate::language::{Language, Sentence, wait};
use crate::ui::{plain, text};
use leptos::ev;
use leptos::html::{a, button, div};
use leptos::prelude::{AnyView, ClassAttribute, CustomAttribute, ElementChild, IntoAny, OnAttribute, location};

/// Takes the focus when it appears, and is read out by its heading and its text.
pub(super) fn failure_view(language: Language, failure: &Failure) -> AnyView {
    let (title, sentence) = sentences(failure);
    let words = match failure.retry_after {
        Some(seconds) => wait(language, seconds),
        None => language.say(sentence).to_owned(),
    };
    let mut children = vec![text("h3", "error-title", language.say(title)), text("p", "error-text", words)];
    if failure.code != Code::OrderPaid {
        children.push(text("p", "error-text", language.say(Sentence::NotCharged)));
    }
    children.extend(step(language, failure));
    children.push(text("p", "error-code", code(language, failure)));
    div()
        .class("error")
        .attr("part", "error")
        .attr("data-code", failure.code.as_str())
        .attr("data-beside", failure.detail.clone())
        .attr("role", "group")
        .attr("aria-label", language.say(title))
        .attr("tabindex", "-1")
        .child(children)
        .into_any()
}

/// For a payer who asks the shop: the code, and what stands beside it.
fn code(language: Language, failure: &Failure) -> String {
    let beside = failure.detail.as_deref().map_or(String::new(), |beside| [" (", beside, ")"].concat());
    [language.say(Sentence::ErrorCode), ": ", failure.code.as_str(), &beside].concat()
}

fn step(language: Language, failure: &Failure) -> Option<AnyView> {
    match (failure.next_step(), &failure.result_url) {
        (NextStep::Reload, _) => Some(
            button()
                .class("step")
                .attr("type", "button")
                // A page that cannot be reloaded stays as it is.
                .on(ev::click, |_| drop(location().reload()))
                .child(plain(language.say(Sentence::Reload)))
                .into_any(),
        ),
        (NextStep::SeeResult, Some(address)) => {
            let label = plain(language.say(Sentence::SeeResult));
            Some(a().class("step").attr("href", address.clone()).child(label).into_any())
        }
        _ => None,
    }
}

/// The heading and the text.
fn sentences(failure: &Failure) -> (Sentence, Sentence) {
    match failure.code {
        Code::OrderInvalid => (Sentence::OrderInvalidTitle, Sentence::OrderInvalid),
        Code::EndpointUnreachable => (Sentence::UnreachableTitle, Sentence::Unreachable),
        Code::EndpointSlow => (Sentence::SlowTitle, Sentence::Slow),
        Code::EndpointRefused => (
            Sentence::RefusedTitle,
            match failure.detail.as_deref() {
                Some("order_unknown") => Sentence::OrderUnknown,
                Some("too_many_requests") => Sentence::Busy,
                _ => Sentence::Refused,
            },
        ),
        Code::AnswerInvalid => (Sentence::AnswerInvalidTitle, Sentence::AnswerInvalid),
        Code::SignedDiffers => (Sentence::SignedDiffersTitle, Sentence::SignedDiffers),
        Code::DestinationNotAllowed => (Sentence::DestinationTitle, Sentence::Destination),
        Code::ItemNameUnencodable => (Sentence::UnencodableTitle, Sentence::Unencodable),
        Code::OrderExpired => (Sentence::ExpiredTitle, Sentence::Expired),
        Code::OrderPaid => (Sentence::PaidTitle, Sentence::Paid),
        Code::DisplayedDiffers => (Sentence::DiffersTitle, Sentence::Differs),
    }
}
