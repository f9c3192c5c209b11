//! Calls of the API type, one by one: what goes out, and how each end of a call is told. And the clock of a demo.

use super::gateway::{Behaviour, FakeGateway};
use super::{CONTRACT, open_shop};
use axum::Router;
use axum::routing::get;
use merchant::service::clock::Clock;
use merchant::service::gateway_api::{FixedTermPurchase, Reply};
use sbps::api::{Call, Function};
use sbps::money::Yen;
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
    let shop = open_shop("sqlite::memory:", &gateway.url, Duration::from_secs(20)).await;
    let api = shop.shop.api.as_ref().expect("configured");
    let (now, id) = (shop.shop.clock.now().expect("a moment"), || CONTRACT.parse().expect("an id"));
    let part = Yen::new(1_000).ok();
    for reply in [
        api.cancel_simple(id(), now).await,
        api.unsubscribe(id(), now).await,
        api.settle(id(), part, now).await,
        api.purchase(purchase(), now).await,
    ] {
        assert!(matches!(reply, Reply::Done(_)), "{reply:?}");
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
    let shop = open_shop("sqlite::memory:", &gateway.url, Duration::from_millis(1_500)).await;
    let api = shop.shop.api.as_ref().expect("configured");
    let now = shop.shop.clock.now().expect("a moment");
    let long: &'static str = "a".repeat(100_000).leak();
    for (behaviour, known) in [
        (Behaviour::Refuse("402L4999"), true),
        (Behaviour::Refuse(""), true),
        (Behaviour::Babble(200, ""), false),
        (Behaviour::Babble(200, "<html>"), false),
        (Behaviour::Babble(200, long), false),
        (Behaviour::Babble(302, ""), false),
        (Behaviour::Babble(401, ""), false),
        (Behaviour::Babble(500, "<sps-api-response/>"), false),
        (Behaviour::Confuse, false),
        (Behaviour::Hang, false),
    ] {
        gateway.next(Function::Settle, behaviour.clone());
        let reply = api.settle(CONTRACT.parse().expect("an id"), None, now).await;
        let expected = if known { matches!(reply, Reply::Refused(_)) } else { matches!(reply, Reply::Unknown(_)) };
        assert!(expected, "{behaviour:?}: {reply:?}");
    }
    assert_eq!(gateway.calls().len(), 10, "each was sent once");
    for url in ["http://127.0.0.1:1/api/xmlapi.do", "http://gateway.invalid/api/xmlapi.do"] {
        let away = open_shop("sqlite::memory:", url, Duration::from_secs(20)).await;
        let reply = away.shop.api.as_ref().expect("configured").purchase(purchase(), now).await;
        assert!(matches!(reply, Reply::NotSent(_)), "{url}: {reply:?}");
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
