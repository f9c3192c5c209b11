//! Calls of the API type as they were recorded at the gateway's test accounts: each checksum, and
//! each answer byte for byte.
#![cfg(feature = "api")]
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use sbps::api::{ApiAnswer, ApiRequest, ApiResult, Document, Function};
use sbps::checksum::{Checksum, HashKey};
use sbps::error_code::ApiErrorType;
use sbps::wire::Encoding;

#[derive(serde::Deserialize)]
struct Recorded {
    requests: Vec<Request>,
    answers: Vec<Answer>,
}

#[derive(serde::Deserialize)]
struct Request {
    function: String,
    account: String,
    hash_key: String,
    sps_hashcode: String,
    fields: Vec<(String, String)>,
}

#[derive(serde::Deserialize)]
struct Answer {
    /// The function that was called.
    called: String,
    /// The `id` of the answer's root.
    id: Option<String>,
    result: String,
    error_code: String,
    /// Its lines, each ended by a line feed.
    body: Vec<String>,
}

impl Answer {
    fn document(&self) -> Document {
        let bytes: String = self.body.iter().flat_map(|line| [line, "\n"]).collect();
        Document::read(bytes.as_bytes()).unwrap()
    }
}

fn recorded() -> Recorded {
    let recorded: Recorded = serde_json::from_str(include_str!("recorded_calls.json")).unwrap();
    assert_eq!((recorded.requests.len(), recorded.answers.len()), (20, 26));
    recorded
}

#[test]
fn every_recorded_request_has_its_checksum() {
    for Request { function, account, hash_key, sps_hashcode, fields } in recorded().requests {
        let key = HashKey::new(hash_key).unwrap();
        let values = fields.iter().map(|(_, value)| value.as_str());
        let checksum = Checksum::of(values, Encoding::ShiftJis, &key).unwrap();
        assert_eq!(checksum.lower_case(), sps_hashcode, "{function}");
        let named = |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
        let party = [named("merchant_id").unwrap(), named("service_id").unwrap()].join("/");
        assert_eq!(party, account, "{function}");
    }
}

/// What is recorded of au's own functions is what our requests print.
#[test]
fn a_request_of_ours_has_the_recorded_checksum() {
    let recorded = recorded();
    let request = recorded.requests.iter().find(|request| request.function == "ST02-00302-402").unwrap();
    let key = HashKey::new(request.hash_key.clone()).unwrap();
    let elements: String = request.fields.iter().map(|(name, value)| format!("<{name}>{value}</{name}>")).collect();
    let xml = format!(
        "<sps-api-request id=\"{}\">{elements}<sps_hashcode>{}</sps_hashcode></sps-api-request>",
        request.function, request.sps_hashcode
    );
    let (read, genuine) = ApiRequest::read(&Document::read(xml.as_bytes()).unwrap(), &key).unwrap();
    assert!(genuine);
    assert_eq!(read.sign(&key).unwrap().get(None, "sps_hashcode"), Some(request.sps_hashcode.as_str()));
}

#[test]
fn every_recorded_answer_is_read_as_a_document() {
    for answer in recorded().answers {
        let document = answer.document();
        assert_eq!((document.root.as_str(), &document.id), ("sps-api-response", &answer.id), "{}", answer.called);
        assert_eq!(document.get(None, "res_result"), Some(answer.result.as_str()));
        assert_eq!(document.get(None, "res_err_code"), Some(answer.error_code.as_str()));
    }
}

#[test]
fn a_refusal_without_an_id_is_read_as_the_refusal_it_is() {
    let basic: Vec<_> = recorded().answers.into_iter().filter(|answer| answer.id.is_none()).collect();
    assert_eq!(basic.len(), 6);
    for answer in basic {
        let read = ApiAnswer::read(&answer.document()).unwrap();
        assert_eq!((read.function, read.result), (None, ApiResult::Ng), "{}", answer.called);
        assert_eq!(read.error_code, answer.error_code);
        assert!(read.error().unwrap().error_type().is_some_and(ApiErrorType::is_basic_refusal));
        assert!(Function::ALL.iter().all(|&function| read.answers(function)), "it answers whichever was called");
        assert_eq!(ApiAnswer::refusal(Function::Settle, read.error().unwrap(), read.date.unwrap()), read);
    }
}

/// One answer to an au call names another carrier's function: such a one proves nothing about our
/// call.
#[test]
fn an_answer_that_names_a_function_which_is_not_ours_is_none() {
    for answer in recorded().answers.into_iter().filter(|answer| answer.id.is_some()) {
        let problems = ApiAnswer::read(&answer.document()).unwrap_err();
        let named: Vec<_> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(named, ["id"], "{}", answer.called);
    }
}

#[test]
fn nothing_counts_as_done_without_the_name_of_the_function() {
    for id in ["", " id=\"\""] {
        let xml = format!("<sps-api-response{id}><res_result>OK</res_result></sps-api-response>");
        let problems = ApiAnswer::read(&Document::read(xml.as_bytes()).unwrap()).unwrap_err();
        assert_eq!((problems[0].field.as_str(), problems[0].problem.code()), ("id", "missing"), "{id}");
    }
}

#[test]
fn a_refusal_made_later_names_the_function() {
    let date = "20191018172431".parse().unwrap();
    for (code, function) in [
        ("40200999", None),
        ("40203027", None),
        ("40205202", None),
        ("40209025", None),
        ("40214001", None),
        ("40296004", None),
        ("40222008", Some(Function::Settle)),
        ("40241999", Some(Function::Settle)),
        ("40290999", Some(Function::Settle)),
        ("40295003", Some(Function::Settle)),
        ("402L4999", Some(Function::Settle)),
        ("40260999", Some(Function::Settle)),
    ] {
        let refusal = ApiAnswer::refusal(Function::Settle, code.parse().unwrap(), date);
        assert_eq!(refusal.function, function, "{code}");
        assert!(!refusal.answers(Function::CancelOrRefund) || function.is_none(), "{code}");
        let document = Document::read(refusal.document().to_xml().as_bytes()).unwrap();
        assert_eq!(document.id.is_some(), function.is_some(), "{code}");
        assert_eq!(ApiAnswer::read(&document), Ok(refusal), "{code}");
    }
}
