//! What real pages do to an element: data that are not valid, a form around it, a frame, an old script library, a browser
//! that does not follow, a phone that slept, a module that breaks. There is always a way on that works, and the page's
//! developer is told.

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use system_tests::browser::{Browser, Script, Viewport};
use system_tests::folders::element_folder;
use system_tests::front::Tampering;
use system_tests::servers::System;
use system_tests::shop::{PAY, Payer};
use tower_http::services::ServeDir;

/// A shop of one page, and what it was asked to sign.
pub(crate) struct Shop {
    page: String,
    pub(crate) asked: Mutex<Vec<String>>,
}

/// Serves a page with the element in it, at this address.
pub(crate) async fn shop(body: &str) -> (String, Arc<Shop>) {
    let page = format!(
        "<!doctype html><html lang=\"ja\"><head><meta charset=\"utf-8\"><title>shop</title>
         <link rel=\"icon\" href=\"data:,\"><script type=\"module\" src=\"/assets/kantan-checkout.js\"></script></head>
         <body>{body}</body></html>"
    );
    let shop = Arc::new(Shop { page, asked: Mutex::default() });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let router = Router::new()
        .route("/", get(show))
        .route("/framed", get(async || ([(header::CONTENT_TYPE, "text/html")], "<iframe src=\"/\" title=\"shop\">")))
        .route("/ask", post(ask))
        .with_state(Arc::clone(&shop))
        .nest_service("/assets", ServeDir::new(element_folder()));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (address, shop)
}

async fn show(State(shop): State<Arc<Shop>>) -> Response {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], shop.page.clone()).into_response()
}

async fn ask(State(shop): State<Arc<Shop>>, body: String) -> Response {
    shop.asked.lock().expect("not poisoned").push(body);
    (StatusCode::CONFLICT, [(header::CONTENT_TYPE, "application/problem+json")], "{\"code\":\"displayed_differs\"}")
        .into_response()
}

pub(crate) fn order() -> Value {
    json!({
        "order_reference": "r-1", "item_id": "wine-3000", "item_name": "赤ワイン（ハーフ）", "amount": 3500, "tax": 318,
        "lines": [{ "name": "赤ワイン 375ml", "quantity": 1, "amount": 3500 }],
        "delivery": "3日以内に発送します。", "cancellation": "8日以内に返品できます。",
    })
}

/// The element with these children, or an attribute, and a plain form beside them.
pub(crate) fn element(attributes: &str, data: &str) -> String {
    let form = "<form class=\"plain\" method=\"post\" action=\"/ask\"><button>plain</button></form>";
    format!("<kantan-checkout endpoint=\"/ask\" {attributes}>{data}{form}</kantan-checkout>")
}

pub(crate) fn child(text: &str) -> String {
    format!("<script type=\"application/json\">{text}</script>")
}

pub(crate) const PLAIN: &str = "document.querySelector('form.plain button')?.checkVisibility() === true";
pub(crate) const DRAWN: &str =
    "document.querySelector('kantan-checkout').shadowRoot?.querySelector('[part=pay]') != null";

/// Notes every event of the element from the first on.
const LISTEN: &str = "window.heard = []; for (const name of ['ready', 'invalid', 'error'])
    document.addEventListener(`kantan:${name}`, ({ detail }) => heard.push([name, detail.code]));";

pub(crate) fn listening(body: &str) -> String {
    format!("<script>{LISTEN}</script>{body}")
}

#[tokio::test]
async fn what_is_not_valid_leaves_the_plain_form_and_is_told() {
    let without = |name: &str| {
        let mut order = order();
        order.as_object_mut().expect("an object").remove(name);
        child(&order.to_string())
    };
    for (attributes, data, said) in [
        ("", String::new(), "order: missing"),
        ("", child(""), "order: not_json"),
        ("", child("{ \"order_reference\": "), "order: not_json"),
        ("", child(&format!("Notice: Undefined index in cart.php on line 3\n{}", order())), "order: not_json"),
        ("order=\"[object Object]\"", String::new(), "order: not_json"),
        ("order=\"[object Object]\"", without("delivery"), "delivery: missing"),
        ("", without("amount"), "amount: missing"),
        ("destinations=\"nowhere\"", child(&order().to_string()), "destinations: no_origin"),
    ] {
        let (address, _) = shop(&listening(&element(attributes, &data))).await;
        let browser = Browser::open("not-valid", Viewport::Phone, Script::On).await;
        browser.go(&address).await;
        browser.wait_until("heard.length > 0").await;
        assert_eq!(browser.evaluate("heard").await, json!([["invalid", "order_invalid"]]), "{said}");
        assert_eq!(browser.evaluate(PLAIN).await, true, "{said}: the plain form stays");
        let complaints = browser.complaints().await;
        assert_eq!(complaints.len(), 1, "{said}: one message: {complaints:?}");
        assert!(complaints[0].contains(&format!("kantan-checkout: order_invalid: {said}")), "{said}: {complaints:?}");
        browser.close().await;
    }
}

