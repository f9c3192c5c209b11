//! Stands before the merchant's server: counts what is asked of it, and where a test wants it, changes an answer as a
//! fault or an attacker would.

use crate::engine::Engine;
use crate::folders::element_folder;
use crate::{OrStop, http_client};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What the front changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tampering {
    /// Nothing.
    None,
    /// The form would go to another host.
    Destination,
    /// The amount is another.
    Amount,
    /// The item's name is another.
    ItemName,
    /// There is one field more.
    ExtraField,
    /// The answer is not JSON.
    NotJson,
    /// The server is busy.
    Unavailable,
    /// The order's deadline has passed, as the merchant's server would say it.
    Expired,
    /// There were too many requests, as the merchant's server would say it.
    TooMany,
    /// The connection is broken off.
    Away,
    /// The answer takes half a second, long enough for a storm of clicks.
    Slow,
    /// The answer takes ten seconds.
    VerySlow,
    /// There is no answer.
    Never,
    /// The page's policy forbids WebAssembly.
    NoWebAssembly,
    /// The page's policy forbids the form to go to the gateway.
    NoFormTarget,
    /// The gateway's notification arrives with another amount than was signed.
    Notification,
    /// Pages may be kept in the back/forward cache.
    Cacheable,
    /// WebAssembly arrives when this is over.
    LateScript,
    /// The WebAssembly of the checkout is another element's, as a cache that mixes files would have it.
    OtherModule,
    /// The sentences of the checkout are another element's.
    OtherSentences,
    /// The browser is one of the floor: it makes no shadow root of a template, and knows neither
    /// `light-dark()` nor what else came to style sheets later.
    OldBrowser,
}

/// The front.
#[derive(Debug)]
pub struct Front {
    /// Its address.
    pub address: String,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    merchant: String,
    tampering: Mutex<Tampering>,
    counts: Mutex<HashMap<String, u32>>,
    answers: Mutex<Vec<Value>>,
    client: reqwest::Client,
}

