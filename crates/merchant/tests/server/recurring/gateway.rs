//! A gateway that answers the API type: it takes what is right and does what a test tells it to.

use crate::support::{KEY, key};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use sbps::api::{ApiAnswer, ApiRequest, ApiResult, Call, Document, FixedTermPurchase, Function};
use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;

/// What the gateway does with a call, after it has counted it.
#[derive(Clone, Debug)]
pub(crate) enum Behaviour {
    /// Refuses it.
    Refuse(&'static str),
    /// Refuses it at once, without a word for which function: its basic refusal.
    RefuseBasically(&'static str),
    /// Answers something else than an answer, with this status.
    Babble(u16, &'static str),
    /// Answers for another function.
    Confuse,
    /// Does not answer.
    Hang,
    /// Does it after a while.
    Slow,
}

#[derive(Default)]
struct Kept {
    calls: Vec<ApiRequest>,
    behaviours: VecDeque<(Function, Behaviour)>,
    always: Option<Behaviour>,
    order_ids: HashSet<String>,
    /// Purchases that the gateway has made, whether or not it said so.
    taken: Vec<String>,
    /// Calls under way, and the most that there were at once.
    under_way: (usize, usize),
}

/// The gateway.
#[derive(Clone)]
pub(crate) struct FakeGateway {
    pub(crate) url: String,
    kept: Arc<Mutex<Kept>>,
}

impl FakeGateway {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}/api/xmlapi.do", listener.local_addr().expect("an address"));
        let gateway = Self { url, kept: Arc::default() };
        let router = Router::new().route("/api/xmlapi.do", post(answer)).with_state(gateway.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        gateway
    }

    /// The next call of that function is treated so; those after it are done.
    pub(crate) fn next(&self, function: Function, behaviour: Behaviour) {
        self.kept.lock().expect("unharmed").behaviours.push_back((function, behaviour));
    }

    /// Every call is treated so, where nothing else is said of it.
    pub(crate) fn always(&self, behaviour: Option<Behaviour>) {
        self.kept.lock().expect("unharmed").always = behaviour;
    }

    /// The most calls that were under way at once.
    pub(crate) fn most_at_once(&self) -> usize {
        self.kept.lock().expect("unharmed").under_way.1
    }

    pub(crate) fn calls(&self) -> Vec<ApiRequest> {
        self.kept.lock().expect("unharmed").calls.clone()
    }

    /// The order ids of the purchases that it has made, whether or not it said so.
    pub(crate) fn taken(&self) -> Vec<String> {
        self.kept.lock().expect("unharmed").taken.clone()
    }

    pub(crate) fn functions(&self) -> Vec<Function> {
        self.calls().iter().map(|request| request.call.function()).collect()
    }

    /// Every purchase and when it was asked for.
    pub(crate) fn purchases(&self) -> Vec<(ApiRequest, FixedTermPurchase)> {
        let purchase = |request: ApiRequest| match request.call.clone() {
            Call::PurchaseFixedTerm(purchase) => Some((request, *purchase)),
            _ => None,
        };
        self.calls().into_iter().filter_map(purchase).collect()
    }
}

/// A call that is not under way any more, however it ended.
struct Ended(FakeGateway);

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.kept.lock().expect("unharmed").under_way.0 -= 1;
    }
}

async fn answer(State(gateway): State<FakeGateway>, headers: HeaderMap, body: Bytes) -> Response {
    let expected = format!("Basic {}", base64(format!("30132001:{KEY}").as_bytes()));
    assert_eq!(headers[header::AUTHORIZATION], expected.as_str(), "merchant and service, and the hash key");
    let document = Document::read(&body).expect("a document");
    let (request, genuine) = ApiRequest::read(&document, &key()).expect("every element is right");
    assert!(genuine, "the checksum is right");
    let (function, date) = (request.call.function(), request.request_date);
    let behaviour = {
        let mut kept = gateway.kept.lock().expect("unharmed");
        kept.under_way.0 += 1;
        kept.under_way.1 = kept.under_way.1.max(kept.under_way.0);
        let place = kept.behaviours.iter().position(|(of, _)| *of == function);
        let behaviour = place.and_then(|place| kept.behaviours.remove(place)).map(|(_, behaviour)| behaviour);
        let order_id = match &request.call {
            Call::PurchaseFixedTerm(purchase) => Some(purchase.order_id.to_string()),
            _ => None,
        };
        kept.calls.push(request);
        let behaviour = behaviour.or_else(|| kept.always.clone());
        let does = |behaviour: &Option<Behaviour>| match behaviour {
            None | Some(Behaviour::Slow | Behaviour::Hang | Behaviour::Confuse) => true,
            Some(Behaviour::Babble(status, _)) => *status >= 500,
            Some(Behaviour::Refuse(_) | Behaviour::RefuseBasically(_)) => false,
        };
        if let Some(order_id) = &order_id
            && does(&behaviour)
            && !kept.order_ids.contains(order_id)
        {
            kept.taken.push(order_id.clone());
        }
        match order_id {
            // What is refused at the door has not been read.
            _ if matches!(behaviour, Some(Behaviour::Babble(401 | 403, _))) => behaviour,
            // The gateway takes an order id once.
            Some(order_id) if !kept.order_ids.insert(order_id.clone()) => Some(Behaviour::RefuseBasically("40296004")),
            _ => behaviour,
        }
    };
    let _ended = Ended(gateway.clone());
    let number = gateway.calls().len();
    let mut answer = ApiAnswer {
        function: Some(function),
        result: ApiResult::Ok,
        transaction_id: format!("T{number}"),
        tracking_id: None,
        process_date: None,
        error_code: String::new(),
        date: None,
    };
    if function == Function::PurchaseFixedTerm {
        answer.tracking_id = format!("{:014}", 70_000_000_000_000_u64 + number as u64).parse().ok();
    }
    match behaviour {
        None => {}
        Some(Behaviour::Slow) => tokio::time::sleep(Duration::from_millis(300)).await,
        Some(Behaviour::Hang) => std::future::pending().await,
        Some(Behaviour::Babble(status, text)) => {
            return (StatusCode::from_u16(status).expect("a status"), text).into_response();
        }
        Some(Behaviour::Confuse) => answer.function = Some(Function::CancelOrRefund),
        Some(Behaviour::RefuseBasically(code)) => {
            let refusal = ApiAnswer::refusal(function, code.parse().expect("a code"), date);
            answer = ApiAnswer { function: None, ..refusal };
        }
        Some(Behaviour::Refuse(code)) => {
            answer = match code.parse() {
                Ok(code) => ApiAnswer::refusal(function, code, date),
                Err(_) => ApiAnswer { result: ApiResult::Ng, tracking_id: None, ..answer },
            };
        }
    }
    ([(header::CONTENT_TYPE, "text/xml")], answer.document().to_xml()).into_response()
}

/// BASE64 by the book, so that the header is not compared with itself.
pub(super) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let encode = |chunk: &[u8]| {
        let byte = |place: usize| u32::from(chunk.get(place).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        let digit = |place: u32| char::from(DIGITS[(bits >> (18 - 6 * place) & 63) as usize]);
        let filled = |place: u32| if place as usize <= chunk.len() { digit(place) } else { '=' };
        [filled(0), filled(1), filled(2), filled(3)]
    };
    bytes.chunks(3).flat_map(encode).collect()
}
