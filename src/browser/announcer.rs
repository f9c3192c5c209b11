//! What is said without being asked: the status line, the busy state, and where the focus goes.

use crate::screen::announcement::Announcement;
use leptos::prelude::request_animation_frame;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Keeps the status line and the review's attributes in step with the state, and moves the focus to what is new.
pub(crate) struct Announcer {
    review: HtmlElement,
    live: HtmlElement,
    focused: RefCell<Option<String>>,
}

impl Announcer {
    /// An announcer for `review`, which speaks in `live`.
    pub(crate) const fn new(review: HtmlElement, live: HtmlElement) -> Self {
        Self { review, live, focused: RefCell::new(None) }
    }

    /// Says what has become of it.
    pub(crate) fn announce(&self, new: &Announcement) {
        self.live.set_text_content(new.status);
        self.live.set_class_name(if new.status_is_visible { "status" } else { "unseen" });
        for (element, name, value) in [
            (&self.live, "lang", new.language.tag()),
            (&self.review, "lang", new.language.tag()),
            (&self.review, "aria-busy", if new.is_busy { "true" } else { "false" }),
        ] {
            // Setting plain attributes of our own elements cannot fail.
            let _ = element.set_attribute(name, value);
        }
        let before = self.focused.replace(new.focus.clone());
        if let Some(selector) = new.focus.clone().filter(|_| before != new.focus) {
            let review = self.review.clone();
            request_animation_frame(move || focus(&review, &selector));
        }
    }
}

/// What takes the focus is in the page by the next frame.
fn focus(review: &HtmlElement, selector: &str) {
    if let Ok(Some(found)) = review.query_selector(selector) {
        let found = found.unchecked_ref::<HtmlElement>();
        // What is drawn in the place of what had the focus has it already, and would not be read out.
        let _ = found.blur();
        // An element that cannot be focused leaves the focus where it is.
        let _ = found.focus();
    }
}
