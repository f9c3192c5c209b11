//! The few small pieces that the screens share.
//!
//! Nothing here goes through `innerHTML`: a page that enforces Trusted Types would stop it. There are only three kinds
//! of element, whatever their tags, because each kind is compiled anew and every payer downloads it.

use leptos::html::custom;
use leptos::prelude::{AnyView, ClassAttribute, CustomAttribute, ElementChild, IntoAny};

/// An element of our stylesheet's class, with its children.
pub fn element(tag: &'static str, class: &'static str, children: Vec<AnyView>) -> AnyView {
    custom(in_capitals(tag)).class(class).child(children).into_any()
}

/// A tag as the browser names it. Leptos compares the two, and would otherwise make every element anew on each change of
/// state, so that a payer who pressed the button would lose the focus.
fn in_capitals(tag: &str) -> String {
    tag.to_ascii_uppercase()
}

/// An element with a text in it.
pub fn text(tag: &'static str, class: &'static str, words: &str) -> AnyView {
    element(tag, class, vec![plain(words)])
}

/// A text.
pub fn plain(words: &str) -> AnyView {
    words.to_owned().into_any()
}

/// An element that a merchant's stylesheet may reach by its part, which is also its class.
pub fn part(tag: &'static str, part: &'static str, children: Vec<AnyView>) -> AnyView {
    attributed(tag, part, [("part", part), NONE, NONE, NONE, NONE], children)
}

/// A row of a list of terms: its name and what is said of it.
pub fn row(name: &str, words: Vec<AnyView>) -> AnyView {
    let mut children = vec![text("dt", "term", name)];
    children.extend(words);
    element("div", "item", children)
}

/// Rows of a list of terms, by their names; a text of several lines is shown in as many.
pub fn terms_rows(rows: &[(&str, String)]) -> Vec<AnyView> {
    rows.iter().map(|(name, words)| row(name, vec![text("dd", "words", words)])).collect()
}

/// A place for the merchant's own words.
pub fn slot(name: &'static str) -> AnyView {
    attributed("slot", "slot", [("name", name), NONE, NONE, NONE, NONE], Vec::new())
}

/// A link, reachable by its part.
pub fn link(part: &'static str, address: &str, label: &str) -> AnyView {
    attributed("a", part, [("part", part), ("href", address), NONE, NONE, NONE], vec![plain(label)])
}

/// No attribute.
pub const NONE: (&str, &str) = ("", "");

/// An element with up to five attributes beside its class. One with an empty value is not set, but keeps its place: Leptos
/// updates attributes by place, so each place keeps its name from one state to the next.
pub fn attributed(
    tag: &'static str,
    class: &'static str,
    attributes: [(&'static str, &str); 5],
    children: Vec<AnyView>,
) -> AnyView {
    let [one, two, three, four, five] =
        attributes.map(|(name, value)| (name, (!value.is_empty()).then(|| value.to_owned())));
    custom(in_capitals(tag))
        .class(class)
        .attr(one.0, one.1)
        .attr(two.0, two.1)
        .attr(three.0, three.1)
        .attr(four.0, four.1)
        .attr(five.0, five.1)
        .child(children)
        .into_any()
}

/// A button. What it does is decided where its press arrives, by its part (`element.js`): a listener of its own would
/// bring in more code than all the buttons' work.
pub fn button(part: &'static str, label: &str, is_busy: bool, is_hidden: bool) -> AnyView {
    // A busy button keeps the focus, so it is not really disabled.
    let busy = ("aria-disabled", if is_busy { "true" } else { "" });
    // `hidden` counts by being there; no value is wrong.
    let hidden = ("hidden", if is_hidden { "hidden" } else { "" });
    attributed("button", part, [("part", part), ("type", "button"), busy, hidden, NONE], vec![plain(label)])
}

/// A button for one of several things, which its value tells apart, in the style of `class`.
pub fn pick(part: &'static str, class: &'static str, value: usize, label: &str, is_busy: bool) -> AnyView {
    let busy = ("aria-disabled", if is_busy { "true" } else { "" });
    let attributes = [("part", part), ("type", "button"), ("value", &value.to_string()), busy, NONE];
    attributed("button", class, attributes, vec![plain(label)])
}
