//! One order is charged once, whatever the payer presses.

use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use system_tests::browser::Viewport;
use system_tests::engine::Engine;
use system_tests::front::Tampering;
use system_tests::servers::System;
use system_tests::shop::{PAY, Payer};

/// The Enter key, as WebDriver names it.
const ENTER: &str = "\u{e007}";

async fn assert_one_request(system: &System) {
    assert_eq!(system.front.posts("/checkout/requests"), 1, "requests to the merchant's server");
    assert_eq!(system.exchanges().await.len(), 1, "requests to the gateway");
}

#[tokio::test]
async fn a_double_click_is_one_request() {
    let system = System::start_with(Tampering::Slow).await;
    let mut payer = Payer::new(&system, "double-click", Viewport::Pc).await;
    payer.order("coffee-200g", "ja").await;
    payer.review().await;
    let button = payer.browser.find_inside(PAY).await;
    let press = || [PointerAction::Down { button: MOUSE_BUTTON_LEFT }, PointerAction::Up { button: MOUSE_BUTTON_LEFT }];
    let to_button = PointerAction::MoveToElement { element: button.clone(), duration: None, x: 0.0, y: 0.0 };
    payer.browser.execute_on(&button, "arguments[0].scrollIntoView({ block: 'center' })").await;
    let clicks = (0..2).flat_map(|_| press());
    let mouse = MouseActions::new("mouse".into()).then(to_button);
    let mouse = clicks.fold(mouse, MouseActions::then);
    payer.browser.client.perform_actions(mouse).await.expect("the mouse can be moved and pressed");
    payer.browser.wait_for_address("/confirm").await;
    assert_one_request(&system).await;
    payer.browser.close().await;
}

#[tokio::test]
async fn a_storm_of_enter_is_one_request() {
    let system = System::start_with(Tampering::Slow).await;
    let mut payer = Payer::new(&system, "enter-storm", Viewport::Phone).await;
    payer.order("coffee-200g", "ja").await;
    payer.review().await;
    let button = payer.browser.find_inside(PAY).await;
    button.send_keys(&ENTER.repeat(12)).await.expect("the button takes keys");
    payer.browser.step("asking").await;
    payer.browser.wait_for_address("/confirm").await;
    assert_one_request(&system).await;
    payer.browser.close().await;
}

/// With the back/forward cache and without it.
async fn back_after_the_jump(scenario: &str, tampering: Tampering) {
    let system = System::start_with(tampering).await;
    let mut payer = Payer::new(&system, scenario, Viewport::Phone).await;
    payer.order("wine-750ml", "ja").await;
    payer.review().await;
    payer.browser.evaluate("window.isKept = true").await;
    payer.press_pay().await;
    payer.browser.wait_for_address("/confirm").await;
    payer.browser.client.back().await.expect("there is a way back");
    payer.browser.wait_for_address("/orders/").await;
    payer.browser.find_inside(&format!("{PAY}:not([aria-disabled])")).await;
    payer.browser.step("back").await;
    // The others keep what they see fit: WebKit also what says no, where it came without TLS.
    if Engine::chosen() == Engine::Chromium {
        let kept = payer.browser.evaluate("window.isKept === true").await;
        assert_eq!(kept, tampering == Tampering::Cacheable, "whether the page came from the back/forward cache");
    }

    payer.press_pay().await;
    payer.pass_gateway().await;
    payer.act("pay").await;
    payer.return_to_shop().await;
    payer.expect_outcome("paid").await;
    let states: Vec<_> = system.exchanges().await.iter().map(|exchange| exchange["state"].clone()).collect();
    assert_eq!(states, ["waiting", "paid"], "the first attempt was left, the second paid");

    // The way back to the review leads to the result: there is nothing left to pay.
    let result = payer.browser.address().await;
    let order = result.split("/result").next().expect("an address has a start");
    payer.browser.go(order).await;
    payer.expect_outcome("paid").await;
    payer.browser.close().await;
}

#[tokio::test]
async fn after_the_jump_back_from_the_cache_opens_the_latch() {
    back_after_the_jump("back-cached", Tampering::Cacheable).await;
}

#[tokio::test]
async fn after_the_jump_back_to_a_fresh_page_starts_again() {
    back_after_the_jump("back-fresh", Tampering::None).await;
}

