//! Everything that the screen shows, in one value: the screen is a function of it.

use super::announcement::Announcement;
use super::order::Order;
use super::phase::Phase;
use super::time::{Gate, Standing};
use crate::handoff::Failure;
use crate::language::Language;
use std::rc::Rc;

/// What there is to show.
#[derive(Clone)]
pub(crate) struct State {
    /// The order, or why there is none.
    pub(crate) order: Result<Rc<Order>, Rc<Failure>>,
    /// The language to show it in.
    pub(crate) language: Language,
    /// How far it has got.
    pub(crate) phase: Phase,
    /// How the order stands to the clock.
    pub(super) standing: Standing,
}

impl State {
    /// Whether the button does anything.
    pub(super) fn is_open(&self) -> bool {
        self.standing.gate == Gate::Open && self.phase.can_pay()
    }

    /// What is said of it without being asked.
    pub(super) fn announcement(&self) -> Announcement {
        let phase = &self.phase;
        let status = phase.status().map(|sentence| self.language.say(sentence));
        Announcement {
            language: self.language,
            // Time is shown where it is said, so that its sentences are for the ear only.
            status: status.or_else(|| Some(self.language.say(self.standing.said()?))),
            status_is_visible: phase.status_is_visible(),
            is_busy: phase.is_busy(),
            focus: phase.failure().map(|_| "[part=error]".to_owned()),
        }
    }
}
