//! The interface for a shop's own programs, over HTTP.

mod creating;
mod idempotency;
mod pages;
mod reading;
mod refusals;
mod withdrawing;

use crate::support::{Answer, Attempt, NOON, TestShop, fields_of};
use axum::body::Body;
use axum::http::{Request, header};
use merchant::domain::api_key::NewKey;
use serde_json::{Value, json};

impl TestShop {
    pub(super) async fn key(&self) -> (i64, NewKey) {
        let key = NewKey::generate();
        (self.shop.store.add_key("shop", &key.digest(), NOON).await.expect("kept"), key)
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
        let request = Request::post(address)
            .header(header::AUTHORIZATION, format!("Bearer {}", key.expose()))
            .header(header::CONTENT_TYPE, "application/json")
            .header("Idempotency-Key", idempotency_key);
        self.send(request.body(Body::from(body.to_string())).expect("a request")).await
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
        let asked = json!({ "order_reference": reference, "language": "ja", "displayed": displayed });
        let answer = self.ask(&asked).await;
        assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
        Attempt::read(fields_of(&answer.json()))
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
