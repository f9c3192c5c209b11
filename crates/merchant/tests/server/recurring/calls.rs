//! Calls of the API type, one by one: what goes out, and how each end of a call is told. And the clock of a demo.

use super::gateway::{Behaviour, FakeGateway};
use super::{CONTRACT, open_shop};
use crate::database::OWN;
use axum::Router;
use axum::routing::get;
use merchant::service::clock::Clock;
use merchant::service::gateway_api::FixedTermPurchase;
use sbps::api::{ApiResult, Call, Function};
use sbps::money::Yen;
use sbps::verdict::{CallOutcome, Effect, NotSent, Verdict};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;

fn purchase() -> FixedTermPurchase {
    FixedTermPurchase {
        tracking_id: CONTRACT.parse().expect("an id"),
        customer_code: "customer-1".parse().expect("a customer"),
        order_id: "order-1".parse().expect("an order"),
        item_id: "wine-monthly".parse().expect("an item"),
        item_name: sbps::text::ItemName::new("ワイン定期便 毎月20日").expect("a name"),
        tax: None,
        amount: Yen::new(3_000).expect("yen"),
        free: Default::default(),
        order_row_number: None,
    }
}

#[tokio::test]
async fn each_function_is_asked_for_as_it_is_defined() {
    let gateway = FakeGateway::start().await;
    let shop = open_shop(OWN, &gateway.url, Duration::from_secs(20)).await;
    let api = shop.shop.api.as_ref().expect("configured");
    let (now, id) = (shop.shop.clock.now().expect("a moment"), || CONTRACT.parse().expect("an id"));
    let part = Yen::new(1_000).ok();
    for reply in [
        api.cancel_simple(id(), now).await,
        api.unsubscribe(id(), now).await,
        api.settle(id(), part, now).await,
        api.purchase(purchase(), now).await,
    ] {
        assert!(matches!(&reply, CallOutcome::Answered(answer) if answer.result == ApiResult::Ok), "{reply:?}");
    }
    let calls: Vec<_> = gateway.calls().into_iter().map(|request| request.call).collect();
    let expected = [
        Call::CancelRecurringSimple { tracking_id: id(), processing_date: now },
        Call::UnsubscribeFixedTerm { tracking_id: id() },
        Call::Settle { tracking_id: id(), amount: part },
        Call::PurchaseFixedTerm(Box::new(purchase())),
    ];
    assert_eq!(calls, expected);
}

#[tokio::test]
async fn only_a_readable_answer_is_a_known_outcome() {
    let gateway = FakeGateway::start().await;
    let shop = open_shop(OWN, &gateway.url, Duration::from_millis(1_500)).await;
    let api = shop.shop.api.as_ref().expect("configured");
    let now = shop.shop.clock.now().expect("a moment");
    let long: &'static str = "a".repeat(100_000).leak();
    for (behaviour, effect) in [
        (Behaviour::Refuse("402L3999"), Effect::Uncertain),
        (Behaviour::Refuse("40243999"), Effect::NothingDone),
        (Behaviour::Refuse(""), Effect::Uncertain),
        (Behaviour::Babble(200, ""), Effect::Uncertain),
        (Behaviour::Babble(200, "<html>"), Effect::Uncertain),
        (Behaviour::Babble(200, long), Effect::Uncertain),
        (Behaviour::Babble(302, ""), Effect::Uncertain),
        (Behaviour::Babble(401, ""), Effect::NothingDone),
        (Behaviour::Babble(500, "<sps-api-response/>"), Effect::Uncertain),
        (Behaviour::Confuse, Effect::Uncertain),
        (Behaviour::Hang, Effect::Uncertain),
    ] {
        gateway.next(Function::Settle, behaviour.clone());
        let outcome = api.settle(CONTRACT.parse().expect("an id"), None, now).await;
        assert_eq!(Verdict::of_call(Function::Settle, &outcome).effect, effect, "{behaviour:?}: {outcome:?}");
    }
    assert_eq!(gateway.calls().len(), 11, "each was sent once");
    for url in ["http://127.0.0.1:1/api/xmlapi.do", "https://gateway.invalid/api/xmlapi.do"] {
        let away = open_shop(OWN, url, Duration::from_secs(20)).await;
        let reply = away.shop.api.as_ref().expect("configured").purchase(purchase(), now).await;
        assert_eq!(reply, CallOutcome::NotSent(NotSent::Unreachable), "{url}");
    }
}

#[tokio::test]
async fn a_demo_follows_the_clock_that_it_shares() {
    let told = Arc::new(Mutex::new("{\"now\":\"20300101120000\"}".to_owned()));
    let answer = Arc::clone(&told);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}/clock", listener.local_addr().expect("an address"));
    let router = Router::new().route("/clock", get(async move || answer.lock().expect("unharmed").clone()));
    let server = tokio::spawn(async move { axum::serve(listener, router).await });
    let clock = Clock::shared(&url).expect("a client");
    clock.refresh().await;
    let day = |clock: &Clock| clock.now().expect("a moment").date().to_string();
    assert_eq!(day(&clock), "2030-01-01");
    *told.lock().expect("unharmed") = "{\"now\":\"20300620120000\",\"today\":\"2030-06-20\"}".to_owned();
    assert_eq!(day(&clock), "2030-01-01", "it is asked when something begins");
    clock.refresh().await;
    assert_eq!(day(&clock), "2030-06-20");
    for nonsense in ["", "{\"now\":\"noon\"}", "<html>"] {
        *told.lock().expect("unharmed") = nonsense.to_owned();
        clock.refresh().await;
        assert_eq!(day(&clock), "2030-06-20", "{nonsense:?}: it runs on as it was");
    }
    server.abort();
}
