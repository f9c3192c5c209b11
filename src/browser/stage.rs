//! What an element shows: a state, and the view of it.
//!
//! A screen is a function of one state, so nothing has to find out which part of a view depends on what: every change
//! draws the screen again, and Leptos's views touch only what differs. Signals and effects would bring their graph, their
//! arena and their hash tables, 9 KB compressed, for the same.

use leptos::prelude::{AnyView, Mountable, Render};
use std::cell::{Cell, RefCell};
use web_sys::HtmlElement;

/// A state, and where its view stands.
pub(crate) struct Stage<S> {
    state: RefCell<S>,
    draw: fn(&S) -> AnyView,
    place: HtmlElement,
    is_open: Cell<bool>,
    is_behind: Cell<bool>,
    view: RefCell<Option<<AnyView as Render>::State>>,
}

impl<S> Stage<S> {
    /// A stage in `place`, closed at first: the state can be made ready before anything is shown.
    pub(crate) fn new(place: HtmlElement, state: S, draw: fn(&S) -> AnyView) -> Self {
        let (is_open, is_behind) = (Cell::new(false), Cell::new(false));
        Self { state: RefCell::new(state), draw, place, is_open, is_behind, view: RefCell::new(None) }
    }

    /// Shows the state, and from now on every change of it.
    pub(crate) fn open(&self) {
        self.is_open.set(true);
        self.show();
    }

    /// Looks at the state.
    pub(crate) fn with<T>(&self, look: impl FnOnce(&S) -> T) -> T {
        look(&self.state.borrow())
    }

    /// Changes the state and what is shown. `change` must not come back here.
    pub(crate) fn update(&self, change: impl FnOnce(&mut S)) {
        change(&mut self.state.borrow_mut());
        if self.is_open.get() {
            self.show();
        }
    }

    /// Moving the focus can make the page call us while we draw: then what is being drawn is drawn once more.
    fn show(&self) {
        self.is_behind.set(true);
        let Ok(mut shown) = self.view.try_borrow_mut() else { return };
        while self.is_behind.replace(false) {
            let view = self.with(self.draw);
            match shown.as_mut() {
                Some(shown) => view.rebuild(shown),
                None => {
                    let mut built = view.build();
                    built.mount(&self.place, None);
                    *shown = Some(built);
                }
            }
        }
    }
}

impl<S> Drop for Stage<S> {
    fn drop(&mut self) {
        if let Some(shown) = self.view.get_mut() {
            shown.unmount();
        }
    }
}
