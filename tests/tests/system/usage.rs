//! Pay as you go: joined, used twice, billed the day after in one charge that carrier and payer see alike.

use serde_json::json;
use system_tests::browser::Viewport;
use system_tests::servers::System;
use system_tests::shop::Payer;
use system_tests::subscriber::SUBSCRIPTIONS;

const USE: &str = "section.usage form button";

/// Waits until the page says that so many yen are open.
async fn expect_open(payer: &Payer<'_>, yen: u32) {
    payer.browser.wait_for(&format!("[data-open-usage='{yen}']")).await;
    payer.browser.find_within(SUBSCRIPTIONS, "[part~=terms]").await;
}

/// Joins, and comes to the subscriber's page.
async fn join(payer: &mut Payer<'_>, language: &str) {
    payer.join("translation-usage", language).await;
    expect_open(payer, 0).await;
    payer.browser.step("joined").await;
}

#[tokio::test]
async fn what_is_used_is_billed_the_day_after_in_one_charge() {
    let system = System::start().await;
    let mut payer = Payer::new(&system, "usage", Viewport::Phone).await;
    join(&mut payer, "ja").await;
    for (yen, step) in [(300, "used-once"), (600, "used-twice")] {
        payer.browser.click(USE).await;
        expect_open(&payer, yen).await;
        payer.browser.step(step).await;
    }
    let page = payer.browser.address().await;
    let said = "document.querySelector('kantan-subscriptions').shadowRoot.textContent.includes('に600円')";
    assert_eq!(payer.browser.evaluate(said).await, true, "the next charge is known, day and amount");
    assert_eq!(system.bill().await["paid"], 0, "not on the day itself");

    system.move_clock("advance=day").await;
    // The server's own run may have been first.
    system.bill().await;
    let contracts = system.contracts().await;
    let purchases = contracts[0]["purchases"].as_array().expect("a list").clone();
    let amounts: Vec<_> = purchases.iter().map(|purchase| &purchase["amount"]).collect();
    assert_eq!(amounts, [&json!(600)], "one charge of the sum");
    assert_eq!(purchases[0]["settled"], 600);
    payer.browser.go(&page).await;
    expect_open(&payer, 0).await;
    payer.browser.step("billed").await;
    let expected = json!([{ "on": purchases[0]["date"], "amount": 600, "outcome": "paid" }]);
    assert_eq!(payer.contract().await["history"], expected);
    let shown = "document.querySelector('kantan-subscriptions').shadowRoot.textContent.includes('600')";
    assert_eq!(payer.browser.evaluate(shown).await, true, "the element shows it");
    payer.browser.close().await;
}

#[tokio::test]
async fn at_the_bound_the_page_says_so_and_offers_no_more() {
    let system = System::start().await;
    let mut payer = Payer::new(&system, "usage-bound", Viewport::Pc).await;
    join(&mut payer, "en").await;
    for yen in (300..=4_800).step_by(300) {
        payer.browser.click(USE).await;
        expect_open(&payer, yen).await;
    }
    payer.browser.wait_for("[data-limit-reached]").await;
    payer.browser.step("bound").await;
    assert_eq!(payer.browser.evaluate(&format!("document.querySelectorAll('{USE}').length")).await, 0);
    payer.browser.close().await;
}
