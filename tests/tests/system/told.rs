//! What a shop's page hears of its elements, and how its token against forged requests reaches its server.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use system_tests::browser::{Browser, Script, Viewport};
use system_tests::folders::element_folder;
use tower_http::services::ServeDir;

/// What the server answers to whoever lacks the token.
struct Shop {
    page: String,
    refusal: u16,
    looked: AtomicUsize,
}

pub(crate) fn report(outcome: &str) -> Value {
    json!({
        "outcome": outcome, "code": null, "order_reference": "r-1", "item_name": "赤ワイン", "amount": 3500,
        "order_url": "/", "shop_url": "/", "contact": "03-0000-0000",
    })
}

pub(crate) fn contract(state: &str, receipt: Value) -> Value {
    json!({
        "reference": "secret", "item_name": "ワイン便　毎月1日課金", "amount": 3000, "state": state,
        "recurring": {
            "method": "simple", "joined_on": "2026-11-24", "first_month": "free", "cancellation_month": "not_charged",
            "last_month": null, "cancel_url": "/", "contact": "03-0000-0000",
        },
        "ends_on": null, "problem": null, "history": [], "actions": if state == "active" { json!(["cancel"]) } else { json!([]) },
        "calendar_url": null, "other_ways_url": null, "contact": "03-0000-0000", "receipt": receipt,
    })
}

fn order() -> Value {
    super::dead_ends::order()
}

async fn show(State(shop): State<Arc<Shop>>) -> Response {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], shop.page.clone()).into_response()
}

/// Signs nothing: with the token the order has changed, without it the framework refuses before anybody looks.
async fn ask(State(shop): State<Arc<Shop>>, headers: HeaderMap) -> Response {
    let has_token = ["x-csrf-token", "x-csrftoken"].iter().any(|name| headers.get(*name).is_some_and(|it| it == "t-2"));
    if has_token {
        return (StatusCode::CONFLICT, "{\"code\":\"displayed_differs\"}").into_response();
    }
    let status = StatusCode::from_u16(shop.refusal).expect("a status");
    (status, [(header::CONTENT_TYPE, "text/html")], "<h1>Page Expired</h1>").into_response()
}

/// Paid, the second time that somebody looks.
async fn look(State(shop): State<Arc<Shop>>) -> Response {
    let outcome = if shop.looked.fetch_add(1, Ordering::Relaxed) == 0 { "confirming" } else { "paid" };
    ([(header::CONTENT_TYPE, "application/json")], report(outcome).to_string()).into_response()
}

async fn cancel() -> Response {
    let ended = contract("cancelled", json!({ "number": "0001", "on": "2026-11-24" }));
    ([(header::CONTENT_TYPE, "application/json")], ended.to_string()).into_response()
}

/// A page with this element and these data, and a browser that notes what it hears.
pub(crate) async fn open(tag: &str, attributes: &str, data: &Value, refusal: u16) -> Browser {
    let page = format!(
        "<!doctype html><html lang=\"ja\"><head><meta charset=\"utf-8\"><title>shop</title>
         <meta name=\"csrf-token\" content=\"t-1\"><link rel=\"icon\" href=\"data:,\">
         <script>window.heard = []; for (const name of ['error', 'resultchanged', 'contractchanged'])
            document.addEventListener(`kantan:${{name}}`, ({{ detail }}) => heard.push(detail));</script>
         <script type=\"module\" src=\"/assets/{tag}.js\"></script></head>
         <body><main><h1>shop</h1><{tag} {attributes}><script type=\"application/json\">{data}</script></{tag}></main></body></html>"
    );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let router = Router::new()
        .route("/", get(show))
        .route("/ask", post(ask).get(look))
        .route("/cancel", post(cancel))
        .with_state(Arc::new(Shop { page, refusal, looked: AtomicUsize::new(0) }))
        .nest_service("/assets", ServeDir::new(element_folder()));
    tokio::spawn(async move { axum::serve(listener, router).await });
    let browser = Browser::open("told", Viewport::Phone, Script::On).await;
    browser.go(&address).await;
    browser
}

async fn press(browser: &Browser, tag: &str, part: &str) {
    let button = browser.find_within(tag, &format!("[part={part}]")).await;
    button.click().await.expect("it can be pressed");
}

