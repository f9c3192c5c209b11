//! What the tests of contracts share: requests about contracts, calls of the API type, and what the merchant reads.

use super::support::{Answer, FORM, KEY, Merchant, PostedRequest, TestSandbox, key};
use axum::body::Body;
use axum::http::{Request, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sandbox::routes::{API_PATH, APPLICATION_PATH};
use sbps::api::{ApiAnswer, ApiRequest, Call, Document, FixedTermPurchase};
use sbps::identifier::Account;
use sbps::message::application_request::{ContractDescription, DEFINITION};
use sbps::message::purchase_request::ReturnAddresses;
use sbps::message::{Application, ApplicationRequest, ResultMessage, SignedForm, result};
use sbps::text::ItemName;
use sbps::wire::{Encoding, read_form};
use serde_json::Value;
use std::time::Duration;

/// Fields of A01-1 that make it a joining, without a last month.
const JOIN: [(&str, &str); 5] =
    [("pay_type", "1"), ("auto_charge_type", "1"), ("service_type", "0"), ("div_settele", "0"), ("camp_type", "0")];

impl PostedRequest {
    fn with_all(self, changes: &[(&str, &str)]) -> Self {
        changes.iter().fold(self, |request, (name, value)| request.with(name, value))
    }

    /// Joins a simple contract: first month charged, no last month.
    pub(crate) fn joining(merchant: &str, order_id: &str) -> Self {
        Self::to(merchant, order_id).with_all(&JOIN).signed()
    }

    /// Cancels a simple contract.
    pub(crate) fn cancelling(merchant: &str, order_id: &str, contract: &str) -> Self {
        let changes = [("service_type", "1"), ("camp_type", ""), ("tracking_id", contract)];
        Self::joining(merchant, order_id).with_all(&changes).signed()
    }

    /// Makes the first purchase of a fixed-term contract.
    pub(crate) fn first_purchase(merchant: &str, order_id: &str) -> Self {
        let changes = [("pay_type", "2"), ("auto_charge_type", "0"), ("camp_type", "")];
        Self::joining(merchant, order_id).with_all(&changes).signed()
    }

    /// D01-1.
    pub(crate) fn applying(merchant: &str, order_id: &str, application: Application) -> Self {
        let address = |path: &str| format!("{merchant}/{path}").parse().expect("an address");
        let request = ApplicationRequest {
            contract: ContractDescription {
                account: Account {
                    merchant_id: "30132".parse().expect("digits"),
                    service_id: "001".parse().expect("digits"),
                },
                customer_code: "customer-1".parse().expect("a code"),
                order_id: order_id.parse().expect("an order id"),
                item_id: "wine-course".parse().expect("an item id"),
                item_name: ItemName::new("ワイン便　毎月20日課金").expect("a name"),
                application,
                free: Default::default(),
                request_date: "20261124120000".parse().expect("a moment"),
                limit_seconds: None,
            },
            addresses: ReturnAddresses {
                success: address("success"),
                cancel: address("cancel"),
                error: address("error"),
                notification: address("notifications"),
            },
        };
        assert_eq!(DEFINITION.names().count(), 20);
        let signed = SignedForm::sign_request(request.form(), &key()).expect("encodable");
        Self(signed.fields().map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }
}

impl TestSandbox {
    pub(crate) fn now(&self) -> String {
        self.sandbox.clock.now().expect("a date").to_string()
    }

    /// The same request made now.
    pub(crate) fn today(&self, request: &PostedRequest) -> PostedRequest {
        request.clone().with("request_date", &self.now()).signed()
    }

    pub(crate) async fn application(&self, body: String) -> Answer {
        self.post(APPLICATION_PATH, FORM, body).await
    }

    /// Posts an application that is right; the id of its payment.
    pub(crate) async fn start_application(&self, request: &PostedRequest) -> String {
        let answer = self.application(self.today(request).body()).await;
        let path = answer.header("location").split("/confirm").next().unwrap_or_default();
        path.strip_prefix("/payments/").expect("the first screen").to_owned()
    }

    /// A joining that is agreed to; the contract.
    pub(crate) async fn join(&self, request: &PostedRequest) -> String {
        let id = self.start(&self.today(request)).await;
        self.finish(&id, "action=pay").await;
        self.exchange(&id).tracking_id.expect("it has a name")
    }

    /// An application that is agreed to; the contract.
    pub(crate) async fn apply(&self, merchant: &Merchant, order_id: &str) -> String {
        let id =
            self.start_application(&PostedRequest::applying(&merchant.address, order_id, Application::Apply)).await;
        self.finish(&id, "action=pay").await;
        self.exchange(&id).tracking_id.expect("it has a name")
    }

    pub(crate) async fn ask_json(&self, address: &str, form: Option<&str>) -> (u16, Value) {
        let request = Request::builder().uri(address).header(header::ACCEPT, "application/json");
        let request = match form {
            Some(form) => request.method("POST").header(header::CONTENT_TYPE, FORM).body(form.to_owned().into()),
            None => request.body(Body::empty()),
        };
        let answer = self.send(request.expect("a request")).await;
        (answer.status.as_u16(), serde_json::from_str(&answer.text).unwrap_or_else(|_| panic!("{}", answer.text)))
    }

    /// Moves the clock.
    pub(crate) async fn go(&self, form: &str) -> String {
        let (status, clock) = self.ask_json("/clock", Some(form)).await;
        assert_eq!(status, 200, "{form}: {clock}");
        clock["today"].as_str().expect("a date").to_owned()
    }

    pub(crate) async fn contract(&self, tracking_id: &str) -> Value {
        let (_, contracts) = self.ask_json("/contracts", None).await;
        let mut contracts = contracts.as_array().expect("a list").iter();
        contracts.find(|contract| contract["tracking_id"] == tracking_id).expect("it is listed").clone()
    }

    /// The dates and states of what was billed or bought under a contract.
    pub(crate) async fn charges(&self, tracking_id: &str) -> Vec<(String, String)> {
        let contract = self.contract(tracking_id).await;
        let charges = contract.get("billings").or_else(|| contract.get("purchases")).and_then(Value::as_array);
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        charges.expect("a list").iter().map(|charge| (text(&charge["date"]), text(&charge["status"]))).collect()
    }

    pub(crate) fn request(&self, call: Call) -> ApiRequest {
        ApiRequest {
            account: Account {
                merchant_id: "30132".parse().expect("digits"),
                service_id: "001".parse().expect("digits"),
            },
            call,
            request_date: self.now().parse().expect("a moment"),
            limit_seconds: None,
        }
    }

    /// Makes a right call; its answer.
    pub(crate) async fn call(&self, call: Call) -> ApiAnswer {
        let document = self.request(call).sign(&key()).expect("encodable");
        let answer = self.api(&document.to_xml(), &format!("30132001:{KEY}")).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "text/xml; charset=Shift_JIS"));
        let document = Document::read(answer.text.as_bytes()).expect("a document");
        ApiAnswer::read(&document).expect("an answer")
    }

    /// Makes a right call; `OK`, or the code why not.
    pub(crate) async fn code(&self, call: Call) -> String {
        let answer = self.call(call).await;
        if answer.error_code.is_empty() { answer.result.as_str().to_owned() } else { answer.error_code }
    }

    pub(crate) async fn api(&self, xml: &str, credentials: &str) -> Answer {
        let request = Request::post(API_PATH).header(header::CONTENT_TYPE, "text/xml");
        let request = request.header(header::AUTHORIZATION, format!("Basic {}", STANDARD.encode(credentials)));
        self.send(request.body(xml.to_owned().into()).expect("a request")).await
    }
}

