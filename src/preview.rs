//! The designers' preview (feature `preview`, never in the shipped element): a demo shop and a gallery in which every
//! state of the element has an address of its own.
//!
//! The preview is a page like a merchant's and knows the element only as a page does: by its tag, its property, its
//! events and its parts. Every state is reached by the element itself, never put into it: the page answers in the shop
//! server's stead, presses the button, and lets the time pass that the state needs (`stage`). A state that the
//! element could no longer reach would be missing here, too.
//!
//! At `?view=builder` the same page is a form that describes a product (`builder`).

mod builder;
mod choice;
mod message;
mod order;
mod page;
mod plan;
mod scene;
mod server;
mod stage;

use choice::Choice;
use leptos::prelude::location;
use wasm_bindgen::prelude::wasm_bindgen;

/// Words in Japanese and in English.
type Words = (&'static str, &'static str);

/// Runs when the element's own loader has the module, before the element is made.
#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
    let choice = Choice::of_query(&location().search().unwrap_or_default());
    page::show(&choice);
    if choice.builder {
        builder::show(&choice);
    } else {
        stage::set(&choice);
    }
}
