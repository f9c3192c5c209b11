//! What `kantan doctor --page` says of a page in a frame of another, and of files, with Chromium as the witness.

use super::{PAGE, doctor};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use std::sync::{Arc, Mutex};
use system_tests::OrStop;
use system_tests::browser::{Browser, Script, Viewport};
use system_tests::folders::element_folder;
use system_tests::servers::System;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

/// What the shop answers: headers of the page around, attributes of the frame in it, headers of the page in it.
#[derive(Clone, Debug, Default)]
struct Answers {
    around: Vec<(&'static str, String)>,
    frame: String,
    inside: Vec<(&'static str, String)>,
}

type Shared = Arc<Mutex<Answers>>;

const BUTTON: &str = "document.querySelector('iframe').contentDocument
    ?.querySelector('kantan-checkout')?.shadowRoot?.querySelector('button')";

fn with(headers: &[(&'static str, String)], html: String) -> Response {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.append(HeaderName::from_static(name), value.parse().or_stop("a value"));
    }
    (map, Html(html)).into_response()
}

async fn around(State(shared): State<Shared>) -> Response {
    let answers = shared.lock().or_stop("nobody failed").clone();
    with(
        &answers.around,
        format!("<!DOCTYPE html><title>Around</title><iframe src=\"/cart\" {}></iframe>", answers.frame),
    )
}

async fn cart(State(shared): State<Shared>) -> Response {
    let answers = shared.lock().or_stop("nobody failed").clone();
    with(&answers.inside, PAGE.replace("<kantan-checkout ", "<kantan-checkout target=\"_top\" "))
}

/// A shop whose page stands in a frame of another of its pages.
async fn shop(shared: Shared) -> String {
    let router = Router::new()
        .route("/", get(around))
        .route("/cart", get(cart))
        .nest_service("/assets", ServeDir::new(element_folder()))
        .with_state(shared);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.or_stop("a port is free");
    let address = format!("http://{}/", listener.local_addr().or_stop("it has a number"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// A header with this directive beside those of other names, if it is one of a policy.
fn csp(directive: &str) -> (&'static str, String) {
    ("content-security-policy", directive.to_owned())
}

#[tokio::test]
async fn in_a_frame_chromium_shows_what_the_doctor_says_is_shown() {
    let system = System::start().await;
    let shared = Shared::default();
    let address = shop(Arc::clone(&shared)).await;
    let browser = Browser::open("policies-frames", Viewport::Pc, Script::On).await;
    let sandboxed = "sandbox=\"allow-same-origin allow-forms allow-top-navigation-by-user-activation";
    let isolated = || ("cross-origin-embedder-policy", "require-corp".to_owned());
    let deny = || ("x-frame-options", "DENY".to_owned());
    let none = Answers::default;
    for (broken, change, mended) in [
        (
            Answers { around: vec![csp("frame-src 'none'")], ..none() },
            "frame-src 'self'",
            Answers { around: vec![csp("frame-src 'self'")], ..none() },
        ),
        (
            Answers { inside: vec![deny()], ..none() },
            "frame-ancestors 'self'",
            Answers { inside: vec![csp("frame-ancestors 'self'")], ..none() },
        ),
        (
            Answers { inside: vec![csp("frame-ancestors 'none'")], ..none() },
            "frame-ancestors 'self'",
            // What both say is decided by the policy.
            Answers { inside: vec![csp("frame-ancestors 'self'"), deny()], ..none() },
        ),
        (
            Answers { frame: format!("{sandboxed}\""), ..none() },
            "allow-scripts",
            Answers { frame: format!("{sandboxed} allow-scripts\""), ..none() },
        ),
        (
            Answers { around: vec![isolated()], ..none() },
            "require-corp",
            Answers { around: vec![isolated()], inside: vec![isolated()], ..none() },
        ),
    ] {
        for (answers, changes) in [(broken, vec![change.to_owned()]), (mended, Vec::new())] {
            let works = changes.is_empty();
            *shared.lock().or_stop("nobody failed") = answers.clone();
            assert_eq!(doctor(&system, &address).await, (i32::from(!works), changes), "{answers:?}");
            browser.go(&address).await;
            if works {
                browser.wait_until(BUTTON).await;
            } else {
                // Nothing is to come: the frame has been answered when its page is loaded.
                browser.wait_until("document.readyState === 'complete'").await;
                assert_eq!(browser.evaluate(&format!("!!({BUTTON})")).await, false, "{answers:?}");
            }
        }
    }
    browser.close().await;
}

#[tokio::test]
async fn a_file_of_another_type_is_named_and_not_run() {
    let system = System::start().await;
    let plain = HeaderValue::from_static("text/plain");
    let router = Router::new()
        .nest_service("/assets", ServeDir::new(element_folder()))
        .layer(SetResponseHeaderLayer::overriding(header::CONTENT_TYPE, plain))
        .route("/cart", get(|| async { Html(PAGE) }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.or_stop("a port is free");
    let address = format!("http://{}/cart", listener.local_addr().or_stop("it has a number"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    let (status, changes) = doctor(&system, &address).await;
    assert_eq!(status, 1);
    let (_, by_name, _) = system.command(&["doctor", "--page", &address, "--json"]).await;
    let (_, alone, _) = system.command(&["doctor", &address, "--json"]).await;
    assert_eq!(alone, by_name, "the address alone is enough");
    for right in ["text/javascript", "text/css"] {
        assert!(changes.iter().any(|it| it == right), "{changes:?}");
    }
    let browser = Browser::open("policies-type", Viewport::Pc, Script::On).await;
    browser.go(&address).await;
    browser.wait_until("document.readyState === 'complete'").await;
    assert_eq!(browser.evaluate("!!customElements.get('kantan-checkout')").await, false);
    browser.close().await;
}
