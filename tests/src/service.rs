//! The service as a shop's own programs, payers without script and whoever runs the machine use it: over HTTP and by
//! command, beside a running gateway.

use crate::servers::System;
use crate::{OrStop, http_client};
use sbps::wire::{Encoding, write_form};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

const FORM: &str = "application/x-www-form-urlencoded";
/// How long something may take that follows by itself.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running service, and a key that may do everything.
#[derive(Debug)]
pub struct Service {
    /// The servers.
    pub system: System,
    /// The key.
    pub key: String,
    client: reqwest::Client,
}

/// What was answered over HTTP.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Where it leads, as it was written.
    pub location: String,
    /// The body.
    pub text: String,
}

impl Answer {
    /// The body as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).or_stop(&self.text)
    }
}

/// An order of one bottle that is right; every number of it is its own.
#[must_use]
pub fn wine() -> Value {
    json!({
        "item_id": "wine", "item_name": "赤ワイン", "amount": 550, "tax": 50,
        "lines": [{ "name": "赤ワイン", "quantity": 1, "unit_amount": 550, "tax_percent": 10 }],
        "customer_id": "member-7", "delivery": "3日以内", "cancellation": "8日以内", "return_url": "https://wine.example/",
        "contact": { "name": "ぶどう堂", "phone": "03-0000-0000" }, "commodity": "digital_content",
    })
}

