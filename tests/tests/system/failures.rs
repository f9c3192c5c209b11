//! Everything that can go wrong between the button and the gateway: the payer is told, and nothing is charged.

use serde_json::Value;
use system_tests::browser::Viewport;
use system_tests::front::Tampering;
use system_tests::servers::System;
use system_tests::shop::{PAY, Payer};

/// A payer in front of a review whose server will misbehave.
async fn reviewing<'a>(system: &'a System, scenario: &str, viewport: Viewport, language: &str) -> Payer<'a> {
    let mut payer = Payer::new(system, scenario, viewport).await;
    payer.order("coffee-200g", language).await;
    payer.browser.find_inside(PAY).await;
    payer
}

async fn assert_nothing_went_to_the_gateway(system: &System) {
    assert_eq!(system.exchanges().await, [] as [Value; 0]);
}

/// Presses the button while the server does this, expects the error, and that the way it offers is the only one.
async fn fails(payer: &mut Payer<'_>, system: &System, tampering: Tampering, code: &'static str, can_try_again: bool) {
    // Whoever made the server is told of what only they can mend.
    payer.browser.expect_in_console(code);
    system.front.tamper(tampering);
    payer.press_pay().await;
    payer.expect_error(code).await;
    let focused = "document.activeElement?.shadowRoot?.activeElement?.getAttribute('part') === 'error'";
    payer.browser.wait_until(focused).await;
    let button = "document.querySelector('kantan-checkout').shadowRoot.querySelector('[part~=pay]')";
    let usable = payer.browser.evaluate(&format!("{button} !== null && !{button}.hidden")).await;
    assert_eq!(usable, can_try_again, "{code}: whether the button is offered again");
    assert_nothing_went_to_the_gateway(system).await;
}

#[tokio::test]
async fn what_can_be_tried_again_can_be_tried_again() {
    let system = System::start().await;
    let mut payer = reviewing(&system, "try-again", Viewport::Phone, "ja").await;
    for message in ["503", "429", "Failed to load resource", "ERR_"] {
        payer.browser.expect_in_console(message);
    }
    for (tampering, code) in [
        (Tampering::Unavailable, "endpoint_unreachable"),
        (Tampering::Away, "endpoint_unreachable"),
        (Tampering::NotJson, "answer_invalid"),
        (Tampering::TooMany, "endpoint_refused"),
    ] {
        fails(&mut payer, &system, tampering, code, true).await;
    }
    system.front.tamper(Tampering::None);
    payer.press_pay().await;
    payer.browser.wait_for_address("/confirm").await;
    assert_eq!(system.exchanges().await.len(), 1);
    payer.browser.close().await;
}

#[tokio::test]
async fn a_request_that_is_not_what_was_shown_never_leaves_the_page() {
    let system = System::start().await;
    for (number, (tampering, code)) in [
        (Tampering::Amount, "signed_differs"),
        (Tampering::ItemName, "signed_differs"),
        (Tampering::Destination, "destination_not_allowed"),
    ]
    .into_iter()
    .enumerate()
    {
        system.front.tamper(Tampering::None);
        let (viewport, language) = if number == 1 { (Viewport::Pc, "en") } else { (Viewport::Phone, "ja") };
        let mut payer = reviewing(&system, &format!("tampered-{number}"), viewport, language).await;
        fails(&mut payer, &system, tampering, code, false).await;
        payer.browser.close().await;
    }
}

#[tokio::test]
async fn an_expired_order_is_refused_in_both_languages() {
    for (viewport, language) in [(Viewport::Phone, "ja"), (Viewport::Pc, "en")] {
        let system = System::start().await;
        let mut payer = reviewing(&system, &format!("expired-{language}"), viewport, language).await;
        payer.browser.expect_in_console("410");
        fails(&mut payer, &system, Tampering::Expired, "order_expired", false).await;
        payer.browser.close().await;
    }
}

#[tokio::test]
async fn an_answer_with_a_field_too_many_is_not_posted() {
    let system = System::start().await;
    let mut payer = reviewing(&system, "extra-field", Viewport::Pc, "ja").await;
    fails(&mut payer, &system, Tampering::ExtraField, "answer_invalid", true).await;
    payer.browser.close().await;
}

#[tokio::test]
async fn a_form_that_the_pages_policy_stops_is_reported_and_not_left_hanging() {
    let system = System::start_with(Tampering::NoFormTarget).await;
    let mut payer = reviewing(&system, "policy", Viewport::Phone, "ja").await;
    payer.browser.expect_in_console("form-action");
    fails(&mut payer, &system, Tampering::NoFormTarget, "destination_not_allowed", false).await;
    payer.browser.close().await;
}

