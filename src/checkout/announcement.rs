//! What is said without being asked: the status line, the busy state, and where the focus goes.

use super::state::State;
use leptos::prelude::request_animation_frame;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Keeps the status line and the review's attributes in step with the state, and moves the focus to a failure.
pub(crate) struct Announcer {
    review: HtmlElement,
    live: HtmlElement,
    failed: Cell<bool>,
}

impl Announcer {
    /// An announcer for `review`, which speaks in `live`.
    pub(crate) const fn new(review: HtmlElement, live: HtmlElement) -> Self {
        Self { review, live, failed: Cell::new(false) }
    }

    /// Says what has become of the order.
    pub(super) fn announce(&self, state: &State) {
        let (phase, language) = (&state.phase, state.language);
        self.live.set_text_content(phase.status().map(|sentence| language.say(sentence)));
        self.live.set_class_name(if phase.status_is_visible() { "status" } else { "unseen" });
        for (element, name, value) in [
            (&self.live, "lang", language.tag()),
            (&self.review, "lang", language.tag()),
            (&self.review, "aria-busy", if phase.is_busy() { "true" } else { "false" }),
        ] {
            // Setting plain attributes of our own elements cannot fail.
            let _ = element.set_attribute(name, value);
        }
        let failed = phase.failure().is_some();
        if failed && !self.failed.replace(failed) {
            let review = self.review.clone();
            request_animation_frame(move || focus_failure(&review));
        }
        self.failed.set(failed);
    }
}

/// The failure is in the page by the next frame.
fn focus_failure(review: &HtmlElement) {
    if let Ok(Some(error)) = review.query_selector("[part=error]") {
        // An element that cannot be focused leaves the focus where it is.
        let _ = error.unchecked_ref::<HtmlElement>().focus();
    }
}
