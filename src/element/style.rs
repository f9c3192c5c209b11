//! One stylesheet for all elements of a page.
//!
//! A constructed sheet is shared among shadow roots and is allowed by a content security policy without `unsafe-inline`.

use wasm_bindgen::JsCast;
use web_sys::{CssStyleSheet, HtmlElement, ShadowRoot};

/// The styles of one element; what its own sheet holds, no other page downloads.
#[cfg(feature = "subscriptions")]
const OWN: &str = include_str!("../../style/subscriptions.css");
#[cfg(all(feature = "result", not(feature = "subscriptions")))]
const OWN: &str = include_str!("../../style/result.css");
#[cfg(not(any(feature = "result", feature = "subscriptions")))]
const OWN: &str = "";
const SHARED: &str = concat!(include_str!("../../style/tokens.css"), include_str!("../../style/checkout.css"));

thread_local! {
    static SHEET: Option<CssStyleSheet> = CssStyleSheet::new().and_then(|sheet| {
        sheet.replace_sync(&[SHARED, OWN].concat())?;
        Ok(sheet)
    }).ok();
}

/// Gives the shadow root that `inside` stands in our styles. Without constructed sheets the element stays plain, and works.
pub(super) fn adopt(inside: &HtmlElement) {
    SHEET.with(|sheet| {
        if let (Some(sheet), Ok(root)) = (sheet, inside.get_root_node().dyn_into::<ShadowRoot>()) {
            root.set_adopted_style_sheets(&js_sys::Array::of1(sheet));
        }
    });
}
