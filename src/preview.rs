//! The designers' preview (feature `preview`, never in the shipped elements): a demo shop and a gallery in which every
//! state of the three elements has an address of its own.
//!
//! The preview is a page like a merchant's and knows an element only as a page does: by its tag, its property, its
//! events and its parts. Every state is reached by the element itself, never put into it: the page answers in the shop
//! server's stead, presses the buttons, and lets the time pass that the state needs (`stage`). A state that an
//! element could no longer reach would be missing here, too.
//!
//! At `?view=builder` the same page is a form that describes a product (`builder`).

#![allow(unreachable_pub, reason = "a component's properties are public by the macro, wherever it stands")]

mod address;
mod builder;
mod choice;
mod heard;
mod json_text;
mod message;
mod order;
mod page;
mod plan;
mod report;
mod scene;
mod search;
mod server;
mod side;
mod speech;
mod stage;
mod stand_in;
mod subscription;
mod theme;
mod words;

use crate::browser::encoding::teach_kanji;
use crate::browser::json::to_browser;
use crate::json::Json;
use crate::language::Language;
use choice::Choice;
use leptos::prelude::location;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Runs when the element's own loader has the module, before the element is made.
#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
    teach_kanji();
    let choice = Choice::of_query(&location().search().unwrap_or_default());
    page::show(&choice);
    if choice.builder {
        builder::show(&choice);
    } else {
        stage::set(&choice);
        side::show(&choice);
    }
}

/// The states that an element has by its data alone, as a list of `element`, `state` and `data`: the whole-system tests
/// show them in the elements that ship, under the strictest policy.
#[wasm_bindgen]
#[must_use]
pub fn states(language: &str) -> JsValue {
    let language = Language::of_tag(language);
    let state = |scene: &scene::Scene| {
        let (element, state) = (Json::from_text(scene.element.tag()), Json::from_text(scene.id));
        Json::object(vec![("element", element), ("state", state), ("data", scene.data(language))])
    };
    to_browser(&Json::List(scene::scenes().filter(|scene| scene.is_data_alone()).map(state).collect()))
}
