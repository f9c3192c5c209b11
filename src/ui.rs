//! The few small pieces that the screens share.
//!
//! Nothing here goes through `innerHTML`: a page that enforces Trusted Types would stop it. One kind of element for all
//! tags also keeps the WebAssembly small: each kind is compiled anew.

use leptos::html::custom;
use leptos::prelude::{AnyView, ClassAttribute, CustomAttribute, ElementChild, IntoAny};

/// An element of our stylesheet's class, with its children.
pub(crate) fn element(tag: &'static str, class: &'static str, children: Vec<AnyView>) -> AnyView {
    custom(tag).class(class).child(children).into_any()
}

/// The same, for a part that a merchant's stylesheet may reach.
pub(crate) fn part(tag: &'static str, part: &'static str, children: Vec<AnyView>) -> AnyView {
    custom(tag).class(part).attr("part", part).child(children).into_any()
}

/// An element with a text in it.
pub(crate) fn text(tag: &'static str, class: &'static str, text: impl Into<String>) -> AnyView {
    element(tag, class, vec![plain(text)])
}

/// A text.
pub(crate) fn plain(text: impl Into<String>) -> AnyView {
    Into::<String>::into(text).into_any()
}

/// A place for the merchant's own words.
pub(crate) fn slot(name: &'static str) -> AnyView {
    custom("slot").attr("name", name).into_any()
}
