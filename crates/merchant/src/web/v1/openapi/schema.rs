//! The pieces that the schemas are made of (JSON Schema 2020-12, as OpenAPI 3.1 has it).

use kantan_checkout::page::reader::LARGEST_AMOUNT;
use serde_json::{Map, Value, json};

/// A text that says something and holds no U+0000: what the readers call blank is not only JavaScript's white space.
const SAYS_SOMETHING: &str = r"^[^\u0000]*[^\s\u0000\u0085][^\u0000]*$";
/// What nobody sees, between brackets: see `domain::text`. Those beyond the first 65,536 characters are left to
/// the reader, because engines of patterns write them differently.
const UNSEEN: &str = r"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb";
/// A text without U+0000, which is in no text.
const NO_NUL: &str = r"^[^\u0000]*$";

/// A component.
pub(super) fn named(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// An object that a program sends: it may have these members and no others.
pub(super) fn asked(required: &[(&str, Value)], optional: &[(&str, Value)]) -> Value {
    let mut schema = object(required, optional);
    schema["additionalProperties"] = json!(false);
    schema
}

/// An object that is answered. More members may come with a later version.
pub(super) fn answered(members: &[(&str, Value)]) -> Value {
    object(members, &[])
}

/// An object with members that are always there and others that may be.
pub(super) fn object(required: &[(&str, Value)], optional: &[(&str, Value)]) -> Value {
    let names: Vec<&str> = required.iter().map(|(name, _)| *name).collect();
    let members = required.iter().chain(optional).map(|(name, schema)| ((*name).to_owned(), schema.clone()));
    let mut schema = json!({ "type": "object", "properties": members.collect::<Map<_, _>>() });
    if !names.is_empty() {
        schema["required"] = json!(names);
    }
    schema
}

/// A text that says something, of at most so many characters.
pub(super) fn text(longest: usize) -> Value {
    json!({ "type": "string", "minLength": 1, "maxLength": longest, "pattern": SAYS_SOMETHING })
}

/// The same, which a payer sees as it is.
pub(super) fn seen(longest: usize) -> Value {
    let pattern = format!(r"^[^{UNSEEN}]*[^\s{UNSEEN}][^{UNSEEN}]*$");
    json!({ "type": "string", "minLength": 1, "maxLength": longest, "pattern": pattern })
}

/// A telephone number: whatever is seen, with a digit in it.
pub(super) fn phone(longest: usize) -> Value {
    let pattern = format!("^[^{UNSEEN}]*[0-9０-９][^{UNSEEN}]*$");
    json!({ "type": "string", "minLength": 1, "maxLength": longest, "pattern": pattern })
}

/// The same as [`seen`], in one line.
pub(super) fn line(longest: usize) -> Value {
    let pattern = format!(r"^[^\t\n\r{UNSEEN}]*[^\s{UNSEEN}][^\t\n\r{UNSEEN}]*$");
    json!({ "type": "string", "minLength": 1, "maxLength": longest, "pattern": pattern })
}

/// A text that may be blank.
pub(super) fn any_text(longest: usize) -> Value {
    json!({ "type": "string", "maxLength": longest, "pattern": NO_NUL })
}

/// A text that is answered.
pub(super) fn string() -> Value {
    json!({ "type": "string" })
}

/// One of these words.
pub(super) fn word(words: &[&str]) -> Value {
    json!({ "type": "string", "enum": words })
}

/// A whole number between these two.
pub(super) fn whole(least: i64, most: i64) -> Value {
    json!({ "type": "integer", "minimum": least, "maximum": most })
}

/// An amount of yen, 0 among them.
pub(super) fn yen() -> Value {
    whole(0, LARGEST_AMOUNT)
}

/// What is paid or asked for: at least one yen.
pub(super) fn amount() -> Value {
    whole(1, LARGEST_AMOUNT)
}

/// A day in Japan.
pub(super) fn day() -> Value {
    json!({ "type": "string", "format": "date" })
}

/// A month in Japan.
pub(super) fn month() -> Value {
    json!({ "type": "string", "pattern": r"^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])$" })
}

/// A moment (RFC 3339).
pub(super) fn moment() -> Value {
    json!({ "type": "string", "format": "date-time" })
}

/// An absolute address.
pub(super) fn address() -> Value {
    json!({ "type": "string", "format": "uri" })
}

/// True or false.
pub(super) fn truth() -> Value {
    json!({ "type": "boolean" })
}

/// A list.
pub(super) fn list(of: &Value) -> Value {
    json!({ "type": "array", "items": of })
}

/// The same, or `null`.
pub(super) fn or_null(mut schema: Value) -> Value {
    if let Some(Value::Array(words)) = schema.get_mut("enum") {
        words.push(Value::Null);
    }
    match schema.get("type").cloned() {
        Some(kind) => {
            schema["type"] = json!([kind, "null"]);
            schema
        }
        None => json!({ "anyOf": [schema, { "type": "null" }] }),
    }
}

/// The same with a sentence about it.
pub(super) fn about(mut schema: Value, sentence: &str) -> Value {
    schema["description"] = json!(sentence);
    schema
}

/// A part of a list, and where it goes on.
pub(super) fn list_of(member: &str, of: &str) -> Value {
    let next = about(or_null(string()), "The parameter `after` of the rest; null at the end.");
    answered(&[(member, list(&named(of))), ("next", next)])
}

/// A charge that a schedule has.
pub(super) fn charge() -> Value {
    answered(&[("on", day()), ("amount", yen()), ("varies", truth())])
}
