//! The answer of the API type, byte for byte as the gateway's recorded answers stand, and what a
//! fault makes of it.

use crate::fault::api::ApiFault;
use crate::shared::Sandbox;
use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use sbps::error_code::{ApiErrorCode, ApiErrorType};
use std::io;
use std::time::Duration;

/// The elements of an answer, in order.
pub type Elements = Vec<(String, String)>;

/// Whether an answer names no function on its root: a basic refusal.
fn is_basic(elements: &Elements) -> bool {
    let code = elements.iter().find(|(name, _)| name == "res_err_code");
    let code = code.and_then(|(_, code)| code.parse::<ApiErrorCode>().ok());
    code.and_then(|code| code.error_type()).is_some_and(ApiErrorType::is_basic_refusal)
}

/// The document, in the shape of the recorded ones. Every text is ASCII without `<` and `&`.
#[must_use]
pub fn document(function: &str, elements: &Elements) -> String {
    let id = if is_basic(elements) { String::new() } else { format!(" id=\"{function}\"") };
    let mut xml = format!("<?xml version='1.0' encoding='Shift_JIS' ?>\n  <sps-api-response{id}>\n");
    for (name, text) in elements {
        if text.is_empty() {
            xml.push_str(&format!("    <{name}/>\n"));
        } else {
            xml.push_str(&format!("    <{name}>{text}</{name}>\n"));
        }
    }
    xml.push_str("  </sps-api-response>\n");
    xml
}

/// Sends a document, or what a fault makes of it.
pub async fn respond(sandbox: &Sandbox, document: String, fault: Option<ApiFault>) -> Response {
    const MEDIA_TYPE: &str = "text/xml; charset=Shift_JIS";
    let bytes = match fault {
        Some(ApiFault::TimeoutBefore | ApiFault::TimeoutAfter) => return held(sandbox).await,
        Some(ApiFault::Status(status)) => {
            return StatusCode::from_u16(status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE).into_response();
        }
        Some(ApiFault::BrokenOff) => return broken_off(MEDIA_TYPE, document),
        Some(ApiFault::Malformed) => document.replace("</sps-api-response>", "</sps-api-respons").into_bytes(),
        Some(ApiFault::WrongCharset) => utf_16(&document),
        Some(ApiFault::Slow) => {
            tokio::time::sleep(sandbox.config.slow).await;
            document.into_bytes()
        }
        _ => document.into_bytes(),
    };
    ([(header::CONTENT_TYPE, MEDIA_TYPE)], bytes).into_response()
}

/// No answer for as long as anybody waits, and then none of the gateway's own.
pub(crate) async fn held(sandbox: &Sandbox) -> Response {
    tokio::time::sleep(sandbox.config.hold).await;
    StatusCode::GATEWAY_TIMEOUT.into_response()
}

/// The half of an answer, and then the connection breaks.
fn broken_off(media_type: &'static str, document: String) -> Response {
    let mut half = document;
    half.truncate(half.len() / 2);
    let end = async {
        // What was sent shall have left before the connection breaks.
        tokio::time::sleep(Duration::from_millis(100)).await;
        Err(io::Error::from(io::ErrorKind::ConnectionAborted))
    };
    let pieces = stream::once(async { Ok(half) }).chain(stream::once(end));
    ([(header::CONTENT_TYPE, media_type)], Body::from_stream(pieces)).into_response()
}

fn utf_16(document: &str) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(document.encode_utf16());
    units.flat_map(u16::to_be_bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elements(pairs: &[(&str, &str)]) -> Elements {
        pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn answers_have_the_bytes_of_the_recorded_ones() {
        let refused = |code| elements(&[("res_result", "NG"), ("res_err_code", code), ("res_date", "20191018172431")]);
        let body = |code: &str| {
            format!(
                ">\n    <res_result>NG</res_result>\n    <res_err_code>{code}</res_err_code>\n    \
                 <res_date>20191018172431</res_date>\n  </sps-api-response>\n"
            )
        };
        let start = "<?xml version='1.0' encoding='Shift_JIS' ?>\n  <sps-api-response";
        for code in ["40203027", "40200999", "40205008", "40209025", "40214001", "40296004"] {
            assert_eq!(document("ST01-00104-402", &refused(code)), format!("{start}{}", body(code)), "{code}");
        }
        for code in ["40222008", "402L4999", "402U0999", "40290999", "40241999", "40295003", "402ZZ999"] {
            let expected = format!("{start} id=\"ST01-00104-402\"{}", body(code));
            assert_eq!(document("ST01-00104-402", &refused(code)), expected, "{code}");
        }
        let done = elements(&[
            ("res_result", "OK"),
            ("res_sps_transaction_id", "B30132001ST020030240101871426511"),
            ("res_process_date", "20210225092652"),
            ("res_err_code", ""),
            ("res_date", "20210225092653"),
        ]);
        assert_eq!(
            document("ST02-00302-401", &done),
            "<?xml version='1.0' encoding='Shift_JIS' ?>\n  <sps-api-response id=\"ST02-00302-401\">\n    \
             <res_result>OK</res_result>\n    \
             <res_sps_transaction_id>B30132001ST020030240101871426511</res_sps_transaction_id>\n    \
             <res_process_date>20210225092652</res_process_date>\n    <res_err_code/>\n    \
             <res_date>20210225092653</res_date>\n  </sps-api-response>\n"
        );
    }
}
