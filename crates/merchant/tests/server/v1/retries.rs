//! "In such a case, wait for a moment, and then carry out the refund process again": the service does it by itself, by a
//! schedule that everybody sees.

use super::Counter;
use crate::recurring::gateway::Behaviour;

use merchant::domain::reconciliation::Kind;
use merchant::service::billing::{Report, run};
use sbps::api::Function;
use serde_json::{Value, json};

const PAYMENT: &str = "12345678901234";
/// What the gateway answers while the carrier bills.
const MOMENT: Behaviour = Behaviour::Refuse("40229999");

impl Counter {
    /// Asks for a refund under that key.
    async fn refund(&self, key: &str, body: &Value) -> (u16, Value) {
        let answer = self.tell(&format!("/v1/payments/{PAYMENT}/refund"), &self.key, key, body).await;
        (answer.status.as_u16(), answer.json())
    }

    async fn look(&self) -> Report {
        run(&self.shop.shop).await.expect("it runs")
    }

    async fn told_events(&self) -> Vec<Value> {
        let told = self.told("/v1/events?limit=100").await;
        let of_refunds = |event: &&Value| event["type"].as_str().is_some_and(|it| it.starts_with("payment."));
        told["events"].as_array().expect("a list").iter().filter(of_refunds).map(|it| it["type"].clone()).collect()
    }
}

fn refunds(shop: &Counter) -> usize {
    shop.gateway.functions().iter().filter(|it| **it == Function::CancelOrRefund).count()
}

#[tokio::test]
async fn a_refund_that_the_carriers_billing_keeps_waiting_is_asked_for_again_until_it_is_done() {
    let shop = Counter::open("automatic").await;
    shop.paid(PAYMENT).await;
    shop.gateway.next(Function::CancelOrRefund, MOMENT);
    let (status, told) = shop.refund("k", &json!({})).await;
    assert_eq!((status, &told["state"]), (202, &json!("refund_waiting")), "{told}");
    assert_eq!(told["retry"], json!({ "amount": null, "tries": 0, "next_at": "2026-11-24T12:10:00+09:00" }));
    assert_eq!((&told["refunded_amount"], &told["possible"]), (&json!(0), &json!([])));
    assert_eq!(shop.refund("k", &json!({})).await.0, 202, "asked again, it is still so");
    let order = shop.told("/v1/orders").await["orders"][0]["payment"].clone();
    assert_eq!(
        (&order["state"], &order["refund_until"]),
        (&json!("refund_waiting"), &Value::Null),
        "the order says so too"
    );
    let (status, refused) = shop.refund("another", &json!({ "amount": 1 })).await;
    assert_eq!((status, &refused["because"]), (409, &json!("refund_waiting")), "nothing goes back twice");
    assert!(shop.told_events().await.is_empty(), "nothing is told of it yet");

    shop.wait(599);
    shop.look().await;
    assert_eq!(refunds(&shop), 1, "not before its time");
    shop.wait(1);
    shop.gateway.next(Function::CancelOrRefund, MOMENT);
    shop.look().await;
    let told = shop.payment(PAYMENT).await;
    assert_eq!(told["retry"], json!({ "amount": null, "tries": 1, "next_at": "2026-11-24T12:30:00+09:00" }));
    shop.look().await;
    assert_eq!(refunds(&shop), 2);
    shop.wait(1_200);
    shop.look().await;
    let told = shop.payment(PAYMENT).await;
    assert_eq!((&told["state"], &told["retry"]), (&json!("refunded"), &Value::Null), "{told}");
    let calls: Vec<_> = told["calls"].as_array().expect("a list").iter().map(|it| it["outcome"].clone()).collect();
    assert_eq!((calls, refunds(&shop)), (vec![json!("not_done"), json!("not_done"), json!("done")], 3));
    assert_eq!(shop.told_events().await, [json!("payment.refund_done")]);
    let (status, told) = shop.refund("k", &json!({})).await;
    assert_eq!((status, &told["state"]), (200, &json!("refunded")), "what the first request asked for is done");
    shop.wait(100_000);
    shop.look().await;
    assert_eq!(refunds(&shop), 3, "and never more");
}

#[tokio::test]
async fn after_a_day_it_is_given_up_and_told_as_failed() {
    let shop = Counter::open("automatic").await;
    shop.paid(PAYMENT).await;
    shop.gateway.always(Some(MOMENT));
    assert_eq!(shop.refund("k", &json!({})).await.0, 202);
    for _ in 0..30 {
        shop.wait(3_600);
        shop.look().await;
    }
    assert_eq!(refunds(&shop), 9);
    let told = shop.payment(PAYMENT).await;
    assert_eq!((&told["state"], &told["retry"]), (&json!("settled"), &Value::Null));
    assert_eq!(shop.told_events().await, [json!("payment.refund_failed")], "once, in the end");
    let (status, told) = shop.refund("k", &json!({})).await;
    assert_eq!((status, &told["code"]), (502, &json!("gateway_refused")));
    shop.gateway.always(None);
    assert_eq!(shop.refund("l", &json!({})).await.1["state"], "refunded", "somebody may ask anew");
}

#[tokio::test]
async fn what_nobody_knows_is_not_asked_for_again() {
    let shop = Counter::open("automatic").await;
    shop.paid(PAYMENT).await;
    shop.gateway.next(Function::CancelOrRefund, MOMENT);
    assert_eq!(shop.refund("k", &json!({})).await.0, 202);
    shop.wait(600);
    shop.gateway.next(Function::CancelOrRefund, Behaviour::Babble(500, "no"));
    shop.look().await;
    let told = shop.payment(PAYMENT).await;
    assert_eq!((&told["state"], &told["retry"]), (&json!("unknown"), &Value::Null), "{told}");
    let items = shop.shop.shop.store.open_items().await.expect("readable");
    assert_eq!(items.iter().filter(|item| item.what.kind == Kind::PaymentUncertain).count(), 1);
    for _ in 0..30 {
        shop.wait(3_600);
        shop.look().await;
    }
    assert_eq!(refunds(&shop), 2);
    assert_eq!(shop.told_events().await, [json!("payment.refund_uncertain")]);
}

#[tokio::test]
async fn a_part_waits_as_it_was_asked_for_and_a_cancellation_does_not() {
    let shop = Counter::open("specified").await;
    shop.paid(PAYMENT).await;
    shop.gateway.next(Function::CancelOrRefund, MOMENT);
    let answer = shop.act(PAYMENT, "cancel", &json!({})).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("retry-after")),
        (502, "600"),
        "a cancellation is asked for once"
    );
    shop.done(PAYMENT, "settle", &json!({ "amount": 6000 })).await;
    shop.go_to("2026-12-01", (9, 0, 0));
    shop.gateway.next(Function::CancelOrRefund, MOMENT);
    let (status, told) = shop.refund("part", &json!({ "amount": 500 })).await;
    assert_eq!((status, &told["retry"]["amount"]), (202, &json!(500)));
    shop.wait(600);
    shop.look().await;
    let told = shop.payment(PAYMENT).await;
    assert_eq!((&told["state"], &told["refunded_amount"]), (&json!("partially_refunded"), &json!(500)));
}
