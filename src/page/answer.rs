//! The answer of the merchant's server, before it is believed.

use super::failure::{Code, Failure};
use crate::json::Json;

/// The encoding that the form must be posted in.
const ACCEPT_CHARSET: &str = "Shift_JIS";
/// 31 single fields and at most 999 rows of nine.
const MOST_FIELDS: usize = 31 + 999 * 9;

/// A signed request as it came: where to, and which fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The address to post to.
    pub action: String,
    /// Names and values in the order they came.
    pub fields: Vec<(String, String)>,
}

impl Answer {
    /// Reads the body of an answer with status 200.
    ///
    /// # Errors
    /// `answer_invalid` with the member that is not as it must be.
    pub fn read(json: &Json) -> Result<Self, Failure> {
        let refused = |member: &str| Failure::with(Code::AnswerInvalid, member);
        let action = json.get("action").text().ok_or_else(|| refused("action"))?;
        let encoding = json.get("accept_charset").text().unwrap_or_default();
        if !encoding.eq_ignore_ascii_case(ACCEPT_CHARSET) {
            return Err(refused("accept_charset"));
        }
        let list = json.get("fields").list().filter(|list| list.len() <= MOST_FIELDS);
        let fields = list.and_then(|list| list.iter().map(read_field).collect::<Option<_>>());
        Ok(Self { action: action.to_owned(), fields: fields.ok_or_else(|| refused("fields"))? })
    }

    /// The body of an answer with status 200.
    pub fn to_json(&self) -> Json {
        let pair = |(name, value): &(String, String)| Json::List(vec![Json::from_text(name), Json::from_text(value)]);
        Json::object(vec![
            ("action", Json::from_text(&self.action)),
            ("accept_charset", Json::from_text(ACCEPT_CHARSET)),
            ("fields", Json::List(self.fields.iter().map(pair).collect())),
        ])
    }

    /// The first value with that name; blank if there is none.
    pub fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }
}

fn read_field(json: &Json) -> Option<(String, String)> {
    match json.list()? {
        [Json::Text(name), Json::Text(value)] => Some((name.clone(), value.clone())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::tests::json;
    use serde_json::{Value, json};

    fn refused(answer: Value) -> Option<String> {
        Answer::read(&json(answer)).err().and_then(|failure| failure.detail)
    }

    #[test]
    fn an_answer_keeps_its_fields_in_order() {
        let answer =
            json!({ "action": "https://x/", "accept_charset": "shift_jis", "fields": [["b", "1"], ["a", ""]] });
        let answer = Answer::read(&json(answer)).expect("an answer");
        assert_eq!(answer.fields, [("b".to_owned(), "1".to_owned()), ("a".to_owned(), String::new())]);
        assert_eq!((answer.value("b"), answer.value("c")), ("1", ""));
    }

    #[test]
    fn anything_else_is_refused_by_its_member() {
        for (answer, member) in [
            (json!(null), "action"),
            (json!("<html>"), "action"),
            (json!({ "action": 1 }), "action"),
            (json!({ "action": "x" }), "accept_charset"),
            (json!({ "action": "x", "accept_charset": "UTF-8" }), "accept_charset"),
            (json!({ "action": "x", "accept_charset": "Shift_JIS" }), "fields"),
            (json!({ "action": "x", "accept_charset": "Shift_JIS", "fields": {} }), "fields"),
            (json!({ "action": "x", "accept_charset": "Shift_JIS", "fields": [["a"]] }), "fields"),
            (json!({ "action": "x", "accept_charset": "Shift_JIS", "fields": [["a", 1]] }), "fields"),
            (json!({ "action": "x", "accept_charset": "Shift_JIS", "fields": [["a", "b", "c"]] }), "fields"),
        ] {
            assert_eq!(refused(answer.clone()).as_deref(), Some(member), "{answer}");
        }
    }
}
