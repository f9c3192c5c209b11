//! Whatever a program is told below `/v1`, it is told in English, as problem details.

use crate::support::TestShop;
use axum::body::Body;
use axum::http::{Method, Request, header};

#[tokio::test]
async fn every_problem_is_told_to_developers_in_english() {
    let shop = TestShop::open().await;
    let (_, key) = shop.key().await;
    let (bearer, json) = (format!("Bearer {}", key.expose()), "application/json");
    let long = format!("\"{}\"", "x".repeat(70_000));
    for (method, path, key, media, body, status, code) in [
        (Method::GET, "/v1", Some(&bearer), json, "", 404, "not_found"),
        (Method::GET, "/v1/nowhere", Some(&bearer), json, "", 404, "not_found"),
        (Method::GET, "/v1/orders/%00", Some(&bearer), json, "", 404, "not_found"),
        (Method::GET, "/v1/orders/nobody", Some(&bearer), json, "", 404, "order_unknown"),
        (Method::GET, "/v1/payments/nobody", Some(&bearer), json, "", 404, "payment_unknown"),
        (Method::DELETE, "/v1/orders", Some(&bearer), json, "", 405, "method_not_allowed"),
        (Method::GET, "/v1/orders", None, json, "", 401, "key_unknown"),
        (Method::POST, "/v1/orders", Some(&bearer), "text/plain", "{}", 415, "unsupported_media_type"),
        (Method::POST, "/v1/orders", Some(&bearer), json, "{", 400, "request_invalid"),
        (Method::POST, "/v1/orders", Some(&bearer), json, &long, 413, "too_large"),
        (Method::POST, "/v1/orders", Some(&bearer), json, "{}", 422, "order_invalid"),
    ] {
        let mut request = Request::builder().method(method.clone()).uri(path).header("Idempotency-Key", "k");
        request = request.header(header::CONTENT_TYPE, media).header(header::ACCEPT, "text/html,*/*");
        if let Some(key) = key {
            request = request.header(header::AUTHORIZATION, key);
        }
        let answer = shop.send(request.body(Body::from(body.to_owned())).expect("a request")).await;
        let told = (answer.status.as_u16(), answer.code());
        assert_eq!(told, (status, code.to_owned()), "{method} {path}: {}", answer.text());
        assert_eq!(answer.header("content-type"), "application/problem+json", "{method} {path}");
        let problem = answer.json();
        for member in ["title", "detail"] {
            let text = problem[member].as_str().expect("a text");
            assert!(!text.is_empty() && text.is_ascii(), "{method} {path}: {member} is {text:?}");
            let is_a_payers = ["Please", "go back", "shop's page"].iter().any(|words| text.contains(words));
            assert!(!is_a_payers, "{method} {path}: {text:?}");
        }
    }
}
