//! A gateway that answers the API type after a while, tells the time, and counts.

use crate::KEY;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use sbps::api::{ApiAnswer, ApiRequest, ApiResult, Call, Document};
use sbps::checksum::HashKey;
use sbps::date_time::JstDateTime;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;

/// An order id that was used before.
const USED_BEFORE: &str = "40296004";
/// Settled already.
const SETTLED_BEFORE: &str = "40223999";

#[derive(Debug, Default)]
struct Counted {
    calls: u64,
    order_ids: HashSet<String>,
    /// Purchases that were taken, by contract.
    purchases: HashMap<String, u32>,
    settled: HashSet<String>,
    next: u64,
}

/// The gateway.
#[derive(Clone, Debug)]
pub struct Gateway {
    address: String,
    takes: Duration,
    began: Instant,
    now: Arc<Mutex<i64>>,
    counted: Arc<Mutex<Counted>>,
}

fn lock<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Gateway {
    /// Answers each call after so long; its clock begins at that moment, in seconds since
    /// 1970-01-01T00:00:00Z, and goes on.
    pub async fn start(takes: Duration, now: i64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let gateway =
            Self { address, takes, began: Instant::now(), now: Arc::new(Mutex::new(now)), counted: Arc::default() };
        let router =
            Router::new().route("/api/xmlapi.do", post(answer)).route("/clock", get(clock)).with_state(gateway.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        gateway
    }

    /// Its address.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Moves its clock, and with it the shop's.
    pub fn go_to(&self, moment: i64) {
        *lock(&self.now) = moment - self.seconds();
    }

    fn seconds(&self) -> i64 {
        i64::try_from(self.began.elapsed().as_secs()).expect("a short time")
    }

    /// How often it was asked.
    #[must_use]
    pub fn calls(&self) -> u64 {
        lock(&self.counted).calls
    }

    /// How many contracts it took a purchase for, and how many of those more than once.
    #[must_use]
    pub fn charged(&self) -> (usize, usize) {
        let counted = lock(&self.counted);
        (counted.purchases.len(), counted.purchases.values().filter(|number| **number > 1).count())
    }

    /// How many purchases were settled.
    #[must_use]
    pub fn settled(&self) -> usize {
        lock(&self.counted).settled.len()
    }
}

async fn clock(State(gateway): State<Gateway>) -> Response {
    let now = *lock(&gateway.now) + gateway.seconds();
    let now = JstDateTime::from_unix_seconds(now).expect("a moment").to_string();
    let digits: String = now.chars().filter(char::is_ascii_digit).take(14).collect();
    axum::Json(serde_json::json!({ "now": digits })).into_response()
}

async fn answer(State(gateway): State<Gateway>, body: Bytes) -> Response {
    let document = Document::read(&body).expect("a document");
    let key = HashKey::new(KEY.to_owned()).expect("a key");
    let (request, is_genuine) = ApiRequest::read(&document, &key).expect("every element is right");
    assert!(is_genuine, "the checksum is right");
    // Taken before it is answered: whoever is killed meanwhile has bought all the same.
    let (function, date) = (request.call.function(), request.request_date);
    let answer = {
        let mut counted = lock(&gateway.counted);
        counted.calls += 1;
        let mut answer = ApiAnswer {
            function: Some(function),
            result: ApiResult::Ok,
            transaction_id: format!("T{}", counted.calls),
            tracking_id: None,
            process_date: None,
            error_code: String::new(),
            date: None,
        };
        match &request.call {
            Call::PurchaseFixedTerm(purchase) => {
                if counted.order_ids.insert(purchase.order_id.to_string()) {
                    *counted.purchases.entry(purchase.tracking_id.to_string()).or_default() += 1;
                    counted.next += 1;
                    answer.tracking_id = format!("{:014}", 70_000_000_000_000_u64 + counted.next).parse().ok();
                } else {
                    let refusal = ApiAnswer::refusal(function, USED_BEFORE.parse().expect("a code"), date);
                    answer = ApiAnswer { function: None, ..refusal };
                }
            }
            Call::Settle { tracking_id, .. } if !counted.settled.insert(tracking_id.to_string()) => {
                answer = ApiAnswer::refusal(function, SETTLED_BEFORE.parse().expect("a code"), date);
            }
            _ => {}
        }
        answer
    };
    tokio::time::sleep(gateway.takes).await;
    ([(header::CONTENT_TYPE, "text/xml")], answer.document().to_xml()).into_response()
}
