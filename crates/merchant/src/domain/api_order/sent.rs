//! What a program sent, as the readers of a page's data read it.

use kantan_checkout::json::{EXACT, Json};
use serde_json::Value;

/// The tree. A number that was written with a point or an exponent is none to any reader of whole numbers,
/// though a browser would read `1000.0` as 1000: programs that write one reckon with fractions.
pub(super) fn tree(sent: &Value) -> Json {
    match sent {
        Value::Null => Json::Null,
        Value::Bool(truth) => Json::Truth(*truth),
        Value::Number(number) => Json::Number(whole(number).unwrap_or(f64::NAN)),
        Value::String(text) => Json::from_text(text),
        Value::Array(list) => Json::List(list.iter().map(tree).collect()),
        Value::Object(members) => {
            Json::Object(members.iter().map(|(name, value)| (name.clone(), tree(value))).collect())
        }
    }
}

/// An integer. One of more digits than a double holds exactly is out of every bound: it is the farthest that is read.
fn whole(number: &serde_json::Number) -> Option<f64> {
    let is_integer = number.is_i64() || number.is_u64();
    number.as_f64().filter(|value| is_integer || value.abs() > EXACT).map(|value| value.clamp(-EXACT, EXACT))
}
