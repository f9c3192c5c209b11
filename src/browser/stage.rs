//! What an element shows: a state, and the view of it.
//!
//! A screen is a function of one state, so nothing has to find out which part of a view depends on what: every change
//! draws the screen anew, outside of the page, and the element's script carries over what differs (`element.js`). What is
//! the same stays as it is, with focus, selection and scroll position: also a screen that a server printed, which becomes
//! ours without being touched. Signals and effects would bring their graph, their arena and their hash tables, 9 KB
//! compressed, for the same; taking a printed screen over by Leptos's own hydration 2 KB, and a screen that another
//! version printed would stop it.

use super::script::Script;
use leptos::prelude::{AnyView, Mountable, Render, document};
use std::cell::{Cell, RefCell};

/// A state, and where its view stands.
pub(crate) struct Stage<S> {
    state: RefCell<S>,
    draw: fn(&S) -> AnyView,
    script: Script,
    is_open: Cell<bool>,
    is_shown: Cell<bool>,
    is_behind: Cell<bool>,
}

impl<S> Stage<S> {
    /// A stage, closed at first: the state can be made ready before anything is shown. `script` shows each view.
    pub(crate) fn new(script: Script, state: S, draw: fn(&S) -> AnyView) -> Self {
        let [is_open, is_shown, is_behind] = [false; 3].map(Cell::new);
        Self { state: RefCell::new(state), draw, script, is_open, is_shown, is_behind }
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
        if self.is_shown.replace(true) {
            return;
        }
        while self.is_behind.replace(false) {
            // A browser that makes no element shows nothing anyway.
            let Ok(place) = document().create_element("div") else { break };
            self.with(self.draw).build().mount(&place, None);
            // What the script does with it is its own.
            drop(self.script.show(&place));
        }
        self.is_shown.set(false);
    }
}
