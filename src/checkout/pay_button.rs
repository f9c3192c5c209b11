//! The one button, the way back, and the amount once more beside them.

use super::order::Order;
use super::process::Process;
use crate::language::{Language, Sentence, amount};
use crate::ui::{element, plain, text};
use leptos::ev;
use leptos::html::{a, button};
use leptos::prelude::{AnyView, ClassAttribute, CustomAttribute, ElementChild, Get, IntoAny, OnAttribute};

/// What the payer can do.
pub(super) fn actions(process: Process, language: Language, order: &Order) -> AnyView {
    let back = order.back_url.as_ref().map(|address| {
        let label = plain(language.say(Sentence::Back));
        a().class("back").attr("part", "back").attr("href", address.clone()).child(label).into_any()
    });
    let amount = element(
        "p",
        "due",
        vec![
            text("span", "due-label", language.say(Sentence::Total)),
            text("strong", "due-amount", amount(language, i64::from(order.amount.get()))),
            text("span", "due-tax", language.say(Sentence::TaxIncluded)),
        ],
    );
    let mut children = vec![amount, pay(process), text("p", "note", language.say(Sentence::PayNote))];
    children.extend(back);
    element("div", "actions", children)
}

/// Stays in the page and in the tab order while the payer waits, so that the focus is not lost; the latch is what stops a
/// second press.
fn pay(process: Process) -> AnyView {
    let label = move || process.language.get().say(process.phase.get().button());
    button()
        .class("pay")
        .attr("part", "pay")
        .attr("type", "button")
        .attr("aria-disabled", move || process.phase.get().is_busy().then_some("true"))
        .attr("hidden", move || (!process.phase.get().can_pay()).then_some(""))
        .on(ev::click, move |_| process.press())
        .child(label)
        .into_any()
}