#[tokio::test]
async fn the_first_valid_data_are_shown_wherever_they_stand_and_however_numbers_are_written() {
    let mut texts = order();
    texts["amount"] = json!("3500");
    texts["tax"] = json!("318");
    texts["lines"][0]["quantity"] = json!("1");
    texts["lines"][0]["amount"] = json!("3500.00");
    let property = format!("<script>document.querySelector('kantan-checkout').order = {}</script>", order());
    for (attributes, data, after) in [
        ("", child(&texts.to_string()), String::new()),
        ("order=\"[object Object]\"", child(&order().to_string()), String::new()),
        ("order=\"[object Object]\"", child("oops"), property),
    ] {
        let (address, _) = shop(&listening(&(element(attributes, &data) + &after))).await;
        let browser = Browser::open("first-valid", Viewport::Pc, Script::On).await;
        browser.go(&address).await;
        browser.wait_until(DRAWN).await;
        assert_eq!(browser.evaluate("heard").await, json!([["ready", "ready"]]));
        assert_eq!(browser.evaluate(PLAIN).await, false, "one order is shown, not two");
        let complaints = browser.complaints().await;
        assert!(complaints.is_empty(), "{complaints:?}");
        browser.close().await;
    }
}

/// The press ends in an exception that comes out of the module, as a trap does.
const BREAK: &str = "(() => {
    const signal = { get: () => { throw new WebAssembly.RuntimeError('unreachable'); } };
    Object.defineProperty(AbortController.prototype, 'signal', signal);
    document.querySelector('kantan-checkout').shadowRoot.querySelector('[part=pay]').click();
    return true;
})()";

#[tokio::test]
async fn a_module_that_breaks_gives_the_plain_form_back() {
    let (address, _) = shop(&listening(&element("", &child(&order().to_string())))).await;
    let browser = Browser::open("broken", Viewport::Phone, Script::On).await;
    browser.go(&address).await;
    browser.wait_until(DRAWN).await;
    browser.evaluate(BREAK).await;
    browser.wait_until(PLAIN).await;
    assert_eq!(browser.evaluate("heard").await, json!([["ready", "ready"], ["error", "module_failed"]]));
    assert_eq!(browser.evaluate(DRAWN).await, false);
    browser.close().await;
}

#[tokio::test]
async fn a_module_that_breaks_gives_the_printed_screen_back_and_it_buys() {
    let system = System::start().await;
    let mut payer = Payer::new(&system, "broken-printed", Viewport::Phone).await;
    payer.browser.expect_in_console("unreachable");
    payer.order("wine-750ml", "ja").await;
    payer.browser.find_inside(PAY).await;
    payer.browser.evaluate(BREAK).await;
    payer.browser.step("given-back").await;
    payer.press_printed_pay().await;
    payer.browser.wait_for("#gateway button").await;
    payer.browser.close().await;
}

#[tokio::test]
async fn inside_a_form_of_the_page_and_with_prototype_js_it_asks_for_what_is_shown() {
    let old = "<script>Array.prototype.toJSON = function () { return 'changed'; };</script>";
    let mut order = order();
    order["recurring"] = json!({
        "method": "simple", "joined_on": "2026-11-24", "first_month": "charged", "cancellation_month": "charged",
        "last_month": "2026-12", "cancel_url": "/leave", "contact": "03-0000-0000",
    });
    let inside = element("", &child(&order.to_string()));
    let (address, shop) = shop(&format!("{old}<form action=\"/cart\">{inside}</form>")).await;
    let browser = Browser::open("nested", Viewport::Phone, Script::On).await;
    browser.go(&address).await;
    browser.wait_until(DRAWN).await;
    browser.evaluate("document.querySelector('kantan-checkout').shadowRoot.querySelector('[part=pay]').click()").await;
    browser.wait_until("document.querySelector('kantan-checkout').shadowRoot.querySelector('[part=error]')").await;
    let asked = shop.asked.lock().expect("not poisoned").clone();
    let asked: Value = serde_json::from_str(&asked[0]).expect("JSON");
    assert_eq!(asked["displayed"]["charges"], json!([["2026-11-24", 3500], ["2026-12-01", 3500]]));
    let complaints = browser.complaints().await;
    assert!(complaints.iter().any(|told| told.contains("it stands inside a")), "{complaints:?}");
    browser.close().await;
}

