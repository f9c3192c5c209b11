//! What whoever watches the service sees: counts, names of requests, and bounds for one source.

use super::support::{FORM, TestShop};
use crate::database::OWN;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use std::net::SocketAddr;
use std::time::Duration;

const TOKEN: &str = "a-token-for-the-staff";
/// How long an answer of the gateway may take.
const PATIENCE: Duration = Duration::from_secs(20);

async fn shop(further: &[(&str, &str)]) -> TestShop {
    let further = [&[("MERCHANT_STAFF_TOKEN", TOKEN)][..], further].concat();
    TestShop::open_with(OWN, &further, PATIENCE).await
}

async fn metrics(shop: &TestShop) -> String {
    let request = Request::builder().uri("/metrics").header(header::AUTHORIZATION, format!("Bearer {TOKEN}"));
    let answer = shop.send(request.body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.header("content-type").starts_with("application/openmetrics-text"));
    answer.text()
}

#[tokio::test]
async fn staffs_systems_read_what_was_done_and_what_is_open_without_a_secret() {
    let shop = shop(&[]).await;
    let reference = shop.order("wine-750ml", "1").await;
    let (attempt, again) = (shop.attempt(&reference).await, shop.attempt(&reference).await);
    assert_eq!(shop.notify(attempt.paid("10000000000001")).await, "OK,");
    let forged = attempt.paid("10000000000001").replace("sps_hashcode=", "sps_hashcode=0");
    assert_eq!(shop.notify(forged).await, "NG,checksum does not match");
    // A second payment is refused, and stands on the list.
    assert!(shop.notify(again.paid("10000000000002")).await.starts_with("NG,"));
    let text = metrics(&shop).await;
    for line in [
        "kantan_http_requests_total{route=\"/sbps/notifications\",method=\"POST\",status=\"200\"} 3",
        "kantan_notifications_total{answer=\"OK\",reason=\"\"} 1",
        "kantan_notifications_total{answer=\"NG\",reason=\"checksum does not match\"} 1",
        "kantan_reconciliation_open{kind=\"notification_refused\"} 0",
        "kantan_reconciliation_open{kind=\"second_payment\"} 1",
        "kantan_messages_waiting 0",
        "kantan_messages_given_up 0",
        "kantan_billing_held 0",
        "kantan_ready 1",
        "kantan_http_request_seconds_count{route=\"/orders\"} 1",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(text.ends_with("# EOF\n"), "the end is said");
    assert!(!text.contains(&reference), "an order's address is a secret");
    let request = Request::builder().uri("/metrics").body(Body::empty()).expect("a request");
    assert_eq!(shop.send(request).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(TestShop::open().await.get("/metrics").await.status, StatusCode::NOT_FOUND, "without a token none");
}

#[tokio::test]
async fn every_answer_names_its_request() {
    let shop = shop(&[]).await;
    let mut names = Vec::new();
    for address in ["/", "/none", "/healthz", "/orders/none"] {
        let name = shop.get(address).await.header("x-request-id").to_owned();
        assert_eq!(name.len(), 32, "{address}: {name}");
        names.push(name);
    }
    names.dedup();
    assert_eq!(names.len(), 4);
}

/// Asks from an address, by a proxy that says so.
fn from(peer: &str, forwarded: &str, path: &str, body: &'static str) -> Request<Body> {
    let request = Request::post(path).header(header::CONTENT_TYPE, FORM).header("x-forwarded-for", forwarded);
    let mut request = request.header(header::ACCEPT, "text/html").body(Body::from(body)).expect("a request");
    let peer: SocketAddr = format!("{peer}:4711").parse().expect("an address");
    request.extensions_mut().insert(ConnectInfo(peer));
    request
}

#[tokio::test]
async fn one_source_cannot_fill_the_record_and_keeps_nobody_else_out() {
    const ORDER: &str = "product=wine-750ml&quantity=1&language=ja";
    let shop = shop(&[("MERCHANT_REQUESTS_PER_MINUTE", "5"), ("MERCHANT_PROXIES", "10.0.0.0/8")]).await;
    let order = async |peer: &str, forwarded: &str| shop.send(from(peer, forwarded, "/orders", ORDER)).await;
    for _ in 0..5 {
        assert_eq!(order("10.0.0.1", "203.0.113.9").await.status, StatusCode::SEE_OTHER);
    }
    let refused = order("10.0.0.1", "203.0.113.9").await;
    assert_eq!((refused.status, refused.code().as_str()), (StatusCode::TOO_MANY_REQUESTS, "too_many_requests"));
    let seconds: u32 = refused.header("retry-after").parse().expect("seconds");
    assert!((1..=13).contains(&seconds), "{seconds}");
    assert!(refused.text().contains("約1分後に、もう一度お進みいただけます。"), "{}", refused.text());
    assert_eq!(shop.count("SELECT count(*) FROM orders").await, 5);
    // Somebody else behind the same proxy, and somebody who only says that he is behind it.
    assert_eq!(order("10.0.0.1", "203.0.113.10").await.status, StatusCode::SEE_OTHER);
    assert_eq!(order("198.51.100.7", "203.0.113.9").await.status, StatusCode::SEE_OTHER);
    // The gateway is never told to wait, whatever else came from there.
    for _ in 0..10 {
        let answer = shop.send(from("10.0.0.1", "203.0.113.9", "/sbps/notifications", "x=1")).await;
        assert_eq!(answer.status, StatusCode::OK);
    }
    assert!(metrics(&shop).await.contains("kantan_requests_limited_total 1"));
}

#[tokio::test]
async fn whoever_asks_whether_the_shop_is_ready_does_not_make_its_disk_work() {
    let shop = shop(&[]).await;
    let tries = "SELECT coalesce(max(tries), 0) FROM readiness";
    for _ in 0..20 {
        assert_eq!(shop.get("/readyz").await.status, StatusCode::OK);
    }
    assert!(shop.count(tries).await <= 2, "once a second at most");
}
