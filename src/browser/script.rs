//! What the element's script does for the module: `element.js` hands it over when an element is shown.
//!
//! Asking the server is the script's, because a promise is waited for there by a word, and here by a runtime for futures
//! and by gloo-net, 2 KB compressed of every page.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{AbortController, Element};

#[wasm_bindgen]
extern "C" {
    /// The script of one element.
    #[derive(Clone)]
    pub type Script;

    /// Makes what stands in the page the same as what is drawn, an element in no page.
    #[wasm_bindgen(method, catch)]
    pub(crate) fn show(this: &Script, drawn: &Element) -> Result<(), JsValue>;

    /// Asks an address: by `POST` where there is a body, JSON, else by `GET`; with one more header where that has a name.
    /// What became of it is told by `answered`, unless something else has been asked for meanwhile. Whoever aborts what
    /// this gives is told so.
    #[wasm_bindgen(method)]
    pub(crate) fn ask(
        this: &Script,
        address: &str,
        body: Option<String>,
        header: Option<String>,
        value: Option<String>,
    ) -> AbortController;
}