/// A purchase under a contract.
pub(crate) fn purchase(contract: &str, order_id: &str) -> FixedTermPurchase {
    FixedTermPurchase {
        tracking_id: contract.parse().expect("digits"),
        customer_code: "customer-1".parse().expect("a code"),
        order_id: order_id.parse().expect("an order id"),
        item_id: "wine-course".parse().expect("an item id"),
        item_name: ItemName::new("ワイン便　毎月20日課金").expect("a name"),
        tax: None,
        amount: "3000".parse().expect("an amount"),
        free: Default::default(),
        order_row_number: None,
    }
}

impl Merchant {
    /// Every notification about a purchase, in order: result, tracking id, error code. Each must be right.
    pub(crate) fn told(&self) -> Vec<(String, String, String)> {
        let read = |body: &Vec<u8>| {
            let fields = read_form(body, Encoding::ShiftJis).expect("a form in Shift_JIS");
            let signed = result::DEFINITION.arrange(&fields).expect("the fields of A02-1");
            assert!(signed.is_genuine(Encoding::Utf8, &key()), "the checksum is over UTF-8");
            let outcome = ResultMessage::read(&signed.form).expect("every value is right").outcome;
            let tracking_id = outcome.tracking_id.map(|tracking_id| tracking_id.to_string());
            (outcome.result.as_str().to_owned(), tracking_id.unwrap_or_default(), outcome.error_code)
        };
        self.received().iter().map(read).collect()
    }

    /// Waits for that many notifications.
    pub(crate) async fn wait_for(&self, number: usize) {
        for _ in 0..200 {
            if self.received().len() >= number {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("only {} notifications of {number}", self.received().len());
    }
}

/// A notification as [`Merchant::told`] tells it.
pub(crate) fn notice(result: &str, tracking_id: &str, code: &str) -> (String, String, String) {
    (result.to_owned(), tracking_id.to_owned(), code.to_owned())
}
