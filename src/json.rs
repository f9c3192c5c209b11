//! A JSON value, from whichever parser there is: a browser's own, or a server's.
//!
//! What the values mean is decided elsewhere (`page`). Writing is done here, and by nothing of a page's: an old script
//! library that gives every array a `toJSON` changes what `JSON.stringify` says, and must not change what is asked for.

#[cfg(any(test, feature = "ssr"))]
mod canonical;
#[cfg(any(test, feature = "serde"))]
mod interchange;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`, and whatever JSON has no word for.
    Null,
    /// `true` or `false`.
    Truth(bool),
    /// A number as the browser holds it.
    Number(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object's members in their order.
    Object(Vec<(String, Json)>),
}

/// Up to here a browser's `double` holds every whole number exactly.
pub const EXACT: f64 = 9_007_199_254_740_991.0;

impl Json {
    /// The member with that name; `Null` if there is none.
    pub fn get(&self, name: &str) -> &Self {
        const ABSENT: Json = Json::Null;
        match self {
            Self::Object(members) => members.iter().find(|(member, _)| member == name).map_or(&ABSENT, |(_, it)| it),
            _ => &ABSENT,
        }
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The elements, if it is a list.
    pub fn list(&self) -> Option<&[Self]> {
        if let Self::List(list) = self { Some(list) } else { None }
    }

    /// A number without fraction whose value an `i64` and the browser's `double` both hold exactly. Templates and
    /// databases give decimals as text: `"3500"` and `"3500.00"` are that number, too.
    #[must_use]
    pub fn whole(&self) -> Option<i64> {
        match self {
            #[allow(clippy::cast_possible_truncation, reason = "whole and within ±2^53 is checked before")]
            Self::Number(number) if number.abs() <= EXACT && number % 1.0 == 0.0 => Some(*number as i64),
            Self::Text(text) => whole_of(text),
            _ => None,
        }
    }

    /// The value as JSON text, in ASCII but for letters of other scripts. A number with a fraction, which none of ours
    /// has, is written as `null`.
    #[must_use]
    pub fn write(&self) -> String {
        let mut text = String::new();
        self.append(&mut text);
        text
    }

    fn append(&self, text: &mut String) {
        match self {
            Self::Truth(true) => *text += "true",
            Self::Truth(false) => *text += "false",
            Self::Text(words) => quote(words, text),
            Self::List(list) => {
                for (index, value) in list.iter().enumerate() {
                    text.push(if index == 0 { '[' } else { ',' });
                    value.append(text);
                }
                *text += if list.is_empty() { "[]" } else { "]" };
            }
            Self::Object(members) => {
                for (index, (name, value)) in members.iter().enumerate() {
                    text.push(if index == 0 { '{' } else { ',' });
                    quote(name, text);
                    text.push(':');
                    value.append(text);
                }
                *text += if members.is_empty() { "{}" } else { "}" };
            }
            Self::Number(_) | Self::Null => match self.whole() {
                Some(whole) => *text += &whole.to_string(),
                None => *text += "null",
            },
        }
    }

    /// A text value.
    pub fn from_text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// The object with another value for the member `name`, or with one more member; whatever is no object stays as it
    /// is.
    #[must_use]
    pub fn with(mut self, name: &str, value: Self) -> Self {
        if let Self::Object(members) = &mut self {
            members.retain(|(member, _)| member != name);
            members.push((name.to_owned(), value));
        }
        self
    }

    /// An object with these members.
    pub fn object(members: Vec<(&str, Self)>) -> Self {
        Self::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::from_text(text)
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u32> for Json {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

/// The whole number that a decimal spells, of at most fifteen digits: every such is exact in a `double`.
fn whole_of(text: &str) -> Option<i64> {
    let (mut whole, mut digits, mut zeros) = (0, 0, None);
    for (place, byte) in text.bytes().enumerate() {
        match (byte, zeros) {
            (b'0'..=b'9', None) if digits < 15 => {
                whole = whole * 10 + i64::from(byte - b'0');
                digits += 1;
            }
            (b'-', None) if place == 0 => {}
            (b'.', None) => zeros = Some(0),
            (b'0', Some(count)) => zeros = Some(count + 1),
            _ => return None,
        }
    }
    let is_number = digits > 0 && zeros != Some(0);
    is_number.then_some(if text.starts_with('-') { -whole } else { whole })
}

/// A string of JSON. What could end a `<script>` or begin a comment in it is written as its number, so that the text may
/// stand in a page as it is.
fn quote(words: &str, text: &mut String) {
    text.push('"');
    for character in words.chars() {
        match character {
            '"' | '\\' => text.extend(['\\', character]),
            '\0'..='\u{1f}' | '<' | '>' | '&' | '\u{7f}' | '\u{2028}' | '\u{2029}' => {
                *text += "\\u";
                for place in [12, 8, 4, 0] {
                    let digit = char::from_digit(character as u32 >> place & 15, 16);
                    text.extend(digit);
                }
            }
            _ => text.push(character),
        }
    }
    text.push('"');
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The same value, read by another parser than the browser's.
    pub(crate) fn json(value: serde_json::Value) -> Json {
        match value {
            serde_json::Value::Null => Json::Null,
            serde_json::Value::Bool(truth) => Json::Truth(truth),
            serde_json::Value::Number(number) => Json::Number(number.as_f64().expect("a double")),
            serde_json::Value::String(text) => Json::Text(text),
            serde_json::Value::Array(list) => Json::List(list.into_iter().map(json).collect()),
            serde_json::Value::Object(members) => {
                Json::Object(members.into_iter().map(|(name, value)| (name, json(value))).collect())
            }
        }
    }

    #[test]
    fn only_exact_whole_numbers_are_whole() {
        for (number, whole) in [
            (3500.0, Some(3500)),
            (-0.0, Some(0)),
            (-1.0, Some(-1)),
            (0.5, None),
            (1e300, None),
            (f64::NAN, None),
            (f64::INFINITY, None),
            (9_007_199_254_740_993.0, None),
        ] {
            assert_eq!(Json::Number(number).whole(), whole, "{number}");
        }
        for (text, whole) in [
            ("3500", Some(3500)),
            ("3500.00", Some(3500)),
            ("-500", Some(-500)),
            ("0", Some(0)),
            ("999999999999999", Some(999_999_999_999_999)),
            ("9999999999999999", None),
            ("3500.5", None),
            ("3,500", None),
            ("３５００", None),
            ("+1", None),
            ("1e3", None),
            ("--1", None),
            (" 1", None),
            ("1.", None),
            (".0", None),
            ("-", None),
            ("", None),
        ] {
            assert_eq!(Json::from_text(text).whole(), whole, "{text:?}");
        }
    }

    /// Any value without fractions.
    pub(crate) fn any() -> impl proptest::strategy::Strategy<Value = serde_json::Value> {
        use proptest::prelude::*;
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(serde_json::Value::from),
            any::<i32>().prop_map(serde_json::Value::from),
            any::<String>().prop_map(serde_json::Value::from),
        ];
        leaf.prop_recursive(4, 32, 5, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..5).prop_map(serde_json::Value::from),
                proptest::collection::hash_map(any::<String>(), inner, 0..5)
                    .prop_map(|members| serde_json::Value::from(serde_json::Map::from_iter(members))),
            ]
        })
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_another_parser_reads_as_the_same(value in any()) {
            let written = json(value.clone()).write();
            proptest::prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&written).ok(), Some(value));
            proptest::prop_assert!(!written.contains(['<', '>', '&', '\u{2028}', '\u{2029}', '\n']), "{}", written);
        }
    }

    #[test]
    fn an_absent_member_is_null() {
        let value = json(serde_json::json!({ "a": 1 }));
        assert_eq!(value.get("a"), &Json::Number(1.0));
        assert_eq!(value.get("b"), &Json::Null);
        assert_eq!(Json::Null.get("a"), &Json::Null);
    }
}
