//! A sandbox for one test, a request that is right until it is changed, and a merchant's server that answers as told.

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::routing::post;
use sandbox::clock::Clock;
use sandbox::config::Config;
use sandbox::routes::{PURCHASE_PATH, router};
use sandbox::shared::NotStarted;
use sandbox::{Sandbox, exchange::Exchange};
use sbps::checksum::{Checksum, HashKey};
use sbps::date_time::JstDateTime;
use sbps::identifier::Account;
use sbps::message::SignedForm;
use sbps::message::purchase_request::{Purchase, PurchaseRequest, ReturnAddresses};
use sbps::text::ItemName;
use sbps::wire::{Encoding, write_form};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tower::ServiceExt;

pub(crate) const KEY: &str = "a-key-for-tests-only";
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";
const NOON: &str = "20261124120000";

pub(crate) struct TestSandbox {
    pub(crate) router: Router,
    pub(crate) sandbox: Arc<Sandbox>,
    pub(crate) clock: Arc<AtomicI64>,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl TestSandbox {
    pub(crate) fn open() -> Self {
        Self::open_with("", "")
    }

    /// A sandbox with one more setting.
    pub(crate) fn open_with(setting: &str, value: &str) -> Self {
        Self::try_open_with(setting, value).expect("it starts")
    }

    pub(crate) fn try_open_with(setting: &str, value: &str) -> Result<Self, NotStarted> {
        let config = Config::read(|name| match name {
            "SBPS_HASH_KEY" => Some(KEY.to_owned()),
            "SANDBOX_LATE_SECONDS" | "SANDBOX_SLOW_SECONDS" | "SANDBOX_HOLD_SECONDS" => Some("1".to_owned()),
            _ if name == setting => Some(value.to_owned()),
            _ => None,
        });
        let now: JstDateTime = NOON.parse().expect("a moment");
        let (clock, seconds) = Clock::fixed(now);
        let sandbox = Arc::new(Sandbox::new(config.expect("complete"), clock)?);
        Ok(Self { router: router(Arc::clone(&sandbox)), sandbox, clock: seconds })
    }

    pub(crate) fn wait(&self, seconds: i64) {
        self.clock.fetch_add(seconds, Ordering::SeqCst);
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("a router always answers");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 10_000_000).await.expect("an answer ends").to_vec();
        let text = String::from_utf8(body).expect("an answer is text");
        Answer { status: parts.status, headers: parts.headers, text }
    }

    pub(crate) async fn get(&self, address: &str) -> Answer {
        self.send(Request::get(address).body(Body::empty()).expect("a request")).await
    }

    pub(crate) async fn post(&self, address: &str, media_type: &str, body: impl Into<Body>) -> Answer {
        let request = Request::post(address).header(header::CONTENT_TYPE, media_type);
        self.send(request.body(body.into()).expect("a request")).await
    }

    pub(crate) async fn purchase(&self, body: impl Into<Body>) -> Answer {
        self.post(PURCHASE_PATH, FORM, body).await
    }

    /// Posts a request that is right; the id of its payment.
    pub(crate) async fn start(&self, request: &PostedRequest) -> String {
        let answer = self.purchase(request.body()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let location = answer.header("location");
        let path = location.split("/confirm").next().unwrap_or_default();
        path.strip_prefix("/payments/").expect("the first screen").to_owned()
    }

    /// Presses a button of the payment screen.
    pub(crate) async fn press(&self, id: &str, action: &str) -> Answer {
        self.post(&format!("/payments/{id}/pay"), FORM, action.to_owned()).await
    }

    /// Presses a button, and the last screen's form.
    pub(crate) async fn finish(&self, id: &str, action: &str) -> (String, Vec<(String, String)>) {
        let answer = self.press(id, action).await;
        assert_eq!(answer.header("location"), format!("/payments/{id}/done?lang=ja"));
        self.get(&format!("/payments/{id}/done")).await.return_form()
    }

    pub(crate) fn exchange(&self, id: &str) -> Exchange {
        self.sandbox.store.get(id).expect("it is kept")
    }
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let start = self.text.find(&format!("{name}=\""))? + name.len() + 2;
        self.text[start..].split('"').next()
    }

