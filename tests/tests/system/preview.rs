//! The designers' preview: every state of the gallery is shown, without a violation of policy or of accessibility.

use system_tests::browser::{Browser, Script, Viewport};
use system_tests::folders::preview_folder;
use system_tests::servers::serve_folder;
use system_tests::shop::PAY;

/// Every state's name, as the gallery lists them.
const STATES: &str =
    "[...document.querySelectorAll('#states a')].map((link) => new URL(link.href).searchParams.get('state'))";

/// What is true when a state has come about, by its name.
fn shown(state: &str) -> String {
    let words: Vec<_> = state.split('-').collect();
    let (element, selector) = match words[..] {
        ["result", ref of @ ..] => ("kantan-result", shown_of_a_result(of)),
        ["subscriptions", ref of @ ..] => ("kantan-subscriptions", shown_of_subscriptions(of)),
        ref of => ("kantan-checkout", shown_of_an_order(of)),
    };
    let shown = format!("document.querySelector('{element}')?.shadowRoot?.querySelector('{selector}')");
    if words.last() == Some(&"long") && selector == CONFIRMING {
        return format!("/時間がかかって|longer than usual/.test({shown}?.previousElementSibling.textContent)");
    }
    // What is said in passing is a text in a place that is always there.
    if selector == LIVE { format!("{shown}?.textContent") } else { shown }
}

/// Of a name that is not known here: it is never there.
const NOTHING: &str = ":not(*)";
const LIVE: &str = "[part=live]";
const CONFIRMING: &str = "[part=result][data-outcome=confirming] + [part=step]";
const BUSY: &str = "[part=review][aria-busy=true]";

fn shown_of_an_order(words: &[&str]) -> String {
    match *words {
        ["error", code, ..] => format!("[part~=error][data-code={code}]"),
        ["refused", ..] => "[part~=error]".to_owned(),
        ["asking" | "leaving", ..] => BUSY.to_owned(),
        ["returned" | "withheld", ..] => LIVE.to_owned(),
        _ => PAY.to_owned(),
    }
}

fn shown_of_a_result(words: &[&str]) -> String {
    let outcome = match *words {
        ["invalid"] => return ".error-title".to_owned(),
        ["confirming" | "joining_confirming"] | ["confirming" | "joining_confirming", "long"] => {
            return CONFIRMING.to_owned();
        }
        ["confirming" | "joining_confirming", ..] | ["paid" | "joined" | "joined_by_use"] => "paid",
        ["already_paid" | "already_joined"] => "already_paid",
        ["failed" | "not_joined", ..] => "failed",
        [other] => other.trim_start_matches("joining_"),
        _ => return NOTHING.to_owned(),
    };
    format!("[part=result][data-outcome={outcome}] + [part=step][href]")
}

fn shown_of_subscriptions(words: &[&str]) -> String {
    let selector = match *words {
        ["question", "renewal"] => "[part=question] [part=charges]",
        ["question", ..] => "[part=question] [part=confirm]:not([aria-disabled])",
        ["asking" | "leaving", ..] => {
            "[part=review][aria-busy=true] [part=question] [part=confirm][aria-disabled=true]"
        }
        ["receipt"] => "[part=receipt]",
        ["failed", "try_again"] => "[part=error][data-code=endpoint_refused] [part=confirm]",
        ["failed", "look" | "state_changed"] => "[part=error][data-code=endpoint_refused] [part=step]",
        ["failed", "slow"] => "[part=error][data-code=endpoint_slow] [part=step]",
        ["failed", "ask_shop"] => "[part=error][data-code=endpoint_refused]:not(:has(button))",
        ["failed", "signed_differs"] => "[part=error][data-code=signed_differs]:not(:has(button))",
        ["failed", "destination"] => "[part=error][data-code=destination_not_allowed]:not(:has(button))",
        ["not_left" | "leaving_failed" | "leaving_confirming" | "not_renewed" | "renewal_confirming"] => {
            "[part=returned]"
        }
        ["payment_failed"] => "[part=problem]",
        ["cancelled"] => "[part=past-receipt]",
        ["none"] => ".card > .words",
        ["invalid"] => ".error-title",
        [_] => "[part=terms]",
        _ => NOTHING,
    };
    selector.to_owned()
}

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
