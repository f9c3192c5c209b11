//! Without JavaScript, and without WebAssembly: the plain form buys all the same.

use system_tests::browser::{Browser, Script, Viewport};
use system_tests::front::Tampering;
use system_tests::servers::System;
use system_tests::shop::Payer;

async fn through_the_plain_form(system: &System, payer: &mut Payer<'_>) {
    payer.browser.wait_for("kantan-checkout form.plain button").await;
    payer.browser.step("plain-form").await;
    payer.browser.click("kantan-checkout form.plain button").await;
    payer.browser.wait_for("#gateway button").await;
    payer.browser.step("plain-handoff").await;
    payer.browser.click("#gateway button").await;
    payer.pass_gateway().await;
    payer.act("pay").await;
    payer.return_to_shop().await;
    payer.expect_outcome("paid").await;
    let exchanges = system.exchanges().await;
    assert_eq!(exchanges.len(), 1);
    assert_eq!(exchanges[0]["problems"], serde_json::json!([]));
}

#[tokio::test]
async fn without_javascript_the_plain_form_buys() {
    for (viewport, language) in [(Viewport::Phone, "ja"), (Viewport::Pc, "en")] {
        let system = System::start().await;
        let mut payer = Payer::without_script(&system, "no-javascript", viewport).await;
        payer.order("wine-750ml", language).await;
        through_the_plain_form(&system, &mut payer).await;
        payer.browser.close().await;
    }
}

#[tokio::test]
async fn without_webassembly_the_plain_form_buys_and_says_why() {
    for (viewport, language, reason) in [(Viewport::Phone, "ja", "そのまま"), (Viewport::Pc, "en", "go on")] {
        let system = System::start_with(Tampering::NoWebAssembly).await;
        let mut payer = Payer::new(&system, "no-webassembly", viewport).await;
        payer.browser.expect_in_console("WebAssembly");
        payer.order("wine-750ml", language).await;
        let live = "document.querySelector('kantan-checkout').shadowRoot.querySelector('[part=live]').textContent";
        payer.browser.wait_until(&format!("{live}.includes('{reason}')")).await;
        through_the_plain_form(&system, &mut payer).await;
        payer.browser.close().await;
    }
}

#[tokio::test]
async fn the_browser_without_javascript_runs_no_script_of_a_page() {
    for (script, title) in [(Script::Off, "off"), (Script::On, "on")] {
        let browser = Browser::open("no-javascript-control", Viewport::Phone, script).await;
        browser.go("data:text/html,<title>off</title><script>document.title = 'on'</script>").await;
        assert_eq!(browser.client.title().await.expect("a page has a title"), title);
        browser.close().await;
    }
}
