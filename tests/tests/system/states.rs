//! Every state of the subscriber's page and of the result, under a strict policy, on phone and PC, in both languages.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;
use system_tests::browser::{Browser, Script, Viewport};
use system_tests::servers::element_folder;
use tower_http::services::ServeDir;

/// What a merchant's page should have.
const POLICY: &str = "default-src 'none'; script-src 'self' 'nonce-once' 'wasm-unsafe-eval'; connect-src 'self'; \
                      img-src data:; form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; \
                      trusted-types 'none'";

/// Data of each state, by its name.
type States = HashMap<&'static str, Value>;

async fn page(
    Path((element, language, state)): Path<(String, String, String)>,
    State(states): State<Arc<States>>,
) -> Response {
    let data = states.get(state.as_str()).expect("the state is known").to_string().replace('<', "\\u003c");
    let html = format!(
        "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{state}</title>
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><link rel=\"icon\" href=\"data:,\">
         <script type=\"module\" nonce=\"once\" src=\"/assets/kantan-{element}.js\"></script></head>
         <body><main><h1>{state}</h1><kantan-{element} endpoint=\"/subscriptions/s-1/actions\">
         <script type=\"application/json\">{data}</script></kantan-{element}></main></body></html>"
    );
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CONTENT_SECURITY_POLICY, POLICY)];
    (headers, html).into_response()
}

async fn serve(states: States) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let router = Router::new().route("/{element}/{language}/{state}", get(page)).with_state(Arc::new(states));
    let router = router.nest_service("/assets", ServeDir::new(element_folder()));
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// Shows each state on a phone in Japanese and on a PC in English, and keeps pictures.
async fn show_all(element: &str, part: &str, states: States) {
    let mut names: Vec<_> = states.keys().copied().collect();
    names.sort_unstable();
    let address = serve(states).await;
    for (viewport, language) in [(Viewport::Phone, "ja"), (Viewport::Pc, "en")] {
        let mut browser = Browser::open(&format!("{element}-{language}"), viewport, Script::On).await;
        for name in &names {
            browser.go(&format!("{address}/{element}/{language}/{name}")).await;
            browser.find_within(&format!("kantan-{element}"), &format!("[part~={part}]")).await;
            browser.step(name).await;
        }
        browser.close().await;
    }
}

/// A subscription with some members changed.
fn subscription(changes: &Value) -> Value {
    let mut subscription = json!({
        "reference": "s-1", "item_name": "ワイン定期便3000円毎月20日", "amount": 3000, "state": "active",
        "recurring": {
            "method": "fixed_term", "joined_on": "2026-08-10", "first_charge_from": null, "cycles": null,
            "timing": { "kind": "day_of_month", "months": 1, "day": 20 }, "introduction": null, "varies": false,
            "cancel_url": "/subscriptions/s-1", "contact": "0120-000-000",
        },
        "ends_on": null, "problem": null, "receipt": null,
        "history": [
            { "on": "2026-11-20", "amount": 3000, "outcome": "paid" },
            { "on": "2026-10-20", "amount": 3000, "outcome": "paid" },
        ],
        "actions": ["unsubscribe"], "calendar_url": "/subscriptions/s-1/calendar.ics", "other_ways_url": "/",
        "contact": "0120-000-000",
    });
    for (name, value) in changes.as_object().expect("an object") {
        subscription[name] = value.clone();
    }
    json!({ "today": "2026-11-24", "subscriptions": [subscription] })
}

