//! The connections of the server: how long a head may take, how many there are, and how they end.
//!
//! Whoever sends half a head, or nothing, must not keep a notification of the gateway out. A head
//! has a time limit, also on a connection that is kept open between two requests; and where every
//! place is taken, the connection that has been without a request for the longest gives up its
//! place to the new one.

use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tower::ServiceExt;

/// What connections may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long a request's head may take, from the first moment at which it could be sent.
    pub head: Duration,
    /// How many connections there are at once, at least one.
    pub most: usize,
}

/// The longest pause after the system refused a connection, for lack of descriptors as a rule.
const AFTER_REFUSAL: Duration = Duration::from_millis(200);

/// Serves until `stop`, and then until the requests that are under way have their answers. Whoever
/// calls decides how long that may take.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, stop: impl Future<Output = ()>) {
    let (places, graceful) = (Places::new(limits.most), GracefulShutdown::new());
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::error!(%error, "a connection could not be accepted");
                tokio::time::sleep(AFTER_REFUSAL).await;
                continue;
            }
        };
        let place = tokio::select! {
            place = places.take() => place,
            () = &mut stop => break,
        };
        ready(&stream);
        let held = Arc::clone(&place.held);
        let service = router.clone().map_request(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            request
        });
        let service = tower::service_fn(move |request| {
            let (held, service) = (Arc::clone(&held), service.clone());
            async move {
                let _busy = Busy::new(&held);
                service.oneshot(request).await
            }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.head)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            tokio::select! {
                ended = connection => if let Err(error) = ended {
                    tracing::debug!(%error, "a connection broke off");
                },
                () = place.held.give_way.notified() => {}
            }
            drop(place);
        });
    }
    drop(listener);
    graceful.shutdown().await;
}

/// An answer is written at once: small packets are not held back for the ones before them.
fn ready(stream: &TcpStream) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::warn!(%error, "TCP_NODELAY cannot be set on a connection");
    }
}

/// How long a connection may be silent before its place can be wanted: a request that has arrived
/// has to be read first.
const SILENCE: Duration = Duration::from_millis(200);

/// How often is looked again whether one has been silent for long enough.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// A connection as the others see it.
#[derive(Debug)]
struct Held {
    /// How many requests are under way.
    requests: AtomicUsize,
    /// Since when there is none.
    silent_since: Mutex<Instant>,
    /// Its place is wanted.
    give_way: Notify,
}

impl Held {
    fn new() -> Self {
        let now = Instant::now();
        Self { requests: AtomicUsize::new(0), silent_since: Mutex::new(now), give_way: Notify::new() }
    }

    fn silent_since(&self) -> MutexGuard<'_, Instant> {
        self.silent_since.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Since when it has been silent, if it has been for long enough.
    fn is_silent_since(&self) -> Option<Instant> {
        let since = *self.silent_since();
        (self.requests.load(Ordering::SeqCst) == 0 && since.elapsed() >= SILENCE).then_some(since)
    }
}

/// The places for connections.
#[derive(Clone, Debug)]
struct Places {
    most: usize,
    state: Arc<Mutex<State>>,
    free: Arc<Notify>,
}

#[derive(Debug, Default)]
struct State {
    next: u64,
    taken: usize,
    /// Those that can be asked to give way.
    held: BTreeMap<u64, Arc<Held>>,
}

/// A place, until it is dropped.
struct Place {
    number: u64,
    held: Arc<Held>,
    places: Places,
}

impl Places {
    fn new(most: usize) -> Self {
        Self { most: most.max(1), state: Arc::default(), free: Arc::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place: a free one, or that of the connection that has been silent for the longest, or the
    /// next to be free.
    async fn take(&self) -> Place {
        loop {
            let freed = self.free.notified();
            {
                let mut state = self.state();
                if state.taken < self.most {
                    state.taken += 1;
                    let (number, held) = (state.next, Arc::new(Held::new()));
                    state.next += 1;
                    state.held.insert(number, Arc::clone(&held));
                    return Place { number, held, places: self.clone() };
                }
                let silent = state.held.iter().filter_map(|(number, held)| Some((held.is_silent_since()?, *number)));
                if let Some((_, number)) = silent.min()
                    && let Some(held) = state.held.remove(&number)
                {
                    held.give_way.notify_one();
                }
            }
            let _ = tokio::time::timeout(LOOK_AGAIN, freed).await;
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        {
            let mut state = self.places.state();
            state.held.remove(&self.number);
            state.taken -= 1;
        }
        self.places.free.notify_one();
    }
}

/// A request that is under way.
struct Busy(Arc<Held>);

impl Busy {
    fn new(held: &Arc<Held>) -> Self {
        held.requests.fetch_add(1, Ordering::SeqCst);
        Self(Arc::clone(held))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        *self.0.silent_since() = Instant::now();
        self.0.requests.fetch_sub(1, Ordering::SeqCst);
    }
}
