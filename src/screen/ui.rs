//! The few small pieces that the screens share.
//!
//! Nothing here goes through `innerHTML`: a page that enforces Trusted Types would stop it. There is only one kind of
//! element, whatever its tag, because each kind is compiled anew and every payer downloads it.

use super::headings::Headings;
use leptos::html::custom;
use leptos::prelude::{AnyView, ClassAttribute, CustomAttribute, ElementChild, IntoAny};

/// An element of our stylesheet's class, with its children.
pub fn element(tag: &'static str, class: &'static str, children: Vec<AnyView>) -> AnyView {
    attributed(tag, class, [NONE; 5], children)
}

/// An element with a text in it.
pub fn text(tag: &'static str, class: &'static str, words: &str) -> AnyView {
    element(tag, class, vec![plain(words)])
}

/// A text.
pub fn plain(words: &str) -> AnyView {
    words.to_owned().into_any()
}

/// A text that says the same in every language, an amount, a day, a number or a name as the bill has it: who has the page
/// translated reads it as it is.
pub fn as_it_is(tag: &'static str, class: &'static str, words: &str) -> AnyView {
    attributed(tag, class, [("translate", "no"), NONE, NONE, NONE, NONE], vec![plain(words)])
}

/// An element that a merchant's stylesheet may reach by its part, which is also its class.
pub fn part(tag: &'static str, part: &'static str, children: Vec<AnyView>) -> AnyView {
    attributed(tag, part, [("part", part), NONE, NONE, NONE, NONE], children)
}

/// The title of a card.
pub fn title_of(headings: Headings, words: &str) -> AnyView {
    part(headings.title(), "title", vec![plain(words)])
}

/// A heading of that level.
pub fn heading_of(level: &'static str, words: &str) -> AnyView {
    part(level, "heading", vec![plain(words)])
}

/// A note of smaller print.
pub fn note_in(tag: &'static str, words: &str) -> AnyView {
    part(tag, "note", vec![plain(words)])
}

/// A row of a list of terms: its name and what is said of it.
pub fn row(name: &str, words: Vec<AnyView>) -> AnyView {
    let mut children = vec![text("dt", "term", name)];
    children.extend(words);
    attributed("div", "item", [("part", "row"), NONE, NONE, NONE, NONE], children)
}

/// Rows of a list of terms, by their names; a text of several lines is shown in as many.
pub fn terms_rows(rows: &[(&str, String)]) -> Vec<AnyView> {
    rows.iter().map(|(name, words)| row(name, vec![text("dd", "words", words)])).collect()
}

/// A row of a list of terms with a number that a press copies: the button shows `copy`, is called `what`, since there may be
/// others, and says `copied` when that is done.
pub fn number_row(name: &str, number: &str, [copy, what, copied]: [&str; 3]) -> AnyView {
    // Without script it would do nothing: it is hidden until the stylesheet finds the element defined, and what is printed
    // is what is drawn.
    let attributes =
        [("part", "copy"), ("value", number), ("aria-label", what), ("data-done", copied), ("hidden", "hidden")];
    let button = attributed("button", "copy", attributes, vec![plain(copy)]);
    row(name, vec![element("dd", "words", vec![as_it_is("span", "number", number), button])])
}

/// Where to ask, in the shop's words: a telephone number in them can be pressed. One of Japan begins with 0 and has ten
/// digits or more with its hyphens, which no date and no post code has.
pub fn contact(words: &str) -> Vec<AnyView> {
    let mut start = 0;
    for (place, character) in words.char_indices().chain([(words.len(), ' ')]) {
        if character.is_ascii_digit() || matches!(character, '-' | '+') {
            continue;
        }
        let number = words.get(start..place).filter(|it| it.len() >= 10 && it.starts_with(['0', '+']));
        if let (Some(number), Some(before), Some(after)) = (number, words.get(..start), words.get(place..)) {
            let mut pieces = Vec::new();
            // A text that is empty is a space where a server prints it.
            pieces.extend((!before.is_empty()).then(|| plain(before)));
            pieces.push(link("phone", &["tel:", number].concat(), number));
            pieces.extend((!after.is_empty()).then(|| plain(after)));
            return pieces;
        }
        start = place + character.len_utf8();
    }
    vec![plain(words)]
}

/// A row that says where to ask.
pub fn contact_row(name: &str, words: &str) -> AnyView {
    row(name, vec![element("dd", "words", contact(words))])
}

/// A place for the merchant's own words.
pub fn slot(name: &'static str) -> AnyView {
    attributed("slot", "slot", [("name", name), NONE, NONE, NONE, NONE], Vec::new())
}

/// A link, reachable by its part.
pub fn link(part: &'static str, address: &str, label: &str) -> AnyView {
    link_as(part, part, address, label)
}

/// A link in the style of `class`, reachable by its part.
pub fn link_as(class: &'static str, part: &'static str, address: &str, label: &str) -> AnyView {
    attributed("a", class, [("part", part), ("href", address), NONE, NONE, NONE], vec![plain(label)])
}

/// No attribute.
pub const NONE: (&str, &str) = ("", "");

