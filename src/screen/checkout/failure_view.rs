//! What went wrong, what it means, and the one next step.

use crate::language::{Language, Sentence, wait};
use crate::page::failure::{Code, Failure, NextStep};
use crate::screen::ui::{attributed, button, link, text};
use leptos::prelude::AnyView;

/// Takes the focus when it appears, and is read out by its heading and its text.
pub(super) fn failure_view(heading: &'static str, language: Language, failure: &Failure) -> AnyView {
    let (title, sentence) = sentences(failure);
    let title = language.say(title);
    let waiting = failure.retry_after.map(|seconds| wait(language, seconds));
    let mut children = vec![
        text(heading, "error-title", title),
        text("p", "error-text", waiting.as_deref().unwrap_or(language.say(sentence))),
    ];
    if failure.code != Code::OrderPaid {
        children.push(text("p", "error-text", language.say(Sentence::NotCharged)));
    }
    children.extend(step(language, failure));
    // Where there is nothing to ask the shop about, no code is needed.
    if failure.next_step() != NextStep::SeeResult {
        children.push(text("p", "error-code", &code(language, failure)));
    }
    let beside = ("data-beside", failure.detail.as_deref().unwrap_or_default());
    let attributes =
        [("part", "error"), ("data-code", failure.code.as_str()), ("tabindex", "-1"), ("aria-label", title)];
    let [part, code, focusable, label] = attributes;
    attributed("section", "error", [part, code, focusable, label, beside], children)
}

/// For a payer who asks the shop: the code, and what stands beside it.
fn code(language: Language, failure: &Failure) -> String {
    let (open, beside, close) = failure.detail.as_deref().map_or(("", "", ""), |beside| (" (", beside, ")"));
    [language.say(Sentence::ErrorCode), failure.code.as_str(), open, beside, close].concat()
}

fn step(language: Language, failure: &Failure) -> Option<AnyView> {
    match (failure.next_step(), &failure.result_url) {
        (NextStep::Reload, _) => Some(button("step", language.say(Sentence::Reload), false, false)),
        (NextStep::SeeResult, Some(address)) => Some(link("step", address, language.say(see(failure.code)))),
        _ => None,
    }
}

/// What there is to see instead.
fn see(code: Code) -> Sentence {
    if code == Code::AlreadySubscribed { Sentence::SeeSubscription } else { Sentence::SeeResult }
}

/// The heading and the text.
fn sentences(failure: &Failure) -> (Sentence, Sentence) {
    match failure.code {
        Code::OrderInvalid => (Sentence::OrderInvalidTitle, Sentence::OrderInvalid),
        Code::EndpointUnreachable => (Sentence::UnreachableTitle, Sentence::Unreachable),
        Code::EndpointSlow => (Sentence::SlowTitle, Sentence::Slow),
        Code::EndpointRefused => (Sentence::RefusedTitle, refused(failure)),
        Code::PageExpired => (Sentence::RefusedTitle, Sentence::PageExpired),
        Code::AnswerInvalid => (Sentence::RefusedTitle, Sentence::AnswerInvalid),
        Code::SignedDiffers => (Sentence::SignedDiffersTitle, Sentence::SignedDiffers),
        Code::DestinationNotAllowed => (Sentence::DestinationTitle, Sentence::Destination),
        Code::ItemNameUnencodable => (Sentence::UnencodableTitle, Sentence::Unencodable),
        Code::OrderExpired => (Sentence::ExpiredTitle, Sentence::Expired),
        Code::OrderPaid => (Sentence::PaidTitle, Sentence::Paid),
        Code::DisplayedDiffers if failure.detail.is_some() => (Sentence::DiffersTitle, Sentence::AnotherDay),
        Code::DisplayedDiffers => (Sentence::DiffersTitle, Sentence::Differs),
        Code::Maintenance => (Sentence::MaintenanceTitle, Sentence::Maintenance),
        Code::FrameRefused => (Sentence::FramedTitle, Sentence::Framed),
        Code::HandoffStopped => (Sentence::StoppedTitle, Sentence::Stopped),
        Code::AlreadySubscribed => (Sentence::SubscribedTitle, Sentence::Subscribed),
    }
}

fn refused(failure: &Failure) -> Sentence {
    match failure.detail.as_deref() {
        Some("order_unknown") => Sentence::OrderUnknown,
        Some("too_many_requests") => Sentence::Busy,
        _ => Sentence::Refused,
    }
}
