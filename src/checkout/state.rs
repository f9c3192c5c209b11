//! Everything that the screen shows, in one value: the screen is a function of it.

use super::announcement::Announcement;
use super::order::Order;
use super::phase::Phase;
use crate::handoff::Failure;
use crate::language::Language;
use std::rc::Rc;

/// What there is to show.
#[derive(Clone)]
pub(crate) struct State {
    /// The order, or why there is none.
    pub(crate) order: Result<Rc<Order>, Failure>,
    /// The language to show it in.
    pub(crate) language: Language,
    /// How far it has got.
    pub(crate) phase: Phase,
}

impl State {
    /// What is said of it without being asked.
    pub(super) fn announcement(&self) -> Announcement {
        let phase = &self.phase;
        Announcement {
            language: self.language,
            status: phase.status().map(|sentence| self.language.say(sentence)),
            status_is_visible: phase.status_is_visible(),
            is_busy: phase.is_busy(),
            focus: phase.failure().map(|_| "[part=error]".to_owned()),
        }
    }
}
