//! What stands in the address of the page beside the picture: what was typed, set or searched for, so that it can be sent to
//! somebody and opened again. Nothing is kept anywhere else.

use super::choice::Choice;
use leptos::prelude::{document, location, window};
use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;

/// What the address says of a name.
pub(super) fn value(name: &str) -> Option<String> {
    let query = location().search().ok().and_then(|query| UrlSearchParams::new_with_str(&query).ok());
    query.and_then(|query| query.get(name))
}

/// Keeps these names and values in the address, and in the page's links to other pictures.
pub(super) fn keep(choice: &Choice, beside: &[(&str, String)]) {
    let Ok(query) = UrlSearchParams::new() else { return };
    for (name, value) in beside {
        query.append(name, value);
    }
    let query = String::from(query.to_string());
    let with_query = |address: &str| {
        let own = address.split('&').filter(|pair| Choice::is_named(pair));
        own.chain(Some(query.as_str()).filter(|query| !query.is_empty())).collect::<Vec<_>>().join("&")
    };
    if let Ok(history) = window().history() {
        // A browser may refuse after too many of them; the next one brings it up to date.
        let address = with_query(&choice.address());
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
    let links = document().links();
    for link in (0..links.length()).filter_map(|index| links.item(index)) {
        if let Some(address) = link.get_attribute("href").filter(|address| address.starts_with('?')) {
            // Setting a plain attribute cannot fail.
            let _ = link.set_attribute("href", &with_query(&address));
        }
    }
}
