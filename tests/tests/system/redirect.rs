//! The gateway sends the browser on to another origin, as it may to the carrier's host: a page's
//! `form-action` holds against every redirect of the form.

use serde_json::json;
use system_tests::browser::Viewport;
use system_tests::servers::System;
use system_tests::shop::Payer;

#[tokio::test]
async fn an_origin_that_is_named_is_reached_with_and_without_script() {
    let system = System::start_set(&[("SBPS_FORM_ORIGINS", "{elsewhere}")]).await;
    for is_scripted in [true, false] {
        system.go_wrong("link=other_origin").await;
        let mut payer = if is_scripted {
            Payer::new(&system, "redirect", Viewport::Phone).await
        } else {
            Payer::without_script(&system, "redirect-plain", Viewport::Phone).await
        };
        payer.order("coffee-200g", "ja").await;
        if is_scripted {
            payer.press_pay().await;
        } else {
            payer.press_printed_pay().await;
            payer.browser.click("#gateway button").await;
        }
        payer.browser.wait_for_address("http://localhost:").await;
        payer.browser.wait_for("main[data-step=confirm]").await;
        payer.browser.close().await;
    }
}

#[tokio::test]
async fn an_origin_that_is_not_named_is_told_and_leaves_no_dead_button() {
    let system = System::start().await;
    system.go_wrong("link=other_origin").await;
    let mut payer = Payer::new(&system, "redirect-stopped", Viewport::Phone).await;
    for message in ["form-action", "destination_not_allowed"] {
        payer.browser.expect_in_console(message);
    }
    payer.order("coffee-200g", "ja").await;
    payer.press_pay().await;
    payer.expect_error("destination_not_allowed").await;
    // Pressing again cannot help, as nothing but the shop's settings can: the payer is told so, gets the focus there,
    // and has the way back. Nothing waits any more.
    payer.browser.find_inside("[part~=back]").await;
    let state = "(() => {
        const root = document.querySelector('kantan-checkout').shadowRoot;
        const review = root.querySelector('[part=review]');
        return [root.activeElement?.part.value, review.ariaBusy, root.querySelector('[part=pay]').hidden];
    })()";
    assert_eq!(payer.browser.evaluate(state).await, json!(["error", "false", true]));
    // Neither did the payer come anywhere, nor was anything notified.
    let exchanges = system.exchanges().await;
    assert_eq!((exchanges.len(), &exchanges[0]["notifications"]), (1, &json!([])));
    payer.browser.close().await;
}
