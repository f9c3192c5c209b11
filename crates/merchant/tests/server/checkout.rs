//! Requests to pay: who says what they cost, and how often they may be asked for.

use super::support::{Answer, Attempt, GATEWAY, TestShop, fields_of};
use axum::http::StatusCode;
use merchant::domain::order::{ATTEMPTS_SECONDS, MOST_ATTEMPTS};
use sbps::message::purchase_request;
use serde_json::json;

/// Presses the button of the printed form on an order's page, as a browser without script would.
async fn press_printed_button(shop: &TestShop, reference: &str) -> Answer {
    let page = shop.get(&format!("/orders/{reference}")).await;
    let fields = page.hidden_fields("kantan-request");
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    shop.submit("/checkout/requests", &fields).await
}

#[tokio::test]
async fn the_element_and_the_plain_form_get_the_same_signed_fields() {
    let shop = TestShop::open().await;
    let reference = shop.order("wine-750ml", "2").await;
    let from_json = shop.ask(&shop.question(&reference).await).await;
    assert_eq!((from_json.status, from_json.header("cache-control")), (StatusCode::OK, "no-store"));
    let answer = from_json.json();
    assert_eq!(answer["action"], "https://gateway.example/f01/FepBuyInfoReceive.do");
    assert_eq!(answer["accept_charset"], "Shift_JIS");
    let from_page = press_printed_button(&shop, &reference).await;
    assert_eq!(from_page.status, StatusCode::OK);
    assert!(from_page.text().contains("accept-charset=\"Shift_JIS\""));
    assert!(from_page.header("content-security-policy").contains(&format!("form-action 'self' {GATEWAY};")));

    let (json, page) = (fields_of(&answer), from_page.hidden_fields("gateway"));
    let names: Vec<&str> = json.iter().map(|(name, _)| name.as_str()).collect();
    let expected: Vec<&str> = purchase_request::DEFINITION.names().filter(|name| !name.starts_with("dtl_")).collect();
    assert_eq!(names, expected, "every field of A01-1 in order, blank ones included");
    let fresh = ["order_id", "success_url", "cancel_url", "error_url", "sps_hashcode"];
    for ((name, from_json), (page_name, from_page)) in json.iter().zip(&page) {
        assert_eq!(name, page_name);
        assert_eq!(from_json != from_page, fresh.contains(&name.as_str()), "{name}: {from_json:?} {from_page:?}");
    }
    assert_eq!(json.len(), page.len());
    let (first, second) = (Attempt::read(json), Attempt::read(page));
    for attempt in [&first, &second] {
        assert_eq!(attempt.request.amount.get(), 2 * 3_000 + 500);
        assert_eq!(attempt.request.item_name.as_str(), "赤ワイン～シャトーKANTAN 2020～750ml");
        assert_eq!(attempt.request.request_date.to_string(), "20261124120000", "the moment of signing, in Japan");
        assert_eq!(attempt.request.addresses.notification.as_str(), "https://shop.example/sbps/notifications");
    }
    assert_ne!(first.order_id(), second.order_id(), "an order id is never used again");
}

#[tokio::test]
async fn what_was_shown_must_be_what_the_record_says() {
    let shop = TestShop::open().await;
    let reference = shop.order("wine-750ml", "1").await;
    let question = shop.question(&reference).await;
    let before = shop.records().await;
    for (member, shown) in [
        ("amount", json!(1)),
        ("amount", json!(9_999_999)),
        ("tax", json!(0)),
        ("item_id", json!("coffee-200g")),
        ("item_name", json!("赤ワイン")),
        ("item_name", json!("<script>alert(1)</script>")),
    ] {
        let mut question = question.clone();
        question["displayed"][member] = shown;
        let answer = shop.ask(&question).await;
        assert_eq!((answer.status, answer.code().as_str()), (StatusCode::CONFLICT, "displayed_differs"), "{question}");
        let current = &answer.json()["current"];
        assert_eq!((&current["amount"], &current["tax"]), (&json!(3_500), &json!(317)));
    }
    assert_eq!(shop.records().await, before);
    let mut untaxed = question;
    untaxed["displayed"]["tax"] = json!(null);
    assert_eq!(shop.ask(&untaxed).await.status, StatusCode::OK, "a tax that was not shown contradicts nothing");
}

