//! A shop's own program that is told what happens: it refuses a message now and then, and remembers what
//! it took.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use rand::Rng;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::TcpListener;

/// The program.
#[derive(Clone, Debug)]
pub struct Receiver {
    address: String,
    taken: Arc<Mutex<Vec<i64>>>,
}

impl Receiver {
    /// Listens.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}/hooks", listener.local_addr().expect("an address"));
        let receiver = Self { address, taken: Arc::default() };
        let router = Router::new().route("/hooks", post(take)).with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        receiver
    }

    /// Its address.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The numbers of the events that it took, in the order in which it did; one that came twice stands
    /// twice.
    #[must_use]
    pub fn taken(&self) -> Vec<i64> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn take(State(receiver): State<Receiver>, headers: HeaderMap) -> StatusCode {
    let name = headers.get("webhook-id").and_then(|name| name.to_str().ok());
    let number = name.and_then(|name| name.strip_prefix("evt_")?.parse().ok()).expect("a name");
    if rand::rng().random_ratio(1, 20) {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    receiver.taken.lock().unwrap_or_else(PoisonError::into_inner).push(number);
    StatusCode::OK
}