#[tokio::test]
async fn every_state_of_a_subscription_is_shown() {
    let simple = json!({
        "method": "simple", "joined_on": "2026-11-24", "first_month": "free", "cancellation_month": "not_charged",
        "last_month": null, "cancel_url": "/subscriptions/s-1", "contact": "0120-000-000",
    });
    let failed = json!([{ "on": "2026-11-20", "amount": 3000, "outcome": "failed" }]);
    let ended = |state: &str| json!({ "state": state, "actions": ["reapply"], "ends_on": "2026-12-19" });
    let states = [
        ("active", json!({})),
        (
            "first-month-free",
            json!({ "recurring": simple, "actions": ["cancel"],
                    "history": [{ "on": "2026-11-24", "amount": 0, "outcome": "free" }] }),
        ),
        (
            "payment-failed",
            json!({ "history": failed, "actions": ["unsubscribe", "reapply"],
                    "problem": { "code": "402L4999", "on": "2026-11-20", "suspended_from": "2026-12-20" } }),
        ),
        ("pending", json!({ "state": "pending", "actions": [], "history": [] })),
        ("cancellation-pending", json!({ "state": "cancellation_pending", "actions": [] })),
        (
            "cancelled",
            json!({ "state": "cancelled", "actions": ["reapply"], "ends_on": "2026-12-19",
                    "receipt": { "number": "3AC3E3BFC571", "on": "2026-11-24" } }),
        ),
        ("ended-by-carrier", ended("ended_by_carrier")),
        ("ended-last-month", ended("ended_last_month")),
        ("expired", ended("expired")),
        ("unknown", json!({ "state": "unknown", "actions": [] })),
        ("not-left", json!({ "returned": { "from": "unsubscribe", "outcome": "failed", "code": "8297" } })),
        (
            "leaving-awaited",
            json!({ "state": "cancellation_pending", "actions": [],
                                    "returned": { "from": "unsubscribe", "outcome": "confirming", "code": null } }),
        ),
        (
            "not-renewed",
            json!({ "state": "cancelled", "actions": ["reapply"], "ends_on": "2026-12-19",
                                "returned": { "from": "reapply", "outcome": "cancelled", "code": null } }),
        ),
    ];
    let states = states.into_iter().map(|(name, changes)| (name, subscription(&changes))).collect();
    show_all("subscriptions", "terms", states).await;
}

/// A report with some members changed.
fn report(changes: &Value) -> Value {
    let mut report = json!({
        "outcome": "paid", "code": null, "order_reference": "r-1", "item_name": "赤ワイン（ハーフ）", "amount": 3500,
        "order_url": "/orders/r-1", "shop_url": "/", "other_ways_url": "/other", "contact": "0120-000-000",
    });
    for (name, value) in changes.as_object().expect("an object") {
        report[name] = value.clone();
    }
    report
}

#[tokio::test]
async fn every_state_of_a_result_is_shown() {
    let failed = |code: Option<&str>| json!({ "outcome": "failed", "code": code });
    let states = [
        ("paid", json!({})),
        ("already-paid", json!({ "outcome": "already_paid" })),
        ("failed", failed(None)),
        ("failed-8281", failed(Some("8281"))),
        ("failed-8366", failed(Some("8366"))),
        ("failed-8673", failed(Some("8673"))),
        ("failed-9999", failed(Some("9999"))),
        ("cancelled", json!({ "outcome": "cancelled" })),
        ("expired", json!({ "outcome": "expired" })),
        ("open", json!({ "outcome": "open" })),
        ("joined", json!({ "subscription_url": "/subscriptions/s-1" })),
        ("joined-by-use", json!({ "subscription_url": "/subscriptions/s-1", "varies": true })),
        ("already-joined", json!({ "outcome": "already_paid", "subscription_url": "/subscriptions/s-1" })),
        ("not-joined-8673", json!({ "outcome": "failed", "code": "8673", "subscription_url": "/subscriptions/s-1" })),
    ];
    let states = states.into_iter().map(|(name, changes)| (name, report(&changes))).collect();
    show_all("result", "result", states).await;
}

/// Shows each code in turn and reads what is said and how many ways on there are.
const SAY_ALL: &str = "
    const [codes, report] = arguments;
    const host = document.querySelector('kantan-result');
    return codes.map((code) => {
        host.result = { ...report, outcome: 'failed', code };
        const result = host.shadowRoot.querySelector('[part~=result]');
        return [code, result.textContent, host.shadowRoot.querySelectorAll('[part~=step]:not([hidden])').length];
    });
";

#[tokio::test]
async fn every_code_of_the_au_block_has_a_sentence_and_one_next_step() {
    let codes = (8252..=8297).chain(8346..=8379).chain(8670..=8673).chain([4301, 5101, 6302, 7001, 1101, 1301, 2101]);
    let codes: Vec<String> = codes.map(|code: u16| code.to_string()).collect();
    let report = report(&json!({}));
    let address = serve([("paid", report.clone())].into()).await;
    for language in ["ja", "en"] {
        let browser = Browser::open("result-codes", Viewport::Phone, Script::On).await;
        browser.go(&format!("{address}/result/{language}/paid")).await;
        browser.find_within("kantan-result", "[part~=result]").await;
        let said = browser.client.execute(SAY_ALL, vec![json!(codes), report.clone()]).await.expect("each is shown");
        for entry in said.as_array().expect("a list") {
            let (code, text) = (entry[0].as_str().expect("a code"), entry[1].as_str().expect("a text"));
            assert!(text.contains(code) && text.chars().count() > 20, "{language} {code}: {text}");
            assert_eq!(entry[2], 1, "{language} {code}: one next step");
        }
        browser.close().await;
    }
}
