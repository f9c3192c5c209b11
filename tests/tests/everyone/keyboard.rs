//! By keyboard alone: in every state Tab comes to everything that can be pressed, in the page's order, and out again; what
//! has the focus is seen, with a ring of enough contrast that nothing covers.

use crate::walk::{Found, found};
use serde_json::{Value, json};
use system_tests::browser::Browser;
use system_tests::gallery::Gallery;

/// What Tab should come to, in the page's order, each marked with its number.
const CONTROLS: &str = include_str!("controls.js");
/// What has the focus: its number, and what is wrong with how it is seen.
const FOCUSED: &str = include_str!("focused.js");

async fn press(browser: &Browser, key: &str, code: u32) {
    for kind in ["rawKeyDown", "keyUp"] {
        let event = json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code });
        browser.cdp("Input.dispatchKeyEvent", event).await;
    }
}

/// Walks with Tab through the page and says what is wrong.
async fn wrong_on_the_way(browser: &Browser) -> (usize, Vec<String>) {
    let count = browser.evaluate(CONTROLS).await;
    let count = usize::try_from(count.as_u64().expect("a number")).expect("it is small");
    let mut wrong = Vec::new();
    for expected in 0..count {
        press(browser, "Tab", 9).await;
        let focused = browser.evaluate(FOCUSED).await;
        if focused["number"] != json!(expected) {
            wrong.push(format!("Tab {expected} comes to {}", focused["what"]));
        }
        let list = focused["wrong"].as_array().map(Vec::as_slice).unwrap_or_default();
        wrong.extend(list.iter().map(|it| format!("{}: {}", focused["what"], it.as_str().unwrap_or_default())));
    }
    press(browser, "Tab", 9).await;
    let focused = browser.evaluate(FOCUSED).await;
    if focused["number"] != Value::Null && count > 0 && focused["number"] != json!(0) {
        wrong.push(format!("after the last, Tab comes to {}", focused["what"]));
    }
    (count, wrong)
}

/// Walks through the state that is shown.
pub(crate) async fn look(gallery: &Gallery, name: &str, found: &mut Found) {
    let (count, wrong) = wrong_on_the_way(&gallery.browser).await;
    found.reached += count;
    found.keyboard.extend(wrong.iter().map(|it| format!("{name}: {it}")));
}

#[test]
fn tab_comes_to_every_control_of_every_state_and_the_focus_is_seen() {
    let found = found();
    println!("Tab came to {} controls", found.reached);
    assert!(found.keyboard.is_empty(), "{} are wrong:\n{}", found.keyboard.len(), found.keyboard.join("\n"));
    assert!(found.reached >= 360, "only {} controls", found.reached);
}
