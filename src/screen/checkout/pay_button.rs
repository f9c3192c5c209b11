//! The one button, and the way back.

use super::standing::Gate;
use super::state::CheckoutState;
use crate::language::{Language, RecurringSentence, Sentence};
use crate::page::order::Order;
use crate::screen::ui::{button, element, link, note_in};
use leptos::prelude::AnyView;

/// What the payer can do.
pub(super) fn actions(language: Language, order: &Order, state: &CheckoutState) -> AnyView {
    let phase = &state.phase;
    let is_closed = state.standing.gate == Gate::Closed;
    let recurring = order.recurring.as_ref();
    let note = match recurring {
        None => language.say(Sentence::PayNote),
        Some(_) => language.say(RecurringSentence::SubscribeNote),
    };
    let button_label = match phase.button() {
        Sentence::Pay if recurring.is_some() => language.say(RecurringSentence::Subscribe),
        other => language.say(other),
    };
    let mut children = vec![
        // It stays in the page and in the tab order while the payer waits, so that the focus is not lost; the latch is
        // what stops a second press.
        button("pay", button_label, phase.is_busy() || is_closed, !phase.can_pay()),
        note_in("p", note),
    ];
    let back = order.back_url.as_deref().filter(|_| phase.can_be_corrected());
    children.extend(back.map(|address| link("back", address, language.say(Sentence::Back))));
    element("div", "actions", children)
}
