//! The draft in the address of the page, so that it can be sent to somebody and opened again.

use super::super::choice::Choice;
use super::draft::Draft;
use super::input::Input;
use crate::language::Language;
use leptos::prelude::{document, location, window};
use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;

/// The draft that the address holds; what is not in it is as the form opens.
pub(super) fn draft(language: Language) -> Draft {
    let query = location().search().ok().and_then(|query| UrlSearchParams::new_with_str(&query).ok());
    Draft::of(|input| {
        let kept = query.as_ref().and_then(|query| query.get(input.id()));
        let options = input.options();
        let kept = kept.filter(|kept| options.is_empty() || options.iter().any(|(option, _)| option == kept));
        kept.unwrap_or_else(|| input.initial(language).to_owned())
    })
}

/// Keeps the draft in the address, and in the links that lead to the same form in another language or colours.
pub(super) fn keep(choice: &Choice, draft: &Draft) {
    let Ok(query) = UrlSearchParams::new() else { return };
    for (input, text) in draft.changes(choice.language) {
        query.append(input.id(), text);
    }
    let query = String::from(query.to_string());
    let with_draft = |address: &str| {
        let own = address.split('&').filter(|pair| !is_input(pair));
        own.chain(Some(query.as_str()).filter(|query| !query.is_empty())).collect::<Vec<_>>().join("&")
    };
    if let Ok(history) = window().history() {
        // A browser may refuse after too many of them; the next one brings it up to date.
        let address = with_draft(&choice.address());
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
    let links = document().get_elements_by_class_name("option");
    for link in (0..links.length()).filter_map(|index| links.item(index)) {
        // Setting a plain attribute cannot fail.
        let _ = link.set_attribute("href", &with_draft(&link.get_attribute("href").unwrap_or_default()));
    }
}

/// Whether a part of an address belongs to an input.
fn is_input(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or_default();
    Input::ALL.iter().any(|input| input.id() == name)
}
