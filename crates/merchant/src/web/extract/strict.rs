//! JSON as a shop's programs have to write it: a member stands once in its object. Of two members of one
//! name parsers take the first, the last or both, so that what was checked before it came here need not be
//! what is done. Numbers stay as they were written: one with a point or an exponent is no integer to
//! whoever reads an amount.

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::cell::RefCell;
use std::fmt;

/// The most characters of one member's name in a path.
const LONGEST_NAME: usize = 64;

/// Why a text is not read.
#[derive(Debug)]
pub(super) enum Unreadable {
    /// It is no JSON: what the parser says.
    NoJson(String),
    /// The member at this path stands twice.
    Twice(String),
}

/// Reads one JSON value.
pub(super) fn read(text: &[u8]) -> Result<Value, Unreadable> {
    let twice = RefCell::new(None);
    let mut parser = serde_json::Deserializer::from_slice(text);
    let seed = Strict { place: Place::Whole, twice: &twice };
    let read = seed.deserialize(&mut parser).and_then(|value| parser.end().map(|()| value));
    let value = read.map_err(|error| Unreadable::NoJson(error.to_string()))?;
    twice.into_inner().map_or(Ok(value), |path| Err(Unreadable::Twice(path)))
}

/// Where a value stands. It is spelt where something is wrong there, and only then.
#[derive(Clone, Copy)]
enum Place<'a> {
    Whole,
    Member(&'a Place<'a>, &'a str),
    Item(&'a Place<'a>, usize),
}

impl Place<'_> {
    /// The path as problems have it: `lines[0].quantity`.
    fn spelt(&self) -> String {
        match self {
            Self::Whole => String::new(),
            Self::Item(list, index) => format!("{}[{index}]", list.spelt()),
            Self::Member(object, name) => {
                let name: String = name.chars().take(LONGEST_NAME).collect();
                match object {
                    Self::Whole => name,
                    _ => format!("{}.{name}", object.spelt()),
                }
            }
        }
    }
}

/// Reads the value at a place, and notes the first member that stands twice.
#[derive(Clone, Copy)]
struct Strict<'a> {
    place: Place<'a>,
    twice: &'a RefCell<Option<String>>,
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Value, E> {
        Ok(Value::Bool(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) =
            items.next_element_seed(Strict { place: Place::Item(&self.place, list.len()), ..self })?
        {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = entries.next_key::<String>()? {
            let place = Place::Member(&self.place, &name);
            let value = entries.next_value_seed(Strict { place, ..self })?;
            if members.contains_key(&name) {
                self.twice.borrow_mut().get_or_insert_with(|| place.spelt());
            }
            members.insert(name, value);
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::{Unreadable, read};
    use serde_json::{Value, json};

    #[test]
    fn a_member_stands_once_wherever_it_is() {
        for (text, path) in [
            (r#"{"amount":1,"amount":1}"#, "amount"),
            (r#"{"amount":1,"am\u006funt":2}"#, "amount"),
            (r#"{"lines":[{},{"quantity":1,"name":"a","quantity":2}]}"#, "lines[1].quantity"),
            (r#"{"recurring":{"timing":{"kind":"a","kind":"b"}},"a":1,"a":2}"#, "recurring.timing.kind"),
            (r#"[[{"":1,"":2}]]"#, "[0][0]."),
        ] {
            let read = read(text.as_bytes());
            assert!(matches!(&read, Err(Unreadable::Twice(found)) if found == path), "{text}: {read:?}");
        }
        let long = "n".repeat(100);
        let read = read(format!("{{\"{long}\":1,\"{long}\":1}}").as_bytes());
        assert!(matches!(&read, Err(Unreadable::Twice(path)) if path.len() == 64), "{read:?}");
    }

    #[test]
    fn anything_else_is_read_as_it_was_written() {
        for text in [r#"{"a":{"b":1},"c":{"b":1}}"#, r#"[1,-1,1.5,true,null,"\u00e9",[],{}]"#, "18446744073709551615"] {
            let expected: Value = serde_json::from_str(text).expect("JSON");
            assert_eq!(read(text.as_bytes()).expect("JSON"), expected, "{text}");
        }
        // Whole, and no integer.
        assert!(["1000.0", "1e3"].iter().all(|text| read(text.as_bytes()).is_ok_and(|it| it.as_i64().is_none())));
        assert_eq!(read(b"1000").expect("JSON"), json!(1000));
    }

    #[test]
    fn what_is_no_json_is_refused_before_anything_else_is_said() {
        let deep = "[".repeat(1_000);
        for text in ["", "{", "{\"a\":1,\"a\":2", "1 2", "nil", "1e999", "\"\\ud800\"", &deep] {
            assert!(matches!(read(text.as_bytes()), Err(Unreadable::NoJson(_))), "{text}");
        }
    }
}
