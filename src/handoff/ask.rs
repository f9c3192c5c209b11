//! The one request of the element: the merchant's own server signs what was displayed.
//!
//! DESIGN.md, "From page to server". Redirects are refused: an answer comes from where it was asked for, or not at all.

use super::answer::Answer;
use super::failure::{Code, Failure};
use crate::checkout::order::Order;
use crate::json::{self, Json};
use crate::language::Language;
use gloo_net::http::{Request, Response};
use web_sys::{AbortSignal, RequestCache, RequestCredentials, RequestMode, RequestRedirect};

/// What the server is told: which order, and what the payer saw.
pub(crate) fn question(order: &Order, language: Language) -> Json {
    let number = |whole: u32| Json::Number(f64::from(whole));
    Json::object(vec![
        ("order_reference", Json::from_text(&order.reference)),
        ("language", Json::from_text(language.tag())),
        (
            "displayed",
            Json::object(vec![
                ("item_id", Json::from_text(order.item_id.as_str())),
                ("item_name", Json::from_text(order.item_name.as_str())),
                ("amount", number(order.amount.get())),
                ("tax", order.tax.map_or(Json::Null, |tax| number(tax.get()))),
            ]),
        ),
    ])
}

/// Asks `endpoint` for the signed request. Aborting `signal` means that time is up.
///
/// # Errors
/// Whatever kept a well-formed answer from arriving.
pub(crate) async fn ask(endpoint: &str, question: &Json, signal: &AbortSignal) -> Result<Answer, Failure> {
    let no_answer = |_| Failure::new(if signal.aborted() { Code::EndpointSlow } else { Code::EndpointUnreachable });
    let body = json::print(question).ok_or_else(|| Failure::new(Code::OrderInvalid))?;
    let request = Request::post(endpoint)
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, application/problem+json")
        .mode(RequestMode::SameOrigin)
        .credentials(RequestCredentials::SameOrigin)
        .redirect(RequestRedirect::Error)
        .cache(RequestCache::NoStore)
        .abort_signal(Some(signal))
        .body(body)
        .map_err(no_answer)?;
    let response = request.send().await.map_err(no_answer)?;
    // The body may still be on its way, and may still be too slow.
    let body = json::parse(&response.text().await.map_err(no_answer)?).unwrap_or(Json::Null);
    match response.status() {
        200 => Answer::read(&body),
        status => Err(Failure::of_answer(status, retry_after(&response), &body)),
    }
}

/// The seconds of a `Retry-After` header, if it has seconds and not too many to be worth saying.
fn retry_after(response: &Response) -> Option<u32> {
    response.headers().get("Retry-After")?.parse().ok().filter(|seconds| (1..=600).contains(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkout::order::tests::valid;
    use crate::json::tests::json;
    use serde_json::json;

    #[test]
    fn the_server_is_told_what_was_displayed() {
        let mut order = valid();
        let displayed = json!({
            "order_reference": "r-1", "language": "ja",
            "displayed": { "item_id": "wine-3000", "item_name": "赤ワイン（ハーフ）", "amount": 3500, "tax": 318 },
        });
        assert_eq!(sorted(question(&order, Language::Japanese)), sorted(json(displayed)));
        order.tax = None;
        assert_eq!(question(&order, Language::English).get("displayed").get("tax"), &Json::Null);
    }

    /// The same value with the members of its objects in the order of their names.
    fn sorted(value: Json) -> Json {
        match value {
            Json::Object(members) => {
                let mut members: Vec<_> = members.into_iter().map(|(name, value)| (name, sorted(value))).collect();
                members.sort_by(|(one, _), (other, _)| one.cmp(other));
                Json::Object(members)
            }
            other => other,
        }
    }
}
