//! What the shop's own programs are told: written with the change, signed, sent until it is taken, in order.

use super::database::{OWN, shared};
use super::message::Attempt;
use super::support::TestShop;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use merchant::domain::event::{EXPIRY_SECONDS, Event, RETRY_SECONDS};
use merchant::service::webhook::{ROTATION_SECONDS, new_secret, send_due};
use merchant::store::EventsWanted;
use serde_json::{Value, json};
use standardwebhooks::Webhook;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;

const FIRST: &str = "10000000000001";

/// A message as it arrived.
#[derive(Clone, Debug)]
struct Arrived {
    headers: HeaderMap,
    body: Bytes,
}

impl Arrived {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    fn kind(&self) -> String {
        self.json()["type"].as_str().expect("a type").to_owned()
    }

    fn name(&self) -> String {
        self.headers["webhook-id"].to_str().expect("text").to_owned()
    }
}

#[derive(Default)]
struct Behaviour {
    status: Option<u16>,
    pause: Duration,
}

/// A shop's own program that takes messages, or does not.
#[derive(Clone)]
struct Receiver {
    url: String,
    arrived: Arc<Mutex<Vec<Arrived>>>,
    behaviour: Arc<Mutex<Behaviour>>,
}

impl Receiver {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/hooks", listener.local_addr().expect("an address"));
        let receiver = Self { url, arrived: Arc::default(), behaviour: Arc::default() };
        let router = Router::new().route("/hooks", post(take)).with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        receiver
    }

    fn answers(&self, status: u16) {
        self.behaviour.lock().expect("whole").status = Some(status);
    }

    fn arrived(&self) -> Vec<Arrived> {
        self.arrived.lock().expect("whole").clone()
    }

    fn kinds(&self) -> Vec<String> {
        self.arrived().iter().map(Arrived::kind).collect()
    }
}

async fn take(State(receiver): State<Receiver>, headers: HeaderMap, body: Bytes) -> StatusCode {
    receiver.arrived.lock().expect("whole").push(Arrived { headers, body });
    let (status, pause) = {
        let behaviour = receiver.behaviour.lock().expect("whole");
        (behaviour.status.unwrap_or(200), behaviour.pause)
    };
    tokio::time::sleep(pause).await;
    StatusCode::from_u16(status).expect("a status")
}

/// A shop that sends everything to a receiver, and the secret.
async fn told(shop: &TestShop, kinds: &str) -> (Receiver, String) {
    let (receiver, secret) = (Receiver::start().await, new_secret());
    let now = shop.shop.clock.unix_seconds();
    shop.shop.store.add_endpoint(&receiver.url, &secret, kinds, now).await.expect("added");
    (receiver, secret)
}

async fn asked(shop: &TestShop) -> (String, Attempt) {
    let reference = shop.order("wine-750ml", "1").await;
    let attempt = shop.attempt(&reference).await;
    (reference, attempt)
}

async fn send(shop: &TestShop) -> usize {
    send_due(&shop.shop).await.expect("the database answers")
}

fn pass(shop: &TestShop, seconds: i64) {
    shop.clock.fetch_add(seconds, Ordering::SeqCst);
}

#[tokio::test]
async fn a_paid_order_is_told_once_signed_and_without_a_secret() {
    let shop = TestShop::open().await;
    let (receiver, secret) = told(&shop, "").await;
    let (reference, attempt) = asked(&shop).await;
    assert_eq!(shop.notify(attempt.paid(FIRST)).await, "OK,");
    // Told again by the gateway, it is no second event.
    assert_eq!(shop.notify(attempt.paid(FIRST)).await, "OK,");
    assert_eq!((send(&shop).await, send(&shop).await), (1, 0));
    let [message] = receiver.arrived().try_into().expect("one message");
    let json = message.json();
    assert_eq!(json["type"], "order.paid");
    assert_eq!(json["timestamp"], "2026-11-24T12:00:00+09:00");
    assert_eq!((&json["data"]["tracking_id"], &json["data"]["amount"]), (&json!(FIRST), &json!(3_500)));
    assert_eq!(json["data"]["order_id"], attempt.order_id());
    let text = String::from_utf8(message.body.to_vec()).expect("text");
    for kept_back in [&reference, &attempt.token, &secret] {
        assert!(!text.contains(kept_back.as_str()), "{text}");
    }
    // By the field's own library, which holds the moment against its clock.
    let webhook = Webhook::new(&secret).expect("a secret");
    webhook.verify(&message.body, &message.headers).expect("it is genuine");
    assert!(webhook.verify(b"{}", &message.headers).is_err());
    assert!(Webhook::new(&new_secret()).expect("a secret").verify(&message.body, &message.headers).is_err());
    assert_eq!(message.headers["content-type"], "application/json");
}

