//! The preview's screen-reader panel says of every state what the browser's own accessibility tree says, line by line, and
//! tells what is announced and focused as it happens.

use super::transcript::NOTE;
use serde_json::{Value, json};
use system_tests::gallery::Gallery;
use system_tests::told::told;

/// The panel's lines as a transcript has them.
const LINES: &str = "[...document.querySelectorAll('#heard-lines > li')].map((line) => {
    const { depth, told } = line.dataset;
    const [role, words] = ['.heard-role', '.heard-words'].map((it) => line.querySelector(it)?.textContent ?? '');
    if (told && !role) return `${told} has no word in this language`;
    const named = !told ? words : words ? `${told} “${words}”` : told;
    return '  '.repeat(depth) + named.replace(/\\s+/g, ' ');
}).join('\\n')";

/// What happened, by the panel.
const HAPPENED: &str = "[...document.querySelectorAll('#heard-happened > li')]
    .map((line) => `${line.dataset.told}: ${line.querySelector('.heard-words').textContent}`)";

/// The same as it was noted beside; of what took the focus only the name.
const NOTED: &str = "window.told.map((it) => it.replace(/^focus: \\S+ “(.*)”$/s, 'focus: $1'))";

/// What the browser tells of the element on the stage.
async fn browser_tells(gallery: &Gallery) -> String {
    let element = "document.querySelector('kantan-checkout, kantan-result, kantan-subscriptions')";
    let found = gallery.browser.cdp("Runtime.evaluate", json!({ "expression": element })).await;
    let node = gallery.browser.cdp("DOM.describeNode", json!({ "objectId": found["result"]["objectId"] })).await;
    let id = node["node"]["backendNodeId"].clone();
    let answer = gallery.browser.cdp("Accessibility.getFullAXTree", json!({})).await;
    told(&answer, |node: &Value| node["backendDOMNodeId"] == id)
}

/// The states that differ, of every second one, in a language.
async fn differences(language: &str, remainder: usize) -> Vec<String> {
    let gallery = Gallery::open(&format!("heard-{language}")).await;
    let states = gallery.states().await;
    gallery.browser.run_first(NOTE).await;
    let mut differences = Vec::new();
    for state in states.iter().skip(remainder).step_by(2) {
        gallery.open_panel(state, language, "heard").await;
        let lines = gallery.browser.evaluate(LINES).await;
        let (panel, browser) = (lines.as_str().unwrap_or_default().trim(), browser_tells(&gallery).await);
        if panel != browser.trim() {
            differences.push(format!("{language} {state}: the panel says\n{panel}\nand the browser\n{browser}"));
        }
        let [happened, noted] = [gallery.browser.evaluate(HAPPENED).await, gallery.browser.evaluate(NOTED).await];
        if happened != noted {
            differences.push(format!("{language} {state}: the panel tells of {happened}, and there was {noted}"));
        }
    }
    gallery.close().await;
    differences
}

#[tokio::test]
async fn the_panel_says_of_every_state_what_the_browser_says() {
    let (ja, en) = tokio::join!(differences("ja", 0), differences("en", 1));
    let differences = [ja, en].concat();
    assert!(differences.is_empty(), "{} differ:\n{}", differences.len(), differences.join("\n\n"));
}