/// An element with up to five attributes beside its class. One with an empty value is not set.
pub fn attributed(
    tag: &'static str,
    class: &'static str,
    attributes: [(&'static str, &str); 5],
    children: Vec<AnyView>,
) -> AnyView {
    let [one, two, three, four, five] =
        attributes.map(|(name, value)| (name, (!value.is_empty()).then(|| value.to_owned())));
    custom(tag)
        .class(class)
        .attr(one.0, one.1)
        .attr(two.0, two.1)
        .attr(three.0, three.1)
        .attr(four.0, four.1)
        .attr(five.0, five.1)
        .child(children)
        .into_any()
}

/// The form beside the screen that a server printed. Until a script takes over, its buttons submit it; where there is no
/// such form, they do nothing by themselves.
pub const FORM: &str = "kantan-request";

/// A button. What it does is decided where its press arrives, by its part (`element.js`): a listener of its own would
/// bring in more code than all the buttons' work.
pub fn button(part: &'static str, label: &str, is_busy: bool, is_hidden: bool) -> AnyView {
    // A busy button keeps the focus, so it is not really disabled.
    let busy = ("aria-disabled", if is_busy { "true" } else { "" });
    // `hidden` counts by being there; no value is wrong.
    let hidden = ("hidden", if is_hidden { "hidden" } else { "" });
    let attributes = [("part", part), ("form", FORM), busy, hidden, NONE];
    attributed("button", part, attributes, vec![plain(label)])
}

/// A button for one of several things, which its value tells apart, in the style of `class`. `address` is where the form
/// goes by this button, if not where it goes by itself.
pub fn pick(
    part: &'static str,
    class: &'static str,
    value: usize,
    label: &str,
    is_busy: bool,
    address: &str,
) -> AnyView {
    let busy = ("aria-disabled", if is_busy { "true" } else { "" });
    let (value, to) = (value.to_string(), ("formaction", address));
    let attributes = [("part", part), ("form", FORM), ("value", &value), busy, to];
    attributed("button", class, attributes, vec![plain(label)])
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    //! What the screens rely on in Leptos's renderer (tachys): whoever brings another version finds out here, and looks at
    //! `element.js`, which compares what a server printed with what a browser draws.
    use super::*;
    use leptos::prelude::RenderHtml;

    /// The version that this was seen with, as the lock names it.
    fn version() -> &'static str {
        let lock = include_str!("../../Cargo.lock");
        let package = lock.split("[[package]]").find(|package| package.contains("\nname = \"tachys\"\n"));
        package.and_then(|package| package.split("version = \"").nth(1)?.split('"').next()).unwrap_or("unknown")
    }

    fn assert_prints(view: AnyView, html: &str) {
        assert_eq!(view.to_html(), html, "seen with tachys 0.2.19, and here is {}", version());
    }

    #[test]
    fn attributes_stand_in_their_places_before_the_class_and_one_without_value_is_left_out() {
        let attributes = [("part", "pay"), NONE, ("hidden", ""), ("lang", "ja"), NONE];
        assert_prints(
            attributed("button", "pay", attributes, Vec::new()),
            "<button part=\"pay\" lang=\"ja\" class=\"pay\"><!></button>",
        );
    }

    #[test]
    fn texts_and_values_are_escaped() {
        assert_prints(
            attributed("a", "to", [("href", "/?a=1&b=\"<"), NONE, NONE, NONE, NONE], vec![plain("<b> & \"c\"")]),
            "<a href=\"/?a=1&amp;b=&quot;&lt;\" class=\"to\">&lt;b&gt; &amp; \"c\"<!></a>",
        );
    }

    #[test]
    fn children_stand_in_their_order_and_one_mark_ends_them() {
        let children = vec![text("dt", "term", "一"), text("dd", "words", "二"), plain("三")];
        assert_prints(
            element("div", "item", children),
            "<div class=\"item\"><dt class=\"term\">一<!></dt><dd class=\"words\">二<!></dd>三<!></div>",
        );
    }

    #[test]
    fn a_telephone_number_can_be_pressed_wherever_it_stands() {
        for (words, number) in [
            ("ぶどう堂 03-0000-0000", "03-0000-0000"),
            ("0120-000-000（平日10:00～17:00）", "0120-000-000"),
            ("〒100-0001 東京都千代田区1-1、電話：0300000000", "0300000000"),
            ("Wine, +81-3-0000-0000, shop@wine.example", "+81-3-0000-0000"),
        ] {
            let (before, after) = words.split_once(number).expect("it stands there");
            let link = format!("<a part=\"phone\" href=\"tel:{number}\" class=\"phone\">{number}<!></a>");
            assert_prints(element("p", "x", contact(words)), &format!("<p class=\"x\">{before}{link}{after}<!></p>"));
        }
        for words in ["ご利用のショップ", "2026-12-01 12:00", "〒100-0001", "12345678901234", "shop@wine.example"]
        {
            assert_prints(element("p", "x", contact(words)), &format!("<p class=\"x\">{words}<!></p>"));
        }
    }

    #[test]
    fn no_element_is_void() {
        assert_prints(element("slot", "slot", Vec::new()), "<slot class=\"slot\"><!></slot>");
    }
}
