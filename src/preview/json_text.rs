//! JSON as people read and paste it: over several lines, and safe inside of a page.

use crate::json::Json;

/// What has more members than this is written over several lines.
const MOST_ON_A_LINE: usize = 3;

/// The value as text.
pub(super) fn of(json: &Json) -> String {
    let mut text = String::new();
    write(json, 0, &mut text);
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
