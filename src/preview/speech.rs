//! Says in the page's one live region what was done, and copies texts.

use super::page;
use super::words::{COPIED, NOT_COPIED, Words};
use crate::language::Language;
use js_sys::{Function, Promise, Reflect};
use leptos::prelude::{request_animation_frame, set_timeout, window};
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// The one live region, which the page has from the start.
const STATUS: &str = "status";
/// How long what was said can be read.
const SAID_FOR: Duration = Duration::from_secs(8);

/// Says something, also if it is what was said last, and takes it away when it has been read.
pub(super) fn announce(words: String) {
    let Some(status) = page::place(STATUS) else { return };
    status.set_text_content(None);
    request_animation_frame(move || {
        status.set_text_content(Some(&words));
        let clear = move || {
            // Something else may have been said since.
            if status.text_content().as_deref() == Some(words.as_str()) {
                status.set_text_content(None);
            }
        };
        set_timeout(clear, SAID_FOR);
    });
}

/// Copies a text, or selects it in the page, where it has this id, if the browser does not let us.
pub(super) fn copy(language: Language, text: String, id: &'static str) {
    spawn_local(async move {
        let clipboard = member(&window().into(), "navigator").and_then(|it| member(&it, "clipboard"));
        let written = clipboard.and_then(|clipboard| {
            let write: Function = member(&clipboard, "writeText")?.dyn_into().ok()?;
            write.call1(&clipboard, &text.into()).ok()?.dyn_into::<Promise>().ok()
        });
        let is_copied = match written {
            Some(promise) => JsFuture::from(promise).await.is_ok(),
            None => false,
        };
        if !is_copied {
            select(id);
        }
        let (japanese, english): Words = if is_copied { COPIED } else { NOT_COPIED };
        announce(language.pick(japanese, english).to_owned());
    });
}

fn select(id: &str) {
    let Some(text) = page::place(id) else { return };
    // The block can be focused, and its text selected.
    let _ = text.focus();
    let selection = window().unchecked_into::<JsValue>();
    let selection = member(&selection, "getSelection")
        .and_then(|get| get.dyn_into::<Function>().ok())
        .and_then(|get| get.call0(&selection).ok());
    if let Some(selection) = selection {
        let select = member(&selection, "selectAllChildren").and_then(|select| select.dyn_into::<Function>().ok());
        let _ = select.map(|select| select.call1(&selection, &text));
    }
}

/// A member of one of the browser's objects, if this browser has it.
pub(super) fn member(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(name)).ok().filter(|member| !member.is_undefined() && !member.is_null())
}
