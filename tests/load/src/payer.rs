//! A payer at the shop's pages, and what the gateway would tell of the payment.

use crate::KEY;
use sbps::checksum::{Checksum, HashKey};
use sbps::message::application_request::{self, ApplicationRequest, ApplicationResult};
use sbps::message::result::EchoedRequest;
use sbps::message::{GatewayResult, PaymentResult, PurchaseRequest, ResultMessage, SignedForm, purchase_request};
use sbps::wire::{Encoding, write_form};
use serde_json::{Map, Value, json};
use std::time::Duration;

const FORM: &str = "application/x-www-form-urlencoded";

/// How long the gateway waits for an answer to a notification.
const GATEWAYS_PATIENCE: Duration = Duration::from_secs(3);

/// A request that the shop has signed.
#[derive(Clone, Debug)]
pub struct Signed {
    /// The order.
    pub reference: String,
    /// The body of the notification that it is paid.
    pub paid: String,
}

/// A payer; every function is `None` where the shop did not answer.
#[derive(Clone, Debug)]
pub struct Payer {
    /// Asks the shop.
    pub client: reqwest::Client,
    /// Where the shop is.
    pub address: String,
}

impl Payer {
    async fn post(&self, path: &str, media_type: &str, body: String) -> Option<reqwest::Response> {
        let request = self.client.post(format!("{}{path}", self.address)).header("content-type", media_type);
        request.body(body).send().await.ok()
    }

    /// Orders something; its reference.
    pub async fn order(&self, product: &str) -> Option<String> {
        let form = format!("product={product}&quantity=1&language=ja");
        let answer = self.post("/orders", FORM, form).await?;
        let location = answer.headers().get("location")?.to_str().ok()?;
        Some(location.split('?').next()?.strip_prefix("/orders/")?.to_owned())
    }

    /// The order as its page has it, and the fields of the plain form.
    async fn page(&self, reference: &str) -> Option<(Value, String)> {
        let address = format!("{}/orders/{reference}", self.address);
        let page = self.client.get(address).header("accept", "text/html").send().await.ok()?.text().await.ok()?;
        let data = page.split("<script type=\"application/json\">").nth(1)?.split("</script>").next()?;
        let order = serde_json::from_str(data).ok()?;
        Some((order, page))
    }

    /// The days and amounts of an order's charges, as they are shown.
    fn charges(page: &str) -> Vec<(String, i64)> {
        let value = page.split("name=\"charges\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let parts = value.unwrap_or_default().split(',').filter_map(|part| part.split_once(':'));
        parts.filter_map(|(day, amount)| Some((day.to_owned(), amount.parse().ok()?))).collect()
    }

    /// Makes an order as the shop's program does.
    pub async fn create(&self, key: &str, name: &str, order: &Value) -> Option<Value> {
        let request =
            self.client.post(format!("{}/v1/orders", self.address)).header("authorization", format!("Bearer {key}"));
        let request = request.header("content-type", "application/json").header("idempotency-key", name);
        let answer = request.body(order.to_string()).send().await.ok()?;
        (answer.status() == 201).then_some(serde_json::from_str(&answer.text().await.ok()?).ok()?)
    }

    /// The signed fields for an order as it is displayed.
    pub async fn fields(&self, reference: &str, order: &Value, page: &str) -> Option<Vec<(String, String)>> {
        let shown = ["item_id", "item_name", "amount", "tax"].map(|name| (name.to_owned(), order[name].clone()));
        let mut displayed: Map<String, Value> = shown.into_iter().collect();
        if order.get("recurring").is_some_and(Value::is_object) {
            displayed.insert("charges".to_owned(), json!(Self::charges(page)));
        }
        let question = json!({ "order_reference": reference, "language": "ja", "displayed": displayed });
        let answer = self.post("/checkout/requests", "application/json", question.to_string()).await?;
        let answer: Value = serde_json::from_str(&answer.text().await.ok()?).ok()?;
        serde_json::from_value(answer["fields"].clone()).ok()
    }

    /// Has the payment of an order signed, and says what the gateway would tell, under that number.
    pub async fn sign(&self, reference: &str, tracking: u64) -> Option<Signed> {
        let (order, page) = self.page(reference).await?;
        let fields = self.fields(reference, &order, &page).await?;
        Some(Self::paid(reference, &fields, tracking))
    }

    /// What the gateway would tell of a payment with these signed fields, under that number.
    #[must_use]
    pub fn paid(reference: &str, fields: &[(String, String)], tracking: u64) -> Signed {
        let signed = purchase_request::DEFINITION.arrange(fields).expect("every field is right");
        let request = PurchaseRequest::read(&signed.form).expect("every value is right");
        let outcome = GatewayResult {
            pay_method: "auone".to_owned(),
            tracking_id: format!("{tracking:014}").parse().ok(),
            ..GatewayResult::new(PaymentResult::Ok)
        };
        let form = ResultMessage { echoed: EchoedRequest::from(&request), outcome }.form();
        let checksum = Checksum::of_form(&form, Encoding::Utf8, &key()).expect("UTF-8").upper_case();
        Signed { reference: reference.to_owned(), paid: body(&SignedForm { form, checksum }) }
    }

    /// Joins a plan that the shop bills, under that number; its days and amounts.
    pub async fn join(&self, plan: &str, tracking: u64) -> Option<Vec<(String, i64)>> {
        let reference = self.order(plan).await?;
        let (order, page) = self.page(&reference).await?;
        let fields = self.fields(&reference, &order, &page).await?;
        let signed = application_request::DEFINITION.arrange(&fields).expect("every field is right");
        let application = ApplicationRequest::read(&signed.form).expect("every value is right");
        let tracking_id = format!("{tracking:014}").parse().ok();
        let outcome = GatewayResult { tracking_id, ..GatewayResult::new(PaymentResult::Ok) };
        let form = ApplicationResult { contract: application.contract, outcome }.form();
        let checksum = Checksum::of_form(&form, Encoding::Utf8, &key()).expect("UTF-8").upper_case();
        assert!(self.notify(&body(&SignedForm { form, checksum })).await.is_some_and(|answer| answer == "OK,"));
        Some(Self::charges(&page))
    }

    /// Tells the shop as the gateway does; what it answered, if it did in time.
    pub async fn notify(&self, body: &str) -> Option<String> {
        let request = self.client.post(format!("{}/sbps/notifications", self.address)).header("content-type", FORM);
        let answer = request.timeout(GATEWAYS_PATIENCE).body(body.to_owned()).send().await.ok()?;
        answer.text().await.ok()
    }

    /// What the shop says of an order.
    pub async fn outcome(&self, reference: &str) -> Option<String> {
        let address = format!("{}/orders/{reference}/result", self.address);
        let answer = self.client.get(address).header("accept", "application/json").send().await.ok()?;
        let told: Value = serde_json::from_str(&answer.text().await.ok()?).ok()?;
        Some(told["outcome"].as_str()?.to_owned())
    }
}

fn key() -> HashKey {
    HashKey::new(KEY.to_owned()).expect("a key")
}

fn body(signed: &SignedForm) -> String {
    write_form(signed.fields(), Encoding::ShiftJis).expect("encodable")
}