#[tokio::test]
async fn a_slow_server_is_waited_for_and_the_payer_told() {
    let system = System::start().await;
    let mut payer = reviewing(&system, "slow", Viewport::Phone, "ja").await;
    system.front.tamper(Tampering::VerySlow);
    payer.press_pay().await;
    let live = "document.querySelector('kantan-checkout').shadowRoot.querySelector('[part=live]')";
    payer.browser.wait_until(&format!("{live}.textContent.includes('いつもより時間がかかっています')")).await;
    payer.browser.step("asking-slow").await;
    payer.browser.wait_for_address("/confirm").await;
    payer.browser.close().await;
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up() {
    let system = System::start().await;
    let mut payer = reviewing(&system, "never", Viewport::Pc, "en").await;
    system.front.tamper(Tampering::Never);
    // By the page's own clock: ours goes on where a machine with much to do keeps the page waiting.
    let now = "performance.now() / 1000";
    let pressed = payer.browser.evaluate(now).await.as_f64().expect("seconds");
    payer.press_pay().await;
    payer
        .browser
        .wait_at_most(
            // An answer would come after two minutes.
            std::time::Duration::from_secs(100),
            "document.querySelector('kantan-checkout').shadowRoot.querySelector('[part~=error]')",
        )
        .await;
    let waited = payer.browser.evaluate(now).await.as_f64().expect("seconds") - pressed;
    assert!(waited >= 30.0, "it is given up after half a minute, and not after {waited} seconds");
    payer.expect_error("endpoint_slow").await;
    assert_nothing_went_to_the_gateway(&system).await;
    payer.browser.close().await;
}

/// Replaces the order on the page; the text is JavaScript.
async fn show(payer: &Payer<'_>, order: &str) {
    let script = format!(
        "const host = document.querySelector('kantan-checkout');
         window.child ??= host.querySelector('script');
         const order = JSON.parse(child.textContent), shown = ({order});
         // Where the property is not valid, the child has its turn.
         if (shown) child.remove(); else host.append(child);
         host.order = shown;"
    );
    payer.browser.client.execute(&script, Vec::new()).await.expect("the property can be set");
}

#[tokio::test]
async fn an_order_that_is_not_valid_is_refused_in_both_languages() {
    let system = System::start().await;
    for (viewport, language) in [(Viewport::Phone, "ja"), (Viewport::Pc, "en")] {
        let mut payer = reviewing(&system, &format!("order-invalid-{language}"), viewport, language).await;
        for message in ["order_invalid", "item_name_unencodable"] {
            payer.browser.expect_in_console(message);
        }
        payer
            .browser
            .evaluate("addEventListener('kantan:invalid', (event) => { window.problems = event.detail; })")
            .await;
        for (order, code) in [
            ("{ ...order, amount: 0 }", "order_invalid"),
            ("{ ...order, amount: order.amount + 1 }", "order_invalid"),
            ("{ ...order, delivery: null }", "order_invalid"),
            ("'{ not json'", "order_invalid"),
            ("{ ...order, item_name: 'ワイン♥' }", "item_name_unencodable"),
            ("{ ...order, item_name: '夏ギフト〜限定〜' }", "item_name_unencodable"),
        ] {
            show(&payer, order).await;
            payer.expect_error(code).await;
            let told = payer.browser.evaluate("window.problems.code").await;
            assert_eq!(told, code, "{order}");
        }
        show(&payer, "null").await;
        payer.browser.find_inside(PAY).await;
        payer.browser.close().await;
    }
    assert_nothing_went_to_the_gateway(&system).await;
}

#[tokio::test]
async fn an_order_that_has_changed_in_the_shop_is_shown_as_changed() {
    let system = System::start().await;
    for (viewport, language) in [(Viewport::Phone, "ja"), (Viewport::Pc, "en")] {
        let mut payer = reviewing(&system, &format!("changed-{language}"), viewport, language).await;
        payer.browser.expect_in_console("409");
        show(&payer, "{ ...order, amount: 1, tax: 0, lines: [{ name: 'x', quantity: 1, amount: 1 }] }").await;
        payer.browser.wait_until("document.querySelector('kantan-checkout').shadowRoot.querySelector('.total-amount').textContent.match(/^.?1.?$/)").await;
        fails(&mut payer, &system, Tampering::None, "displayed_differs", false).await;
        payer.browser.close().await;
    }
}

#[tokio::test]
async fn an_order_that_nobody_knows_is_refused_with_the_servers_code() {
    let system = System::start().await;
    let mut payer = reviewing(&system, "unknown", Viewport::Phone, "ja").await;
    payer.browser.expect_in_console("404");
    show(&payer, "{ ...order, order_reference: 'no-such-order' }").await;
    payer.browser.find_inside(PAY).await;
    fails(&mut payer, &system, Tampering::None, "endpoint_refused", false).await;
    payer.browser.find_inside("[part~=error][data-beside=order_unknown]").await;
    payer.browser.close().await;
}

#[tokio::test]
async fn a_page_can_withhold_the_order_and_release_it() {
    let system = System::start().await;
    let mut payer = reviewing(&system, "withheld", Viewport::Pc, "ja").await;
    let script = "window.hold = (event) => event.preventDefault(); addEventListener('kantan:beforehandoff', hold)";
    payer.browser.client.execute(script, Vec::new()).await.expect("a listener");
    payer.press_pay().await;
    let live = "document.querySelector('kantan-checkout').shadowRoot.querySelector('[part=live]')";
    payer.browser.wait_until(&format!("{live}.textContent.includes('送信されていません')")).await;
    payer.browser.step("withheld").await;
    assert_eq!(system.front.posts("/checkout/requests"), 0);
    let script = "removeEventListener('kantan:beforehandoff', hold)";
    payer.browser.client.execute(script, Vec::new()).await.expect("no listener");
    payer.press_pay().await;
    payer.browser.wait_for_address("/confirm").await;
    payer.browser.close().await;
}
