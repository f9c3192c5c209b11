//! One stylesheet for all elements of a page.
//!
//! A constructed sheet is shared among shadow roots and is allowed by a content security policy without `unsafe-inline`.

use wasm_bindgen::JsCast;
use web_sys::{CssStyleSheet, HtmlElement, ShadowRoot};

const SHARED: &str = concat!(include_str!("../../style/tokens.css"), include_str!("../../style/checkout.css"));
const RESULT: &str = include_str!("../../style/result.css");
const SUBSCRIPTIONS: &str = include_str!("../../style/subscriptions.css");

/// The styles of one element; what its own sheet holds, no other page downloads.
#[cfg(not(feature = "preview"))]
const OWN: &str = match (cfg!(feature = "subscriptions"), cfg!(feature = "result")) {
    (true, _) => SUBSCRIPTIONS,
    (false, true) => RESULT,
    (false, false) => "",
};

/// The preview has all elements in it, and one of them on its page.
#[cfg(feature = "preview")]
fn own() -> &'static str {
    let is_there = |tag| matches!(leptos::prelude::document().query_selector(tag), Ok(Some(_)));
    match (is_there("kantan-subscriptions"), is_there("kantan-result")) {
        (true, _) => SUBSCRIPTIONS,
        (false, true) => RESULT,
        (false, false) => "",
    }
}

thread_local! {
    static SHEET: Option<CssStyleSheet> = CssStyleSheet::new().and_then(|sheet| {
        // A constant is fewer bytes than a function that gives it.
        #[cfg(not(feature = "preview"))]
        let sheets = &[SHARED, OWN];
        #[cfg(feature = "preview")]
        let sheets = &[SHARED, own()];
        sheet.replace_sync(&sheets.concat())?;
        Ok(sheet)
    }).ok();
}

/// Gives the shadow root that `inside` stands in our styles. Without constructed sheets the element stays plain, and works.
pub(crate) fn adopt(inside: &HtmlElement) {
    SHEET.with(|sheet| {
        if let (Some(sheet), Ok(root)) = (sheet, inside.get_root_node().dyn_into::<ShadowRoot>()) {
            root.set_adopted_style_sheets(&js_sys::Array::of1(sheet));
        }
    });
}
