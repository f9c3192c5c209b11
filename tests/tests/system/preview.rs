//! The designers' preview: every state of the gallery is shown, without a violation of policy or of accessibility.

use system_tests::browser::{Browser, Script, Viewport};
use system_tests::servers::{preview_folder, serve_folder};
use system_tests::shop::PAY;

/// Every state's name, as the gallery lists them.
const STATES: &str =
    "[...document.querySelectorAll('#states a')].map((link) => new URL(link.href).searchParams.get('state'))";

/// What is true when a state has come about, by its name.
fn shown(state: &str) -> String {
    let root = "document.querySelector('kantan-checkout')?.shadowRoot";
    let what = match state.split('-').collect::<Vec<_>>()[..] {
        ["error", code, ..] => format!("querySelector('[part~=error][data-code={code}]')"),
        ["refused", ..] => "querySelector('[part~=error]')".to_owned(),
        ["asking" | "leaving", ..] => "querySelector('[part=review][aria-busy=true]')".to_owned(),
        ["returned" | "withheld", ..] => "querySelector('[part=live]')?.textContent".to_owned(),
        _ => format!("querySelector('{PAY}')"),
    };
    format!("{root}?.{what}")
}

async fn states(address: &str) -> Vec<String> {
    let browser = Browser::open("gallery-list", Viewport::Pc, Script::On).await;
    browser.go(address).await;
    browser.wait_for("#states a").await;
    let states = browser.evaluate(STATES).await;
    let states = states.as_array().expect("a list").iter().map(|name| name.as_str().expect("a name").to_owned());
    let states = states.collect();
    browser.close().await;
    states
}

#[tokio::test]
async fn every_state_of_the_gallery_is_shown_on_phone_and_pc_in_both_languages() {
    let address = serve_folder(preview_folder()).await;
    let states = states(&address).await;
    assert!(states.len() >= 40, "{} states", states.len());
    for (remainder, viewport, language, scheme) in [
        (0, Viewport::Phone, "ja", "light"),
        (1, Viewport::Pc, "en", "dark"),
        (0, Viewport::Pc, "en", "light"),
        (1, Viewport::Phone, "ja", "dark"),
    ] {
        let mut browser = Browser::open(&format!("gallery-{language}-{scheme}"), viewport, Script::On).await;
        // One state shows what happens when the page's policy stops the form.
        browser.expect_in_console("form-action");
        for state in states.iter().enumerate().filter(|(index, _)| index % 2 == remainder).map(|(_, state)| state) {
            browser.go(&format!("{address}/?state={state}&language={language}&scheme={scheme}&alone=true")).await;
            browser.wait_until(&shown(state)).await;
            browser.step(state).await;
        }
        browser.close().await;
    }
}
