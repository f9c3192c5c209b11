//! What is answered instead: problem details with their codes.

use super::schema::{day, list, named, object, string, word};
use crate::service::problem::Code;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What any address can answer.
const EVERYWHERE: [Code; 3] = [Code::NotFound, Code::TimedOut, Code::Internal];
/// What any address can answer that wants a key, where a parameter is none of its own among them.
const WITH_KEY: [Code; 3] = [Code::KeyUnknown, Code::KeyForbidden, Code::RequestInvalid];
/// What any address can answer that reads a body.
const WITH_BODY: [Code; 2] = [Code::TooLarge, Code::UnsupportedMediaType];

/// The component.
pub(super) fn schema() -> Value {
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    let refusal =
        object(&[("path", string()), ("code", string()), ("detail", string())], &[("suggestions", list(&string()))]);
    let status = json!({ "type": "integer", "minimum": 400, "maximum": 599 });
    object(
        &[("type", string()), ("title", string()), ("status", status), ("detail", string()), ("code", word(&codes))],
        &[
            ("parameter", string()),
            ("header", string()),
            ("member", string()),
            ("problems", list(&refusal)),
            ("because", string()),
            ("state", string()),
            ("instead", list(&named("Possible"))),
            ("from", day()),
            ("until", json!({ "type": "string" })),
            ("at_most", json!({ "type": "integer" })),
            ("gateway_code", string()),
            ("result_url", string()),
            ("subscription_url", string()),
            ("open", json!({ "type": "integer" })),
            ("up_to", json!({ "type": "integer" })),
        ],
    )
}

/// The answers of an address that has these problems of its own, by status.
pub(super) fn responses(own: &[Code], wants_key: bool, reads_body: bool) -> Map<String, Value> {
    let mut by_status: BTreeMap<u16, Vec<Code>> = BTreeMap::new();
    let with_key = WITH_KEY.iter().filter(|_| wants_key);
    let with_body = WITH_BODY.iter().filter(|_| reads_body);
    for code in EVERYWHERE.iter().chain(with_key).chain(with_body).chain(own) {
        let codes = by_status.entry(code.status()).or_default();
        if !codes.contains(code) {
            codes.push(*code);
        }
    }
    by_status.into_iter().map(|(status, codes)| (status.to_string(), response(&codes))).collect()
}

fn response(codes: &[Code]) -> Value {
    let said: Vec<String> = codes.iter().map(|code| format!("`{}`: {}", code.as_str(), code.meaning())).collect();
    let words: Vec<&str> = codes.iter().map(|code| code.as_str()).collect();
    let schema = json!({ "allOf": [named("Problem"), { "properties": { "code": word(&words) } }] });
    let seconds = json!({ "description": "After how many seconds to ask again.", "schema": { "type": "integer" } });
    json!({
        "description": said.join("\n\n"),
        "headers": { "Retry-After": seconds },
        "content": { "application/problem+json": { "schema": schema } },
    })
}
