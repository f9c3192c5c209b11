//! What is said without being asked: the status line, the busy state, and where the focus goes.

use super::process::Process;
use leptos::prelude::{Effect, Get, request_animation_frame};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Keeps the status line and the review's attributes in step with the process, and moves the focus to a failure.
pub(super) fn announce(process: Process, review: HtmlElement, live: HtmlElement) {
    Effect::new(move |before: Option<bool>| {
        let (phase, language) = (process.phase.get(), process.language.get());
        let status = phase.status().map(|sentence| language.say(sentence));
        live.set_text_content(status);
        live.set_class_name(if phase.status_is_visible() { "" } else { "unseen" });
        // Setting plain attributes of our own elements cannot fail.
        let _ = live.set_attribute("lang", language.tag());
        let _ = review.set_attribute("lang", language.tag());
        let _ = review.set_attribute("aria-busy", if phase.is_busy() { "true" } else { "false" });
        let failed = phase.failure().is_some();
        if failed && before == Some(false) {
            let review = review.clone();
            request_animation_frame(move || focus_failure(&review));
        }
        failed
    });
}

/// The failure is in the page by the next frame.
fn focus_failure(review: &HtmlElement) {
    if let Ok(Some(error)) = review.query_selector("[part=error]")
        && let Some(error) = error.dyn_ref::<HtmlElement>()
    {
        // An element that cannot be focused leaves the focus where it is.
        let _ = error.focus();
    }
}
