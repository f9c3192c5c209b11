//! The one spelling of a JSON value (RFC 8785, JSON Canonicalization Scheme), for what is hashed: features `ssr` and
//! tests.
//!
//! Ours has no fractions and refuses them, so that nothing of how a program writes a double is asked.

use super::Json;

impl Json {
    /// The value without spaces, the members of each object in the order of their names' UTF-16 code units, and each text
    /// with as few escapes as JSON allows. `None` for a number that is not whole and exact, and for a name that stands
    /// twice in an object.
    #[must_use]
    pub fn canonical(&self) -> Option<String> {
        let mut text = String::new();
        append(self, &mut text)?;
        Some(text)
    }
}

fn append(value: &Json, text: &mut String) -> Option<()> {
    match value {
        Json::Null => *text += "null",
        Json::Truth(truth) => *text += if *truth { "true" } else { "false" },
        Json::Number(_) => *text += &value.whole()?.to_string(),
        Json::Text(words) => quote(words, text),
        Json::List(list) => {
            text.push('[');
            for (index, value) in list.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                append(value, text)?;
            }
            text.push(']');
        }
        Json::Object(members) => {
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_by(|(one, _), (other, _)| one.encode_utf16().cmp(other.encode_utf16()));
            if sorted.windows(2).any(|pair| pair[0].0 == pair[1].0) {
                return None;
            }
            text.push('{');
            for (index, (name, value)) in sorted.into_iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                quote(name, text);
                text.push(':');
                append(value, text)?;
            }
            text.push('}');
        }
    }
    Some(())
}

fn quote(words: &str, text: &mut String) {
    text.push('"');
    for character in words.chars() {
        match character {
            '"' | '\\' => text.extend(['\\', character]),
            '\u{8}' => *text += "\\b",
            '\t' => *text += "\\t",
            '\n' => *text += "\\n",
            '\u{c}' => *text += "\\f",
            '\r' => *text += "\\r",
            '\0'..='\u{1f}' => *text += &format!("\\u{:04x}", character as u32),
            _ => text.push(character),
        }
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::super::tests::{any, json};
    use super::Json;
    use serde_json::json;

    #[test]
    fn members_are_sorted_as_the_standard_sorts_them() {
        // RFC 8785, 3.2.3: by UTF-16 code units, so that an emoji comes before a letter of the private planes' end.
        let names = ["\u{20ac}", "\r", "\u{fb33}", "1", "\u{1f600}", "\u{80}", "\u{f6}"];
        let value = Json::Object(names.map(|name| (name.to_owned(), Json::Null)).into());
        let sorted = ["\\r", "1", "\u{80}", "\u{f6}", "\u{20ac}", "\u{1f600}", "\u{fb33}"];
        let written = sorted.map(|name| format!("\"{name}\":null")).join(",");
        assert_eq!(value.canonical().as_deref(), Some(&*format!("{{{written}}}")));
    }

    #[test]
    fn texts_have_the_escapes_of_the_standard_and_no_others() {
        // RFC 8785, 3.2.2.2.
        let value = json(json!(["\u{20ac}$\u{f}\nA'B\"\\\"/", "<&>\u{7f}\u{2028}", [1, -5, true, null], {}]));
        let written = "[\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\"/\",\"<&>\u{7f}\u{2028}\",[1,-5,true,null],{}]";
        assert_eq!(value.canonical().as_deref(), Some(written));
    }

    #[test]
    fn what_has_no_one_spelling_is_refused() {
        assert_eq!(Json::Number(0.5).canonical(), None);
        assert_eq!(Json::List(vec![Json::Number(f64::NAN)]).canonical(), None);
        let twice = vec![("a".to_owned(), Json::Null), ("a".to_owned(), Json::Truth(true))];
        assert_eq!(Json::Object(twice).canonical(), None);
    }

    proptest::proptest! {
        #[test]
        fn another_parser_reads_the_same_and_its_spelling_is_the_same_again(value in any()) {
            let written = json(value.clone()).canonical().expect("no fractions");
            let read: serde_json::Value = serde_json::from_str(&written).expect("JSON");
            proptest::prop_assert_eq!(&read, &value);
            proptest::prop_assert_eq!(json(read).canonical(), Some(written));
        }
    }
}