#[tokio::test]
async fn a_second_tab_cannot_pay_what_is_paid() {
    let system = System::start().await;
    let mut payer = Payer::new(&system, "second-tab", Viewport::Pc).await;
    payer.order("ebook-rust", "ja").await;
    payer.review().await;
    let first = payer.browser.client.window().await.expect("a tab has a handle");
    let order = payer.browser.address().await;
    // A tab that WebKit does not show answers nothing: there it is a window beside the first.
    let is_tab = Engine::chosen() != Engine::WebKit;
    let second = payer.browser.client.new_window(is_tab).await.expect("a second tab").handle;
    payer.browser.client.switch_to_window(second).await.expect("it can be shown");
    payer.browser.go(&order).await;
    payer.press_pay().await;
    payer.pass_gateway().await;
    payer.act("pay").await;
    payer.return_to_shop().await;
    payer.expect_outcome("paid").await;

    payer.browser.client.switch_to_window(first).await.expect("the first tab is still there");
    payer.browser.expect_in_console("409");
    payer.press_pay().await;
    payer.expect_error("order_paid").await;
    assert_eq!(system.exchanges().await.len(), 1, "nothing went to the gateway a second time");
    let step = payer.browser.find_inside("[part~=error] a").await;
    payer.browser.follow(&step).await;
    payer.expect_outcome("paid").await;
    payer.browser.close().await;
}

/// A payer who has ordered, and whose server takes ten seconds to sign: long enough to lose patience.
async fn waiting<'a>(system: &'a System, scenario: &str, viewport: Viewport) -> Payer<'a> {
    let mut payer = Payer::new(system, scenario, viewport).await;
    payer.order("ebook-rust", "ja").await;
    payer.review().await;
    payer.press_pay().await;
    let live = "document.querySelector('kantan-checkout').shadowRoot.querySelector('[part=live]')";
    payer.browser.wait_until(&format!("{live}.textContent.includes('いつもより時間がかかっています')")).await;
    payer.browser.step("asking-slow").await;
    payer
}

/// Goes on from the gateway's first screen to the payment; the states of all that reached the gateway.
async fn pay_on(payer: &mut Payer<'_>, system: &System) -> Vec<serde_json::Value> {
    payer.pass_gateway().await;
    payer.act("pay").await;
    payer.return_to_shop().await;
    payer.expect_outcome("paid").await;
    system.exchanges().await.iter().map(|exchange| exchange["state"].clone()).collect()
}

#[tokio::test]
async fn pressing_again_while_the_server_is_slow_is_one_order() {
    let system = System::start_with(Tampering::VerySlow).await;
    let mut payer = waiting(&system, "slow-pressed-again", Viewport::Phone).await;
    let button = payer.browser.find_inside(PAY).await;
    payer.browser.follow(&button).await;
    button.send_keys(ENTER).await.expect("the button takes keys");
    payer.browser.wait_for_address("/confirm").await;
    assert_one_request(&system).await;
    assert_eq!(pay_on(&mut payer, &system).await, ["paid"]);
    payer.browser.close().await;
}

#[tokio::test]
async fn reloading_while_the_server_is_slow_is_one_order() {
    let system = System::start_with(Tampering::VerySlow).await;
    let mut payer = waiting(&system, "slow-reloaded", Viewport::Pc).await;
    system.front.tamper(Tampering::None);
    payer.browser.client.refresh().await.expect("the page can be loaded again");
    payer.review().await;
    payer.press_pay().await;
    payer.browser.wait_for_address("/confirm").await;
    assert_eq!(pay_on(&mut payer, &system).await, ["paid"], "what was asked for before never reached the gateway");
    payer.browser.client.refresh().await.expect("the result can be loaded again");
    payer.expect_outcome("paid").await;
    payer.browser.close().await;
}

#[tokio::test]
async fn back_forward_and_reload_at_the_gateway_go_on_with_the_same_order() {
    let system = System::start().await;
    let mut payer = Payer::new(&system, "forward", Viewport::Phone).await;
    payer.order("ebook-rust", "ja").await;
    payer.review().await;
    payer.press_pay().await;
    payer.browser.wait_for_address("/confirm").await;
    payer.browser.client.back().await.expect("there is a way back");
    payer.browser.wait_for_address("/orders/").await;
    payer.browser.find_inside(&format!("{PAY}:not([aria-disabled])")).await;
    payer.browser.client.forward().await.expect("and forth");
    payer.browser.wait_for_address("/confirm").await;
    payer.browser.client.refresh().await.expect("the gateway's page can be loaded again");
    assert_eq!(pay_on(&mut payer, &system).await, ["paid"], "back and forth asked for nothing");
    assert_one_request(&system).await;
    payer.browser.close().await;
}
