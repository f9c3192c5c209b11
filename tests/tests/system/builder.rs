//! The form builder of the preview: a name is typed, mended and composed, lines are entered, and everything around them
//! follows; the page that is copied from it works.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use fantoccini::Locator;
use sbps::checksum::HashKey;
use sbps::identifier::Account;
use sbps::message::SignedForm;
use sbps::message::form::CHECKSUM_FIELD;
use sbps::message::purchase_request::{Purchase, PurchaseRequest, ReturnAddresses};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, PoisonError};
use system_tests::browser::{Browser, Script, Viewport};
use system_tests::folders::{element_folder, preview_folder};
use system_tests::servers::{HASH_KEY, Sandbox, serve_folder};
use tower_http::services::ServeDir;

const NAME: &str = "#item-name";

async fn type_name(browser: &Browser, name: &str) {
    let input = browser.find(NAME).await;
    input.clear().await.expect("a field can be cleared");
    input.send_keys(name).await.expect("a field takes keys");
}

async fn name(browser: &Browser) -> String {
    browser.evaluate(&format!("document.querySelector('{NAME}').value")).await.as_str().expect("a text").to_owned()
}

#[tokio::test]
async fn a_name_is_typed_mended_and_composed() {
    let address = serve_folder(preview_folder()).await;
    for (viewport, language, scheme) in [(Viewport::Phone, "ja", "light"), (Viewport::Pc, "en", "dark")] {
        let mut browser = Browser::open(&format!("builder-{language}"), viewport, Script::On).await;
        browser.go(&format!("{address}/?view=builder&language={language}&scheme={scheme}")).await;
        browser.wait_for(NAME).await;
        browser.step("opened").await;

        type_name(&browser, "夏ギフト〜限定〜①").await;
        browser.wait_until("document.querySelectorAll('.verdict').length === 3").await;
        browser.step("name-not-encodable").await;
        browser.click("button[data-act=all]").await;
        // Two bytes each, but three for (1): 4 + 1 + 2 + 1 double-byte characters and three half-width ones.
        browser.wait_until("document.querySelector('.counter').textContent.includes('19')").await;
        assert_eq!(name(&browser).await, "夏ギフト～限定～(1)");

        let long = "あ".repeat(21);
        type_name(&browser, &long).await;
        browser.wait_until(&format!("document.querySelector('{NAME}').getAttribute('aria-invalid') === 'true'")).await;
        assert_eq!(name(&browser).await, long, "a limit is shown, not enforced");
        browser.step("name-too-long").await;

        let method = "const select = document.querySelector('#method');
            select.value = [...select.options].map((option) => option.value).find((value) => value.includes('fixed'));
            select.dispatchEvent(new Event('input', { bubbles: true }));
            select.dispatchEvent(new Event('change', { bubbles: true }));";
        browser.client.execute(method, Vec::new()).await.expect("a method can be chosen");
        browser.wait_for(".names button[data-act]").await;
        browser.click(".names button[data-act]").await;
        browser.wait_until("document.documentElement.dataset.ready === 'true'").await;
        let composed = name(&browser).await;
        assert!(composed.chars().count() <= 20 && composed.contains('日'), "{composed}");
        let element =
            "document.querySelector('kantan-checkout')?.shadowRoot?.querySelectorAll('[part=charges] > li').length";
        browser.wait_until(&format!("{element} > 0")).await;
        let listed = browser.evaluate("document.body.textContent.includes('sps_hashcode')").await;
        assert_eq!(listed, json!(true), "the fields are listed");
        browser.step("recurring").await;
        browser.close().await;
    }
}

/// The element on the page, as far as it is read: what it shows as lines, and the total.
const REVIEWED: &str = "[...document.querySelector('kantan-checkout').shadowRoot.querySelectorAll('tbody tr')]
    .map((row) => [...row.cells].map((cell) => cell.textContent))";

/// What stands in the fields of the lines, row by row.
const LINES: &str = "[...document.querySelectorAll('.line')]
    .map((line) => [...line.querySelectorAll('.control')].map(({ value }) => value))";

/// What the lines add up to.
const SUM: &str = "document.querySelector('.lines-total').textContent";

/// Presses a key with the Alt key.
async fn press_with_alt(browser: &Browser, key: &str, code: u32) {
    for kind in ["rawKeyDown", "keyUp"] {
        let event = json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code, "modifiers": 1 });
        browser.cdp("Input.dispatchKeyEvent", event).await;
    }
}

/// Types into the field at a selector.
async fn fill(browser: &Browser, selector: &str, text: &str) {
    let field = browser.find(selector).await;
    field.clear().await.expect("a field can be cleared");
    field.send_keys(text).await.expect("a field takes keys");
}

