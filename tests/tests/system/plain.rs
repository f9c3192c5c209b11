//! Without JavaScript, and without WebAssembly: the printed screen buys all the same.

use system_tests::browser::{Browser, Script, Viewport};
use system_tests::front::Tampering;
use system_tests::servers::System;
use system_tests::shop::{PAY, Payer};

async fn through_the_printed_screen(payer: &mut Payer<'_>, action: &str) {
    payer.browser.find_within("kantan-checkout", PAY).await;
    payer.browser.step("printed").await;
    payer.press_printed_pay().await;
    payer.browser.wait_for("#gateway button").await;
    payer.browser.step("plain-handoff").await;
    payer.browser.click("#gateway button").await;
    payer.pass_gateway().await;
    payer.act(action).await;
    payer.return_to_shop().await;
}

async fn buy(system: &System, payer: &mut Payer<'_>) {
    through_the_printed_screen(payer, "pay").await;
    payer.expect_printed_outcome("paid").await;
    let exchanges = system.exchanges().await;
    assert_eq!(exchanges.len(), 1);
    assert_eq!(exchanges[0]["problems"], serde_json::json!([]));
}

#[tokio::test]
async fn without_javascript_the_printed_screen_buys() {
    for (viewport, language) in [(Viewport::Phone, "ja"), (Viewport::Pc, "en")] {
        let system = System::start().await;
        let mut payer = Payer::without_script(&system, "no-javascript", viewport).await;
        payer.order("wine-750ml", language).await;
        buy(&system, &mut payer).await;
        payer.browser.close().await;
    }
}

#[tokio::test]
async fn without_webassembly_the_printed_screen_buys() {
    for (viewport, language) in [(Viewport::Phone, "ja"), (Viewport::Pc, "en")] {
        let system = System::start_with(Tampering::NoWebAssembly).await;
        let mut payer = Payer::new(&system, "no-webassembly", viewport).await;
        payer.browser.expect_in_console("WebAssembly");
        payer.order("wine-750ml", language).await;
        buy(&system, &mut payer).await;
        payer.browser.close().await;
    }
}

#[tokio::test]
async fn without_the_element_a_late_result_is_one_press_away() {
    let system = System::start().await;
    let mut payer = Payer::without_script(&system, "no-javascript-late", Viewport::Phone).await;
    payer.order("ebook-rust", "ja").await;
    through_the_printed_screen(&mut payer, "pay_late").await;
    payer.expect_printed_outcome("confirming").await;
    system.wait_until_told().await;
    payer.take_next_step().await;
    payer.expect_printed_outcome("paid").await;
    payer.browser.close().await;

    let system = System::start_with(Tampering::NoWebAssembly).await;
    let mut payer = Payer::new(&system, "no-webassembly-late", Viewport::Pc).await;
    payer.browser.expect_in_console("WebAssembly");
    payer.order("ebook-rust", "en").await;
    through_the_printed_screen(&mut payer, "pay_late").await;
    payer.expect_printed_outcome("confirming").await;
    system.wait_until_told().await;
    payer.take_next_step().await;
    payer.expect_printed_outcome("paid").await;
    payer.browser.close().await;
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
