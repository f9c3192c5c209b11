//! What became of a call, as far as its answer tells.

use reqwest::{Response, StatusCode};
use sbps::api::document::LONGEST_DOCUMENT;
use sbps::api::{ApiAnswer, ApiResult, Document, Function};

/// What became of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The gateway did it.
    Done(Box<ApiAnswer>),
    /// The gateway did not do it; its eight characters say why, or are blank.
    Refused(String),
    /// The call did not leave this machine.
    NotSent(String),
    /// The call went out and nothing readable came back: it may have been done.
    Unknown(String),
}

/// Reads an answer to a call of `function`. Whatever is not one leaves the outcome unknown.
pub(super) async fn read(mut response: Response, function: Function) -> Reply {
    if response.status() != StatusCode::OK {
        return Reply::Unknown(format!("answered with status {}", response.status()));
    }
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() <= LONGEST_DOCUMENT => body.extend_from_slice(&chunk),
            Ok(Some(_)) => return Reply::Unknown("the answer is too long".to_owned()),
            Ok(None) => break,
            Err(error) => return Reply::Unknown(error.without_url().to_string()),
        }
    }
    let document = match Document::read(&body) {
        Ok(document) => document,
        Err(error) => return Reply::Unknown(error.to_string()),
    };
    match ApiAnswer::read(&document) {
        Ok(answer) if !answer.answers(function) => Reply::Unknown("the answer is another function's".to_owned()),
        Ok(answer) if answer.result == ApiResult::Ok => Reply::Done(Box::new(answer)),
        Ok(answer) => Reply::Refused(answer.error_code),
        Err(problems) => Reply::Unknown(problems.first().map(ToString::to_string).unwrap_or_default()),
    }
}
