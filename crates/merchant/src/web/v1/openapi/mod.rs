//! The interface as OpenAPI 3.1 describes it, made of the table that routes requests
//! ([`operations`](super::operations)) and of schemas that stand beside the readers.
//!
//! The readers of bodies are written by hand, because they tell everything that is wrong at once; derived
//! schemas would be those of types that nothing reads. So the tests compare both: what is valid by a schema
//! is read, and every answer of every test of this interface is held against its schema.

mod contracts;
mod events;
mod evidence;
mod orders;
mod payments;
mod problems;
mod schema;
#[cfg(test)]
mod tests;

use super::operation::{Operation, Parameter};
use crate::domain::subscription::SubscriptionState;
use schema::{about, named, string, word};
use serde_json::{Map, Value, json};

/// The document about these operations.
pub(super) fn document(operations: &[Operation]) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for operation in operations {
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path[operation.method.as_str().to_ascii_lowercase()] = described(operation);
    }
    let mut schemas =
        [orders::schemas(), evidence::schemas(), contracts::schemas(), payments::schemas(), events::schemas()].concat();
    schemas.push(("Problem", problems::schema()));
    schemas.push(("Document", json!({ "type": "object" })));
    let schemas: Map<String, Value> = schemas.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
    let key = json!({ "type": "http", "scheme": "bearer", "description": "A key of `kantan keys create`." });
    json!({
        "openapi": "3.1.1",
        "info": {
            "title": "kantan",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "au Kantan Kessai for a shop's own programs: orders, payments, contracts, customers.",
            "description": "An amount is an integer as JSON writes one: `1000`, and neither `\"1000\"` nor `1000.0` nor \
                            `1e3`. A member stands once in its object. Both are refused otherwise, with the member.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": { "schemas": schemas, "securitySchemes": { "key": key } },
    })
}

fn described(operation: &Operation) -> Value {
    let wants_key = operation.scope.is_some();
    let mut responses = problems::responses(operation.problems, wants_key, operation.body.is_some());
    let (status, answer) = operation.answer;
    let success = json!({ "description": "Done.", "content": { "application/json": { "schema": named(answer) } } });
    responses.insert(status.to_string(), success);
    if operation.is_later {
        let later =
            json!({ "description": "Done later.", "content": { "application/json": { "schema": named(answer) } } });
        responses.insert("202".to_owned(), later);
    }
    let mut parameters: Vec<Value> = operation.in_path().into_iter().map(|name| in_path(operation, name)).collect();
    parameters.extend(operation.query.iter().map(in_query));
    if operation.is_once {
        let schema = json!({ "type": "string", "pattern": "^[!#-~][!-~]{0,125}[!#-~]$" });
        let schema = about(schema, "The program's own name for what it wants to be done once.");
        parameters.push(json!({ "name": "Idempotency-Key", "in": "header", "required": true, "schema": schema }));
    }
    let mut described = json!({
        "operationId": operation.id,
        "summary": operation.summary,
        "parameters": parameters,
        "responses": responses,
        "security": if wants_key { json!([{ "key": [] }]) } else { json!([]) },
    });
    if let Some(scope) = operation.scope {
        described["description"] = json!(format!("For keys that may `{}`.", scope.as_str()));
    }
    if let Some(body) = operation.body {
        let content = json!({ "application/json": { "schema": named(body) } });
        described["requestBody"] = json!({ "required": true, "content": content });
    }
    described
}

fn in_path(operation: &Operation, name: &str) -> Value {
    let schema = match name {
        "action" => word(&["settle", "cancel", "refund"]),
        "customer_id" => {
            about(json!({ "type": "string", "minLength": 1 }), "The shop's own name for it, percent-encoded.")
        }
        "event" => about(json!({ "type": "string", "pattern": "^evt_[1-9][0-9]{0,17}$" }), "The name of an event."),
        "reference" => about(json!({ "type": "string", "minLength": 1 }), "The reference of an order."),
        _ if operation.path.contains("/contracts") => {
            about(json!({ "type": "string", "minLength": 1 }), "The tracking id, or the reference of the order.")
        }
        _ => about(
            json!({ "type": "string", "minLength": 1 }),
            "The tracking id, or the reference of its order where that is bought once.",
        ),
    };
    json!({ "name": name, "in": "path", "required": true, "schema": schema })
}

fn in_query(parameter: &Parameter) -> Value {
    let schema = match parameter {
        Parameter::Limit => json!({ "type": "integer", "minimum": 1, "maximum": 100, "default": 50 }),
        Parameter::After => about(string(), "The member `next` of the answer before."),
        Parameter::Truth(_) => json!({ "type": "boolean" }),
        Parameter::Text(_) => string(),
        Parameter::Words(_, words) => word(words),
        Parameter::Month => schema::month(),
        Parameter::State => {
            let states = SubscriptionState::ALL.iter().filter(|(_, state)| *state != SubscriptionState::Pending);
            word(&states.map(|(word, _)| *word).collect::<Vec<_>>())
        }
    };
    json!({ "name": parameter.name(), "in": "query", "required": false, "schema": schema })
}
