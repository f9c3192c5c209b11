//! Runs axe-core on the page, shadow roots included.

use crate::{OrStop, variable};
use fantoccini::Client;
use serde_json::Value;

/// WCAG 2.2 at levels A and AA, and what axe-core holds for good practice.
const RUN: &str = "
    const done = arguments[arguments.length - 1];
    axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        resultTypes: ['violations'],
        // It would load the styles of shadow roots by an inline style, which the page's policy stops.
        preload: false,
    }).then((results) => done(results.violations), (reason) => done(String(reason)));
";

/// Everything that axe-core finds wrong, one line each.
pub async fn violations(client: &Client) -> Vec<String> {
    let path = variable("KANTAN_AXE", "");
    let source = std::fs::read_to_string(&path);
    let source = source.or_stop("axe-core is missing: run `make test`, or set KANTAN_AXE to its axe.min.js");
    let loaded = client.execute("return typeof axe === 'object';", Vec::new()).await.or_stop("asking for axe");
    if loaded != Value::Bool(true) {
        client.execute(&source, Vec::new()).await.or_stop("axe-core does not load");
    }
    let found = client.execute_async(RUN, Vec::new()).await.or_stop("axe-core does not run");
    let found = found.as_array().or_stop(&format!("axe-core failed: {found}")).clone();
    found.iter().map(describe).collect()
}

fn describe(violation: &Value) -> String {
    let nodes = violation["nodes"].as_array().map(Vec::as_slice).unwrap_or_default();
    let places: Vec<String> = nodes.iter().map(|node| format!("{} {}", node["target"], node["html"])).collect();
    format!("{}: {} – {}", violation["id"], violation["help"], places.join("; "))
}
