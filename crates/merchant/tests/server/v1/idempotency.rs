//! One order for each idempotency key, however often and by however many it is asked for.

use super::{Counter, boxes, wine, with};
use crate::database::shared;
use crate::support::TestShop;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::time::Duration;

#[tokio::test]
async fn the_same_request_is_the_same_order_and_another_one_is_refused() {
    let shop = TestShop::open().await;
    let (_, key) = shop.key().await;
    let first = shop.create(&key, "k-1", &wine()).await;
    assert_eq!(shop.create(&key, "k-1", &wine()).await, first);
    assert_eq!(shop.create(&key, "\"k-1\"", &wine()).await, first, "as structured headers write a text");
    let other = with(wine(), &json!({ "metadata": { "order": "4712" } }));
    let answer = shop.tell("/v1/orders", &key, "k-1", &other).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (409, "idempotency_key_reused"));
    // A member that is `null` is other content than one that is not there.
    let mut null = wine();
    null["back_url"] = Value::Null;
    assert_eq!(shop.tell("/v1/orders", &key, "k-1", &null).await.code(), "idempotency_key_reused");
    assert_ne!(shop.create(&key, "k-2", &wine()).await["reference"], first["reference"]);
    // What is asked again when it would be refused by now is the order that was made.
    let short = with(wine(), &json!({ "expires_at": "2026-11-24T12:10:00+09:00" }));
    let made = shop.create(&key, "k-3", &short).await;
    shop.wait(3_600);
    let again = shop.create(&key, "k-3", &short).await;
    assert_eq!((&again["reference"], &again["outcome"]), (&made["reference"], &json!("expired")));
    assert_eq!(shop.count("SELECT count(*) FROM orders").await, 3);
}

#[tokio::test]
async fn without_a_key_nothing_is_made() {
    let shop = TestShop::open().await;
    let (_, key) = shop.key().await;
    let long = "k".repeat(129);
    for wrong in ["", " ", "a b", "\"\"", long.as_str()] {
        let answer = shop.tell("/v1/orders", &key, wrong, &wine()).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, "request_invalid"), "{wrong:?}");
        assert_eq!(answer.json()["header"], "Idempotency-Key");
    }
    assert_eq!(shop.count("SELECT count(*) FROM orders").await, 0);
}

#[tokio::test]
async fn of_many_at_once_one_makes_the_order_and_all_are_told_of_it() {
    let address = shared().await;
    let shop = TestShop::open_at(&address).await;
    let (_, key) = shop.key().await;
    let other = with(wine(), &json!({ "amount": 7000, "lines": null }));
    let (body, other) = (
        wine(),
        with(
            other,
            &json!({ "tax": 0, "lines": [
        { "name": "別の品", "quantity": 1, "unit_amount": 7000 } ] }),
        ),
    );
    let asked = (0..40).map(|number| {
        let body = if number % 4 == 3 { &other } else { &body };
        shop.tell("/v1/orders", &key, "one", body)
    });
    let answers = futures_join(asked.collect()).await;
    let made: HashSet<String> = answers
        .iter()
        .filter(|answer| answer.status.as_u16() == 201)
        .map(|answer| answer.json()["reference"].to_string())
        .collect();
    assert_eq!(made.len(), 1, "{made:?}");
    let refused: Vec<Value> = answers
        .iter()
        .filter(|answer| answer.status.as_u16() != 201)
        .map(|answer| answer.json()["code"].clone())
        .collect();
    // Whichever came first, all of the other kind are refused.
    assert!(
        matches!(refused.len(), 10 | 30) && refused.iter().all(|code| code == "idempotency_key_reused"),
        "{refused:?}"
    );
    assert_eq!(shop.count("SELECT count(*) FROM orders").await, 1);
    assert_eq!(shop.count("SELECT count(*) FROM customers").await, 1);
}

#[tokio::test]
async fn of_many_at_once_one_makes_the_contract_and_all_are_told_of_it() {
    let address = shared().await;
    let shop = Counter::open_at("automatic", &address, Duration::from_secs(20)).await;
    let body = boxes();
    let asked = (0..20).map(|_| shop.tell("/v1/orders", &shop.key, "one", &body));
    let answers = futures_join(asked.collect()).await;
    let made: HashSet<String> = answers
        .iter()
        .map(|answer| {
            assert_eq!(answer.status.as_u16(), 201, "{}", answer.text());
            answer.json()["reference"].to_string()
        })
        .collect();
    assert_eq!(made.len(), 1, "{made:?}");
    assert_eq!(shop.count("SELECT count(*) FROM subscriptions").await, 1);
}

/// All of them, at once.
pub(super) async fn futures_join<F: Future>(all: Vec<F>) -> Vec<F::Output> {
    let mut all: Vec<_> = all.into_iter().map(Box::pin).collect();
    let mut done: Vec<Option<F::Output>> = all.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, done) in all.iter_mut().zip(&mut done).filter(|(_, done)| done.is_none()) {
            if let std::task::Poll::Ready(output) = future.as_mut().poll(context) {
                *done = Some(output);
            }
        }
        if done.iter().all(Option::is_some) { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    done.into_iter().flatten().collect()
}
