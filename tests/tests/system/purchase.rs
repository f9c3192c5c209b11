//! From the shop's page to the result: paid, cancelled, failed, refused, late.

use serde_json::Value;
use system_tests::browser::Viewport;
use system_tests::front::Tampering;
use system_tests::servers::{HASH_KEY, System, field};
use system_tests::shop::Payer;

/// What the element says the au statement will show.
const STATEMENT: &str =
    "document.querySelector('kantan-checkout').shadowRoot.querySelector('.slip-name .shown').textContent";

async fn one_exchange(system: &System) -> Value {
    let mut exchanges = system.exchanges().await;
    assert_eq!(exchanges.len(), 1, "one press of the button is one request at the gateway");
    exchanges.remove(0)
}

async fn paid(scenario: &str, viewport: Viewport, product: &str, language: &str) {
    let system = System::start().await;
    let mut payer = Payer::new(&system, scenario, viewport).await;
    payer.order(product, language).await;
    payer.review().await;
    let statement = payer.browser.evaluate(STATEMENT).await;
    payer.press_pay().await;
    payer.pass_gateway().await;
    let carrier = payer.browser.evaluate("document.querySelector('#statement').textContent").await;
    assert_eq!(statement, carrier, "the preview shows what the carrier shows");
    payer.act("pay").await;
    payer.return_to_shop().await;
    payer.expect_outcome("paid").await;

    let exchange = one_exchange(&system).await;
    assert_eq!(exchange["state"], "paid");
    assert_eq!(exchange["problems"], Value::Array(Vec::new()));
    assert_eq!(exchange["notifications"][0]["answer"], "OK,");
    assert_eq!(system.front.posts("/checkout/requests"), 1);

    payer.browser.client.refresh().await.expect("the result can be reloaded");
    payer.expect_outcome("paid").await;
    payer.browser.client.back().await.expect("there is a way back");
    payer.browser.client.forward().await.expect("and forth");
    payer.expect_outcome("paid").await;
    for log in [system.merchant_log(), system.sandbox_log()] {
        assert!(!log.contains(HASH_KEY), "the hash key stands in a log");
    }
    payer.browser.close().await;
}

#[tokio::test]
async fn a_payer_buys_wine_on_a_phone() {
    paid("paid-ja", Viewport::Phone, "wine-750ml", "ja").await;
}

#[tokio::test]
async fn a_payer_buys_coffee_on_a_pc_in_english() {
    paid("paid-en", Viewport::Pc, "coffee-200g", "en").await;
}

#[tokio::test]
async fn a_payer_turns_back_at_the_carrier_and_can_still_buy() {
    let system = System::start().await;
    let mut payer = Payer::new(&system, "cancelled", Viewport::Phone).await;
    payer.order("ebook-rust", "ja").await;
    payer.review().await;
    payer.press_pay().await;
    payer.pass_gateway().await;
    payer.act("cancel").await;
    payer.return_to_shop().await;
    payer.expect_outcome("cancelled").await;
    assert_eq!(one_exchange(&system).await["state"], "cancelled");

    payer.take_next_step().await;
    payer.review().await;
    payer.press_pay().await;
    payer.pass_gateway().await;
    payer.act("pay").await;
    payer.return_to_shop().await;
    payer.expect_outcome("paid").await;
    let exchanges = system.exchanges().await;
    let order_ids: Vec<&str> = exchanges.iter().map(|exchange| field(exchange, "order_id")).collect();
    assert_eq!(order_ids.len(), 2);
    assert_ne!(order_ids[0], order_ids[1], "an order id is never used again");
    payer.browser.close().await;
}

#[tokio::test]
async fn a_payer_over_the_limit_is_told_so() {
    let system = System::start().await;
    let mut payer = Payer::new(&system, "failed", Viewport::Pc).await;
    payer.order("potato-10kg", "ja").await;
    payer.review().await;
    payer.press_pay().await;
    payer.pass_gateway().await;
    payer.browser.choose("select[name=code]", "8281").await;
    payer.act("fail").await;
    payer.return_to_shop().await;
    payer.expect_outcome("failed").await;
    let text = payer.result_text().await;
    assert!(text.contains("8281") && text.contains("ご利用限度額"), "{text}");
    let exchange = one_exchange(&system).await;
    assert_eq!(exchange["error_code"], "8281");
    assert_eq!(exchange["notifications"][0]["answer"], "OK,", "a failure is recorded too");
    payer.browser.close().await;
}

#[tokio::test]
async fn a_notification_that_is_not_what_was_signed_is_refused_and_nobody_pays() {
    let system = System::start_with(Tampering::Notification).await;
    let mut payer = Payer::new(&system, "notification-refused", Viewport::Phone).await;
    payer.order("coffee-200g", "ja").await;
    payer.review().await;
    payer.press_pay().await;
    payer.pass_gateway().await;
    payer.act("pay").await;
    payer.return_to_shop().await;
    payer.expect_outcome("failed").await;
    let exchange = one_exchange(&system).await;
    assert_ne!(exchange["state"], "paid");
    let answer = exchange["notifications"][0]["answer"].as_str().expect("the shop answered");
    assert!(answer.starts_with("NG,"), "{answer}");
    payer.browser.close().await;
}

#[tokio::test]
async fn a_late_notification_turns_confirming_into_paid_without_a_click() {
    for (viewport, language, said) in
        [(Viewport::Phone, "ja", "お支払いが完了しました"), (Viewport::Pc, "en", "Your payment is complete")]
    {
        let system = System::start().await;
        let mut payer = Payer::new(&system, &format!("late-{language}"), viewport).await;
        payer.order("ebook-rust", language).await;
        payer.review().await;
        payer.press_pay().await;
        payer.pass_gateway().await;
        payer.act("pay_late").await;
        payer.return_to_shop().await;
        payer.expect_outcome("confirming").await;
        payer.browser.client.execute("window.isTheSamePage = true", Vec::new()).await.expect("a mark");
        payer.expect_outcome("paid").await;
        assert_eq!(payer.browser.evaluate("window.isTheSamePage").await, true, "nothing was loaded again");
        let live = "document.querySelector('kantan-result').shadowRoot.querySelector('[part=live]').textContent";
        payer.browser.wait_until(&format!("{live} === '{said}'")).await;
        assert_eq!(one_exchange(&system).await["notifications"][0]["answer"], "OK,");
        payer.browser.close().await;
    }
}

#[tokio::test]
async fn a_repeated_notification_is_answered_the_same_and_paid_once() {
    let system = System::start().await;
    let mut payer = Payer::new(&system, "notified-twice", Viewport::Pc).await;
    payer.order("ebook-rust", "en").await;
    payer.review().await;
    payer.press_pay().await;
    payer.pass_gateway().await;
    payer.act("pay_twice").await;
    payer.return_to_shop().await;
    payer.expect_outcome("paid").await;
    let exchange = one_exchange(&system).await;
    let notifications = exchange["notifications"].as_array().expect("notifications are listed");
    let answers: Vec<&Value> = notifications.iter().map(|notification| &notification["answer"]).collect();
    assert_eq!(answers, ["OK,", "OK,"]);
    payer.browser.close().await;
}
