//! Deadlines, maintenance and midnight, with a clock that stands where a test puts it. The shop opens at noon of
//! 2026-11-24 in Japan.

use super::support::{TestShop, config};
use crate::database::OWN;
use axum::http::StatusCode;
use serde_json::{Value, json};
use std::time::Duration;

/// From two hours after noon to five.
const WINDOW: &str = "2026-11-24T14:00/2026-11-24T17:00";

async fn shop_with(maintenance: &str) -> TestShop {
    let further = [("MERCHANT_MAINTENANCE", maintenance)];
    TestShop::open_with(OWN, &further, Duration::from_secs(20)).await
}

/// The order on its page, as the element reads it, and the page.
async fn page(shop: &TestShop, reference: &str) -> (Value, String) {
    let page = shop.get(&format!("/orders/{reference}")).await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    let json = text.split("<script type=\"application/json\">").nth(1).and_then(|rest| rest.split("</script>").next());
    (serde_json::from_str(json.expect("the order stands there")).expect("JSON"), text)
}

#[tokio::test]
async fn an_order_is_signed_until_the_second_before_its_deadline() {
    let shop = TestShop::open().await;
    let reference = shop.order("ebook-rust", "1").await;
    let question = shop.question(&reference).await;
    shop.wait(3_599);
    assert_eq!(shop.ask(&question).await.status, StatusCode::OK);
    assert_eq!(shop.outcome(&reference, "").await, "open");
    let (order, text) = page(&shop, &reference).await;
    assert_eq!(
        (&order["now"], &order["expires_at"]),
        (&json!("2026-11-24T12:59:59+09:00"), &json!("2026-11-24T13:00:00+09:00"))
    );
    assert!(text.contains("2026年11月24日（火）午後1:00まで（日本時間）") && text.contains("4分以内"), "{text}");
    shop.wait(1);
    let answer = shop.ask(&question).await;
    assert_eq!((answer.status, answer.code().as_str()), (StatusCode::GONE, "order_expired"));
    assert_eq!(shop.outcome(&reference, "").await, "expired");
    assert_eq!(shop.get(&format!("/orders/{reference}")).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_page_announces_maintenance_and_has_no_button_while_it_lasts() {
    let shop = shop_with(WINDOW).await;
    let window = json!([{ "from": "2026-11-24T14:00:00+09:00", "until": "2026-11-24T17:00:00+09:00" }]);
    for (wait, told, is_interrupted, has_button) in [
        (0, Some("announced"), false, true),
        (2 * 3_600 - 241, Some("announced"), false, true),
        (1, Some("announced"), true, true),
        (240, Some("on"), false, false),
        (3 * 3_600 - 1, Some("on"), false, false),
        (1, None, false, true),
    ] {
        shop.wait(wait);
        let (order, text) = page(&shop, &shop.order("ebook-rust", "1").await).await;
        assert_eq!(order["maintenance"], if told.is_some() { window.clone() } else { json!([]) }, "{told:?}");
        let (ahead, now) = ("午後2:00から", "終わると、ボタンをご利用いただけます。");
        assert_eq!((text.contains(ahead), text.contains(now)), (told == Some("announced"), told == Some("on")));
        assert_eq!(text.contains("午後5:00まで"), told.is_some());
        assert_eq!(text.contains("メンテナンスで中断されることがあります"), is_interrupted, "{told:?}");
        assert_eq!(!text.contains("aria-disabled"), has_button, "{told:?}");
    }
}

#[tokio::test]
async fn nothing_is_signed_in_maintenance_and_the_answer_says_until_when() {
    let shop = shop_with(WINDOW).await;
    shop.wait(2 * 3_600 - 1);
    let reference = shop.order("ebook-rust", "1").await;
    let question = shop.question(&reference).await;
    assert_eq!(shop.ask(&question).await.status, StatusCode::OK, "one second before");
    shop.wait(1);
    let before = shop.records().await;
    let answer = shop.ask(&question).await;
    assert_eq!((answer.status, answer.code().as_str()), (StatusCode::SERVICE_UNAVAILABLE, "maintenance"));
    assert_eq!((answer.header("retry-after"), &answer.json()["until"]), ("10800", &json!("2026-11-24T17:00:00+09:00")));
    let fields = [
        ("order_reference", reference.as_str()),
        ("language", "en"),
        ("item_id", "ebook-rust"),
        ("item_name", "x"),
        ("amount", "1"),
        ("tax", ""),
    ];
    let answer = shop.post_form("/checkout/requests", &fields).await;
    assert_eq!((answer.status, answer.code().as_str()), (StatusCode::SERVICE_UNAVAILABLE, "maintenance"));
    assert_eq!(answer.header("retry-after"), "10800");
    assert!(answer.text().contains("Until 17:00 on Tuesday, 24 November 2026 (Japan time)"), "{}", answer.text());
    assert_eq!(shop.records().await, before);
    shop.wait(3 * 3_600);
    let reference = shop.order("ebook-rust", "1").await;
    assert_eq!(shop.ask(&shop.question(&reference).await).await.status, StatusCode::OK, "it is over");
}

#[tokio::test]
async fn near_midnight_the_page_warns_and_keeps_its_button() {
    let shop = TestShop::open().await;
    for (wait, warned) in [(12 * 3_600 - 241, false), (1, true), (239, true), (1, false)] {
        shop.wait(wait);
        let (_, text) = page(&shop, &shop.order("ebook-rust", "1").await).await;
        assert_eq!(text.contains("午前0時をまたぐと"), warned, "after {wait} more seconds");
        assert!(text.contains("part=\"pay\"") && !text.contains("aria-disabled"));
    }
}

#[test]
fn without_the_setting_there_is_no_maintenance() {
    assert_eq!(config("", &[]).settings.maintenance, Default::default());
    assert_eq!(config("", &[("MERCHANT_MAINTENANCE", " ")]).settings.maintenance, Default::default());
}
