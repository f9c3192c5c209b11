//! Reads the form's inputs and writes into the field of the name, as a person would.

use super::super::page;
use super::super::speech::member;
use super::input::Input;
use super::name::{Edit, cursor_after};
use js_sys::Function;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlInputElement, HtmlSelectElement};

/// What stands for a day or month that is typed in part: no day and no month.
const HALF_TYPED: &str = "?";

/// What stands in an input. Of a half-typed day a browser says nothing: that is not the same as leaving it blank.
pub(super) fn value(input: Input) -> String {
    let Some(control) = page::place(input.id()) else { return String::new() };
    let is_half_typed = member(&control, "validity").and_then(|validity| member(&validity, "badInput"));
    if is_half_typed.is_some_and(|it| it.is_truthy()) {
        return HALF_TYPED.to_owned();
    }
    match control.dyn_into::<HtmlInputElement>() {
        Ok(field) => field.value(),
        Err(other) => other.dyn_into::<HtmlSelectElement>().map(|select| select.value()).unwrap_or_default(),
    }
}

/// Writes into the field of the name as a person would, so that it can be undone; the selection stays on the same
/// characters.
pub(super) fn apply(edit: &Edit) {
    let Some(field) = page::place(Input::Name.id()).and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) else {
        return;
    };
    let ends = [field.selection_start(), field.selection_end()].map(|end| end.ok().flatten().unwrap_or_default());
    let before = field.value();
    // None of these fails on a field of text.
    let _ = field.focus();
    let _ = field.set_selection_range(edit.start, edit.end);
    insert(&edit.text);
    if field.value() == before {
        // This browser has no such command: the text is right, but may not be undone.
        let _ = field.set_range_text_with_start_and_end(&edit.text, edit.start, edit.end);
    }
    let [start, end] = ends.map(|end| cursor_after(end, edit));
    let _ = field.set_selection_range(start, end);
}

/// The browser's own editing command: the only one that it lets people undo.
fn insert(text: &str) {
    let document: JsValue = document().into();
    let command = if text.is_empty() { "delete" } else { "insertText" };
    if let Some(run) = member(&document, "execCommand").and_then(|run| run.dyn_into::<Function>().ok()) {
        let _ = run.call3(&document, &command.into(), &JsValue::FALSE, &text.into());
    }
}
