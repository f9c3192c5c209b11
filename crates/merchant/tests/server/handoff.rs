//! The page between the plain form and the gateway: signed anew each time, and never a dead end.

use super::support::{Answer, Attempt, TestShop};
use crate::database::OWN;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use merchant::domain::order::{ATTEMPTS_SECONDS, MOST_ATTEMPTS};
use std::time::Duration;

/// The page of an order of today.
async fn open() -> (TestShop, String, String) {
    let shop = TestShop::open().await;
    let reference = shop.order("ebook-rust", "1").await;
    let page = format!("/orders/{reference}/handoff/2026-11-24?lang=ja");
    (shop, reference, page)
}

/// The request on a page, as the gateway would read it.
fn signed(page: &Answer) -> Attempt {
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    Attempt::read(page.hidden_fields("gateway"))
}

#[tokio::test]
async fn the_plain_form_is_answered_by_a_redirect_that_signs_nothing() {
    let (shop, reference, page) = open().await;
    let before = shop.records().await;
    let order = shop.shop.store.order(&reference).await.expect("readable").expect("there is one");
    let (amount, tax) = (order.amount.to_string(), order.tax.to_string());
    let fields = [
        ("order_reference", &*reference),
        ("language", "ja"),
        ("item_id", "ebook-rust"),
        ("item_name", order.item_name.as_str()),
        ("amount", &*amount),
        ("tax", &*tax),
    ];
    for _ in 0..2 {
        let answer = shop.post_form("/checkout/requests", &fields).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, &*page));
    }
    assert_eq!(shop.records().await, before, "two presses spend nothing");
    signed(&shop.get(&page).await);
}

#[tokio::test]
async fn each_time_it_is_shown_it_is_signed_anew() {
    let (shop, reference, page) = open().await;
    let mut order_ids = Vec::new();
    for _ in 0..3 {
        let shown = shop.get(&page).await;
        let attempt = signed(&shown);
        assert_eq!(shown.header("cache-control"), "no-store");
        assert!(!order_ids.contains(&attempt.order_id().to_owned()), "an order id is never used again");
        order_ids.push(attempt.order_id().to_owned());
        assert_eq!(attempt.request.request_date.unix_seconds(), shop.shop.clock.unix_seconds(), "never stale");
        let form = "<form id=\"gateway\" method=\"post\" action=\"https://gateway.example/f01/FepBuyInfoReceive.do\" \
                    accept-charset=\"Shift_JIS\" target=\"_top\" data-turbo=\"false\">";
        assert!(shown.text().contains(form), "{}", shown.text());
        shop.wait(11 * 60);
    }
    let last = signed(&shop.get(&page).await);
    assert_eq!(shop.notify(last.paid("12345678901234")).await, "OK,");
    let back = shop.get(&page).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "back from what is paid leads to the result");
    assert_eq!(back.header("location"), format!("/orders/{reference}/result?lang=ja"));
}

#[tokio::test]
async fn an_open_page_is_made_anew_before_its_signature_is_too_old() {
    for (tolerance, seconds) in [("600", "540"), ("300", "240"), ("30", "60"), ("0", "60"), ("9999", "600")] {
        let tolerance = ("SBPS_LIMIT_SECOND", tolerance);
        let shop = TestShop::open_with(OWN, &[tolerance], Duration::from_secs(20)).await;
        let reference = shop.order("ebook-rust", "1").await;
        let page = shop.get(&format!("/orders/{reference}/handoff/2026-11-24")).await;
        assert_eq!(page.header("refresh"), seconds, "{tolerance:?}");
        assert!(i64::from(MOST_ATTEMPTS) * seconds.parse::<i64>().expect("a number") > ATTEMPTS_SECONDS);
    }
}

#[tokio::test]
async fn whoever_loads_it_too_often_goes_on_after_a_while() {
    let (shop, _, page) = open().await;
    for _ in 0..MOST_ATTEMPTS {
        signed(&shop.get(&page).await);
    }
    shop.wait(100);
    let answer = shop.get(&page).await;
    assert_eq!((answer.status, answer.code().as_str()), (StatusCode::TOO_MANY_REQUESTS, "too_many_requests"));
    assert_eq!((answer.header("retry-after"), answer.header("refresh")), ("500", "500"), "it goes on by itself");
    assert!(answer.text().contains("約9分後に、もう一度お進みいただけます。"), "{}", answer.text());
    let way_out = answer
        .text()
        .split("class=\"button\" href=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .map(str::to_owned);
    assert_eq!(way_out.as_deref(), Some(&*page));
    shop.wait(500);
    signed(&shop.get(&page).await);
}

#[tokio::test]
async fn nothing_is_signed_where_nobody_looks() {
    let (shop, _, page) = open().await;
    let before = shop.records().await;
    for (name, value) in [
        ("sec-purpose", "prefetch"),
        ("sec-purpose", "prefetch;prerender"),
        ("purpose", "prefetch"),
        ("x-moz", "prefetch"),
    ] {
        let request = Request::get(&page).header(name, value).body(Body::empty()).expect("a request");
        let answer = shop.send(request).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{name}: {value}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    let request = Request::builder().method(Method::HEAD).uri(&page).body(Body::empty()).expect("a request");
    assert_eq!(shop.send(request).await.status, StatusCode::OK);
    assert_eq!(shop.records().await, before);
}

#[tokio::test]
async fn a_day_on_which_nobody_saw_the_order_is_not_believed() {
    let (shop, reference, page) = open().await;
    let before = shop.records().await;
    for (day, code) in [
        ("2026-11-23", "displayed_differs"),
        ("2026-11-25", "displayed_differs"),
        ("9999-12-31", "displayed_differs"),
        ("0000-01-01", "displayed_differs"),
        ("2026-11-31", "not_found"),
        ("today", "not_found"),
        ("+262142-12-31", "displayed_differs"),
    ] {
        let answer = shop.get(&format!("/orders/{reference}/handoff/{day}")).await;
        assert_eq!(answer.code(), code, "{day}");
    }
    assert_eq!(shop.records().await, before);
    shop.wait(3_601);
    let late = shop.get(&page).await;
    assert_eq!(
        (late.status, late.header("location")),
        (StatusCode::SEE_OTHER, &*format!("/orders/{reference}/result?lang=ja"))
    );
}

#[tokio::test]
async fn in_maintenance_it_says_until_when() {
    let closed = ("MERCHANT_MAINTENANCE", "2026-11-24T12:30/2026-11-24T13:30");
    let shop = TestShop::open_with(OWN, &[closed], Duration::from_secs(20)).await;
    let reference = shop.order("ebook-rust", "1").await;
    let page = format!("/orders/{reference}/handoff/2026-11-24?lang=en");
    signed(&shop.get(&page).await);
    shop.wait(31 * 60);
    let answer = shop.get(&page).await;
    assert_eq!((answer.status, answer.code().as_str()), (StatusCode::SERVICE_UNAVAILABLE, "maintenance"));
    assert_eq!(answer.header("retry-after"), "3540");
    assert!(answer.text().contains(&format!("href=\"/orders/{reference}?lang=en\"")), "{}", answer.text());
}
