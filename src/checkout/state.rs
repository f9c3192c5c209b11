//! Everything that the screen shows, in one value: the screen is a function of it.

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
