//! What a program sent, as the readers of a page's data read it.

use kantan_checkout::json::Json;
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

/// An integer; what a double does not hold exactly is out of every bound, as it is rounded too.
#[expect(clippy::cast_precision_loss, reason = "beyond 2^53 the readers refuse any number")]
fn whole(number: &serde_json::Number) -> Option<f64> {
    number.as_i64().map(|whole| whole as f64).or_else(|| number.as_u64().map(|whole| whole as f64))
}
