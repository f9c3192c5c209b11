//! Looks for accessibility violations on the page that a browser shows, with axe-core.

use crate::devtools::kept;
use crate::{OrStop, variable};
use fantoccini::Client;
use serde_json::{Value, json};

/// WCAG 2.2 at levels A and AA, and what axe-core holds for good practice; or the rules named, if any are.
const RUN: &str = "((rules) => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    return axe.run(document, {
        runOnly: rules.length > 0 ? { type: 'rule', values: rules } : { type: 'tag', values: tags },
        // WCAG 2.2 added it, and axe-core leaves it out unless told.
        rules: rules.length > 0 ? {} : { 'target-size': { enabled: true } },
        resultTypes: ['violations'],
        // It would load the styles of shadow roots by an inline style, which the page's policy stops.
        preload: false,
    }).then(({ violations, passes }) => ({
        violations, passes: passes.map(({ id, tags }) => [id, ...tags]),
    }), (reason) => String(reason));
})";

/// What axe-core found on a page.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// What is wrong, one line for each rule.
    pub violations: Vec<String>,
    /// The rules that had something to look at and found it right, each with its tags.
    pub passes: Vec<Vec<String>>,
}

/// Everything that axe-core finds wrong, one line each.
pub async fn violations(client: &Client) -> Vec<String> {
    run(client, &[]).await.violations
}

/// The script that looks.
#[must_use]
pub fn source() -> String {
    let source = std::fs::read_to_string(variable("KANTAN_AXE", ""));
    source.or_stop("axe-core is missing: run `make test`, or set KANTAN_AXE to its axe.min.js")
}

/// Runs these rules of axe-core on the page; all that WCAG 2.2 AA and good practice ask for, where none is named. The script
/// is given to a page that has none.
pub async fn run(client: &Client, rules: &[&str]) -> Found {
    let loaded = client.execute("return typeof axe === 'object'", Vec::new()).await.or_stop("a page runs scripts");
    if loaded != Value::Bool(true) {
        client.execute(&source(), Vec::new()).await.or_stop("axe-core does not load");
    }
    let found = kept(client, &format!("{RUN}({})", json!(rules))).await;
    let violations = found["violations"].as_array().or_stop(&format!("axe-core failed: {found}"));
    let passes = found["passes"].as_array().map(Vec::as_slice).unwrap_or_default();
    let texts =
        |list: &Value| list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    Found { violations: violations.iter().map(describe).collect(), passes: passes.iter().map(texts).collect() }
}

fn describe(violation: &Value) -> String {
    let nodes = violation["nodes"].as_array().map(Vec::as_slice).unwrap_or_default();
    let place = |node: &Value| format!("{} {} {}", node["target"], node["html"], node["any"][0]["message"]);
    let places: Vec<String> = nodes.iter().map(place).collect();
    format!("{}: {} – {}", violation["id"], violation["help"], places.join("; "))
}
