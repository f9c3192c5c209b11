//! A shop that knows the service by HTTP alone, from its catalogue to what its webhooks told: `examples/shop`.

use std::time::{Duration, Instant};
use system_tests::browser::Viewport;
use system_tests::example::Shop;
use system_tests::shop::Payer;

/// Waits until the page of an order says where it stands; it is loaded again until then.
async fn expect_standing(payer: &mut Payer<'_>, standing: &str) {
    payer.browser.wait_for("main[data-standing]").await;
    let said = "document.querySelector('main')?.dataset.standing";
    let started = Instant::now();
    while payer.browser.evaluate(said).await != standing {
        assert!(started.elapsed() < Duration::from_secs(60), "never {standing}");
        tokio::time::sleep(Duration::from_millis(200)).await;
        payer.browser.client.refresh().await.expect("it can be loaded again");
    }
    payer.browser.step(&format!("shop-{standing}")).await;
}

/// Orders, pays, and goes on to the shop's own page.
async fn buy(payer: &mut Payer<'_>, product: &str, language: &str) {
    payer.order(product, language).await;
    payer.review().await;
    payer.press_pay().await;
    payer.pass_gateway().await;
    payer.act("pay").await;
    payer.return_to_shop().await;
    payer.expect_outcome("paid").await;
}

#[tokio::test]
async fn a_purchase_is_paid_and_the_shop_was_told() {
    let shop = Shop::open().await;
    let mut payer = Payer::new(&shop.system, "example-once", Viewport::Phone).await;
    payer.order("wine-750ml", "ja").await;
    let accent = "getComputedStyle(document.querySelector('kantan-checkout').shadowRoot.querySelector('[part~=pay]')).backgroundColor";
    payer.review().await;
    assert_eq!(payer.browser.evaluate(accent).await, "rgb(29, 106, 85)", "the shop's own green");
    payer.press_pay().await;
    payer.pass_gateway().await;
    payer.browser.choose("select[name=code]", "8281").await;
    payer.act("fail").await;
    payer.return_to_shop().await;
    payer.expect_outcome("failed").await;
    // The order can still be paid, and its page says that nothing was charged.
    payer.browser.go(&format!("{}/mine?lang=ja", shop.system.front.address)).await;
    payer.expect_told("お支払いは成立しませんでした").await;
    payer.browser.click("article a").await;
    payer.browser.wait_for("main[data-standing=failed] .note").await;
    payer.review().await;
    payer.press_pay().await;
    payer.pass_gateway().await;
    payer.act("pay").await;
    payer.return_to_shop().await;
    payer.expect_outcome("paid").await;
    payer.browser.go(&format!("{}/mine?lang=ja", shop.system.front.address)).await;
    payer.expect_told("お支払いを受け付けました 3,500円").await;
    payer.browser.step("mine").await;
    payer.browser.click("article a").await;
    expect_standing(&mut payer, "paid").await;
    assert_eq!(shop.system.exchanges().await.len(), 2, "two requests at the gateway, of which one was paid");
    payer.browser.close().await;
}

/// Without its messages the shop knows nothing, whatever the browser comes back with; and at its start it reads what
/// it was not told.
#[tokio::test]
async fn what_was_not_told_is_read_when_the_shop_starts_again() {
    let shop = Shop::open().await;
    let (status, _, errors) = shop.system.command(&["webhooks", "remove", "1"]).await;
    assert_eq!(status, 0, "nothing is sent to the shop any more: {errors}");
    let mut payer = Payer::new(&shop.system, "example-untold", Viewport::Pc).await;
    buy(&mut payer, "ebook-rust", "en").await;
    payer.take_next_step().await;
    payer.browser.wait_for_address("/purchases/").await;
    expect_standing(&mut payer, "waiting").await;
    shop.start_again().await;
    expect_standing(&mut payer, "paid").await;
    payer.browser.close().await;
}

#[tokio::test]
async fn a_plan_is_joined_used_and_left_from_the_shops_pages() {
    let shop = Shop::open().await;
    let mut payer = Payer::new(&shop.system, "example-plan", Viewport::Pc).await;
    buy(&mut payer, "translation-usage", "en").await;
    let mine = format!("{}/mine?lang=en", shop.system.front.address);
    payer.browser.go(&mine).await;
    payer.expect_told("You have subscribed").await;
    payer.browser.step("mine").await;
    payer.browser.click("article form button").await;
    expect_standing(&mut payer, "used").await;
    // The same plan cannot be had twice.
    payer.browser.go(&format!("{}/?lang=en", shop.system.front.address)).await;
    payer.browser.click("form:has([name=product][value='translation-usage']) button").await;
    expect_standing(&mut payer, "already").await;

    payer.browser.go(&mine).await;
    assert_eq!(payer.browser.evaluate("document.querySelectorAll('article').length").await, 1, "one order");
    payer.browser.click("article a.button").await;
    payer.browser.wait_for_address("/subscriptions/").await;
    let used = "document.querySelector('kantan-subscriptions').shadowRoot.textContent.includes('¥300')";
    payer.browser.wait_until(used).await;
    payer.browser.step("contract").await;
    payer.press("unsubscribe").await;
    payer.press("confirm").await;
    payer.browser.find_within("kantan-subscriptions", "[part=receipt]").await;
    payer.browser.go(&mine).await;
    payer.expect_told("Your subscription has ended").await;
    payer.browser.step("ended").await;
    assert_eq!(payer.browser.evaluate("document.querySelectorAll('article form').length").await, 0, "nothing to use");
    payer.browser.close().await;
}