#[tokio::test]
async fn an_order_that_is_paid_or_too_old_is_not_signed() {
    let shop = TestShop::open().await;
    let (paid, old) = (shop.order("ebook-rust", "1").await, shop.order("ebook-rust", "1").await);
    let attempt = shop.attempt(&paid).await;
    assert_eq!(shop.notify(attempt.paid("12345678901234")).await, "OK,");
    let answer = shop.ask(&shop.question(&paid).await).await;
    assert_eq!((answer.status, answer.code().as_str()), (StatusCode::CONFLICT, "order_paid"));
    assert_eq!(answer.json()["result_url"], format!("/orders/{paid}/result"));
    shop.wait(3_601);
    let before = shop.records().await;
    let answer = shop.ask(&shop.question(&old).await).await;
    assert_eq!((answer.status, answer.code().as_str()), (StatusCode::GONE, "order_expired"));
    assert_eq!(shop.outcome(&old, "").await, "expired");
    assert_eq!(shop.records().await, before);
}

#[tokio::test]
async fn too_many_requests_for_one_order_have_to_wait() {
    let shop = TestShop::open().await;
    let (reference, other) = (shop.order("ebook-rust", "1").await, shop.order("ebook-rust", "1").await);
    let question = shop.question(&reference).await;
    for _ in 0..MOST_ATTEMPTS {
        assert_eq!(shop.ask(&question).await.status, StatusCode::OK);
    }
    shop.wait(100);
    let before = shop.records().await;
    let answer = shop.ask(&question).await;
    assert_eq!((answer.status, answer.code().as_str()), (StatusCode::TOO_MANY_REQUESTS, "too_many_requests"));
    assert_eq!(answer.header("retry-after"), (ATTEMPTS_SECONDS - 100).to_string());
    assert_eq!(shop.records().await, before);
    assert_eq!(shop.ask(&shop.question(&other).await).await.status, StatusCode::OK, "another order may be paid");
    shop.wait(ATTEMPTS_SECONDS - 100);
    assert_eq!(shop.ask(&question).await.status, StatusCode::OK, "as Retry-After said");
}

#[tokio::test]
async fn at_the_same_moment_no_more_are_signed_than_may_be() {
    let shop = TestShop::open_at(&crate::database::shared().await).await;
    let reference = shop.order("ebook-rust", "1").await;
    let question = shop.question(&reference).await;
    let asked = (0..MOST_ATTEMPTS * 2).map(|_| {
        let (router, body) = (shop.router.clone(), question.to_string());
        tokio::spawn(async move {
            let request = axum::http::Request::post("/checkout/requests").header("content-type", "application/json");
            let request = request.body(axum::body::Body::from(body)).expect("a request");
            tower::ServiceExt::oneshot(router, request).await.expect("answers").status()
        })
    });
    let mut signed = 0;
    for answer in asked.collect::<Vec<_>>() {
        signed += u32::from(answer.await.expect("no panic") == StatusCode::OK);
    }
    assert_eq!(signed, MOST_ATTEMPTS);
}

#[tokio::test]
async fn errors_speak_the_language_of_the_page() {
    let shop = TestShop::open().await;
    let mut question = shop.question(&shop.order("ebook-rust", "1").await).await;
    question["order_reference"] = json!("nobody-has-this");
    for (tag, language, title) in
        [("ja", "ja", "ご注文が見つかりません"), ("en", "en", "Order not found"), ("en-GB", "en", "Order not found")]
    {
        question["language"] = json!(tag);
        assert_eq!(shop.ask(&question).await.json()["title"], title);
        let fields = [
            ("order_reference", "nobody-has-this"),
            ("language", tag),
            ("item_id", "a"),
            ("item_name", "a"),
            ("amount", "1"),
            ("tax", ""),
        ];
        let page = shop.post_form("/checkout/requests", &fields).await;
        assert_eq!((page.status, page.code().as_str()), (StatusCode::NOT_FOUND, "order_unknown"));
        assert!(page.text().contains(&format!("<html lang=\"{language}\">")) && page.text().contains(title));
    }
}
