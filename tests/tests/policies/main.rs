//! What `kantan doctor --page` says of a page's policy, with Chromium as the witness: what it says is blocked is blocked,
//! with its changes everything works, and of what works it says nothing.

#![allow(clippy::expect_used, reason = "a test that cannot go on stops with a sentence")]

mod frames;

use axum::Router;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{Html, IntoResponse};
use axum::routing::{get, post};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex};
use system_tests::OrStop;
use system_tests::browser::{Browser, Script, Viewport};
use system_tests::folders::element_folder;
use system_tests::servers::System;
use tower_http::services::ServeDir;

/// A shop's page of its own, with an order that can be reviewed.
const PAGE: &str = r#"<!DOCTYPE html><html lang="ja"><title>Cart</title>
<script type="module" src="/assets/kantan-checkout.js" nonce="n1"></script>
<kantan-checkout endpoint="/checkout/requests"><script type="application/json">{ "order_reference": "cart-1",
 "item_id": "wine-3000", "item_name": "赤ワイン（ハーフ）", "amount": 3500, "tax": 318,
 "lines": [{ "name": "赤ワイン 375ml", "quantity": 1, "amount": 3000 }, { "name": "送料", "quantity": 1, "amount": 500 }],
 "delivery": "ご注文から3日以内に発送します。", "cancellation": "到着後8日以内に返品できます。" }</script>
</kantan-checkout></html>"#;

/// Listens before anything of the page runs.
const LISTEN: &str = "globalThis.blocked = [];
    addEventListener('securitypolicyviolation', (event) => blocked.push(event.effectiveDirective));";

/// Asks the endpoint, and sends a form where the element would.
const USE: &str = "(fetch('/checkout/requests', { method: 'POST' }).catch(() => {}).finally(() => {
        const frame = document.createElement('iframe');
        frame.name = 'gateway';
        const form = document.createElement('form');
        [form.action, form.target] = ['{gateway}/', 'gateway'];
        document.body.append(frame, form);
        form.submit();
        setTimeout(() => { globalThis.used = true; }, 300);
    }), true)";

const BUTTON: &str = "document.querySelector('kantan-checkout')?.shadowRoot?.querySelector('button')";

type Policy = Arc<Mutex<String>>;

async fn page(State(policy): State<Policy>, _: Query<HashMap<String, String>>) -> impl IntoResponse {
    let policy = policy.lock().or_stop("nobody failed").clone();
    ([(header::CONTENT_SECURITY_POLICY, policy)], Html(PAGE))
}

/// A shop elsewhere than the service, whose page has whatever policy is in the lock.
async fn shop(policy: Policy) -> String {
    let router = Router::new()
        .route("/cart", get(page))
        .route("/checkout/requests", post(|| async { "" }))
        .nest_service("/assets", ServeDir::new(element_folder()))
        .with_state(policy);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.or_stop("a port is free");
    let address = format!("http://{}/cart", listener.local_addr().or_stop("it has a number"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// What the doctor finds: how it ends, and the directives that are to be changed, each as it has to be.
async fn doctor(system: &System, address: &str) -> (i32, Vec<String>) {
    let (status, output, errors) = system.command(&["doctor", "--page", address, "--json"]).await;
    let found: Value = serde_json::from_str(&output).or_stop(&format!("{output}{errors}"));
    let faults = found.as_array().or_stop("a list").iter().filter(|it| it["grade"] == "fail");
    let says = faults.map(|it| it["says"].as_str().or_stop("a sentence").to_owned());
    (status, says.map(|says| says.rsplit_once(": ").or_stop(&says).1.to_owned()).collect())
}

/// The directives that Chromium saw broken, without the parts of which it tells more exactly; and whether the review came.
async fn chromium(browser: &Browser, address: &str, gateway: &str, is_right: bool) -> (BTreeSet<String>, bool) {
    browser.go(address).await;
    if is_right {
        browser.wait_until(BUTTON).await;
    }
    browser.evaluate(&USE.replace("{gateway}", gateway)).await;
    browser.wait_until("globalThis.used").await;
    let seen = browser.evaluate("blocked").await;
    let seen = seen.as_array().or_stop("a list").iter().filter_map(Value::as_str);
    // The frame is the test's own, and the page's icon the browser's.
    let seen = seen
        .map(|it| it.trim_end_matches("-elem").to_owned())
        .filter(|it| it != "frame-src" && it != "img-src")
        .collect();
    (seen, browser.evaluate(&format!("!!({BUTTON})")).await == true)
}

/// The policy with these directives in the place of those of their names.
fn changed(policy: &str, changes: &[String]) -> String {
    let name = |directive: &str| directive.split_ascii_whitespace().next().unwrap_or_default().to_owned();
    let kept = policy.split(';').map(str::trim).filter(|it| changes.iter().all(|new| name(new) != name(it)));
    kept.map(str::to_owned).chain(changes.iter().cloned()).collect::<Vec<_>>().join("; ")
}

#[tokio::test]
async fn chromium_blocks_what_the_doctor_says_and_nothing_after_its_changes() {
    let system = System::start().await;
    let policy = Policy::default();
    let address = shop(Arc::clone(&policy)).await;
    let browser = Browser::open("policies", Viewport::Pc, Script::On).await;
    browser.run_first(LISTEN).await;
    let gateway = system.sandbox.clone();
    for (written, is_right) in [
        ("img-src 'self'", true),
        ("script-src 'nonce-n1' 'wasm-unsafe-eval'", true),
        ("script-src 'nonce-n1' 'strict-dynamic' 'wasm-unsafe-eval'; require-trusted-types-for 'script'", true),
        ("require-trusted-types-for 'script'; trusted-types 'none'; script-src 'self' 'unsafe-eval'", true),
        ("default-src 'self'", false),
        ("default-src 'none'", false),
        ("script-src 'self'; connect-src 'self'", false),
        ("script-src 'nonce-other' 'wasm-unsafe-eval'", false),
        ("connect-src https://api.example", false),
        ("style-src 'unsafe-inline'", false),
        ("style-src-elem 'none'", false),
        ("form-action 'self'", false),
        ("default-src 'self' 'wasm-unsafe-eval'; form-action 'none'", false),
    ] {
        written.clone_into(&mut *policy.lock().or_stop("nobody failed"));
        let (status, changes) = doctor(&system, &address).await;
        assert_eq!((status == 0, changes.is_empty()), (is_right, is_right), "{written}: {changes:?}");
        let (seen, _) = chromium(&browser, &address, &gateway, is_right).await;
        assert_eq!(seen.is_empty(), is_right, "{written}: {seen:?}");
        // What needs something that is blocked is not even tried, so Chromium sees some of it, and nothing else.
        let named: BTreeSet<_> = changes
            .iter()
            .filter_map(|it| it.split(' ').next())
            .map(|it| it.trim_end_matches("-elem").to_owned())
            .collect();
        assert!(seen.is_subset(&named), "{written}: {seen:?} and {named:?}");
        if !is_right {
            *policy.lock().or_stop("nobody failed") = changed(written, &changes);
            assert_eq!(doctor(&system, &address).await, (0, Vec::new()), "{written}");
            assert_eq!(chromium(&browser, &address, &gateway, true).await, (BTreeSet::new(), true), "{written}");
        }
    }
    browser.close().await;
}