#[tokio::test]
async fn in_a_frame_no_order_is_spent() {
    let (address, shop) = shop(&element("", &child(&order().to_string()))).await;
    let browser = Browser::open("framed", Viewport::Pc, Script::On).await;
    browser.go(&format!("{address}/framed")).await;
    let inside = "document.querySelector('iframe').contentDocument?.querySelector('kantan-checkout')?.shadowRoot";
    browser.wait_until(&format!("{inside}?.querySelector('[part=pay]')")).await;
    browser.evaluate(&format!("{inside}.querySelector('[part=pay]').click()")).await;
    browser.wait_until(&format!("{inside}.querySelector('[data-code=frame_refused]')")).await;
    assert!(shop.asked.lock().expect("not poisoned").is_empty(), "nothing was asked for");
    browser.close().await;
}

#[tokio::test]
async fn a_browser_that_stays_gets_its_button_back() {
    let system = System::start().await;
    let payer = Payer::new(&system, "stays", Viewport::Phone).await;
    let mut payer = payer;
    payer.order("coffee-200g", "ja").await;
    payer.browser.find_inside(PAY).await;
    // As an empty answer or a download would: the form is sent, and the page stays. Twenty seconds pass at once.
    payer
        .browser
        .evaluate(
            "(() => {
                HTMLFormElement.prototype.submit = () => {};
                const real = window.setTimeout;
                window.setTimeout = (then, delay) => real(then, delay === 20000 ? 500 : delay);
                return true;
            })()",
        )
        .await;
    payer.press_pay().await;
    payer.expect_error("handoff_stopped").await;
    let button = "document.querySelector('kantan-checkout').shadowRoot.querySelector('[part=pay]')";
    assert_eq!(payer.browser.evaluate(&format!("{button}.hidden || {button}.ariaDisabled !== null")).await, false);
    payer.browser.close().await;
}

#[tokio::test]
async fn after_a_sleep_the_deadline_counts() {
    let system = System::start().await;
    let mut payer = Payer::new(&system, "slept", Viewport::Phone).await;
    payer.order("coffee-200g", "ja").await;
    payer.browser.find_inside(PAY).await;
    // The monotonic clock stood still for two hours; the device's went on.
    payer
        .browser
        .evaluate(
            "(() => {
                const real = Date.now;
                Date.now = () => real() + 7_200_000;
                document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
                return true;
            })()",
        )
        .await;
    payer.expect_error("order_expired").await;
    payer.browser.close().await;
}

/// What the printed screen is before any script, and whether it is still the same afterwards: the same nodes, the focus,
/// the selected text, and nothing moved.
const REMEMBER: &str = "(() => {
    const root = document.querySelector('kantan-checkout').shadowRoot;
    window.nodes = [...root.querySelectorAll('[part=review] *')];
    window.shifts = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.shifts += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    root.querySelector('[part=pay]').focus();
    getSelection().selectAllChildren(root.querySelector('.title'));
    return root.querySelector('[part=review]').hasAttribute('aria-busy');
})()";
const SAME: &str = "(() => {
    const root = document.querySelector('kantan-checkout').shadowRoot;
    const now = [...root.querySelectorAll('[part=review] *')];
    return [
        now.length === nodes.length && now.every((node, place) => node === nodes[place]),
        root.activeElement?.part.value,
        root.getSelection?.().toString(),
        window.shifts,
    ];
})()";

#[tokio::test]
async fn a_printed_screen_becomes_the_elements_without_being_touched() {
    for (product, title) in [("wine-750ml", "ご注文内容の確認"), ("magazine-monthly", "定期契約のお申し込み内容の確認")]
    {
        let system = System::start_with(Tampering::LateScript).await;
        let mut payer = Payer::new(&system, "taken-over", Viewport::Phone).await;
        payer.order(product, "ja").await;
        payer.browser.find_within("kantan-checkout", PAY).await;
        assert_eq!(payer.browser.evaluate(REMEMBER).await, false, "{product}: no script is there yet");
        system.front.tamper(Tampering::None);
        payer.browser.wait_for_script("kantan-checkout").await;
        let same = payer.browser.evaluate(SAME).await;
        assert_eq!((&same[0], &same[1], &same[2]), (&json!(true), &json!("pay"), &json!(title)), "{product}: {same}");
        assert!(same[3].as_f64().is_some_and(|shift| shift <= 0.001), "{product}: layout shift {same}");
        payer.browser.step("taken-over").await;
        payer.browser.close().await;
    }
}
