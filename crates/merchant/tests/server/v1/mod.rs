//! The interface for a shop's own programs, over HTTP.

mod afterwards;
mod by_shop;
mod calendars;
mod combinations;
mod commands;
mod contracts;
mod creating;
mod developers;
mod disputes;
mod documentation;
mod evidence;
mod expiring;
mod exports;
mod idempotency;
mod importing;
mod mail_holds;
mod mails;
mod maintenance;
mod pages;
mod payment_calls;
mod payments;
mod periods;
mod reading;
mod refusals;
mod remarks;
mod retries;
mod scopes;
mod staff_japanese;
mod staff_keys;
mod staff_pages;
mod staff_search;
mod withdrawing;

use crate::database::OWN;
use crate::recurring::gateway::FakeGateway;
use crate::recurring::{applied, read_application};
use crate::support::{Answer, Attempt, NOON, TestShop, day, fields_of};
use axum::body::Body;
use axum::http::{Request, header};
use merchant::domain::api_key::{NewKey, Scope};
use sbps::date_time::JstDateTime;
use sbps::message::PaymentResult;
use serde_json::{Value, json};
use std::ops::Deref;
use std::sync::atomic::Ordering;
use std::time::Duration;

impl TestShop {
    pub(super) async fn key(&self) -> (i64, NewKey) {
        self.key_for(&Scope::ALL).await
    }

    /// A key that may be used for this alone.
    pub(super) async fn key_for(&self, scopes: &[Scope]) -> (i64, NewKey) {
        let key = NewKey::generate();
        let added = self.shop.store.add_key("shop", &key.digest(), scopes, None, NOON).await.expect("kept");
        (added.expect("by no form"), key)
    }

