//! Each custom property does something: set on an element, it changes how a part of some screen is computed.

use super::dead_ends::order;
use super::told::{contract, open, report};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use system_tests::browser::Browser;

/// The properties, as the stylesheet has them.
const TOKENS: &str = include_str!("../../../style/tokens.css");

/// Sets each property in turn and tells which of them change the computed style of anything.
const TRY_ALL: &str = "
    const [tag, names] = arguments;
    const host = document.querySelector(tag);
    const root = host.shadowRoot;
    host.style.inlineSize = '60rem';
    root.querySelector('[part~=pay], [part~=confirm], [part~=step]')?.focus({ focusVisible: true });
    const keys = 'color backgroundColor backgroundImage borderTopColor borderBottomColor borderInlineStartColor borderTopWidth '
        + 'borderTopLeftRadius paddingTop paddingInlineStart fontFamily fontSize fontWeight lineHeight rowGap boxShadow '
        + 'outlineColor outlineWidth minBlockSize inlineSize gridTemplateColumns';
    const look = () => [host, ...root.querySelectorAll('*')].flatMap((node) => [null, '::before', '::after'].map((place) => {
        const style = getComputedStyle(node, place);
        return keys.split(' ').map((key) => style[key]).join('|');
    })).join('\\n');
    const probe = (name) => {
        if (/-font$/.test(name)) return 'monospace';
        if (/-weight$/.test(name)) return '300';
        if (/-shadow$/.test(name)) return '0 0 9px rgb(1, 2, 3)';
        if (/-line-height$/.test(name)) return '3';
        return /-(size|width|radius|gap|padding|height)$/.test(name) ? '37px' : 'rgb(1, 2, 3)';
    };
    const working = (names) => {
        const before = look();
        return names.filter((name) => {
            host.style.setProperty(name, probe(name));
            const differs = look() !== before;
            host.style.removeProperty(name);
            return differs && look() === before;
        });
    };
    const work = working(names);
    // What a pointer does to the button, without a pointer.
    for (const sheet of root.styleSheets) {
        for (const { cssText } of [...sheet.cssRules].filter(({ selectorText }) => selectorText?.includes(':hover'))) {
            sheet.insertRule(cssText.replace(':hover', ':not(.never)'), sheet.cssRules.length);
        }
    }
    return [...work, ...working(names.filter((name) => !work.includes(name)))];
";

async fn working(browser: &Browser, tag: &str, names: &BTreeSet<String>) -> BTreeSet<String> {
    let found = browser.client.execute(TRY_ALL, vec![json!(tag), json!(names)]).await.expect("each can be set");
    found.as_array().expect("a list").iter().filter_map(|it| it.as_str().map(str::to_owned)).collect()
}

#[tokio::test]
async fn each_property_changes_how_something_looks() {
    let names: BTreeSet<_> = TOKENS
        .split("var(--kantan-")
        .skip(1)
        .filter_map(|rest| rest.split([',', ')']).next())
        .map(|name| format!("--kantan-{name}"))
        .collect();
    assert!(names.len() >= 40, "{}", names.len());
    let mut recurring: Value = order();
    recurring["recurring"] = contract("active", Value::Null)["recurring"].clone();
    let account = json!({ "today": "2026-11-24", "subscriptions": [contract("active", Value::Null)] });
    let mut work = BTreeSet::new();
    for (tag, attributes, data, part) in [
        ("kantan-checkout", "endpoint=\"/ask\"", recurring, "pay"),
        ("kantan-result", "", report("paid"), "step"),
        ("kantan-result", "", report("failed"), "step"),
        ("kantan-subscriptions", "endpoint=\"/ask\"", account, "cancel"),
    ] {
        let browser = open(tag, attributes, &data, 419).await;
        browser.find_within(tag, &format!("[part={part}]")).await;
        // Its styles have come.
        browser.wait_until(&format!("document.querySelector('{tag}').shadowRoot.styleSheets.length > 0")).await;
        work.append(&mut working(&browser, tag, &names).await);
        browser.close().await;
    }
    let idle: Vec<_> = names.difference(&work).collect();
    assert!(idle.is_empty(), "these change nothing: {idle:?}");
}
