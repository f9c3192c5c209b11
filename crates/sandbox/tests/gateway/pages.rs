//! Every screen says what it is, in both languages, and runs nothing.

use super::support::{FORM, Merchant, PostedRequest, TestSandbox};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};

#[tokio::test]
async fn every_screen_says_that_it_is_a_stand_in_and_runs_nothing() {
    let (sandbox, merchant) = (TestSandbox::open(), Merchant::answering(&[(200, "OK,")]).await);
    let id = sandbox.start(&PostedRequest::to(&merchant.address, "order-1")).await;
    let hanging = sandbox.start(&PostedRequest::right("order-2")).await;
    sandbox.press(&hanging, "action=hang").await;
    let refused = sandbox.purchase("").await;
    let mut addresses: Vec<String> = ["confirm", "sign-in", "pay"].map(|name| format!("/payments/{id}/{name}")).into();
    addresses.extend(["/".to_owned(), "/none".to_owned(), format!("/payments/{hanging}/done")]);
    let mut pages = vec![refused];
    for address in &addresses {
        pages.push(sandbox.get(address).await);
        pages.push(sandbox.get(&format!("{address}?lang=en")).await);
    }
    sandbox.press(&id, "action=pay").await;
    let done = sandbox.get(&format!("/payments/{id}/done")).await;
    let target = format!("form-action 'self' {};", merchant.address);
    assert!(done.header("content-security-policy").contains(&target), "the way back leads to the shop alone");
    pages.push(done);
    for page in pages {
        let said = ["これは開発用の代役です", "This is a stand-in for development"];
        assert!(said.iter().any(|statement| page.text.contains(statement)), "{}", page.text);
        let policy = page.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; style-src 'self';") && !policy.contains("script-src"),
            "{policy}"
        );
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert_eq!((page.header("x-content-type-options"), page.header("cache-control")), ("nosniff", "no-store"));
        assert!(!page.text.contains("<script"));
    }
}

#[tokio::test]
async fn the_payment_screen_shows_sixteen_characters() {
    let sandbox = TestSandbox::open();
    let name = "北海道産じゃがいも男爵秋の特選大箱十キロ";
    let id = sandbox.start(&PostedRequest::right("order-1").with("item_name", name).signed()).await;
    let page = sandbox.get(&format!("/payments/{id}/pay")).await;
    assert!(page.text.contains("id=\"statement\" lang=\"ja\">北海道産じゃがいも男爵秋の特選大</dd>"), "{}", page.text);
    for action in ["pay", "cancel", "fail", "hang", "pay_twice", "pay_late"] {
        assert!(page.text.contains(&format!("name=\"action\" value=\"{action}\"")), "{action}");
    }
}

#[tokio::test]
async fn the_browser_chooses_the_language_unless_the_payer_does() {
    let sandbox = TestSandbox::open();
    for (query, accepted, title) in [
        ("", "", "決済サンドボックス"),
        ("", "en-US,en;q=0.9", "Payment sandbox"),
        ("?lang=ja", "en-US", "決済サンドボックス"),
        ("?lang=en", "ja", "Payment sandbox"),
        ("?lang=%FF", "", "決済サンドボックス"),
    ] {
        let request = Request::get(format!("/{query}")).header("accept-language", accepted);
        let page = sandbox.send(request.body(Body::empty()).expect("a request")).await;
        assert!(page.text.contains(&format!("<h1>{title}</h1>")), "{query} {accepted}");
    }
}

#[tokio::test]
async fn every_dead_end_has_its_code() {
    let sandbox = TestSandbox::open();
    let id = sandbox.start(&PostedRequest::right("order-1")).await;
    for (method, address, status, code) in [
        (Method::GET, "/none".to_owned(), 404, "not_found"),
        (Method::GET, "/f01/FepBuyInfoReceive.do".to_owned(), 405, "method_not_allowed"),
        (Method::DELETE, format!("/payments/{id}/pay"), 405, "method_not_allowed"),
        (Method::GET, "/payments/none/pay".to_owned(), 404, "payment_unknown"),
        (Method::GET, "/payments/%FF/done".to_owned(), 404, "payment_unknown"),
        (Method::POST, format!("/payments/{id}/pay"), 400, "action_unknown"),
    ] {
        let request = Request::builder().method(method.clone()).uri(&address);
        let answer = sandbox.send(request.body(Body::empty()).expect("a request")).await;
        let told = (answer.status.as_u16(), answer.attribute("data-error-code"));
        assert_eq!(told, (status, Some(code)), "{method} {address}");
    }
    for action in ["action=steal", "action=fail", "action=fail&code=0000", "action=%FF"] {
        let answer = sandbox.post(&format!("/payments/{id}/pay"), FORM, action).await;
        assert_eq!(
            (answer.status, answer.attribute("data-error-code")),
            (StatusCode::BAD_REQUEST, Some("action_unknown"))
        );
    }
    assert_eq!(sandbox.press("none", "action=pay").await.status, StatusCode::NOT_FOUND);
    let unknown = sandbox.get("/exchanges/none").await;
    assert_eq!((unknown.status, unknown.header("content-type")), (StatusCode::NOT_FOUND, "application/problem+json"));
    assert!(unknown.text.contains("\"code\":\"exchange_unknown\""));
    let all: serde_json::Value = serde_json::from_str(&sandbox.get("/exchanges").await.text).expect("JSON");
    assert_eq!((all[0]["id"].as_str(), all[0]["state"].as_str()), (Some(id.as_str()), Some("waiting")));
}
