//! An order that the shop withdraws: before it is paid, and while its payer is at the gateway.

use super::{boxes, wine};
use crate::database::{OWN, shared};
use crate::support::TestShop;
use axum::http::StatusCode;
use merchant::domain::reconciliation::Kind;
use serde_json::json;

#[tokio::test]
async fn what_is_withdrawn_cannot_be_paid_and_its_payer_is_told() {
    let shop = TestShop::open().await;
    let (_, key) = shop.key().await;
    let order = shop.create(&key, "k-1", &wine()).await;
    let reference = order["reference"].as_str().expect("a reference");
    let question = shop.question(reference).await;
    let answer = shop.withdraw(&key, reference).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let told = answer.json();
    assert_eq!((&told["outcome"], &told["html"]), (&json!("withdrawn"), &json!(null)));
    shop.wait(60);
    assert_eq!(shop.withdraw(&key, reference).await.json(), told, "asked again, it is the same");
    assert_eq!(shop.create(&key, "k-1", &wine()).await, told, "also for whoever asks for it to be made");
    let refused = shop.ask(&question).await;
    assert_eq!((refused.status.as_u16(), refused.code().as_str()), (410, "order_expired"));
    let page = shop.get(&format!("/orders/{reference}?lang=ja")).await;
    assert_eq!(
        (page.status.as_u16(), page.header("location")),
        (303, format!("/orders/{reference}/result?lang=ja").as_str())
    );
    assert_eq!(shop.outcome(reference, "").await, "withdrawn");
    let result = shop.get(&format!("/orders/{reference}/result")).await.text();
    assert!(result.contains("このご注文は取り消されました") && result.contains("https://wine.example/orders/4711"));
    for unknown in ["nobody", "%FF"] {
        let answer = shop.withdraw(&key, unknown).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (404, "order_unknown"), "{unknown}");
    }
}

#[tokio::test]
async fn what_is_paid_is_not_withdrawn() {
    let shop = TestShop::open().await;
    let (_, key) = shop.key().await;
    let order = shop.create(&key, "k-1", &wine()).await;
    let reference = order["reference"].as_str().expect("a reference");
    let attempt = shop.signed(reference).await;
    assert_eq!(shop.notify(attempt.paid("12345678901234")).await, "OK,");
    let answer = shop.withdraw(&key, reference).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (409, "order_paid"));
    assert_eq!(shop.outcome(reference, &attempt.token).await, "paid");
    assert_eq!(shop.notify(attempt.paid("12345678901234")).await, "OK,", "nor is what was said of it");
}

#[tokio::test]
async fn a_payer_who_is_at_the_gateway_is_stopped_there_and_the_message_is_on_the_list() {
    let further = [("SBPS_API_URL", "http://127.0.0.1:1/"), ("SBPS_APPLICATION_URL", "https://apply.example/")];
    let shop = TestShop::open_with(OWN, &further, std::time::Duration::from_secs(5)).await;
    let (_, key) = shop.key().await;
    let order = shop.create(&key, "k-1", &wine()).await;
    let reference = order["reference"].as_str().expect("a reference");
    let attempt = shop.signed(reference).await;
    assert_eq!(shop.withdraw(&key, reference).await.status, StatusCode::OK);
    // The payer finishes: the gateway asks us, and takes our answer for a reason to stop.
    for _ in 0..2 {
        assert_eq!(shop.notify(attempt.paid("12345678901234")).await, "NG,order was withdrawn");
    }
    let items = shop.items().await;
    assert_eq!(items.len(), 1, "once, however often it is told: {items:?}");
    assert_eq!((items[0].what.kind, items[0].what.detail.as_str()), (Kind::NotificationRefused, "order was withdrawn"));
    assert_eq!(items[0].what.tracking_id.as_deref(), Some("12345678901234"));
    // The gateway sends the payer back by error, and the page says what has become of it.
    let back = shop.post_form(&format!("/sbps/returns/{}/error", attempt.token), &[("res_err_code", "1301")]).await;
    assert_eq!(back.status.as_u16(), 303);
    assert_eq!(shop.outcome(reference, &attempt.token).await, "withdrawn");
    assert_eq!(shop.read(&format!("/v1/orders/{reference}"), Some(key.expose())).await.json()["paid_by"], json!(null));
    // Nothing is made of a contract either.
    let order = shop.create(&key, "k-2", &boxes()).await;
    let contract = order["subscription_url"].as_str().and_then(|url| url.split(['/', '?']).nth(4)).expect("a contract");
    assert_eq!(shop.withdraw(&key, order["reference"].as_str().expect("a reference")).await.status, StatusCode::OK);
    let state = shop.shop.store.subscription(contract).await.expect("readable").expect("there is one").state;
    assert_eq!(state, merchant::domain::subscription::SubscriptionState::Pending);
}

#[tokio::test]
async fn of_a_payment_and_a_withdrawal_at_once_one_holds() {
    let address = shared().await;
    let shop = TestShop::open_at(&address).await;
    let (_, key) = shop.key().await;
    let (mut paid, mut withdrawn) = (0, 0);
    for number in 0..40 {
        let order = shop.create(&key, &format!("k-{number}"), &wine()).await;
        let reference = order["reference"].as_str().expect("a reference");
        let attempt = shop.signed(reference).await;
        let body = attempt.paid(&format!("{:014}", 10_000_000_000_000_u64 + number));
        let (answer, word) = if number % 2 == 0 {
            tokio::join!(shop.withdraw(&key, reference), shop.notify(body))
        } else {
            let (word, answer) = tokio::join!(shop.notify(body), shop.withdraw(&key, reference));
            (answer, word)
        };
        let outcome = shop.outcome(reference, &attempt.token).await;
        match (answer.status.as_u16(), word.as_str(), outcome.as_str()) {
            (200, "NG,order was withdrawn", "withdrawn") => withdrawn += 1,
            (409, "OK,", "paid") => paid += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(paid + withdrawn, 40);
    // Not even by hand can it be both.
    let sql = "UPDATE orders SET withdrawn_at = 1 WHERE paid_by IS NOT NULL";
    let both = sqlx::query(sql).execute(shop.shop.store.pool()).await;
    assert_eq!(both.is_err(), paid > 0);
    let back = sqlx::query("UPDATE orders SET withdrawn_at = NULL").execute(shop.shop.store.pool()).await;
    assert_eq!(back.is_err(), withdrawn > 0);
}
