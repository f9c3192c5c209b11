//! Room for text: 400 % zoom (WCAG 1.4.10), the spacing of WCAG 1.4.12, and letters of twice the size (1.4.4). Nothing
//! is cut, nothing lies over another text, nothing makes the page scroll sideways. What moves stands still for whoever
//! asks for that.

use crate::walk::{Found, found, texts};
use system_tests::gallery::{Gallery, Look};

/// What is wrong with the place of texts. Each text node that is seen has to lie in the window's width and in whatever cuts
/// what is in it, has to have some characters in a line, and must not lie over another.
const MISPLACED: &str = include_str!("misplaced.js");

/// Takes hold of every style at once, shadow roots included: a sheet that a script makes passes a strict policy.
const SPACED: &str = "(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
        p { margin-block-end: 2em !important }`);
    const roots = [document, ...[...document.querySelectorAll('*')].map(({ shadowRoot }) => shadowRoot)];
    for (const root of roots.filter((root) => root)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
})()";
const AS_IT_WAS: &str = "(() => {
    const roots = [document, ...[...document.querySelectorAll('*')].map(({ shadowRoot }) => shadowRoot)];
    for (const root of roots.filter((root) => root)) root.adoptedStyleSheets = root.adoptedStyleSheets.slice(0, -1);
})()";

/// Whatever is moving.
const MOVING: &str = "document.getAnimations().filter((it) => it.playState === 'running').map((it) => it.animationName)
    .concat([...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ? shadowRoot.getAnimations() : [])
    .filter((it) => it.playState === 'running').map((it) => it.animationName ?? it.constructor.name))";

/// Looks at the state that is shown.
pub(crate) async fn look(gallery: &Gallery, name: &str, found: &mut Found) {
    let browser = &gallery.browser;
    gallery.look(Look::STILL).await;
    let mut look = async |way: &str| {
        let wrong = texts(&browser.evaluate(MISPLACED).await);
        found.room.extend(wrong.iter().map(|it| format!("{name}, {way}: {it}")));
    };
    // 1280 px at 400 %.
    gallery.size(320, 256).await;
    look("400 %").await;
    browser.evaluate(SPACED).await;
    look("400 % and spaced").await;
    gallery.size(1280, 900).await;
    look("spaced").await;
    browser.evaluate(AS_IT_WAS).await;
    browser.evaluate("document.documentElement.style.fontSize = '200%'").await;
    look("letters of 200 %").await;
    gallery.size(390, 844).await;
    look("letters of 200 % on a phone").await;
    browser.evaluate("document.documentElement.style.fontSize = ''").await;
    let moving = texts(&browser.evaluate(MOVING).await);
    found.moving.extend(moving.iter().map(|it| format!("{name}: {it} moves")));
}

#[test]
fn every_state_has_room_at_400_percent_with_spacing_and_with_large_letters() {
    let wrong = &found().room;
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn nothing_moves_where_it_is_asked_to_stand_still() {
    let moving = &found().moving;
    assert!(moving.is_empty(), "{} move:\n{}", moving.len(), moving.join("\n"));
}

#[tokio::test]
async fn what_turns_is_seen_to_turn_by_whoever_does_not_mind() {
    let gallery = Gallery::open("moving").await;
    gallery.look(Look::LIGHT).await;
    gallery.show("result-confirming", "ja").await;
    let moving = texts(&gallery.browser.evaluate(MOVING).await);
    assert_eq!(moving, ["turn"], "else the other test could not fail");
    gallery.close().await;
}
