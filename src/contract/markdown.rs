//! The page for people.

use super::code::{self, Meaning};
use super::element::{ELEMENTS, Element, Named};
use super::member::{Member, Type, types};
use crate::page::problem::ProblemCode;
use crate::screen::property::properties;

const INTRODUCTION: &str = "\
<!-- Made by `make contract` from the types of the page data; not written by hand. -->

# The page contract

What a shop's page and server exchange with the elements. The same for programs:
[kantan-elements.d.ts](contract/kantan-elements.d.ts) and
[custom-elements.json](contract/custom-elements.json). How it is used: [embedding.md](embedding.md).

What an element shows reaches it as its property, as its attribute, or as a child
`<script type=\"application/json\">`. Amounts are whole yen, tax included; days are days in Japan.
A member that is not marked as required may be `null` or left out; members that are not listed are
passed over. What is wrong is told by `kantan:invalid`, every problem at once.
";

/// The whole page.
pub(super) fn page() -> String {
    let mut text = INTRODUCTION.to_owned();
    text += "\n## Elements\n";
    for element in &ELEMENTS {
        text += &section(element);
    }
    text += "\n### Custom properties\n\nOf all three elements. What the others are made of stands first: whoever sets the accent has\nset buttons, links and bullets. Colours that are not set are the page's light or dark; the light ones\nare told here.\n\n| property | without it | what it is for |\n|---|---|---|\n";
    for it in properties() {
        text += &format!("| `{}` | `{}` | {} |\n", it.name, it.default, it.meaning);
    }
    text += "\n## JSON\n";
    for of in types() {
        text += &members(&of);
    }
    text += "\n## Codes\n\n### Of an element\n\nThe `code` of `kantan:error`, and of `kantan:invalid`.\n\n";
    text += &codes(code::element());
    text += "\n### Of a problem with the data\n\nThe `code` of each of the `problems` of `kantan:invalid`.\n\n";
    text += &codes(code::reasons());
    text += "\nA contract that the rules of the service refuse is a problem of the member that has to change, with\n";
    text += "the rule's own code:\n\n";
    for rule in code::rules() {
        text += &format!("* `{rule}`\n");
    }
    text += "\n### Of a server\n\nThe `code` of a `ProblemDocument`.\n\n| code | status | meaning |\n|---|---|---|\n";
    for code in ProblemCode::ALL {
        text += &format!("| `{}` | {} | {} |\n", code.as_str(), code.status(), code.meaning());
    }
    text
}

/// The widest line of a text; a table's row cannot be broken.
const COLUMNS: usize = 100;

/// A paragraph over several lines.
fn wrapped(words: &str, indent: &str) -> String {
    let (mut text, mut width) = (String::new(), 0);
    for word in words.split_whitespace() {
        let letters = word.chars().count();
        if width > 0 && width + 1 + letters > COLUMNS {
            text = text + "\n" + indent;
            width = indent.len();
        } else if width > 0 {
            text.push(' ');
            width += 1;
        }
        text += word;
        width += letters;
    }
    text + "\n"
}

fn item(name: &str, meaning: &str) -> String {
    wrapped(&format!("* `{name}`: {meaning}"), "  ")
}

fn list(named: &[Named]) -> String {
    named.iter().map(|it| item(it.name, it.meaning)).collect()
}

fn codes(all: Vec<Meaning>) -> String {
    all.iter().map(|it| item(&it.code, &it.words)).collect()
}

fn section(element: &Element) -> String {
    let Element { tag, data, shows, about, attributes, events, slots, parts, .. } = element;
    let mut text = format!("\n### `<{tag}>`\n\n{}\nAttributes:\n\n", wrapped(about, ""));
    text += &item(data, &format!("what is shown (`{shows}`), as JSON; also a property, which takes an object too"));
    text += &list(attributes);
    text += &item("lang", "`ja` or `en`; without it the nearest ancestor's, then Japanese");
    text += "\nEvents (bubbling, composed; nothing personal in them):\n\n";
    for event in *events {
        text += &item(event.name, &format!("{}; `detail` is `{}`", event.meaning, event.detail));
    }
    text += &format!("\nSlots:\n\n{}\nParts:\n\n{}", list(slots), list(parts));
    text
}

fn members(of: &Type) -> String {
    let about = wrapped(of.about, "");
    let mut text = format!("\n### {}\n\n{about}\n| member | | holds | is |\n|---|---|---|---|\n", of.name);
    for Member { name, kind, optional, meaning } in &of.members {
        let mark = if *optional { "" } else { "required" };
        text += &format!("| `{name}` | {mark} | {} | {} |\n", kind.words(), meaning.replace('|', "\\|"));
    }
    text
}
