//! What a screen reader is told, flow by flow, as texts that a person can read: `tests/transcripts`. What live regions
//! announce and where the focus goes, in the order in which it happens; then the page from top to bottom, as Chromium
//! gives it to assistive technology. `make accept` writes them again; read what has changed.

use serde_json::{Value, json};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use system_tests::folders::repository;
use system_tests::gallery::Gallery;
use system_tests::variable;

/// The flows: to buy, to be refused, to come back, to look at a contract, to leave and to join again.
const FLOWS: [&str; 22] = [
    "shop",
    "review-many_lines",
    "review-recurring_monthly",
    "review-recurring_usage",
    "asking",
    "leaving",
    "returned",
    "error-endpoint_slow",
    "error-order_expired",
    "error-signed_differs",
    "result-paid",
    "result-failed",
    "result-cancelled",
    "result-confirming-paid",
    "result-confirming-long",
    "result-joined",
    "subscriptions-active",
    "subscriptions-payment_failed",
    "subscriptions-question",
    "subscriptions-receipt",
    "subscriptions-failed-try_again",
    "subscriptions-question-renewal",
];

/// Notes what live regions say and what takes the focus.
const NOTE: &str = include_str!("note.js");

/// A tree of the browser's accessibility tree.
struct Tree<'a> {
    nodes: HashMap<&'a str, &'a Value>,
    text: String,
}

impl<'a> Tree<'a> {
    fn of(answer: &'a Value) -> Self {
        let nodes = answer["nodes"].as_array().expect("a list");
        let nodes = nodes.iter().filter_map(|node| Some((node["nodeId"].as_str()?, node))).collect();
        Self { nodes, text: String::new() }
    }

    fn children(&self, node: &'a Value) -> Vec<&'a Value> {
        let children = node["childIds"].as_array().map(Vec::as_slice).unwrap_or_default();
        children.iter().filter_map(|id| self.nodes.get(id.as_str()?).copied()).collect()
    }

    fn read(&mut self, node: &'a Value, depth: usize) {
        let role = node["role"]["value"].as_str().unwrap_or_default();
        let name = node["name"]["value"].as_str().unwrap_or_default().trim();
        let is_told = node["ignored"] != true && !matches!(role, "none" | "generic" | "RootWebArea" | "LayoutTableRow");
        if !is_told {
            return self.read_all(node, depth);
        }
        // What names a control is read as its name, and a mark of a list is no text.
        match role {
            "StaticText" if name.is_empty() => {}
            "StaticText" => self.line(depth, name),
            "InlineTextBox" | "ListMarker" | "LineBreak" => {}
            _ => {
                let states = ["level", "expanded", "disabled", "busy", "live", "current"];
                let mut told = role.to_owned();
                for property in node["properties"].as_array().map(Vec::as_slice).unwrap_or_default() {
                    let (name, value) = (property["name"].as_str().unwrap_or_default(), &property["value"]["value"]);
                    let is_of_headings = name == "level" && role != "heading";
                    if states.contains(&name) && !is_of_headings && *value != json!(false) && *value != json!("off") {
                        let _ = write!(told, " {name}={}", value.to_string().trim_matches('"'));
                    }
                }
                let description = node["description"]["value"].as_str().unwrap_or_default();
                let described = if description.is_empty() { String::new() } else { format!(" – {description}") };
                let named = if name.is_empty() { String::new() } else { format!(" “{name}”") };
                self.line(depth, &format!("{told}{named}{described}"));
                // A control is read by its name, what holds others is not.
                if !matches!(role, "button" | "link" | "heading" | "term" | "cell" | "columnheader" | "rowheader") {
                    self.read_all(node, depth + 1);
                }
            }
        }
    }

    fn read_all(&mut self, node: &'a Value, depth: usize) {
        for child in self.children(node) {
            self.read(child, depth);
        }
    }

    fn line(&mut self, depth: usize, words: &str) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(self.text, "{}{words}", "  ".repeat(depth));
    }
}

async fn transcript(gallery: &Gallery, flow: &str, language: &str) -> String {
    gallery.show(flow, language).await;
    let happened = gallery.browser.evaluate("window.told").await;
    let happened = happened.as_array().expect("a list").iter().map(|it| it.as_str().unwrap_or_default());
    let happened = happened.fold(String::new(), |mut text, it| {
        let _ = writeln!(text, "{it}");
        text
    });
    let answer = gallery.browser.cdp("Accessibility.getFullAXTree", json!({})).await;
    let mut tree = Tree::of(&answer);
    let root = answer["nodes"].as_array().and_then(|nodes| nodes.first()).expect("a page");
    tree.read(root, 0);
    format!("# What happens\n\n{happened}\n# The page, from top to bottom\n\n{}", tree.text)
}

async fn differences(language: &str) -> Vec<String> {
    let gallery = Gallery::open(&format!("transcripts-{language}")).await;
    gallery.browser.run_first(NOTE).await;
    let folder = repository().join("tests/transcripts").join(language);
    let mut differences = Vec::new();
    for flow in FLOWS {
        let file: PathBuf = folder.join(format!("{flow}.txt"));
        let told = transcript(&gallery, flow, language).await;
        if variable("KANTAN_ACCEPT", "") == "1" {
            std::fs::create_dir_all(&folder).expect("a folder can be made");
            std::fs::write(&file, told).expect("a transcript can be written");
        } else if std::fs::read_to_string(&file).ok().as_ref() != Some(&told) {
            differences.push(format!("{}:\n{told}", file.display()));
        }
    }
    gallery.close().await;
    differences
}

#[tokio::test]
async fn a_screen_reader_is_told_what_the_transcripts_say() {
    let (ja, en) = tokio::join!(differences("ja"), differences("en"));
    let differences = [ja, en].concat();
    assert!(
        differences.is_empty(),
        "{} transcripts differ (`make accept` writes them):\n{}",
        differences.len(),
        differences.join("\n")
    );
}