#[tokio::test]
async fn a_sale_is_told_when_it_is_known_and_once() {
    let mut browser = open("kantan-result", "endpoint=\"/ask\"", &report("confirming"), 419).await;
    browser.wait_until("heard.length > 1").await;
    browser.step("paid").await;
    let changed = |before: Value, outcome| json!({ "code": "result_changed", "before": before, "outcome": outcome });
    let expected = json!([changed(Value::Null, "confirming"), changed(json!("confirming"), "paid")]);
    assert_eq!(browser.evaluate("heard").await, expected, "nothing of who bought what");
    browser.close().await;
    let browser = open("kantan-result", "", &report("paid"), 419).await;
    browser.wait_until("heard.length > 0").await;
    let again = "document.querySelector('kantan-result').lang = 'en'";
    browser.evaluate(again).await;
    assert_eq!(browser.evaluate("heard").await, json!([changed(Value::Null, "paid")]), "another language is no news");
    browser.close().await;
}

#[tokio::test]
async fn an_ending_is_told() {
    let account = json!({ "today": "2026-11-24", "subscriptions": [contract("active", Value::Null)] });
    let mut browser = open("kantan-subscriptions", "endpoint=\"/cancel\"", &account, 419).await;
    press(&browser, "kantan-subscriptions", "cancel").await;
    press(&browser, "kantan-subscriptions", "confirm").await;
    browser.wait_until("heard.length > 0").await;
    browser.step("ended").await;
    let expected = json!({ "code": "contract_changed", "index": 0, "before": "active", "state": "cancelled" });
    assert_eq!(browser.evaluate("heard").await, json!([expected]), "and not the contract's secret name");
    browser.close().await;
}

#[tokio::test]
async fn the_pages_token_reaches_its_server_also_where_it_has_changed() {
    for (attributes, code) in [
        ("csrf-meta=\"csrf-token\"", "displayed_differs"),
        ("csrf-meta=\"csrf-token\" csrf-header=\"X-CSRFToken\"", "displayed_differs"),
        ("csrf-meta=\"csrf-token\" csrf-header=\"X-Other\"", "page_expired"),
        ("csrf-meta=\"another\"", "page_expired"),
        ("", "page_expired"),
    ] {
        let mut browser = open("kantan-checkout", &format!("endpoint=\"/ask\" {attributes}"), &order(), 419).await;
        browser.expect_in_console("status of 4");
        browser.find_within("kantan-checkout", "[part=pay]").await;
        browser.evaluate("document.querySelector('meta[name=csrf-token]').content = 't-2'").await;
        press(&browser, "kantan-checkout", "pay").await;
        browser.wait_until("heard.length > 0").await;
        assert_eq!(browser.evaluate("heard[0].code").await, code, "{attributes}");
        browser.close().await;
    }
}

#[tokio::test]
async fn a_page_that_was_open_for_too_long_is_to_be_reloaded_and_not_tried_for_ever() {
    for status in [403, 419, 422] {
        let mut browser = open("kantan-checkout", "endpoint=\"/ask\"", &order(), status).await;
        browser.expect_in_console("status of 4");
        press(&browser, "kantan-checkout", "pay").await;
        browser.find_within("kantan-checkout", "[part=error][data-code=page_expired]").await;
        browser.step(&format!("refused-{status}")).await;
        assert_eq!(
            browser.evaluate("heard").await,
            json!([{ "code": "page_expired", "beside": status.to_string() }]),
            "{status}"
        );
        let seen = "(() => { const root = document.querySelector('kantan-checkout').shadowRoot;
            return [root.querySelector('[part=pay]').checkVisibility(), root.querySelector('[part=error]').innerText]; })()";
        let seen = browser.evaluate(seen).await;
        assert_eq!(seen[0], false, "the button would be refused again");
        assert!(seen[1].as_str().is_some_and(|it| it.contains("再読み込みして")), "{seen}");
        press(&browser, "kantan-checkout", "step").await;
        browser
            .wait_until(
                "document.querySelector('kantan-checkout').shadowRoot?.querySelector('[part=pay]')?.checkVisibility()",
            )
            .await;
        browser.close().await;
    }
}
