//! A JSON value as the browser's own parser gives it.
//!
//! The browser already has a JSON parser; this module carries its result into Rust and back. What the values mean is
//! decided elsewhere, in plain functions that need no browser.

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

    /// A number without fraction whose value an `i64` and the browser's `double` both hold exactly.
    pub fn whole(&self) -> Option<i64> {
        const EXACT: f64 = 9_007_199_254_740_991.0;
        match *self {
            #[allow(clippy::cast_possible_truncation, reason = "whole and within ±2^53 is checked before")]
            Self::Number(number) if number.abs() <= EXACT && number % 1.0 == 0.0 => Some(number as i64),
            _ => None,
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
        assert_eq!(Json::from_text("3500").whole(), None);
    }

    #[test]
    fn an_absent_member_is_null() {
        let value = json(serde_json::json!({ "a": 1 }));
        assert_eq!(value.get("a"), &Json::Number(1.0));
        assert_eq!(value.get("b"), &Json::Null);
        assert_eq!(Json::Null.get("a"), &Json::Null);
    }
}
