//! A shop for one test, and the gateway's side of the messages.

use crate::conformity;
use crate::database::{OWN, address, lines};
pub(crate) use crate::message::{Attempt, body, fields_of, key, notification, signed};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, Response, StatusCode, header};
use chrono::NaiveDate;
use merchant::cli::config::Config;
use merchant::demo;
use merchant::service::Shop;
use merchant::service::billing::Desk;
use merchant::service::clock::Clock;
use merchant::service::gateway_api::GatewayApi;
use merchant::service::metrics::Metrics;
use merchant::service::readiness::Readiness;
use merchant::service::settings::Settings;
use merchant::service::storefront::Storefront;
use merchant::store::Store;
use merchant::web::router;
use sbps::wire::{Encoding, write_form};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::time::Duration;
use tokio::sync::OnceCell;
use tower::ServiceExt;

pub(crate) const KEY: &str = "a-key-for-tests-only";
/// 2026-11-24 12:00:00 in Japan.
pub(crate) const NOON: i64 = 1_795_489_200;
pub(crate) const GATEWAY: &str = "https://gateway.example";
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// How long a call to the gateway may take on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// A shop with a clock that stands still.
pub(crate) struct TestShop {
    pub(crate) router: Router,
    pub(crate) shop: Arc<Shop>,
    pub(crate) clock: Arc<AtomicI64>,
    /// The folder of the element's files.
    pub(crate) element_dir: PathBuf,
}

/// An answer, read whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// An empty folder of one test alone; the next run empties it again.
pub(crate) fn fresh_folder() -> PathBuf {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let name = format!("shop-{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("what an earlier run left can be removed");
    }
    std::fs::create_dir_all(&folder).expect("a folder for a test can be made");
    folder
}

pub(crate) fn config(element_dir: &str, further: &[(&str, &str)]) -> Config {
    let read = |name: &str| {
        let value = match name {
            "MERCHANT_PUBLIC_URL" => "https://shop.example",
            "MERCHANT_ELEMENT_DIR" => element_dir,
            "SBPS_MERCHANT_ID" => "30132",
            "SBPS_SERVICE_ID" => "001",
            "SBPS_HASH_KEY" => KEY,
            "SBPS_PURCHASE_URL" => "https://gateway.example/f01/FepBuyInfoReceive.do",
            _ => further.iter().chain(&[("SBPS_LIMIT_SECOND", "600")]).find(|(further, _)| *further == name)?.1,
        };
        Some(value.to_owned())
    };
    Config::read(read).expect("complete")
}

impl TestShop {
    pub(crate) async fn open() -> Self {
        Self::open_at(OWN).await
    }

    pub(crate) async fn open_at(database_url: &str) -> Self {
        Self::open_with(database_url, &[], PATIENCE).await
    }

    /// A shop with further settings, whose calls to the gateway may take so long.
    pub(crate) async fn open_with(database_url: &str, further: &[(&str, &str)], patience: Duration) -> Self {
        let sold = |settings: &Settings| {
            demo::storefront(settings.contract, settings.methods(), day("2026-11-24")).expect("it can be sold")
        };
        Self::open_selling(database_url, further, patience, sold).await
    }

    /// One that sells nothing of its own.
    pub(crate) async fn open_without_catalogue(further: &[(&str, &str)], patience: Duration) -> Self {
        Self::open_selling(OWN, further, patience, |_| Storefront::nameless()).await
    }

    /// One that sells what that says.
    pub(crate) async fn open_selling(
        database_url: &str,
        further: &[(&str, &str)],
        patience: Duration,
        sold: impl FnOnce(&Settings) -> Storefront,
    ) -> Self {
        let folder = fresh_folder();
        std::fs::write(folder.join("kantan-checkout.js"), "export {};").expect("written");
        let Config { settings, element_dir, .. } = config(&folder.to_string_lossy(), further);
        let clock = Arc::new(AtomicI64::new(NOON));
        let seconds = Arc::clone(&clock);
        let metrics = Metrics::default();
        let shop = Arc::new(Shop {
            clock: Clock::from_seconds(move || seconds.load(Ordering::SeqCst)),
            store: Store::open(&address(database_url).await).await.expect("the database opens"),
            storefront: sold(&settings),
            api: GatewayApi::with_patience(&settings, patience, &metrics).expect("a client"),
            billing: Desk::new(settings.billing.calls),
            metrics,
            readiness: Readiness::default(),
            settings,
        });
        Self { router: router(Arc::clone(&shop), &element_dir), shop, clock, element_dir }
    }

    pub(crate) fn wait(&self, seconds: i64) {
        self.clock.fetch_add(seconds, Ordering::SeqCst);
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let answer = self.answer(request).await;
        if path.starts_with("/v1/") && method != Method::HEAD {
            // It is the same for every shop.
            static DOCUMENT: OnceCell<Value> = OnceCell::const_new();
            let described = Request::get("/v1/openapi.json").body(Body::empty()).expect("a request");
            let document = DOCUMENT.get_or_init(|| async { self.answer(described).await.json() }).await;
            conformity::check(document, &method, &path, &answer);
        }
        answer
    }

    async fn answer(&self, request: Request<Body>) -> Answer {
        Answer::of(self.router.clone().oneshot(request).await.expect("a router always answers")).await
    }

