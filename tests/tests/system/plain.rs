//! Without JavaScript, and without WebAssembly: the printed screen buys all the same.

use system_tests::browser::{Browser, Script, Viewport};
use system_tests::front::Tampering;
use system_tests::servers::System;
use system_tests::shop::{PAY, Payer};

/// What a screen says, once it is styled. Each level has an order of its own, made up to minutes after
/// another: the figures of its deadline are left out, its words are not.
const SAID: &str = "document.querySelector('kantan-checkout').shadowRoot.querySelector('[part=review]').innerText
    .split('\\n').map((line) => (/この内容でのお手続き|あと/.test(line) ? line.replace(/\\d+/g, '#') : line)).join('\\n')";

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
async fn a_payer_reads_the_same_without_script_without_webassembly_and_with_both() {
    for product in ["wine-750ml", "magazine-monthly", "flowers-30-days"] {
        let mut said = Vec::new();
        for (scenario, tampering, script) in [
            ("levels-none", Tampering::None, Script::Off),
            ("levels-script", Tampering::NoWebAssembly, Script::On),
            ("levels-all", Tampering::None, Script::On),
        ] {
            let system = System::start_with(tampering).await;
            let mut payer = match script {
                Script::On => Payer::new(&system, scenario, Viewport::Phone).await,
                Script::Off => Payer::without_script(&system, scenario, Viewport::Phone).await,
            };
            payer.browser.expect_in_console("WebAssembly");
            payer.order(product, "ja").await;
            if (tampering, script) == (Tampering::None, Script::On) {
                payer.browser.wait_for_script("kantan-checkout").await;
            }
            payer.browser.find_within("kantan-checkout", PAY).await;
            said.push(payer.browser.evaluate(SAID).await);
            payer.browser.close().await;
        }
        assert!(said[0].as_str().is_some_and(|text| text.chars().count() > 500), "{product}: {}", said[0]);
        // The link of a contract is its own.
        assert!(said.iter().all(|one| *one == said[0]), "{product}: {said:#?}");
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
