//! The languages of a module that ships: `element.js` loads them and tells the module.

use crate::language::Language;
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes in the sentences of the language with that tag, a line for each; `false` if they are those of another module.
#[wasm_bindgen]
pub fn learn(tag: &str, lines: String) -> bool {
    crate::language::learn(Language::of_tag(tag), lines)
}
