//! The one button, the way back, and the amount once more beside them.

use super::order::Order;
use super::phase::Phase;
use crate::language::{Language, Sentence, amount};
use crate::ui::{button, element, link, text};
use leptos::prelude::AnyView;

/// What the payer can do.
pub(super) fn actions(language: Language, order: &Order, phase: &Phase) -> AnyView {
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
        button("pay", language.say(phase.button()), phase.is_busy(), !phase.can_pay()),
        text("p", "note", language.say(Sentence::PayNote)),
    ];
    let back = order.back_url.as_deref().filter(|_| phase.can_be_corrected());
    children.extend(back.map(|address| link("back", address, language.say(Sentence::Back))));
    element("div", "actions", children)
}
