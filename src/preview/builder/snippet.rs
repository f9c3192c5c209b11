//! What a shop's page needs: the script, the tag, and the order as its child.

use crate::json::Json;
use crate::language::Language;

/// The id of the snippet's text in the page, to be copied.
pub(super) const SNIPPET: &str = "snippet";

/// What has more members than this is written over several lines.
const MOST_ON_A_LINE: usize = 3;

/// The snippet for a shop's page.
pub(super) fn snippet(order: &Json, language: Language) -> String {
    let mut text = "<script type=\"module\" src=\"/assets/kantan-checkout.js\"></script>\n".to_owned();
    text += "<kantan-checkout endpoint=\"/checkout/requests\" lang=\"";
    text += language.tag();
    text += "\">\n<script type=\"application/json\">\n";
    write(order, 0, &mut text);
    text += "\n</script>\n</kantan-checkout>\n";
    text
}

/// Writes JSON over several lines; what is small stays on one.
fn write(json: &Json, depth: usize, text: &mut String) {
    match json {
        Json::Null => *text += "null",
        Json::Truth(truth) => *text += if *truth { "true" } else { "false" },
        Json::Number(number) => *text += &number.to_string(),
        Json::Text(words) => write_text(words, text),
        Json::List(list) => {
            let members = list.iter().map(|value| (None, value)).collect();
            write_members(members, ['[', ']'], depth, text);
        }
        Json::Object(members) => {
            let members = members.iter().map(|(name, value)| (Some(name.as_str()), value)).collect();
            write_members(members, ['{', '}'], depth, text);
        }
    }
}

fn write_members(members: Vec<(Option<&str>, &Json)>, [open, close]: [char; 2], depth: usize, text: &mut String) {
    let nests = members.iter().any(|(_, value)| matches!(value, Json::List(_) | Json::Object(_)));
    let on_lines = depth == 0 || nests || members.len() > MOST_ON_A_LINE;
    text.push(open);
    for (index, (name, value)) in members.into_iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        if on_lines {
            text.push('\n');
            *text += &"  ".repeat(depth + 1);
        } else {
            text.push(' ');
        }
        if let Some(name) = name {
            write_text(name, text);
            *text += ": ";
        }
        write(value, depth + 1, text);
    }
    if on_lines {
        text.push('\n');
        *text += &"  ".repeat(depth);
    } else {
        text.push(' ');
    }
    text.push(close);
}

/// A text in quotes. `<` is escaped, too, so that no name can end the script that it stands in.
fn write_text(words: &str, text: &mut String) {
    text.push('"');
    for character in words.chars() {
        match character {
            '"' | '\\' => text.extend(['\\', character]),
            '<' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1F}' | '\u{7F}' => {
                let code = u32::from(character);
                *text += "\\u";
                for shift in [12, 8, 4, 0] {
                    text.extend(char::from_digit(code >> shift & 15, 16));
                }
            }
            other => text.push(other),
        }
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::super::draft::tests::draft;
    use super::super::input::Input;
    use super::super::order::{CANCEL_URL, order};
    use super::*;
    use crate::json::tests::json;
    use crate::page::order::Order;

    fn embedded(snippet: &str) -> &str {
        let (_, rest) = snippet.split_once("<script type=\"application/json\">").expect("its start");
        rest.split_once("</script>").expect("its end").0
    }

    #[test]
    fn the_order_in_the_snippet_is_the_order() {
        for method in ["one_time", "simple", "fixed_term", "usage"] {
            let order = order(&draft(&[(Input::Method, method)]), Language::Japanese, CANCEL_URL);
            let read = json(serde_json::from_str(embedded(&snippet(&order, Language::Japanese))).expect("JSON"));
            let mut problems = Vec::new();
            assert!(Order::read(&read, &mut problems).is_some(), "{method}: {problems:?}");
            for name in ["item_id", "item_name", "amount", "tax", "delivery"] {
                assert_eq!(read.get(name), order.get(name), "{method} {name}");
            }
        }
    }

    #[test]
    fn no_name_can_end_the_script_or_the_text() {
        let name = "</script>\"\\\u{1}\u{2028}<!--";
        let order = Json::object(vec![("item_name", Json::from_text(name))]);
        let written = snippet(&order, Language::English);
        assert_eq!(written.matches("</script>").count(), 2, "the loader's and the order's");
        let read: serde_json::Value = serde_json::from_str(embedded(&written)).expect("JSON");
        assert_eq!(read["item_name"], name);
        assert!(written.contains("lang=\"en\""));
    }
}