impl Front {
    /// Starts a front before the server at `merchant`.
    pub async fn start(merchant: &str, tampering: Tampering) -> Self {
        let shared = Arc::new(Shared {
            merchant: merchant.to_owned(),
            tampering: Mutex::new(tampering),
            counts: Mutex::default(),
            answers: Mutex::default(),
            client: http_client(),
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.or_stop("no free port");
        let address = format!("http://{}", listener.local_addr().or_stop("a port has a number"));
        let router = Router::new().fallback(pass).with_state(Arc::clone(&shared));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, shared }
    }

    /// From now on, changes this.
    pub fn tamper(&self, tampering: Tampering) {
        *self.shared.tampering.lock().unwrap_or_else(PoisonError::into_inner) = tampering;
    }

    /// How often `POST path` was asked for.
    #[must_use]
    pub fn posts(&self, path: &str) -> u32 {
        let counts = self.shared.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.get(&format!("POST {path}")).copied().unwrap_or(0)
    }

    /// What the merchant's server answered to each request for a signature, before any change.
    #[must_use]
    pub fn signed(&self) -> Vec<Value> {
        self.shared.answers.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn pass(
    State(shared): State<Arc<Shared>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let key = format!("{method} {}", uri.path());
    *shared.counts.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default() += 1;
    let tampering = || *shared.tampering.lock().unwrap_or_else(PoisonError::into_inner);
    while uri.path().ends_with(".wasm") && tampering() == Tampering::LateScript {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let tampering = tampering();
    let is_signature = uri.path() == "/checkout/requests";
    if is_signature {
        match tampering {
            Tampering::Unavailable => return (StatusCode::SERVICE_UNAVAILABLE, "busy").into_response(),
            Tampering::Expired => return problem(StatusCode::GONE, "order_expired"),
            Tampering::TooMany => return problem(StatusCode::TOO_MANY_REQUESTS, "too_many_requests"),
            Tampering::Away => return broken_off(),
            Tampering::NotJson => return ([(header::CONTENT_TYPE, "text/html")], "<p>hello</p>").into_response(),
            _ => {}
        }
    }
    let body = match tampering {
        Tampering::Notification if uri.path() == "/sbps/notifications" => without_last_digit(&body),
        _ => body,
    };
    let mut address = format!("{}{uri}", shared.merchant);
    if tampering == Tampering::OtherModule && uri.path().contains("checkout") && uri.path().ends_with(".wasm") {
        address = format!("{}/assets/{}", shared.merchant, file_of("kantan_result", "_bg.wasm"));
    }
    if tampering == Tampering::OtherSentences && uri.path().contains("checkout") && uri.path().contains("_ja.") {
        address = format!("{}/assets/{}", shared.merchant, file_of("kantan_result_ja", ".js"));
    }
    let mut request = shared.client.request(method, address).body(body);
    for (name, value) in &headers {
        // What is read or rewritten must not be compressed.
        let is_passed = name != header::ACCEPT_ENCODING || !(is_signature || tampering == Tampering::OldBrowser);
        if is_passed && name != header::HOST && name != header::CONNECTION && name != header::CONTENT_LENGTH {
            request = request.header(name, value);
        }
    }
    let Ok(answer) = request.send().await else { return broken_off() };
    let (status, mut headers) = (answer.status(), answer.headers().clone());
    let Ok(mut content) = answer.bytes().await else { return broken_off() };
    if is_signature && let Ok(value) = serde_json::from_slice::<Value>(&content) {
        shared.answers.lock().unwrap_or_else(PoisonError::into_inner).push(value.clone());
        if status == StatusCode::OK {
            content = changed(value, tampering).to_string().into();
        }
        match tampering {
            Tampering::Slow => tokio::time::sleep(Duration::from_millis(500)).await,
            Tampering::VerySlow => tokio::time::sleep(Duration::from_secs(10)).await,
            Tampering::Never => tokio::time::sleep(Duration::from_secs(120)).await,
            _ => {}
        }
    }
    if tampering == Tampering::OldBrowser {
        content = as_an_old_browser_reads(content, headers.get(header::CONTENT_TYPE));
    }
    let relaxed = |policy: &str| match tampering {
        Tampering::NoWebAssembly => policy.replace("'wasm-unsafe-eval'", ""),
        // The sheet in the page is no longer the one that the policy names.
        Tampering::OldBrowser => {
            let words = policy.split(' ').filter(|word| !word.starts_with("'sha256-") || word.ends_with(';'));
            let words = words.map(|word| if word.starts_with("'sha256-") { "'unsafe-inline';" } else { word });
            words.collect::<Vec<_>>().join(" ")
        }
        Tampering::NoFormTarget => policy.replace("form-action 'self' http://", "form-action 'self' https://"),
        _ => policy.to_owned(),
    };
    if let Some(policy) = headers.get(header::CONTENT_SECURITY_POLICY).and_then(|policy| policy.to_str().ok())
        && let Ok(policy) = HeaderValue::from_str(&relaxed(policy))
    {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if tampering == Tampering::Cacheable {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    }
    if Engine::chosen() == Engine::WebKit {
        // WebKit gives a page with this policy a process of its own, and when a payer goes back to it the driver goes on
        // asking the one before, for ever. The other engines have it.
        headers.remove("cross-origin-opener-policy");
    }
    headers.remove(header::CONTENT_LENGTH);
    headers.remove(header::TRANSFER_ENCODING);
    (status, headers, content).into_response()
}

/// A file of an element, by its name without the version.
fn file_of(name: &str, ending: &str) -> String {
    let files = std::fs::read_dir(element_folder()).or_stop("the element's folder can be read");
    let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    let mut found =
        names.filter(|it| it.strip_prefix(name).is_some_and(|it| it.starts_with('.') && it.ends_with(ending)));
    found.next().or_stop("every element has its files")
}

/// A page or a style sheet in which everything is unknown that browsers of the floor do not know. `OLD_BROWSER` of
/// the tests gives a script the attribute that such a browser would leave on the template.
fn as_an_old_browser_reads(content: Bytes, kind: Option<&HeaderValue>) -> Bytes {
    const NEWER: [&str; 6] = ["light-dark(", "cqi", "@container", ":has(", "text-wrap", "auto-phrase"];
    let unknown = |sheet: &str| {
        let unknown = |newer: &str| newer.replacen(|it: char| it.is_ascii_lowercase(), "unknown-", 1);
        NEWER.iter().fold(sheet.to_owned(), |sheet, newer| sheet.replace(newer, &unknown(newer)))
    };
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("text/html") {
        let page = String::from_utf8_lossy(&content);
        let page = page.replace(" shadowrootmode=", " data-shadowrootmode=");
        let in_sheets = |(at, part): (usize, &str)| match part.split_once("</style>").filter(|_| at > 0) {
            Some((sheet, rest)) => format!("{}</style>{rest}", unknown(sheet)),
            None => part.to_owned(),
        };
        return page.split("<style>").enumerate().map(in_sheets).collect::<Vec<_>>().join("<style>").into();
    }
    if kind.starts_with("text/css") {
        return unknown(&String::from_utf8_lossy(&content)).into();
    }
    content
}

/// A problem document (RFC 9457).
fn problem(status: StatusCode, code: &str) -> Response {
    let body = json!({ "type": "about:blank", "title": "x", "status": status.as_u16(), "code": code });
    let headers = [(header::CONTENT_TYPE, "application/problem+json"), (header::RETRY_AFTER, "90")];
    (status, headers, body.to_string()).into_response()
}

/// An answer whose body ends before it began.
fn broken_off() -> Response {
    let mut response = Response::new(Body::from("x"));
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from_static("1000"));
    response
}

/// The same form with an amount of one digit less, as if a byte had been lost on the way.
fn without_last_digit(body: &[u8]) -> Bytes {
    let text = String::from_utf8_lossy(body);
    let fields = text.split('&').map(|field| match field.strip_prefix("amount=") {
        Some(amount) => format!("amount={}", amount.get(1..).unwrap_or_default()),
        None => field.to_owned(),
    });
    fields.collect::<Vec<_>>().join("&").into()
}

fn changed(mut answer: Value, tampering: Tampering) -> Value {
    let mut set = |name: &str, value: &str| {
        for field in answer["fields"].as_array_mut().into_iter().flatten() {
            if field[0] == name {
                field[1] = json!(value);
            }
        }
    };
    match tampering {
        Tampering::Amount => set("amount", "9999"),
        Tampering::ItemName => set("item_name", "別の商品"),
        Tampering::ExtraField => {
            if let Some(fields) = answer["fields"].as_array_mut() {
                fields.push(json!(["surprise", "1"]));
            }
        }
        Tampering::Destination => answer["action"] = json!("https://evil.example/f01/FepBuyInfoReceive.do"),
        _ => {}
    }
    answer
}