#[tokio::test]
async fn what_is_taken_back_is_not_told_and_what_happens_by_itself_is_told_once() {
    let shop = TestShop::open().await;
    let (receiver, _) = told(&shop, "").await;
    shop.shop.store.notice_expiry(shop.shop.clock.unix_seconds()).await.expect("written");
    shop.order("wine-750ml", "1").await;
    let (_, failing) = asked(&shop).await;
    assert_eq!(shop.notify(failing.failed("1301")).await, "OK,");
    pass(&shop, 60 * 60 + EXPIRY_SECONDS + 1);
    for _ in 0..2 {
        shop.shop.store.notice_expiry(shop.shop.clock.unix_seconds()).await.expect("written");
    }
    send(&shop).await;
    let mut kinds = receiver.kinds();
    kinds.sort();
    assert_eq!(kinds, ["order.expired", "order.expired", "order.payment_failed"]);
    let failed = receiver.arrived().into_iter().find(|it| it.kind() == "order.payment_failed").expect("told");
    assert_eq!(failed.json()["data"]["code"], "1301");
}

#[tokio::test]
async fn a_receiver_that_is_down_for_a_day_gets_everything_in_order() {
    let shop = TestShop::open_at(&shared().await).await;
    let (receiver, _) = told(&shop, "").await;
    receiver.answers(503);
    let (reference, attempt) = asked(&shop).await;
    assert_eq!(shop.notify(attempt.failed("1301")).await, "OK,");
    let second = shop.attempt(&reference).await;
    assert_eq!(shop.notify(second.paid(FIRST)).await, "OK,");
    for _ in 0..24 {
        assert_eq!(send(&shop).await, 0);
        pass(&shop, 60 * 60);
    }
    assert!(receiver.kinds().iter().all(|kind| kind == "order.payment_failed"), "the second waits for the first");
    let names: std::collections::HashSet<_> = receiver.arrived().iter().map(Arrived::name).collect();
    assert_eq!(names.len(), 1, "sent again under the same name");
    receiver.answers(200);
    receiver.arrived.lock().expect("whole").clear();
    pass(&shop, 13 * 60 * 60);
    assert_eq!(send(&shop).await, 2);
    assert_eq!(receiver.kinds(), ["order.payment_failed", "order.paid"]);
}

#[tokio::test]
async fn a_receiver_that_is_down_for_a_day_gets_all_that_happened_meanwhile() {
    let shop = TestShop::open_at(&shared().await).await;
    let (receiver, _) = told(&shop, "").await;
    receiver.answers(503);
    for hour in 0..24 {
        let (reference, mut attempt) = asked(&shop).await;
        if hour % 3 == 0 {
            assert_eq!(shop.notify(attempt.failed("1301")).await, "OK,");
            attempt = shop.attempt(&reference).await;
        }
        assert_eq!(shop.notify(attempt.paid(&format!("1000000000{hour:04}"))).await, "OK,");
        assert_eq!(send(&shop).await, 0);
        pass(&shop, 60 * 60);
    }
    receiver.arrived.lock().expect("whole").clear();
    receiver.answers(200);
    let store = &shop.shop.store;
    let mut hours = 0;
    while store.message_counts().await.expect("readable").0 > 0 {
        send(&shop).await;
        pass(&shop, 60 * 60);
        hours += 1;
        assert!(hours <= 14, "no pause is longer than twelve hours and a little");
    }
    let wanted = EventsWanted { most: 1_000, ..EventsWanted::default() };
    let happened = store.events(&wanted).await.expect("readable");
    assert_eq!(happened.len(), 24 + 8);
    let arrived: Vec<_> = receiver.arrived().iter().map(Arrived::name).collect();
    let place = |event: &Event| arrived.iter().position(|name| *name == event.name()).expect("it has arrived");
    assert_eq!(arrived.len(), happened.len(), "and each once");
    for (earlier, later) in happened.iter().zip(&happened[1..]) {
        let is_of_one_order = earlier.order_reference == later.order_reference;
        assert!(!is_of_one_order || place(earlier) < place(later), "{} before {}", later.name(), earlier.name());
    }
    assert!(happened.iter().all(|event| place(event) < arrived.len()));
}