    /// The fields and codes of what was found wrong, in their order.
    pub(crate) fn findings(&self) -> Vec<(&str, &str)> {
        let finding = |item: &'_ str| -> (usize, usize, usize) {
            let field = item.find('"').expect("a field");
            (field, item.find("\" data-code=\"").expect("a code"), item.find("\">").expect("its end"))
        };
        let items = self.text.split("<li data-field=\"").skip(1).map(|item| (item, finding(item)));
        items.map(|(item, (field, code, end))| (&item[..field], &item[code + 13..end])).collect()
    }

    /// Where the last screen's form goes, with what.
    fn return_form(&self) -> (String, Vec<(String, String)>) {
        let start = self.text.find("<form id=\"return\"").unwrap_or_else(|| panic!("no way back: {}", self.text));
        let form = &self.text[start..start + self.text[start..].find("</form>").expect("it ends")];
        let unescaped =
            |text: &str| text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        let action = form.split("action=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an action");
        let inputs = form.split("<input type=\"hidden\" name=\"").skip(1);
        let field = |input: &str| {
            let (name, rest) = input.split_once("\" value=\"").expect("a hidden field has a value");
            (unescaped(name), unescaped(rest.split('"').next().expect("a value ends")))
        };
        (unescaped(action), inputs.map(field).collect())
    }
}

/// A purchase request as a browser posts it.
#[derive(Clone)]
pub(crate) struct PostedRequest(pub(crate) Vec<(String, String)>);

impl PostedRequest {
    pub(crate) fn right(order_id: &str) -> Self {
        Self::to("http://127.0.0.1:9", order_id)
    }

    pub(crate) fn to(merchant: &str, order_id: &str) -> Self {
        let address = |path: &str| format!("{merchant}/{path}").parse().expect("an address");
        let request = PurchaseRequest {
            account: Account {
                merchant_id: "30132".parse().expect("digits"),
                service_id: "001".parse().expect("digits"),
            },
            customer_code: "customer-1".parse().expect("a code"),
            order_id: order_id.parse().expect("an order id"),
            item_id: "wine".parse().expect("an item id"),
            item_name: ItemName::new("赤ワイン～深い味わい～").expect("a name"),
            tax: Some("318".parse().expect("a tax")),
            amount: "3500".parse().expect("an amount"),
            purchase: Purchase::OneTime,
            addresses: ReturnAddresses {
                success: address("success"),
                cancel: address("cancel"),
                error: address("error"),
                notification: address("notifications"),
            },
            free: Default::default(),
            rows: Vec::new(),
            request_date: NOON.parse().expect("a moment"),
            limit_seconds: Some("600".parse().expect("seconds")),
        };
        let signed = SignedForm::sign_request(request.form(), &key()).expect("encodable");
        Self(signed.fields().map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    /// The same with another value and the old checksum.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.0.iter_mut().filter(|(field, _)| field == name).for_each(|(_, old)| value.clone_into(old));
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.0.retain(|(field, _)| field != name);
        self
    }

    pub(crate) fn and(mut self, name: &str, value: &str) -> Self {
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same with the checksum of its values.
    pub(crate) fn signed(self) -> Self {
        self.signed_over(Encoding::Utf8)
    }

    pub(crate) fn signed_over(self, encoding: Encoding) -> Self {
        let values = self.0.iter().filter(|(name, _)| name != "sps_hashcode").map(|(_, value)| value.as_str());
        let checksum = Checksum::of(values, encoding, &key()).expect("encodable").lower_case();
        self.with("sps_hashcode", &checksum)
    }

    pub(crate) fn body(&self) -> String {
        self.body_in(Encoding::ShiftJis)
    }

    pub(crate) fn body_in(&self, encoding: Encoding) -> String {
        let fields = self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        write_form(fields, encoding).expect("encodable")
    }
}

pub(crate) fn key() -> HashKey {
    HashKey::new(KEY.to_owned()).expect("not empty")
}

/// A merchant's server that gives these answers, one after the other, the last one again and again.
pub(crate) struct Merchant {
    pub(crate) address: String,
    received: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Merchant {
    pub(crate) async fn answering(answers: &[(u16, &'static str)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let received = Arc::new(Mutex::new(Vec::new()));
        let (kept, answers) = (Arc::clone(&received), answers.to_vec());
        let answer = async move |body: Bytes| {
            let mut kept = kept.lock().expect("nobody failed");
            let (status, line) = answers[kept.len().min(answers.len() - 1)];
            kept.push(body.to_vec());
            (StatusCode::from_u16(status).expect("a status"), line)
        };
        let router = Router::new().route("/notifications", post(answer));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, received }
    }

    pub(crate) fn received(&self) -> Vec<Vec<u8>> {
        self.received.lock().expect("nobody failed").clone()
    }
}
