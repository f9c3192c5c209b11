//! The designers' preview: every state of the gallery is shown, without a violation of policy or of accessibility.

use system_tests::browser::{Browser, Script, Viewport};
use system_tests::folders::preview_folder;
use system_tests::gallery::{STATES, shown};
use system_tests::servers::serve_folder;

async fn states(address: &str) -> Vec<String> {
    let mut browser = Browser::open("gallery-list", Viewport::Pc, Script::On).await;
    browser.go(&format!("{address}/?state=result-paid")).await;
    browser.wait_until(&shown("result-paid")).await;
    browser.step("list").await;
    let states = browser.evaluate(STATES).await;
    let states = states.as_array().expect("a list").iter().map(|name| name.as_str().expect("a name").to_owned());
    let states = states.collect();
    browser.close().await;
    states
}

/// One of two walks through the gallery: it shows every second state.
async fn walk(address: &str, states: &[String], remainder: usize, viewport: Viewport, language: &str, scheme: &str) {
    let mut browser = Browser::open(&format!("gallery-{language}-{scheme}"), viewport, Script::On).await;
    // One state shows what happens when the page's policy stops the form.
    browser.expect_in_console("form-action");
    // The developer of a page is told of data that are not valid; some states show such.
    browser.expect_in_console("order_invalid: ");
    browser.expect_in_console("item_name_unencodable: ");
    // So is whoever made a server whose answers cannot be posted.
    for code in ["answer_invalid", "signed_differs", "destination_not_allowed", "frame_refused"] {
        browser.expect_in_console(code);
    }
    for state in states.iter().skip(remainder).step_by(2) {
        browser.go(&format!("{address}/?state={state}&language={language}&scheme={scheme}&alone=true")).await;
        browser.wait_until(&shown(state)).await;
        browser.step(state).await;
    }
    browser.close().await;
}

#[tokio::test]
async fn every_state_of_the_gallery_is_shown_on_phone_and_pc_in_both_languages() {
    let address = serve_folder(preview_folder()).await;
    let states = states(&address).await;
    for (element, least) in [("result-", 37), ("subscriptions-", 35), ("", 128)] {
        let count = states.iter().filter(|state| state.starts_with(element)).count();
        assert!(count >= least, "{count} states of {element}");
    }
    for (phone, pc) in [(0, 1), (1, 0)] {
        let schemes = ["light", "dark"];
        tokio::join!(
            walk(&address, &states, phone, Viewport::Phone, "ja", schemes[phone]),
            walk(&address, &states, pc, Viewport::Pc, "en", schemes[pc]),
        );
    }
}