#[tokio::test]
async fn what_nobody_takes_for_three_days_is_given_up_and_can_be_sent_again() {
    let shop = TestShop::open().await;
    let (receiver, _) = told(&shop, "order.paid").await;
    receiver.answers(302);
    let (reference, attempt) = asked(&shop).await;
    assert_eq!(shop.notify(attempt.paid(FIRST)).await, "OK,");
    let store = &shop.shop.store;
    send(&shop).await;
    let mut passed = 0;
    while store.message_counts().await.expect("readable").0 > 0 {
        pass(&shop, 4 * 60 * 60);
        passed += 4 * 60 * 60;
        send(&shop).await;
        assert!(passed <= RETRY_SECONDS + 12 * 60 * 60, "it is never given up");
    }
    assert!(passed >= RETRY_SECONDS, "{passed}");
    assert_eq!(store.message_counts().await.expect("readable"), (0, 1));
    let [(event, _, answer)] = store.dead_messages(10).await.expect("readable").try_into().expect("one");
    assert_eq!(answer, "HTTP 302", "no other address is followed");
    receiver.answers(200);
    pass(&shop, 60);
    assert_eq!(send(&shop).await, 0, "not by itself");
    assert_eq!(store.replay(event).await.expect("written"), 1);
    assert_eq!(send(&shop).await, 1);
    assert_eq!(store.message_counts().await.expect("readable"), (0, 0));
    let wanted = EventsWanted { order: Some(reference), most: 10, ..EventsWanted::default() };
    assert_eq!(store.events(&wanted).await.expect("readable").len(), 1, "it happened once");
}

#[tokio::test]
async fn each_address_has_its_kinds_and_a_slow_one_holds_up_no_other() {
    let shop = TestShop::open_with(OWN, &[], Duration::from_secs(20)).await;
    let (slow, _) = told(&shop, "").await;
    let (quick, _) = told(&shop, "order.paid").await;
    let (other, _) = told(&shop, "order.withdrawn").await;
    slow.behaviour.lock().expect("whole").pause = Duration::from_secs(3);
    let (_, attempt) = asked(&shop).await;
    assert_eq!(shop.notify(attempt.paid(FIRST)).await, "OK,");
    let (stop, stopping) = tokio::sync::watch::channel(false);
    let sending = tokio::spawn(merchant::service::webhook::send_until(Arc::clone(&shop.shop), stopping));
    let began = tokio::time::Instant::now();
    while quick.arrived().is_empty() {
        assert!(began.elapsed() < Duration::from_millis(2_500), "the quick one waits for the slow one");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // Told to stop, it finishes what is under way.
    stop.send(true).expect("it listens");
    sending.await.expect("it ends").expect("it could send");
    assert_eq!((slow.arrived().len(), quick.arrived().len(), other.arrived().len()), (1, 1, 0));
    assert_eq!(shop.shop.store.message_counts().await.expect("readable"), (0, 0), "and both are written down");
}

#[tokio::test]
async fn two_processes_send_each_message_once() {
    let url = shared().await;
    let (one, two) = (TestShop::open_at(&url).await, TestShop::open_at(&url).await);
    let (receiver, _) = told(&one, "").await;
    for number in 0..12 {
        let (_, attempt) = asked(&one).await;
        assert_eq!(one.notify(attempt.paid(&format!("1000000000{number:04}"))).await, "OK,");
    }
    let (first, second) = tokio::join!(send_due(&one.shop), send_due(&two.shop));
    assert_eq!(first.expect("answers") + second.expect("answers"), 12);
    let names: std::collections::HashSet<_> = receiver.arrived().iter().map(Arrived::name).collect();
    assert_eq!((receiver.arrived().len(), names.len()), (12, 12));
}

#[tokio::test]
async fn after_a_rotation_both_secrets_verify_a_message_for_a_day() {
    let shop = TestShop::open_with(OWN, &[], Duration::from_secs(20)).await;
    let (receiver, former) = told(&shop, "").await;
    let store = &shop.shop.store;
    let id = store.endpoints().await.expect("readable")[0].id;
    let now = shop.clock.load(Ordering::SeqCst);
    let next = new_secret();
    store.rotate_endpoint(id, &next, now + ROTATION_SECONDS).await.expect("changed");
    let verifies = |secret: &str, message: &Arrived| {
        Webhook::new(secret).expect("a secret").verify(&message.body, &message.headers).is_ok()
    };
    for (wait, is_former_good) in [(0, true), (ROTATION_SECONDS, false)] {
        shop.clock.fetch_add(wait, Ordering::SeqCst);
        let (_, attempt) = asked(&shop).await;
        assert_eq!(shop.notify(attempt.paid(&format!("1000000000{:04}", wait % 9_999))).await, "OK,");
        send_due(&shop.shop).await.expect("it could send");
        let arrived = receiver.arrived();
        let message = arrived.iter().rev().find(|it| it.kind() == "order.paid").expect("it came");
        assert!(verifies(&next, message));
        assert_eq!(verifies(&former, message), is_former_good);
    }
}
