//! What a page tells a screen reader, as Chromium gives it to assistive technology: text that a person can read, a line for
//! each thing on the page, from top to bottom.

use crate::OrStop;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fmt::Write as _;

/// What is told of everything in the first node that is looked for, in an answer of `Accessibility.getFullAXTree`.
#[must_use]
pub fn told(answer: &Value, is_looked_for: impl Fn(&Value) -> bool) -> String {
    let mut tree = Tree::of(answer);
    let nodes = answer["nodes"].as_array().or_stop("a list");
    let root = nodes.iter().find(|node| is_looked_for(node)).or_stop("a node that is looked for");
    tree.read(root, 0);
    tree.text
}

/// The browser's accessibility tree, being read.
struct Tree<'a> {
    nodes: HashMap<&'a str, &'a Value>,
    text: String,
}

impl<'a> Tree<'a> {
    fn of(answer: &'a Value) -> Self {
        let nodes = answer["nodes"].as_array().or_stop("a list");
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