#[tokio::test]
async fn lines_are_entered_moved_by_keyboard_and_judged_where_they_stand() {
    let address = serve_folder(preview_folder()).await;
    for (viewport, language, scheme) in [(Viewport::Phone, "en", "dark"), (Viewport::Pc, "ja", "light")] {
        let mut browser = Browser::open(&format!("builder-lines-{language}"), viewport, Script::On).await;
        browser.go(&format!("{address}/?view=builder&language={language}&scheme={scheme}")).await;
        browser.click("button[data-act=add-shipping]").await;
        browser.wait_until("document.activeElement.id === 'line-1-name'").await;
        fill(&browser, "#line-0-quantity", "2").await;
        browser.choose("#line-1-tax-percent", "8").await;
        let shipping = if language == "ja" { "送料" } else { "Shipping" };
        assert_eq!(browser.evaluate(LINES).await, json!([["", "2", "3000", "10"], [shipping, "1", "500", "8"]]));
        // Each rate by itself: 545 and 37.
        let sum =
            if language == "ja" { "6,500円（うち消費税 582円）" } else { "¥6,500 (of which tax: ¥582)" };
        browser.wait_until(&format!("{SUM} === {}", json!(sum))).await;
        browser.wait_until(&format!("{REVIEWED}.length === 2")).await;
        browser.step("two-lines").await;

        // A row takes what was typed, and the focus, along.
        browser.execute_on(&browser.find("#line-1-name").await, "arguments[0].focus()").await;
        press_with_alt(&browser, "ArrowUp", 38).await;
        browser.wait_until(&format!("{LINES}[0][0] === {}", json!(shipping))).await;
        browser.wait_until("document.activeElement.id === 'line-1-name'").await;
        // The name of the item stands for a blank one in the first line alone.
        browser.wait_until("document.querySelector('#line-0-name').getAttribute('aria-invalid') === 'true'").await;
        let listed = "document.querySelector('.warnings a').getAttribute('href')";
        browser.wait_until(&format!("{listed} === '#line-0-name'")).await;
        browser.step("name-missing").await;
        browser.click("[data-act=down]").await;
        browser.wait_until(&format!("{LINES}[1][0] === {}", json!(shipping))).await;
        browser.wait_until("!document.querySelector('.lines-panel [aria-invalid]')").await;

        // More is taken off than there is to pay: the sum tells, and no line.
        fill(&browser, "#line-1-unit-amount", "-7000").await;
        browser.wait_until("document.querySelector('#total-error').textContent !== ''").await;
        browser.step("sum-below-zero").await;
        fill(&browser, "#line-1-unit-amount", "-500").await;
        fill(&browser, "#delivery", "").await;
        browser.wait_until("document.querySelector('#delivery-error').textContent !== ''").await;
        fill(&browser, "#delivery", "3日以内に発送します。").await;

        // What was entered is in the address, and so survives a reload.
        browser.execute_on(&browser.find("#cancellation").await, "arguments[0].focus()").await;
        browser.wait_for_address("lines=").await;
        let before = browser.evaluate(LINES).await;
        browser.client.refresh().await.expect("it can be loaded again");
        browser.wait_for("#line-1-name").await;
        assert_eq!(browser.evaluate(LINES).await, before);
        browser.click("#act-1-remove").await;
        browser.wait_until(&format!("{LINES}.length === 1")).await;
        browser.step("one-line").await;
        browser.close().await;
    }
}

/// A shop that holds one saved page beside the element's files, and signs what is asked of it.
struct Saved {
    page: String,
    gateway: String,
    address: String,
    /// The time in Japan, as the gateway's messages have it.
    now: String,
    /// What plain forms have posted.
    posted: Mutex<Vec<String>>,
}

impl Saved {
    fn signed(&self, asked: &Value) -> Value {
        let text = |name: &str| {
            asked["displayed"][name].as_str().map_or_else(|| asked["displayed"][name].to_string(), str::to_owned)
        };
        let address = |path: &str| format!("{}/{path}", self.address).parse().expect("an address");
        let request = PurchaseRequest {
            account: Account {
                merchant_id: "30132".parse().expect("an id"),
                service_id: "001".parse().expect("an id"),
            },
            customer_code: "member-7".parse().expect("a code"),
            order_id: "saved-page-1".parse().expect("an id"),
            item_id: text("item_id").parse().expect("an id"),
            item_name: text("item_name").parse().expect("a name"),
            tax: Some(text("tax").parse().expect("a tax")),
            amount: text("amount").parse().expect("an amount"),
            purchase: Purchase::OneTime,
            addresses: ReturnAddresses {
                success: address("success"),
                cancel: address("cancel"),
                error: address("error"),
                notification: address("notification"),
            },
            free: Default::default(),
            rows: Vec::new(),
            request_date: self.now.parse().expect("a time"),
            limit_seconds: None,
        };
        let signed = SignedForm::sign_request(request.form(), &HashKey::new(HASH_KEY.to_owned()).expect("a key"))
            .expect("signed");
        let mut fields: Vec<_> =
            signed.form.fields().iter().map(|(name, value)| json!([name.to_string(), value])).collect();
        fields.push(json!([CHECKSUM_FIELD, signed.checksum]));
        json!({ "action": format!("{}/f01/FepBuyInfoReceive.do", self.gateway), "accept_charset": "Shift_JIS", "fields": fields })
    }
}

