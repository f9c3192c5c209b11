//! What no state has: pictures, what plays, fields, shortcuts, hints for pointers alone, controls that are none. Criteria
//! that are about such things do not apply for that reason.

use crate::walk::{Found, found, texts};
use serde_json::json;
use system_tests::gallery::Gallery;

/// What there is of it.
const SUSPECTS: &str = include_str!("markup.js");

/// Looks at the state that is shown.
pub(crate) async fn look(gallery: &Gallery, name: &str, found: &mut Found) {
    let there = texts(&gallery.browser.evaluate(SUSPECTS).await);
    found.markup.extend(there.iter().map(|it| format!("{name}: {it}")));
}

#[test]
fn no_state_has_pictures_fields_shortcuts_or_controls_that_are_none() {
    let there = &found().markup;
    assert!(there.is_empty(), "{} are there:\n{}", there.len(), there.join("\n"));
}

#[tokio::test]
async fn what_no_state_has_would_be_found() {
    let gallery = Gallery::open("markup").await;
    gallery.show("result-paid", "ja").await;
    let add = "(() => {
        const parts = [['img'], ['video'], ['input'], ['p', 'accesskey'], ['p', 'title'], ['p', 'draggable', 'true'],
            ['button', 'aria-label'], ['div', 'role', 'button'], ['a', 'tabindex', '3']];
        for (const [name, attribute, value = 'x'] of parts) {
            const it = document.createElement(name);
            if (attribute) it.setAttribute(attribute, value);
            document.querySelector('kantan-result').shadowRoot.append(it);
        }
        const copy = document.querySelector('kantan-result').shadowRoot.querySelector('[part=copy]');
        copy.setAttribute('aria-label', 'x');
        return parts.length + 1;
    })()";
    assert_eq!(gallery.browser.evaluate(add).await, json!(10));
    let there = texts(&gallery.browser.evaluate(SUSPECTS).await);
    assert_eq!(there.len(), 10, "{there:#?}");
    gallery.close().await;
}
