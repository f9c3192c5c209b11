//! A field of the form, wherever it stands; reads what is in it and writes into that of the name, as a person would.

use super::super::page;
use super::super::speech::member;
use super::input::Input;
use super::lines::Column;
use super::name::{Edit, cursor_after};
use js_sys::Function;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlInputElement;

/// What stands for a day or month that is typed in part: no day and no month.
const HALF_TYPED: &str = "?";
/// The id of what the lines add up to, where nothing is typed.
const TOTAL: &str = "total";

/// A field, to which a problem can belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// An input of its own.
    Input(Input),
    /// A column of the line with this key.
    Line(u32, Column),
    /// What the lines add up to.
    Total,
}

impl From<Input> for Field {
    fn from(input: Input) -> Self {
        Self::Input(input)
    }
}

impl Field {
    /// Its id in the page; hint and error are named after it.
    pub(super) fn id(self) -> String {
        match self {
            Self::Input(input) => input.id().to_owned(),
            Self::Line(key, column) => ["line-", &key.to_string(), "-", column.id()].concat(),
            Self::Total => TOTAL.to_owned(),
        }
    }

    /// The id of what belongs to it.
    pub(super) fn id_of(self, what: &str) -> String {
        [&self.id(), "-", what].concat()
    }

    /// The field with that id.
    pub(super) fn of_id(id: &str) -> Option<Self> {
        if let Some(input) = Input::ALL.into_iter().find(|input| input.id() == id) {
            return Some(Self::Input(input));
        }
        let (key, column) = id.strip_prefix("line-")?.split_once('-')?;
        let column = Column::ALL.into_iter().find(|it| it.id() == column)?;
        Some(Self::Line(key.parse().ok()?, column))
    }
}

/// What stands in a field. Of a half-typed day a browser says nothing: that is not the same as leaving it blank.
pub(super) fn value(field: Field) -> String {
    let Some(control) = page::place(&field.id()) else { return String::new() };
    let is_half_typed = member(&control, "validity").and_then(|validity| member(&validity, "badInput"));
    if is_half_typed.is_some_and(|it| it.is_truthy()) {
        return HALF_TYPED.to_owned();
    }
    member(&control, "value").and_then(|value| value.as_string()).unwrap_or_default()
}

/// Puts the focus on a field.
pub(super) fn focus(id: &str) {
    if let Some(place) = page::place(id) {
        // What can be typed into or pressed can be focused.
        let _ = place.focus();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_leads_back_to_its_field() {
        let of_lines = Column::ALL.map(|column| Field::Line(12, column));
        for field in Input::ALL.map(Field::Input).into_iter().chain(of_lines) {
            assert_eq!(Field::of_id(&field.id()), Some(field));
        }
        for id in ["", "line", "line-1", "line-x-name", "line-1-name-error", "item-name-error"] {
            assert_eq!(Field::of_id(id), None, "{id}");
        }
    }
}
