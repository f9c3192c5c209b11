//! The one button, the way back, and the amount once more beside them.

use super::order::Order;
use super::phase::Phase;
use super::process::Process;
use crate::language::{Language, Sentence, amount};
use crate::ui::{Button, element, link, text};
use leptos::prelude::AnyView;
use std::rc::Rc;

/// What the payer can do.
pub(super) fn actions(process: Rc<Process>, language: Language, order: &Order, phase: &Phase) -> AnyView {
    let mut children = vec![
        element(
            "p",
            "due",
            vec![
                text("span", "due-label", language.say(Sentence::Total)),
                text("strong", "due-amount", &amount(language, i64::from(order.amount.get()))),
                text("span", "due-tax", language.say(Sentence::TaxIncluded)),
            ],
        ),
        // It stays in the page and in the tab order while the payer waits, so that the focus is not lost; the latch is
        // what stops a second press.
        Button {
            part: "pay",
            label: language.say(phase.button()),
            busy: phase.is_busy(),
            hidden: !phase.can_pay(),
            press: Box::new(move || process.press()),
        }
        .view(),
        text("p", "note", language.say(Sentence::PayNote)),
    ];
    let back = order.back_url.as_deref().filter(|_| phase.can_be_corrected());
    children.extend(back.map(|address| link("back", address, language.say(Sentence::Back))));
    element("div", "actions", children)
}
