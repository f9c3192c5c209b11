//! The one request of each element, to the merchant's own server; a checkout's is signed there.
//!
//! docs/page-contract.md, "Answer". Redirects are refused: an answer comes from where it was asked for, or not at all.
//! The script asks (`element.js`), and tells what it was told.

use crate::browser::json::{parse, print};
use crate::browser::script::Script;
use crate::json::Json;
use crate::page::failure::{Code, Failure};
use leptos::prelude::document;
use web_sys::{AbortController, HtmlElement};

/// In the place of a status: nothing was answered, and nobody gave up.
const NO_ANSWER: u16 = 0;
/// In the place of a status: nothing was answered in time.
const GIVEN_UP: u16 = 1;

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

/// Asks `endpoint`: with a question by `POST`, without one by `GET`. Aborting what this gives means that time is up.
///
/// # Errors
/// If the question cannot be written, because the page has broken the browser's writer.
pub(crate) fn ask(
    script: &Script,
    endpoint: &str,
    question: Option<&Json>,
    token: Option<Token>,
) -> Result<AbortController, Failure> {
    let body = match question {
        None => None,
        Some(question) => Some(print(question).ok_or_else(|| Failure::new(Code::OrderInvalid))?),
    };
    let (header, value) = token.unzip();
    Ok(script.ask(endpoint, body, header, value))
}

/// What an answer says, by its status, its header `Retry-After` and its body.
///
/// # Errors
/// Whatever kept an answer with status 200 from arriving.
pub(crate) fn answer(status: u16, retry_after: Option<&str>, body: &str) -> Result<Json, Failure> {
    match status {
        NO_ANSWER => Err(Failure::new(Code::EndpointUnreachable)),
        GIVEN_UP => Err(Failure::new(Code::EndpointSlow)),
        _ => {
            let body = parse(body).unwrap_or(Json::Null);
            if status == 200 { Ok(body) } else { Err(Failure::of_answer(status, retry_after.and_then(seconds), &body)) }
        }
    }
}

/// The seconds of a `Retry-After` header, if it has seconds and not too many to be worth saying.
fn seconds(retry_after: &str) -> Option<u32> {
    retry_after.parse().ok().filter(|seconds| (1..=600).contains(seconds))
}
