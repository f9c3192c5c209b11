//! The one request of each element, to the merchant's own server; a checkout's is signed there.
//!
//! docs/page-contract.md, "Answer". Redirects are refused: an answer comes from where it was asked for, or not at all.

use crate::browser::json::{parse, print};
use crate::json::Json;
use crate::page::failure::{Code, Failure};
use gloo_net::http::{Method, RequestBuilder, Response};
use leptos::prelude::document;
use web_sys::{AbortSignal, HtmlElement, RequestCache, RequestCredentials, RequestMode, RequestRedirect};

/// A header that proves to the shop's server that its own page is asking: its name and its value.
pub(crate) type Token = (String, String);

/// The token that the page holds for forms, where the element's attribute `csrf-meta` names the `<meta>` with it, for
/// the header of attribute `csrf-header`. It is read when it is needed: a page may have got another one meanwhile.
#[cfg(any(feature = "checkout", feature = "subscriptions"))]
pub(crate) fn token(host: &HtmlElement) -> Option<Token> {
    let selector = ["meta[name=\"", &host.get_attribute("csrf-meta")?, "\"]"].concat();
    let meta = document().query_selector(&selector).ok().flatten()?;
    let header = host.get_attribute("csrf-header").unwrap_or_else(|| "X-CSRF-Token".to_owned());
    Some((header, meta.get_attribute("content")?))
}

/// Asks `endpoint`: with a question by `POST`, without one by `GET`. Aborting `signal` means that time is up.
///
/// # Errors
/// Whatever kept an answer with status 200 from arriving.
pub(crate) async fn ask(
    endpoint: &str,
    question: Option<&Json>,
    token: Option<Token>,
    signal: &AbortSignal,
) -> Result<Json, Failure> {
    let no_answer = |_| Failure::new(if signal.aborted() { Code::EndpointSlow } else { Code::EndpointUnreachable });
    let body = match question {
        None => None,
        Some(question) => Some(print(question).ok_or_else(|| Failure::new(Code::OrderInvalid))?),
    };
    let response = send(endpoint, body, token, signal).await.map_err(no_answer)?;
    // The body may still be on its way, and may still be too slow.
    let body = parse(&response.text().await.map_err(no_answer)?).unwrap_or(Json::Null);
    match response.status() {
        200 => Ok(body),
        status => Err(Failure::of_answer(status, retry_after(&response), &body)),
    }
}

async fn send(
    endpoint: &str,
    body: Option<String>,
    token: Option<Token>,
    signal: &AbortSignal,
) -> Result<Response, gloo_net::Error> {
    let request = RequestBuilder::new(endpoint)
        .header("Accept", "application/json, application/problem+json")
        .mode(RequestMode::SameOrigin)
        .credentials(RequestCredentials::SameOrigin)
        .redirect(RequestRedirect::Error)
        .cache(RequestCache::NoStore)
        .abort_signal(Some(signal));
    let request = match &token {
        Some((name, value)) => request.header(name, value),
        None => request,
    };
    let request = match body {
        None => request.build()?,
        Some(body) => request.method(Method::POST).header("Content-Type", "application/json").body(body)?,
    };
    request.send().await
}

/// The seconds of a `Retry-After` header, if it has seconds and not too many to be worth saying.
fn retry_after(response: &Response) -> Option<u32> {
    response.headers().get("Retry-After")?.parse().ok().filter(|seconds| (1..=600).contains(seconds))
}
