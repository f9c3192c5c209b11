//! Everything that the screen shows, in one value: the screen is a function of it.

use super::phase::Phase;
use super::standing::{Gate, Standing};
use crate::language::Language;
use crate::page::failure::Failure;
use crate::page::order::Order;
use crate::screen::announcement::Announcement;
use crate::screen::headings::Headings;
use std::rc::Rc;

/// What there is to show.
#[derive(Clone)]
pub struct CheckoutState {
    /// The order, or why there is none.
    pub order: Result<Rc<Order>, Rc<Failure>>,
    /// The language to show it in.
    pub language: Language,
    /// Where its headings stand.
    pub headings: Headings,
    /// How far it has got.
    pub phase: Phase,
    /// How the order stands to the clock.
    pub standing: Standing,
}

impl CheckoutState {
    /// Whether the button does anything.
    pub fn is_open(&self) -> bool {
        self.standing.gate == Gate::Open && self.phase.can_pay()
    }

    /// What is said of it without being asked.
    pub fn announcement(&self) -> Announcement {
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