/// The shop's answer: the signed fields to the element, and a page to a plain form.
async fn ask(State(saved): State<Arc<Saved>>, headers: HeaderMap, body: String) -> Response {
    if headers.get("content-type").is_some_and(|it| it == "application/json") {
        return Json(saved.signed(&serde_json::from_str(&body).expect("JSON"))).into_response();
    }
    saved.posted.lock().unwrap_or_else(PoisonError::into_inner).push(body);
    Html("<!doctype html><title>asked</title><p id=asked>asked</p>").into_response()
}

/// Serves the page, the element's files, and the shop's one address.
async fn serve(page: &str, gateway: &str, now: String) -> Arc<Saved> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("it has a number"));
    // The sandbox stands in the gateway's place: the page has to allow it.
    let allowed = format!("<kantan-checkout destinations=\"{gateway}\" ");
    let page = page.replace("<kantan-checkout ", &allowed);
    let posted = Mutex::default();
    let saved = Arc::new(Saved { page, gateway: gateway.to_owned(), address, now, posted });
    let index = |State(saved): State<Arc<Saved>>| async move { Html(saved.page.clone()) };
    let router = Router::new()
        .route("/", get(index))
        .route("/checkout/requests", post(ask))
        .with_state(Arc::clone(&saved))
        .fallback_service(ServeDir::new(element_folder()));
    tokio::spawn(async move { axum::serve(listener, router).await });
    saved
}

#[tokio::test]
async fn the_page_that_is_copied_works_beside_the_elements_files_with_script_and_without() {
    let address = serve_folder(preview_folder()).await;
    let sandbox = Sandbox::start().await;
    let mut browser = Browser::open("builder-page", Viewport::Phone, Script::On).await;
    browser.go(&format!("{address}/?view=builder&language=ja&--kantan-accent=%237c2a0c")).await;
    browser.click("button[data-act=add-shipping]").await;
    fill(&browser, "#delivery", "3日以内に「冷蔵」で発送します。<b>").await;
    browser.wait_until("document.querySelector('#whole-page')?.textContent.includes('&lt;b&gt;')").await;
    let page = browser.evaluate("document.querySelector('#whole-page').textContent").await;
    let page = page.as_str().expect("a text");
    let now = "new Date(Date.now() + 9 * 3600e3).toISOString().replace(/\\D/g, '').slice(0, 14)";
    let now = browser.evaluate(now).await.as_str().expect("a time").to_owned();
    let saved = serve(page, &sandbox.address, now).await;

    browser.go(&saved.address).await;
    browser.wait_for_script("kantan-checkout").await;
    assert_eq!(
        browser.evaluate(REVIEWED).await,
        json!([["赤ワイン（ハーフ）", "1", "3,000円"], ["送料", "1", "500円"]])
    );
    let ground = "getComputedStyle(document.querySelector('kantan-checkout').shadowRoot.querySelector('[part=pay]')).backgroundColor";
    assert_eq!(browser.evaluate(ground).await, "rgb(124, 42, 12)", "the theme is in the page");
    browser.step("saved").await;
    let pay = browser.find_inside("[part=pay]").await;
    browser.follow(&pay).await;
    browser.wait_for_address(&sandbox.address).await;
    browser.wait_until("document.body.innerText.includes('3,500')").await;
    browser.step("handed-over").await;
    browser.close().await;

    let mut plain = Browser::open("builder-page-plain", Viewport::Pc, Script::Off).await;
    plain.go(&saved.address).await;
    let said = plain.find("kantan-checkout").await.text().await.expect("it says something");
    for words in ["赤ワイン（ハーフ）", "送料", "3,500円", "3日以内に「冷蔵」で発送します。<b>", "318円"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    plain.step("without-script").await;
    plain.client.find(Locator::Css("[part=pay]")).await.expect("a button").click().await.expect("it can be pressed");
    plain.find("#asked").await;
    let posted = saved.posted.lock().unwrap_or_else(PoisonError::into_inner).join("\n");
    assert!(posted.contains("amount=3500") && posted.contains("order_reference=order-1"), "{posted}");
    plain.close().await;
}
