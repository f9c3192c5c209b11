//! The custom-elements manifest (schema 1.0.0).

use super::element::{ELEMENTS, Element, Named};
use crate::screen::property::properties;
use serde_json::{Value, json};

/// The manifest as text.
pub(super) fn text() -> String {
    let modules: Vec<_> = ELEMENTS.iter().map(module).collect();
    let manifest = json!({ "schemaVersion": "1.0.0", "modules": modules });
    serde_json::to_string_pretty(&manifest).expect("JSON") + "\n"
}

fn all(named: &[Named]) -> Vec<Value> {
    named.iter().map(|it| json!({ "name": it.name, "description": it.meaning })).collect()
}

fn module(element: &Element) -> Value {
    let Element { tag, class, data, shows, about, attributes, events, slots, parts } = element;
    let text =
        |name: &str, kind: &str, words: &str| json!({ "name": name, "type": { "text": kind }, "description": words });
    let mut written = vec![
        json!({
            "name": data, "type": { "text": "string" }, "fieldName": data, "description": "what is shown, as JSON",
        }),
        text("lang", "string", "`ja` or `en`; without it the nearest ancestor's, then Japanese"),
    ];
    written.extend(attributes.iter().map(|it| text(it.name, "string", it.meaning)));
    let told: Vec<_> =
        events.iter().map(|it| text(it.name, &format!("CustomEvent<{}>", it.detail), it.meaning)).collect();
    let styled: Vec<_> = properties()
        .into_iter()
        .map(|it| json!({ "name": it.name, "default": it.default, "description": it.meaning }))
        .collect();
    let path = format!("{tag}.js");
    json!({
        "kind": "javascript-module",
        "path": path,
        "declarations": [{
            "kind": "class", "customElement": true, "name": class, "tagName": tag, "description": about,
            "superclass": { "name": "HTMLElement" },
            "members": [{
                "kind": "field", "name": data, "type": { "text": format!("{shows} | string | null | undefined") },
                "description": "what is shown, as an object or as JSON",
            }],
            "attributes": written, "events": told, "slots": all(slots), "cssParts": all(parts),
            "cssProperties": styled,
        }],
        "exports": [
            { "kind": "custom-element-definition", "name": tag, "declaration": { "name": class, "module": path } },
        ],
    })
}
