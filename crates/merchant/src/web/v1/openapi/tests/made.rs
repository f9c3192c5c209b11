//! Makes values that a schema allows, of the words that our schemas are made of.

use crate::domain::text::unseen;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

/// Values that this schema of the document allows.
pub(super) fn valid(document: &Value, schema: &Value) -> BoxedStrategy<Value> {
    if let Some(reference) = schema["$ref"].as_str() {
        let schema = document.pointer(reference.trim_start_matches('#')).expect("it leads somewhere");
        return valid(document, schema);
    }
    for word in ["oneOf", "anyOf"] {
        if let (Some(schemas), None) = (schema[word].as_array(), schema.get("type")) {
            let each: Vec<_> = schemas.iter().map(|schema| valid(document, schema)).collect();
            return proptest::strategy::Union::new(each).boxed();
        }
    }
    if let Some(words) = schema["enum"].as_array() {
        return select(words.clone()).boxed();
    }
    match &schema["type"] {
        Value::Array(types) => {
            let mut schema = schema.clone();
            schema["type"] = types[0].clone();
            assert_eq!(types[1], "null");
            prop_oneof![3 => valid(document, &schema), 1 => Just(Value::Null)].boxed()
        }
        Value::String(kind) => match kind.as_str() {
            "null" => Just(Value::Null).boxed(),
            "boolean" => proptest::bool::ANY.prop_map(Value::Bool).boxed(),
            "integer" => {
                let (least, most) = (schema["minimum"].as_i64(), schema["maximum"].as_i64());
                let (least, most) = (least.expect("a bound"), most.expect("a bound"));
                prop_oneof![3 => least..=most, 1 => Just(least), 1 => Just(most)].prop_map(|it| json!(it)).boxed()
            }
            "string" => text(schema),
            "array" => {
                let items = valid(document, &schema["items"]);
                let most = schema["maxItems"].as_u64().map_or(3, |most| most.min(3)) as usize;
                let least = schema["minItems"].as_u64().unwrap_or(0) as usize;
                vec(items, least..=most).prop_map(Value::Array).boxed()
            }
            "object" => object(document, schema),
            other => panic!("type {other}"),
        },
        other => panic!("type {other}"),
    }
}

fn object(document: &Value, schema: &Value) -> BoxedStrategy<Value> {
    if let Some(of) = schema["additionalProperties"].as_object() {
        let (names, values) = (text(&schema["propertyNames"]), valid(document, &Value::Object(of.clone())));
        let most = schema["maxProperties"].as_u64().unwrap_or(3).min(3) as usize;
        let pair = (names, values).prop_map(|(name, value)| (name.as_str().unwrap_or_default().to_owned(), value));
        return vec(pair, 0..=most).prop_map(|all| Value::Object(all.into_iter().collect())).boxed();
    }
    // One of several sets of members has to be there.
    let choices = schema["anyOf"].as_array().cloned().unwrap_or_else(|| vec![json!({})]);
    let document = document.clone();
    let (properties, required) = (schema["properties"].clone(), schema["required"].clone());
    let made = move |choice: Value| {
        let members = properties.as_object().expect("members").iter().map(|(name, schema)| {
            let is_chosen = choice["required"].as_array().is_some_and(|all| all.contains(&json!(name)));
            let must = is_chosen || required.as_array().is_some_and(|all| all.contains(&json!(name)));
            let mut schema = schema.clone();
            if is_chosen {
                schema["type"] = choice["properties"][name]["type"].clone();
            }
            let (name, value) = (name.clone(), valid(&document, &schema));
            let is_there = if must { Just(true).boxed() } else { any::<bool>().boxed() };
            (value, is_there).prop_map(move |(value, is_there)| is_there.then(|| (name.clone(), value)))
        });
        let members: Vec<_> = members.collect();
        members.prop_map(|all| Value::Object(all.into_iter().flatten().collect::<Map<_, _>>()))
    };
    select(choices).prop_flat_map(made).boxed()
}

fn text(schema: &Value) -> BoxedStrategy<Value> {
    let fixed = match schema["format"].as_str() {
        Some("date") => Some(vec!["2026-11-24", "2028-02-29", "0001-01-01"]),
        Some("date-time") => {
            Some(vec!["2026-11-25T00:00:00+09:00", "2026-11-25T00:00:00Z", "2026-11-25T00:00:00.5-01:30"])
        }
        Some("uri") => Some(vec!["https://wine.example/", "https://wine.example:8443/a/b?c=d#e"]),
        Some("email") => Some(vec!["a@wine.example", "a.b+c@shop.wine.example"]),
        _ => None,
    };
    if let Some(fixed) = fixed {
        return select(fixed).prop_map(|text| json!(text)).boxed();
    }
    let pattern = schema["pattern"].as_str().unwrap_or_default().to_owned();
    if pattern.contains("(0[1-9]|1[0-2])") {
        return select(vec!["2026-12", "0001-01", "9999-12"]).prop_map(|text| json!(text)).boxed();
    }
    if pattern.contains("[0-9０-９]") {
        return select(vec!["03-0000-0000", "０３（００００）００００", "7"]).prop_map(|text| json!(text)).boxed();
    }
    let (least, most) = (schema["minLength"].as_u64().unwrap_or(0), schema["maxLength"].as_u64().unwrap_or(32));
    let (least, most) = (least as usize, most as usize);
    let is_ascii = pattern.contains("[ -~]");
    let allows = move |text: &str| {
        let is_line = !pattern.contains(r"\t\n\r") || !text.contains(['\t', '\n', '\r']);
        let is_plain = is_line && (!pattern.contains("u202a") || unseen(text).is_none());
        let says = least == 0 || pattern.ends_with("^[^\\u0000]*$") || text.chars().any(|it| !it.is_whitespace());
        let is_trimmed = !is_ascii || text.trim() == text;
        is_plain && says && is_trimmed
    };
    let letter = if is_ascii {
        (b' '..=b'~').prop_map(char::from).boxed()
    } else {
        let strange = vec!['\u{85}', '\u{3000}', '\n', '\u{1f}', '\u{7f}', '\u{feff}', '👛', '長', '～', '"', '\\'];
        prop_oneof![any::<char>().prop_filter("U+0000 is in no text", |it| *it != '\0'), select(strange)].boxed()
    };
    let length = prop_oneof![4 => least..=most.min(least + 8), 1 => Just(most)];
    let made = length.prop_flat_map(move |length| vec(letter.clone(), length));
    let made = made.prop_map(|letters| letters.into_iter().collect::<String>());
    made.prop_filter("it says something", move |text| allows(text)).prop_map(|text| json!(text)).boxed()
}
