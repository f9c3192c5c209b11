//! How programs are answered, and what is wrong with what they ask.

use crate::domain::language::Language;
use crate::service::Shop;
use crate::service::problem::{Code, Problem};
use crate::web::extract::Query;
pub(super) use crate::web::extract::wrong_parameter;
use crate::web::json::json_answer;
use crate::web::respond::Shape;
use axum::response::Response;
use sbps::money::Yen;
use serde_json::{Map, Value};
use std::future::Future;
use std::str::FromStr;

/// How many rows are listed where nothing else is asked for.
pub(super) const LISTED: u32 = 50;

/// What the parameter `after` should be.
pub(super) const CURSOR: &str = "the member `next` of an earlier answer";

/// The value, or what went wrong.
pub(super) fn answer(shop: &Shop, answered: Result<Value, Problem>) -> Response {
    match answered {
        Ok(value) => json_answer(&value),
        Err(problem) => problem.respond(&shop.storefront, Shape::Program, Language::default()),
    }
}

/// Goes on when the program has gone away: what the gateway did must be written down.
pub(super) async fn to_the_end<T, F>(asked: F) -> Result<T, Problem>
where
    T: Send + 'static,
    F: Future<Output = Result<T, Problem>> + Send + 'static,
{
    tokio::spawn(asked).await.unwrap_or_else(|error| {
        tracing::error!(%error, "a call of a program broke off");
        Err(Code::Internal.into())
    })
}

/// The parameter `limit`, 1 to `most`.
pub(super) fn limit(query: &Query, most: u32) -> Result<u32, Problem> {
    let Some(text) = query.get("limit") else { return Ok(LISTED.min(most)) };
    let number = text.parse().ok().filter(|number| (1..=most).contains(number));
    number.ok_or_else(|| wrong_parameter("limit", &format!("1 to {most}")))
}

/// A parameter that is `true` or `false`.
pub(super) fn truth(query: &Query, name: &str) -> Result<Option<bool>, Problem> {
    let Some(text) = query.get(name) else { return Ok(None) };
    bool::from_str(text).map(Some).map_err(|_| wrong_parameter(name, "true or false"))
}

/// A member is not as it should be.
pub(super) fn wrong_member(name: &str, should: &str) -> Problem {
    Problem::with_detail(Code::RequestInvalid, format!("member `{name}` should be {should}")).with("member", name)
}

/// What an amount should be.
pub(super) const AMOUNT: &str = "1 to 9999999 yen as an integer, without quotation marks, point or exponent";

/// An amount of 1 to 9,999,999 yen, written as an integer. `1e3`, `1000.0` and `"1000"` are what programs write
/// that reckon with other numbers than money's; who sends them is told before it matters.
pub(super) fn yen(value: &Value) -> Option<Yen> {
    let whole = value.as_u64().filter(|whole| (1..=9_999_999).contains(whole))?;
    u32::try_from(whole).ok().and_then(|whole| Yen::new(whole).ok())
}

/// The members of a body that may have these and no others: one that nothing reads might have been
/// meant to change what is done.
pub(super) fn members<'a>(body: &'a Value, names: &[&str]) -> Result<&'a Map<String, Value>, Problem> {
    let first = names.first().copied().unwrap_or_default();
    let Value::Object(members) = body else { return Err(wrong_member(first, "in an object")) };
    if let Some(name) = members.keys().find(|name| !names.contains(&name.as_str())) {
        let name: String = name.chars().take(64).collect();
        return Err(wrong_member(&name, &format!("away: there are {}", names.join(", "))));
    }
    Ok(members)
}
