//! The staff's page in a browser: what nobody knows is found there, written down once, and then known to the payer.

use axum::Router;
use axum::http::StatusCode;
use fantoccini::Locator;
use serde_json::{Value, json};
use system_tests::browser::{Browser, Script, Viewport};
use system_tests::http_client;
use system_tests::servers::{STAFF_TOKEN, System};
use system_tests::shop::Payer;

/// A gateway that takes every call and answers none of them as it should.
async fn babbling_gateway() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("http://{}/api/xmlapi.do", listener.local_addr().expect("an address"));
    let router = Router::new().fallback(async || (StatusCode::BAD_GATEWAY, "Bad Gateway"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// Joins pay as you go, uses it, and leaves: of the charge and of the end nobody knows. The contract's page.
async fn doubtful(system: &System) -> String {
    let mut payer = Payer::new(system, "staff-payer", Viewport::Phone).await;
    payer.join("translation-usage", "ja").await;
    payer.browser.click("section.usage form button").await;
    payer.browser.wait_for("[data-open-usage='300']").await;
    let page = payer.browser.address().await;
    payer.browser.close().await;
    system.move_clock("advance=day").await;
    system.bill().await;
    let question = json!({ "action": "unsubscribe", "language": "ja", "displayed": { "state": "active" } });
    let address = format!("{}/actions", page.split('?').next().expect("a path"));
    let request = http_client().post(address).header("Content-Type", "application/json").body(question.to_string());
    let answer = request.send().await.expect("the shop answers").text().await.expect("an answer ends");
    assert_eq!(serde_json::from_str::<Value>(&answer).expect("JSON")["code"], "outcome_unknown");
    page
}

async fn open(system: &System, viewport: Viewport, language: &str) -> Browser {
    let browser = Browser::open("staff", viewport, Script::On).await;
    let host = system.merchant.trim_start_matches("http://");
    browser.go(&format!("http://staff:{STAFF_TOKEN}@{host}/staff?language={language}")).await;
    browser.wait_for("[data-contract]").await;
    browser
}

/// Fills in the form of an entry and sends it.
async fn write_down(browser: &Browser, entry: &str, says: &str) {
    browser.click(&format!("{entry} summary")).await;
    browser.click(&format!("{entry} input[value={says}]")).await;
    for (field, text) in [("[name=by]", "山田"), ("[name=note]", "取引検索の画面で確認しました。")] {
        let field = browser.client.find(Locator::Css(&format!("{entry} {field}"))).await.expect(field);
        field.send_keys(text).await.expect("a text can be typed");
    }
    browser.click(&format!("{entry} button")).await;
}

#[tokio::test]
async fn staff_find_out_what_nobody_knows_and_the_payer_sees_it() {
    let system = System::start_set(&[("SBPS_API_URL", &babbling_gateway().await)]).await;
    let page = doubtful(&system).await;
    let mut phone = open(&system, Viewport::Phone, "ja").await;
    phone.step("open").await;
    let mut pc = open(&system, Viewport::Pc, "en").await;
    pc.step("open").await;

    write_down(&phone, "[data-charge]", "not_taken").await;
    phone.wait_for("[data-note=not_taken]").await;
    phone.step("charge-written").await;
    write_down(&phone, "[data-contract]", "ended").await;
    phone.wait_for("[data-note=ended]").await;
    phone.step("all-written").await;
    assert_eq!(
        phone.evaluate("document.querySelectorAll('[data-contract], [data-charge]').length").await,
        0,
        "nothing is left"
    );

    // The other one's page is older than that.
    pc.expect_in_console("409");
    write_down(&pc, "[data-contract]", "still_active").await;
    pc.wait_for("main[data-error-code=no_longer_unknown]").await;
    pc.step("known-by-now").await;

    phone.go(&page).await;
    phone.find_within("kantan-subscriptions", "[part~=terms]").await;
    phone.step("payer").await;
    let contract = "JSON.parse(document.querySelector('kantan-subscriptions script').textContent).subscriptions[0]";
    let told = phone.evaluate(contract).await;
    assert_eq!((&told["state"], &told["history"][0]["outcome"]), (&json!("cancelled"), &json!("failed")));
    assert_eq!(told["history"].as_array().map(Vec::len), Some(1));
    phone.close().await;
    pc.close().await;
}

/// Types into a field.
async fn type_into(browser: &Browser, field: &str, text: &str) {
    let found = browser.client.find(Locator::Css(field)).await.expect(field);
    found.send_keys(text).await.expect("a text can be typed");
}

/// A person signs in, finds an order by what the customer says, is told what a refund does, and does it; without script.
#[tokio::test]
async fn a_person_signs_in_finds_an_order_and_refunds_it() {
    const PASSWORD: &str = "correct horse battery";
    let system = System::start().await;
    let mut payer = Payer::without_script(&system, "staff-buyer", Viewport::Phone).await;
    payer.order("wine-750ml", "ja").await;
    payer.press_printed_pay().await;
    payer.browser.wait_for("#gateway button").await;
    payer.browser.click("#gateway button").await;
    payer.pass_gateway().await;
    payer.act("pay").await;
    payer.return_to_shop().await;
    payer.expect_printed_outcome("paid").await;
    let address = payer.browser.address().await;
    let reference = address.split("/orders/").nth(1).and_then(|rest| rest.split('/').next()).expect("an order");
    payer.browser.close().await;
    system.add_person("佐藤", "admin", PASSWORD).await;

    for (viewport, language) in [(Viewport::Phone, "ja"), (Viewport::Pc, "en")] {
        let mut browser = Browser::open("staff-refund", viewport, Script::Off).await;
        let base = &system.front.address;
        browser.go(&format!("{base}/staff/search?language={language}")).await;
        browser.wait_for("[name=password]").await;
        browser.step("sign-in").await;
        type_into(&browser, "[name=name]", "佐藤").await;
        type_into(&browser, "[name=password]", PASSWORD).await;
        browser.click("main form button").await;
        browser.wait_for("[name=q]").await;
        type_into(&browser, "[name=q]", reference).await;
        browser.click("form[role=search] button").await;
        browser.wait_for(&format!("[data-order='{reference}']")).await;
        browser.step("found").await;
        browser.click("[data-order] h2 a").await;
        browser.wait_for("[data-what='notification.received']").await;
        browser.step("order").await;
        browser.click("main a.button").await;
        browser.wait_for("[data-payment-state]").await;
        browser.step("payment").await;
        if viewport == Viewport::Phone {
            browser.click("form[action$='/refund'] button").await;
            browser.wait_for("[data-wish=refund]").await;
            type_into(&browser, "[name=note]", "お客さまから返品の連絡がありました。").await;
            browser.step("confirm").await;
            browser.click(".once button").await;
        }
        browser.wait_for("[data-payment-state=refunded]").await;
        browser.step("refunded").await;
        for page in ["export", "log", "reconciliation"] {
            browser.go(&format!("{base}/staff/{page}?language={language}")).await;
            browser.wait_for("main.staff").await;
            browser.step(page).await;
        }
        browser.click("nav form button").await;
        browser.wait_for("[name=password]").await;
        browser.close().await;
    }
}
