//! Every answer below `/v1` that any of these tests gets is held against the interface's own description.

use crate::support::Answer;
use axum::http::Method;
use serde_json::Value;

/// Stops the test where the description does not have the answer.
pub(crate) fn check(document: &Value, method: &Method, path: &str, answer: &Answer) {
    if let Some(wrong) = differs(document, method, path, answer) {
        panic!("{method} {path}: {} {wrong}\n{}", answer.status, answer.text());
    }
}

/// What the description does not have of an answer.
fn differs(document: &Value, method: &Method, path: &str, answer: &Answer) -> Option<String> {
    let (status, media_type) = (answer.status.as_u16().to_string(), answer.header("content-type"));
    let paths = document["paths"].as_object().expect("an object");
    let operation = paths.iter().find(|(template, _)| is_at(template, path));
    let operation = operation.and_then(|(_, item)| item.get(method.as_str().to_ascii_lowercase()));
    let schema = match operation {
        // Nothing is there, or it takes no such method.
        None if status == "404" || status == "405" => &document["components"]["schemas"]["Problem"],
        None => return Some("no such operation is described".to_owned()),
        Some(operation) => match operation["responses"].get(&status) {
            None => return Some("no such status is described".to_owned()),
            Some(response) => match response["content"].get(media_type) {
                None => return Some(format!("{media_type} is not described")),
                Some(content) => &content["schema"],
            },
        },
    };
    let mut wrong = Vec::new();
    compare(document, schema, &answer.json(), "", &mut wrong);
    (!wrong.is_empty()).then(|| wrong.join("; "))
}

fn is_at(template: &str, path: &str) -> bool {
    let (wanted, is): (Vec<&str>, Vec<&str>) = (template.split('/').collect(), path.split('/').collect());
    wanted.len() == is.len() && wanted.iter().zip(&is).all(|(wanted, is)| wanted.starts_with('{') || wanted == is)
}

/// Notes where a value differs from a schema, by the words of JSON Schema that the description is made of.
/// A member that the description does not have is one that it lacks.
fn compare(document: &Value, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let schema = document.pointer(reference.trim_start_matches('#')).expect("it leads somewhere");
        return compare(document, schema, value, at, wrong);
    }
    for schema in schema["allOf"].as_array().into_iter().flatten() {
        compare(document, schema, value, at, wrong);
    }
    for word in ["anyOf", "oneOf"] {
        let Some(schemas) = schema[word].as_array() else { continue };
        let fits = schemas.iter().any(|schema| {
            let mut wrong = Vec::new();
            compare(document, schema, value, at, &mut wrong);
            wrong.is_empty()
        });
        if !fits {
            wrong.push(format!("{at} is none of {word}: {value}"));
        }
    }
    if let Some(words) = schema["enum"].as_array()
        && !words.contains(value)
    {
        wrong.push(format!("{at} is {value} and not one of {words:?}"));
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_i64() || number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    if !kinds.is_empty() && !kinds.contains(&kind) {
        return wrong.push(format!("{at} is {value} and not {kinds:?}"));
    }
    match value {
        Value::Object(members) => object(document, schema, members, !kinds.is_empty(), at, wrong),
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                compare(document, &schema["items"], item, &format!("{at}[{place}]"), wrong);
            }
        }
        Value::Number(number) => {
            let number = number.as_i64().unwrap_or(i64::MAX);
            let is_in = schema["minimum"].as_i64().is_none_or(|least| number >= least)
                && schema["maximum"].as_i64().is_none_or(|most| number <= most);
            if !is_in {
                wrong.push(format!("{at} is {number}, out of its bounds"));
            }
        }
        Value::String(text) => {
            let is_one = match schema["format"].as_str() {
                Some("date") => text.parse::<chrono::NaiveDate>().is_ok(),
                Some("date-time") => chrono::DateTime::parse_from_rfc3339(text).is_ok(),
                Some("uri") => text.starts_with("https://"),
                _ => true,
            };
            if !is_one {
                wrong.push(format!("{at} is {text:?} and no {}", schema["format"]));
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
}

fn object(
    document: &Value,
    schema: &Value,
    members: &serde_json::Map<String, Value>,
    is_whole: bool,
    at: &str,
    wrong: &mut Vec<String>,
) {
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !members.contains_key(name) {
            wrong.push(format!("{at}.{name} is missing"));
        }
    }
    let Some(properties) = schema["properties"].as_object() else { return };
    for (name, value) in members {
        match properties.get(name) {
            Some(schema) => compare(document, schema, value, &format!("{at}.{name}"), wrong),
            None if is_whole => wrong.push(format!("{at}.{name} is not described")),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_not_described_is_found() {
        let schema = json!({ "type": "object", "required": ["a"], "properties": {
            "a": { "type": ["integer", "null"], "minimum": 1 }, "b": { "enum": ["x"] },
            "c": { "anyOf": [{ "type": "string", "format": "date" }, { "type": "null" }] },
        } });
        for (value, is_right) in [
            (json!({ "a": 1, "b": "x", "c": "2026-12-01" }), true),
            (json!({ "a": null, "c": null }), true),
            (json!({ "b": "x" }), false),
            (json!({ "a": 0 }), false),
            (json!({ "a": 1.5 }), false),
            (json!({ "a": 1, "b": "y" }), false),
            (json!({ "a": 1, "c": "tomorrow" }), false),
            (json!({ "a": 1, "d": 1 }), false),
            (json!([]), false),
        ] {
            let mut wrong = Vec::new();
            compare(&json!({}), &schema, &value, "", &mut wrong);
            assert_eq!(wrong.is_empty(), is_right, "{value}: {wrong:?}");
        }
    }
}