    pub(super) async fn read(&self, address: &str, key: Option<&str>) -> Answer {
        let request = Request::get(address);
        let request = match key {
            Some(key) => request.header(header::AUTHORIZATION, format!("Bearer {key}")),
            None => request,
        };
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    /// The references that the list has at that address, and where it goes on.
    pub(super) async fn listed(&self, address: &str, key: &NewKey) -> (Vec<String>, Option<String>) {
        let answer = self.read(address, Some(key.expose())).await;
        assert_eq!(answer.status.as_u16(), 200, "{address}: {}", answer.text());
        let json = answer.json();
        let orders = json["orders"].as_array().expect("a list").iter();
        let reference = |order: &Value| order["reference"].as_str().expect("a reference").to_owned();
        (orders.map(reference).collect(), json["next"].as_str().map(str::to_owned))
    }

    /// Posts as a program does.
    async fn tell(&self, address: &str, key: &NewKey, idempotency_key: &str, body: &Value) -> Answer {
        self.tell_text(address, key, idempotency_key, body.to_string()).await
    }

    /// The same with a body that is no value of ours.
    async fn tell_text(&self, address: &str, key: &NewKey, idempotency_key: &str, body: String) -> Answer {
        let request = Request::post(address)
            .header(header::AUTHORIZATION, format!("Bearer {}", key.expose()))
            .header(header::CONTENT_TYPE, "application/json")
            .header("Idempotency-Key", idempotency_key);
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    /// Makes an order that is right.
    async fn create(&self, key: &NewKey, idempotency_key: &str, body: &Value) -> Value {
        let answer = self.tell("/v1/orders", key, idempotency_key, body).await;
        assert_eq!(answer.status.as_u16(), 201, "{}", answer.text());
        assert_eq!(answer.header("cache-control"), "no-store");
        answer.json()
    }

    /// Withdraws an order.
    async fn withdraw(&self, key: &NewKey, reference: &str) -> Answer {
        let request = Request::post(format!("/v1/orders/{reference}/cancel"));
        let request = request.header(header::AUTHORIZATION, format!("Bearer {}", key.expose()));
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    /// Has a request to pay for an order signed, as its page asks for it.
    async fn signed(&self, reference: &str) -> Attempt {
        let page = self.get(&format!("/orders/{reference}")).await;
        let order = page.embedded();
        let mut displayed = json!({
            "item_id": order["item_id"], "item_name": order["item_name"], "amount": order["amount"],
            "tax": order["tax"],
        });
        if order.get("recurring").is_some() {
            displayed["charges"] = charges_of(&page);
        }
        let asked = json!({ "order_reference": reference, "language": page.attribute("lang"), "displayed": displayed });
        let answer = self.ask(&asked).await;
        assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
        Attempt::read(fields_of(&answer.json()))
    }
}

/// A shop with a key, and the gateway that it calls.
struct Counter {
    shop: TestShop,
    gateway: FakeGateway,
    key: NewKey,
}

impl Deref for Counter {
    type Target = TestShop;

    fn deref(&self) -> &TestShop {
        &self.shop
    }
}

impl Counter {
    /// With that sales method, at that address of a database, and so much patience with the gateway.
    async fn open_at(sales: &str, database_url: &str, patience: Duration) -> Self {
        Self::open_set(sales, database_url, &[], patience).await
    }

    /// The same with further settings.
    async fn open_set(sales: &str, database_url: &str, set: &[(&str, &str)], patience: Duration) -> Self {
        let gateway = FakeGateway::start().await;
        let further = [
            ("SBPS_ONE_TIME_SALES", sales),
            ("SBPS_API_URL", gateway.url.as_str()),
            ("SBPS_APPLICATION_URL", "https://apply.example/"),
        ];
        let further = [&further[..], set].concat();
        let shop = TestShop::open_with(database_url, &further, patience).await;
        let (_, key) = shop.key().await;
        Self { shop, gateway, key }
    }

    async fn open(sales: &str) -> Self {
        Self::open_at(sales, OWN, Duration::from_secs(20)).await
    }

    /// An order of 6,500 yen that is paid under that name; its reference.
    async fn paid(&self, tracking_id: &str) -> String {
        let order = self.create(&self.key, &format!("order-{tracking_id}"), &wine()).await;
        let reference = order["reference"].as_str().expect("a reference").to_owned();
        let attempt = self.signed(&reference).await;
        assert_eq!(self.notify(attempt.paid(tracking_id)).await, "OK,");
        reference
    }

    /// A contract of that order that is joined and billed by this server; the order's reference.
    async fn joined(&self, body: &Value, tracking_id: &str) -> String {
        let order = self.create(&self.key, &format!("order-{tracking_id}"), body).await;
        let reference = order["reference"].as_str().expect("a reference").to_owned();
        let page = self.get(&format!("/orders/{reference}")).await;
        let data = page.embedded();
        let displayed = json!({ "item_id": data["item_id"], "item_name": data["item_name"], "amount": data["amount"],
                                "tax": data["tax"], "charges": charges_of(&page) });
        let asked = json!({ "order_reference": reference, "language": "ja", "displayed": displayed });
        let application = read_application(fields_of(&self.ask(&asked).await.json()));
        assert_eq!(self.notify(applied(&application, PaymentResult::Ok, tracking_id)).await, "OK,");
        reference
    }

    async fn payment(&self, name: &str) -> Value {
        let answer = self.read(&format!("/v1/payments/{name}"), Some(self.key.expose())).await;
        assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
        answer.json()
    }

    /// Asks for something of a contract, with a body or without.
    async fn ask_of(&self, name: &str, what: &str, body: Option<&Value>) -> Answer {
        let request = Request::post(format!("/v1/contracts/{name}/{what}"))
            .header(header::AUTHORIZATION, format!("Bearer {}", self.key.expose()));
        let request = match body {
            Some(body) => request.header(header::CONTENT_TYPE, "application/json").body(Body::from(body.to_string())),
            None => request.body(Body::empty()),
        };
        self.send(request.expect("a request")).await
    }

    /// What is read at that address.
    async fn told(&self, address: &str) -> Value {
        let answer = self.read(address, Some(self.key.expose())).await;
        assert_eq!(answer.status.as_u16(), 200, "{address}: {}", answer.text());
        answer.json()
    }

    /// Asks for something under a key of its own.
    async fn act(&self, name: &str, action: &str, body: &Value) -> Answer {
        static NUMBER: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let key = format!("act-{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        self.tell(&format!("/v1/payments/{name}/{action}"), &self.key, &key, body).await
    }

    /// The same, where it is done.
    async fn done(&self, name: &str, action: &str, body: &Value) -> Value {
        let answer = self.act(name, action, body).await;
        assert_eq!(answer.status.as_u16(), 200, "{action} {body}: {}", answer.text());
        answer.json()
    }

    /// The same, where the rules refuse it: the reason, and what can be done instead.
    async fn refused(&self, name: &str, action: &str, body: &Value) -> (String, Value) {
        let answer = self.act(name, action, body).await;
        let told = (answer.status.as_u16(), answer.code());
        assert_eq!(told, (409, "payment_not_possible".to_owned()), "{action} {body}: {}", answer.text());
        let json = answer.json();
        (json["because"].as_str().expect("a reason").to_owned(), json)
    }

    /// Sets the clock to a moment of a day in Japan.
    fn go_to(&self, on: &str, (hour, minute, second): (u32, u32, u32)) {
        let moment = day(on).and_hms_opt(hour, minute, second).and_then(JstDateTime::from_local);
        self.clock.store(moment.expect("a moment").unix_seconds(), Ordering::SeqCst);
    }
}

/// The charges that the plain form of a page says were displayed.
fn charges_of(page: &Answer) -> Value {
    let text = page.text();
    let charges = text.split("name=\"charges\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let charges = charges.expect("the plain form has them").split(',').filter(|part| !part.is_empty());
    let charge = |part: &str| {
        let (day, amount) = part.split_once(':').expect("a day and an amount");
        json!([day, amount.parse::<i64>().expect("an amount")])
    };
    charges.map(charge).collect()
}

/// An order that is right: two bottles and their shipping.
fn wine() -> Value {
    json!({
        "item_id": "wine-750ml", "item_name": "赤ワイン750ml", "amount": 6500, "tax": 590,
        "lines": [
            { "name": "赤ワイン 750ml", "quantity": 2, "unit_amount": 3000, "tax_percent": 10 },
            { "name": "送料", "quantity": 1, "unit_amount": 500, "tax_percent": 10 },
        ],
        "customer_id": "member 7/会員",
        "delivery": "3日以内に発送します。", "cancellation": "未開封に限り、到着後8日以内に返品できます。",
        "contact": { "name": "ぶどう堂", "phone": "03-0000-0000", "mail": "help@wine.example" },
        "return_url": "https://wine.example/orders/4711", "back_url": "https://wine.example/cart",
        "metadata": { "order": "4711", "staff": "佐藤" },
    })
}

/// The same with another value for some members; `null` takes one away.
fn with(mut order: Value, changes: &Value) -> Value {
    for (name, value) in changes.as_object().expect("an object") {
        let members = order.as_object_mut().expect("an object");
        match value {
            Value::Null => drop(members.remove(name)),
            value => drop(members.insert(name.clone(), value.clone())),
        }
    }
    order
}

/// A contract that this server bills: a box on the 20th of each month.
fn boxes() -> Value {
    let changes = json!({
        "item_id": "wine-box", "item_name": "ワイン定期便 毎月20日", "amount": 3300, "tax": 300,
        "lines": [{ "name": "ワイン定期便", "quantity": 1, "unit_amount": 3300, "tax_percent": 10 }],
        "recurring": {
            "method": "fixed_term", "timing": { "kind": "day_of_month", "months": 1, "day": 20 }, "cycles": 3,
        },
    });
    with(wine(), &changes)
}

/// A contract that the gateway bills: a magazine of which the first month is free.
fn magazine() -> Value {
    let changes = json!({
        "item_id": "magazine", "item_name": "電子雑誌ぶどう", "amount": 550, "tax": 50,
        "lines": [{ "name": "電子雑誌ぶどう", "quantity": 1, "unit_amount": 550, "tax_percent": 10 }],
        "commodity": "digital_content",
        "recurring": { "method": "simple", "first_month": "free", "cancellation_month": "not_charged", "months": 6 },
    });
    with(wine(), &changes)
}