    pub(crate) async fn get(&self, address: &str) -> Answer {
        let request = Request::builder().uri(address).header(header::ACCEPT, "text/html");
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    /// Asks for JSON as an element does.
    pub(crate) async fn get_json(&self, address: &str) -> Answer {
        let accept = "application/json, application/problem+json";
        let request = Request::builder().uri(address).header(header::ACCEPT, accept);
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    pub(crate) async fn post(&self, address: &str, media_type: &str, body: impl Into<Body>) -> Answer {
        let request = Request::builder().method(Method::POST).uri(address).header(header::CONTENT_TYPE, media_type);
        self.send(request.body(body.into()).expect("a request")).await
    }

    pub(crate) async fn post_form(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let body = write_form(fields.iter().copied(), Encoding::Utf8).expect("UTF-8 has every character");
        self.post(address, FORM, body).await
    }

    /// Posts a form as a browser does: a redirect is followed by GET.
    pub(crate) async fn submit(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.post_form(address, fields).await;
        if answer.status == StatusCode::SEE_OTHER { self.get(answer.header("location")).await } else { answer }
    }

    /// Orders a product and says its reference.
    pub(crate) async fn order(&self, product: &str, quantity: &str) -> String {
        let fields = [("product", product), ("quantity", quantity), ("language", "ja")];
        let answer = self.post_form("/orders", &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let location = answer.header("location").to_owned();
        let path = location.split('?').next().unwrap_or_default();
        path.strip_prefix("/orders/").expect("an order has a page").to_owned()
    }

    /// What the element sends for an order whose page it shows.
    pub(crate) async fn question(&self, reference: &str) -> Value {
        let order = self.shop.store.order(reference).await.expect("readable").expect("there is one");
        json!({
            "order_reference": reference,
            "language": "ja",
            "displayed": {
                "item_id": order.item_id.as_str(), "item_name": order.item_name.as_str(),
                "amount": order.amount.get(), "tax": order.tax.get(),
            },
        })
    }

    pub(crate) async fn ask(&self, question: &Value) -> Answer {
        self.post("/checkout/requests", "application/json", question.to_string()).await
    }

    /// Has a request to pay signed.
    pub(crate) async fn attempt(&self, reference: &str) -> Attempt {
        let answer = self.ask(&self.question(reference).await).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        Attempt::read(fields_of(&answer.json()))
    }

    pub(crate) async fn notify(&self, body: impl Into<Body>) -> String {
        let answer = self.post("/sbps/notifications", FORM, body).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("content-type"), "text/csv; charset=Shift_JIS");
        answer.text()
    }

    /// What the result says, as a page and as JSON, seen from a request to pay or from none.
    pub(crate) async fn outcome(&self, reference: &str, token: &str) -> String {
        let address = format!("/orders/{reference}/result?attempt={token}");
        let (page, json) = (self.get(&address).await, self.get_json(&address).await);
        assert_eq!((page.status, json.status), (StatusCode::OK, StatusCode::OK));
        let outcome = page.attribute("data-outcome").expect("a result says its outcome");
        assert_eq!(json.json()["outcome"], outcome.as_str());
        outcome
    }

    /// Every order and request as the database has them.
    pub(crate) async fn records(&self) -> String {
        let orders = "SELECT reference, amount, item_name, expires_at, paid_by FROM orders ORDER BY reference";
        let attempts = "SELECT order_id, reference, state, tracking_id, error_code, hint, updated_at FROM attempts \
                        ORDER BY order_id";
        let pool = self.shop.store.pool();
        [lines(pool, orders).await, lines(pool, attempts).await].concat().join("\n")
    }

    pub(crate) async fn count(&self, what: &'static str) -> i64 {
        sqlx::query_scalar(what).fetch_one(self.shop.store.pool()).await.expect("countable")
    }

    /// What is on the reconciliation list.
    pub(crate) async fn items(&self) -> Vec<merchant::domain::reconciliation::Item> {
        self.shop.store.open_items().await.expect("readable")
    }

    pub(crate) async fn journal(&self) -> i64 {
        self.count("SELECT count(*) FROM notifications").await
    }
}

impl Answer {
    pub(crate) async fn of(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 10_000_000).await.expect("an answer ends").to_vec();
        Self { status: parts.status, headers: parts.headers, body }
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("an answer is text")
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let text = self.text();
        let start = text.find(&format!("{name}=\""))? + name.len() + 2;
        text[start..].split('"').next().map(str::to_owned)
    }

    /// The JSON that an element reads on a page.
    pub(crate) fn embedded(&self) -> Value {
        let text = self.text();
        let json = text.split("<script type=\"application/json\">").nth(1);
        let json = json.and_then(|rest| rest.split("</script>").next());
        serde_json::from_str(json.unwrap_or_else(|| panic!("no JSON: {} {text}", self.status))).expect("JSON")
    }

    /// The stable code, in whichever shape it is told.
    pub(crate) fn code(&self) -> String {
        if self.header("content-type") == "application/problem+json" {
            let problem = self.json();
            assert_eq!(problem["status"], self.status.as_u16(), "{problem}");
            assert_eq!(problem["type"], "about:blank");
            for text in ["title", "detail"] {
                assert!(problem[text].as_str().is_some_and(|text| !text.is_empty()), "{problem}");
            }
            return problem["code"].as_str().expect("a code").to_owned();
        }
        self.attribute("data-error-code").unwrap_or_else(|| panic!("no code: {} {}", self.status, self.text()))
    }

    /// The hidden fields of the form with that id, as a browser would post them.
    pub(crate) fn hidden_fields(&self, form: &str) -> Vec<(String, String)> {
        let text = self.text();
        let start = text.find(&format!("<form id=\"{form}\"")).expect("the form is there");
        let end = text[start..].find("</form>").expect("the form ends");
        let unescaped =
            |text: &str| text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        let inputs = text[start..start + end].split("<input type=\"hidden\" name=\"").skip(1);
        let field = |input: &str| {
            let (name, rest) = input.split_once("\" value=\"").expect("a hidden field has a value");
            (unescaped(name), unescaped(rest.split('"').next().expect("a value ends")))
        };
        inputs.map(field).collect()
    }
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}
