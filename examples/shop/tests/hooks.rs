//! What the shop believes: messages that are signed, lately, and each once; and whose pages are whose.

#![allow(clippy::expect_used, reason = "a test that cannot go on stops with a sentence")]

use reqwest::header::{COOKIE, HeaderMap, LOCATION, ORIGIN, SET_COOKIE};
use serde_json::{Value, json};
use shop::{Record, Service, Settings, Shop, router};
use standardwebhooks::Webhook;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::net::TcpListener;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const FORM: &str = "application/x-www-form-urlencoded";
const CART: &str = "0123456789abcdef0123456789abcdef";

/// A running shop; the payment service makes every order and knows no events.
struct Running {
    address: String,
    journal: PathBuf,
    client: reqwest::Client,
}

impl Running {
    async fn start(name: &str) -> Self {
        let order = json!({ "reference": "reference", "outcome": "open", "html": null, "element": null });
        let answer = axum::routing::any(async move || axum::Json(order));
        let service = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let service_url = format!("http://{}", service.local_addr().expect("an address"));
        tokio::spawn(async move { axum::serve(service, axum::Router::new().fallback(answer)).await });

        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let journal = std::env::temp_dir().join(format!("shop-{name}-{}", std::process::id()));
        let _ = std::fs::remove_file(&journal);
        let settings = Settings::read(|variable| match variable {
            "SHOP_PUBLIC_URL" => Some(address.clone()),
            "SHOP_SERVICE_URL" => Some(service_url.clone()),
            "SHOP_API_KEY" => Some("key".to_owned()),
            "SHOP_WEBHOOK_SECRET" => Some(SECRET.to_owned()),
            _ => None,
        });
        let settings = settings.expect("they are right");
        let record = Record::open(&journal).expect("a new one");
        let shop = Shop::new(&settings, record, Service::new(&settings).expect("a client")).expect("a secret");
        let router = router(Arc::new(shop), &settings).expect("a client");
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build();
        Self { address, journal, client: client.expect("a client") }
    }

    /// Orders a book: the status, the page of the order, and the cookie.
    async fn buy(&self, cart: &str, headers: HeaderMap) -> (u16, String, String) {
        let body = format!("product=ebook-rust&cart={cart}&language=en");
        let request = self.client.post(format!("{}/buy", self.address)).header("Content-Type", FORM);
        let answer = request.headers(headers).body(body).send().await.expect("an answer");
        let header = |name| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let cookie = header(SET_COOKIE).split(';').next().unwrap_or_default().to_owned();
        (answer.status().as_u16(), header(LOCATION).to_owned(), cookie)
    }

    /// What a page of the shop shows: the status and where the order stands.
    async fn standing(&self, path: &str, cookie: &str) -> (u16, String) {
        let request = self.client.get(format!("{}{path}", self.address)).header(COOKIE, cookie);
        let answer = request.send().await.expect("an answer");
        let (status, text) = (answer.status().as_u16(), answer.text().await.expect("a text"));
        let standing = text.split("data-standing=\"").nth(1).and_then(|rest| rest.split('"').next());
        (status, standing.unwrap_or_default().to_owned())
    }

    async fn tell(&self, id: &str, sent_at: i64, signature: &str, body: &str) -> u16 {
        let request = self.client.post(format!("{}/hooks", self.address)).header("webhook-id", id);
        let request = request.header("webhook-timestamp", sent_at.to_string()).header("webhook-signature", signature);
        request.body(body.to_owned()).send().await.expect("an answer").status().as_u16()
    }

    fn lines(&self, what: &str) -> usize {
        let journal = std::fs::read_to_string(&self.journal).expect("it is written");
        journal.lines().filter(|line| line.contains(&format!("\"what\":\"{what}\""))).count()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.journal);
    }
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    i64::try_from(since.as_secs()).expect("before the end of time")
}

fn signed(secret: &str, id: &str, sent_at: i64, body: &str) -> String {
    Webhook::new(secret).expect("a secret").sign(id, sent_at, body.as_bytes()).expect("it can be signed")
}

fn paid(purchase: &str) -> Value {
    let data = json!({ "amount": 1_100, "code": null, "contract": null, "metadata": { "purchase": purchase } });
    json!({ "type": "order.paid", "timestamp": "2026-12-01T12:00:00+09:00", "data": data })
}

#[tokio::test]
async fn only_what_is_signed_lately_is_believed_and_each_message_once() {
    let shop = Running::start("believed").await;
    let (status, page, cookie) = shop.buy(CART, HeaderMap::new()).await;
    assert_eq!(status, 303);
    let page = page.split('?').next().expect("an address");
    let body = paid(page.rsplit('/').next().expect("a name")).to_string();
    let now = now();
    let forged = signed("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "evt_1", now, &body);
    assert_eq!(shop.tell("evt_1", now, &forged, &body).await, 401, "by another secret");
    let right = signed(SECRET, "evt_1", now, &body);
    assert_eq!(shop.tell("evt_2", now, &right, &body).await, 401, "under another name");
    assert_eq!(shop.tell("evt_1", now, &right, &body.replace("1100", "1")).await, 401, "of another amount");
    let old = now - 6 * 60;
    assert_eq!(shop.tell("evt_1", old, &signed(SECRET, "evt_1", old, &body), &body).await, 401, "long ago");
    assert_eq!(shop.standing(page, &cookie).await, (200, "waiting".to_owned()), "nothing was believed");
    assert_eq!(shop.lines("happened"), 0);

    for _ in 0..3 {
        assert_eq!(shop.tell("evt_1", now, &right, &body).await, 204);
    }
    assert_eq!(shop.lines("happened"), 1, "written down once");
    assert_eq!(shop.standing(page, &cookie).await, (200, "paid".to_owned()));
}

#[tokio::test]
async fn one_cart_is_one_order_and_nobody_elses() {
    let shop = Running::start("carts").await;
    let (_, page, cookie) = shop.buy(CART, HeaderMap::new()).await;
    let own = HeaderMap::from_iter([(COOKIE, cookie.parse().expect("a value"))]);
    let (status, again, no_cookie) = shop.buy(CART, own.clone()).await;
    assert_eq!((status, &again, no_cookie.as_str()), (303, &page, ""), "pressed twice");
    let (_, other, _) = shop.buy(&CART.replace('0', "f"), own.clone()).await;
    assert_ne!(other, page, "another cart is another order");
    assert_eq!(shop.lines("purchase"), 2);

    let path = page.split('?').next().expect("an address");
    assert_eq!(shop.standing(path, "").await.0, 404, "of whoever has no cookie");
    let (_, _, stranger) = shop.buy(&CART.replace('1', "e"), HeaderMap::new()).await;
    assert_eq!(shop.standing(path, &stranger).await.0, 404, "of another customer");

    let mut elsewhere = own;
    elsewhere.insert(ORIGIN, "https://evil.example".parse().expect("a value"));
    assert_eq!(shop.buy(CART, elsewhere).await.0, 403, "another site's page orders nothing");
    assert_eq!(shop.buy("short", HeaderMap::new()).await.0, 400);
}
