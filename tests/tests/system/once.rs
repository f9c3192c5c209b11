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
    let second = payer.browser.client.new_window(true).await.expect("a second tab").handle;
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
