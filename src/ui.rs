//! The few small pieces that the screens share.
//!
//! Nothing here goes through `innerHTML`: a page that enforces Trusted Types would stop it. There are only three kinds
//! of element, whatever their tags, because each kind is compiled anew and every payer downloads it.

use leptos::ev::click;
use leptos::html::custom;
use leptos::prelude::{AnyView, ClassAttribute, CustomAttribute, ElementChild, IntoAny, OnAttribute};

/// An element of our stylesheet's class, with its children.
pub(crate) fn element(tag: &'static str, class: &'static str, children: Vec<AnyView>) -> AnyView {
    custom(in_capitals(tag)).class(class).child(children).into_any()
}

/// A tag as the browser names it. Leptos compares the two, and would otherwise make every element anew on each change of
/// state, so that a payer who pressed the button would lose the focus.
fn in_capitals(tag: &str) -> String {
    tag.to_ascii_uppercase()
}

/// An element with a text in it.
pub(crate) fn text(tag: &'static str, class: &'static str, words: &str) -> AnyView {
    element(tag, class, vec![plain(words)])
}

/// A text.
pub(crate) fn plain(words: &str) -> AnyView {
    words.to_owned().into_any()
}

/// An element that a merchant's stylesheet may reach by its part, which is also its class.
pub(crate) fn part(tag: &'static str, part: &'static str, children: Vec<AnyView>) -> AnyView {
    attributed(tag, part, [("part", part), NONE, NONE, NONE, NONE], children)
}

/// A place for the merchant's own words.
pub(crate) fn slot(name: &'static str) -> AnyView {
    attributed("slot", "slot", [("name", name), NONE, NONE, NONE, NONE], Vec::new())
}

/// A link, reachable by its part.
pub(crate) fn link(part: &'static str, address: &str, label: &str) -> AnyView {
    attributed("a", part, [("part", part), ("href", address), NONE, NONE, NONE], vec![plain(label)])
}

/// No attribute.
pub(crate) const NONE: (&str, &str) = ("", "");

/// An element with up to five attributes beside its class.
pub(crate) fn attributed(
    tag: &'static str,
    class: &'static str,
    attributes: [(&'static str, &str); 5],
    children: Vec<AnyView>,
) -> AnyView {
    let [one, two, three, four, five] =
        attributes.map(|(name, value)| (name, (!name.is_empty()).then(|| value.to_owned())));
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

/// A button.
pub(crate) struct Button {
    /// Its part and class.
    pub(crate) part: &'static str,
    /// What it says.
    pub(crate) label: &'static str,
    /// Whether it waits for something; it keeps the focus meanwhile.
    pub(crate) busy: bool,
    /// Whether it is out of sight.
    pub(crate) hidden: bool,
    /// What it does.
    pub(crate) press: Box<dyn Fn()>,
}

impl Button {
    /// The button as a view.
    pub(crate) fn view(self) -> AnyView {
        let press = self.press;
        custom(in_capitals("button"))
            .class(self.part)
            .attr("part", self.part)
            .attr("type", "button")
            .attr("aria-disabled", self.busy.then_some("true"))
            .attr("hidden", self.hidden.then_some(""))
            .on(click, move |_| press())
            .child(plain(self.label))
            .into_any()
    }
}
