//! The browser's return: landed by POST, sent on by GET, and never believed about money.

use super::support::{FORM, TestShop};
use axum::http::StatusCode;
use sbps::wire::{Encoding, read_form, write_form};

#[tokio::test]
async fn a_proven_return_shows_that_we_are_confirming_until_the_notification_comes() {
    let shop = TestShop::open().await;
    let reference = shop.order("wine-750ml", "1").await;
    let attempt = shop.attempt(&reference).await;
    let address = format!("/sbps/returns/{}/success", attempt.token);
    let answer = shop.post(&address, FORM, attempt.success()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let location = answer.header("location").to_owned();
    assert_eq!(location, format!("/orders/{reference}/result?lang=ja&attempt={}", attempt.token));
    let page = shop.get(&location).await;
    assert_eq!(page.attribute("data-outcome").as_deref(), Some("confirming"));
    assert_eq!(page.attribute("endpoint"), Some(location.replace('&', "&amp;")), "the element asks here again");
    assert_eq!(shop.get_json(&location).await.json()["outcome"], "confirming");
    assert_eq!(shop.count("SELECT count(*) FROM orders WHERE paid_by IS NOT NULL").await, 0, "never trusted for it");
    for way in ["cancel", "error"] {
        shop.get(&format!("/sbps/returns/{}/{way}", attempt.token)).await;
        assert_eq!(shop.outcome(&reference, &attempt.token).await, "confirming", "{way} is anybody's word");
    }
    assert_eq!(shop.notify(attempt.paid("12345678901234")).await, "OK,");
    assert_eq!(shop.outcome(&reference, &attempt.token).await, "paid");
    assert_eq!(shop.get_json(&location).await.json()["outcome"], "paid", "what the element learns");
}

#[tokio::test]
async fn a_return_that_is_not_proven_is_not_believed() {
    let shop = TestShop::open().await;
    let reference = shop.order("wine-750ml", "1").await;
    let (attempt, other) = (shop.attempt(&reference).await, shop.attempt(&reference).await);
    let right = attempt.success();
    let over_utf8 = attempt.paid("12345678901234");
    let fields = read_form(right.as_bytes(), Encoding::ShiftJis).expect("a form");
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let in_utf8 = write_form(fields, Encoding::Utf8).expect("UTF-8");
    let before = shop.records().await;
    let address = format!("/sbps/returns/{}/success", attempt.token);
    for (case, body) in [
        ("empty", Vec::new()),
        ("another request's", other.success().into_bytes()),
        ("checksum over UTF-8", over_utf8.into_bytes()),
        ("posted in UTF-8", in_utf8.into_bytes()),
        ("tampered", right.replace("amount=3500", "amount=1").into_bytes()),
        ("not Shift_JIS", b"item_name=%81%FF".to_vec()),
        ("10 MB", vec![b'a'; 10_000_000]),
    ] {
        let answer = shop.post(&address, FORM, body).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{case}: the payer is told what the record says");
        assert_eq!(shop.records().await, before, "{case}");
    }
    assert_eq!(shop.get(&address).await.status, StatusCode::SEE_OTHER);
    assert_eq!(shop.records().await, before);
    assert_eq!(shop.outcome(&reference, &attempt.token).await, "open");
}

#[tokio::test]
async fn returns_to_nowhere_are_pages_and_change_nothing() {
    let shop = TestShop::open().await;
    let reference = shop.order("wine-750ml", "1").await;
    let attempt = shop.attempt(&reference).await;
    let before = shop.records().await;
    for (address, code) in [
        ("/sbps/returns/nobody/success".to_owned(), "order_unknown"),
        ("/sbps/returns/%FF/cancel".to_owned(), "not_found"),
        (format!("/sbps/returns/{}/paid", attempt.token), "not_found"),
        (format!("/sbps/returns/{}", attempt.token), "not_found"),
    ] {
        for answer in [shop.get(&address).await, shop.post(&address, FORM, attempt.success()).await] {
            // The address without a way is none of the router's, so a program gets problem details there.
            assert_eq!((answer.status, answer.code().as_str()), (StatusCode::NOT_FOUND, code), "{address}");
        }
    }
    assert_eq!(shop.records().await, before);
}

#[tokio::test]
async fn one_orders_attempt_says_nothing_about_another_order() {
    let shop = TestShop::open().await;
    let (mine, yours) = (shop.order("wine-750ml", "1").await, shop.order("wine-750ml", "1").await);
    let attempt = shop.attempt(&yours).await;
    shop.get(&format!("/sbps/returns/{}/cancel", attempt.token)).await;
    assert_eq!(shop.outcome(&yours, &attempt.token).await, "cancelled");
    assert_eq!(shop.outcome(&mine, &attempt.token).await, "open");
}