impl Service {
    /// Starts it with further settings.
    pub async fn open(settings: &[(&'static str, &str)]) -> Self {
        let system = System::start_set(settings).await;
        let key = system.key("read,orders,payments,contracts,usage").await;
        Self { system, client: http_client(), key }
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.or_stop("no answer");
        let location = response.headers().get("location").and_then(|it| it.to_str().ok()).unwrap_or_default();
        let (status, location) = (response.status().as_u16(), location.to_owned());
        let text = response.text().await.or_stop("an answer breaks off");
        assert!(status < 500 || text.contains("\"code\""), "{status}: {text}");
        Answer { status, location, text }
    }

    fn asking(&self, request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
        request.header("Authorization", format!("Bearer {}", self.key)).header("Content-Type", "application/json")
    }

    /// What is read at a path of the interface for programs.
    pub async fn read(&self, path: &str) -> Value {
        self.send(self.asking(self.client.get(format!("{}{path}", self.system.merchant)))).await.json()
    }

    /// Asks for something there, under a name of its own.
    pub async fn ask(&self, path: &str, body: &Value) -> Answer {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("ask-{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let request = self.asking(self.client.post(format!("{}{path}", self.system.merchant)));
        self.send(request.header("Idempotency-Key", name).body(body.to_string())).await
    }

    /// Makes an order of one bottle, with other values for some members; as it is told.
    pub async fn order(&self, changes: &Value) -> Value {
        let mut order = wine();
        for (name, value) in changes.as_object().into_iter().flatten() {
            order[name] = value.clone();
        }
        let answer = self.ask("/v1/orders", &order).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer.json()
    }

    /// A page that a browser loads.
    pub async fn page(&self, address: &str) -> Answer {
        self.send(self.client.get(address).header("Accept", "text/html")).await
    }

    /// A form that a browser posts.
    pub async fn post(&self, address: &str, fields: &[(String, String)], encoding: Encoding) -> Answer {
        let fields = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let body = write_form(fields, encoding).or_stop("a form can be written");
        // Of an empty body the client says no length, and browsers do.
        let request = self.client.post(address).header("Content-Type", FORM).header("Content-Length", body.len());
        // A browser says where a form comes from.
        let url = url::Url::parse(address).or_stop("an address");
        let request = request.header("Origin", url.origin().ascii_serialization()).header("Accept", "text/html");
        self.send(request.body(body)).await
    }

    /// Pays for an order as its payer does, with the element; what the order tells once the shop knows.
    pub async fn pay(&self, order: &Value) -> Value {
        let data = &order["element"]["data"];
        let mut displayed = json!({ "item_id": data["item_id"], "item_name": data["item_name"],
                                    "amount": data["amount"], "tax": data["tax"] });
        if let Some(charges) = order["charges"].as_array() {
            displayed["charges"] = charges.iter().map(|it| json!([it["on"], it["amount"]])).collect();
        }
        let asked = json!({ "order_reference": order["reference"], "language": "ja", "displayed": displayed });
        let request = self.client.post(format!("{}/checkout/requests", self.system.merchant));
        let answer = self.send(request.header("Content-Type", "application/json").body(asked.to_string())).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let signed = answer.json();
        let fields: Vec<(String, String)> = serde_json::from_value(signed["fields"].clone()).or_stop("pairs");
        self.at_the_carrier(signed["action"].as_str().or_stop("an address"), &fields, "pay").await;
        self.until_paid(order).await
    }

    /// What an order tells, once it is paid.
    pub async fn until_paid(&self, order: &Value) -> Value {
        let path = format!("/v1/orders/{}", text_of(&order["reference"]));
        self.until(&path, |told| told["outcome"] == "paid").await
    }

    /// What is told at a path, once it is so.
    pub async fn until(&self, path: &str, is_so: impl Fn(&Value) -> bool) -> Value {
        let started = Instant::now();
        loop {
            let told = self.read(path).await;
            if is_so(&told) {
                return told;
            }
            assert!(started.elapsed() < PATIENCE, "it never comes: {told}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Posts a signed form to the gateway, passes its screens and presses that button on the carrier's; the form by
    /// which the browser goes back to the shop.
    pub async fn at_the_carrier(&self, action: &str, fields: &[(String, String)], press: &str) -> Form {
        let begun = self.post(action, fields, Encoding::ShiftJis).await;
        assert_eq!(begun.status, 303, "the gateway refuses: {}", begun.text);
        let id = begun.location.split("/payments/").nth(1).and_then(|rest| rest.split('/').next());
        let payment = format!("{}/payments/{}", self.system.sandbox, id.or_stop("a payment"));
        let press = [("action".to_owned(), press.to_owned())];
        let pressed = self.post(&format!("{payment}/pay"), &press, Encoding::Utf8).await;
        assert_eq!(pressed.status, 303, "{}", pressed.text);
        let done = self.page(&format!("{payment}/done")).await;
        form_of(&done.text, |_| true)
    }

    /// A payer without script opens a page of the shop that asks whether to go on, and goes on until the carrier has
    /// done it and the browser is back; the page on which it arrives.
    pub async fn go_through(&self, address: &str) -> Answer {
        let page = self.page(address).await;
        assert_eq!(page.status, 200, "{}", page.text);
        let form = form_of(&page.text, |action| !action.contains("/f01/"));
        let mut arrived = self.post(&self.absolute(&form.action), &form.fields, Encoding::Utf8).await;
        while arrived.status == 303 {
            arrived = self.page(&self.absolute(&arrived.location)).await;
        }
        if !arrived.text.contains("/f01/") {
            return arrived;
        }
        let form = form_of(&arrived.text, |action| action.contains("/f01/"));
        let back = self.at_the_carrier(&form.action, &form.fields, "pay").await;
        let mut arrived = self.post(&back.action, &back.fields, Encoding::ShiftJis).await;
        while arrived.status == 303 {
            arrived = self.page(&self.absolute(&arrived.location)).await;
        }
        arrived
    }

    fn absolute(&self, location: &str) -> String {
        let base = url::Url::parse(&self.system.front.address).or_stop("an address");
        base.join(location).or_stop("a location").into()
    }

    /// What a command prints as JSON, and the status with which it ends. `said` says who asks and why.
    pub async fn command(&self, arguments: &[&str]) -> (i32, Value) {
        let (status, output, errors) = self.system.command(&[arguments, &["--json"]].concat()).await;
        (status, serde_json::from_str(&output).or_stop(&format!("{arguments:?}: {output} {errors}")))
    }

    /// Every message that the gateway has got, the first first.
    pub async fn messages(&self) -> Vec<String> {
        self.system.exchanges().await.iter().map(|exchange| text_of(&exchange["message"])).collect()
    }
}

/// A form of a page.
#[derive(Clone, Debug)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// Its fields, in their order.
    pub fields: Vec<(String, String)>,
}

/// The text of a JSON string.
#[must_use]
pub fn text_of(value: &Value) -> String {
    value.as_str().or_stop(&format!("{value} is a text")).to_owned()
}

/// The first posted form of a page whose address is so.
#[must_use]
pub fn form_of(page: &str, is_it: impl Fn(&str) -> bool) -> Form {
    let forms = page.split("<form").skip(1).filter_map(|rest| rest.split("</form>").next());
    let posted = forms.filter(|form| attribute(form, "method").is_some_and(|it| it.eq_ignore_ascii_case("post")));
    let mut read = posted.filter_map(|form| {
        let action = attribute(form, "action").filter(|action| is_it(action))?;
        let inputs = form.split("<input").skip(1).chain(form.split("<button").skip(1));
        let field = |tag: &str| Some((attribute(tag, "name")?, attribute(tag, "value").unwrap_or_default()));
        Some(Form { action, fields: inputs.filter_map(field).collect() })
    });
    read.next().or_stop(page)
}

/// An attribute's value.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let tag = tag.split('>').next()?;
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let value = rest.split('"').next()?;
    let value = value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    Some(value.replace("&amp;", "&"))
}
