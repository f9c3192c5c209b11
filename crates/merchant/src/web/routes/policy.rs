//! What browsers report against the pages' policy.
//!
//! A report names the page it is about, and a payer's page is a secret link: what is logged is the
//! directive, the origin of what was blocked, and nothing of an address behind it.

use crate::domain::language::Language;
use crate::service::Shop;
use crate::service::settings::split_origin;
use crate::web::extract::refused_body;
use crate::web::respond::Shape;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use std::sync::Arc;

/// The most characters of a word that are logged.
const LONGEST: usize = 200;

/// The most reports of one body that are logged.
const MOST: usize = 10;

pub(in crate::web) async fn report(State(shop): State<Arc<Shop>>, body: Result<Bytes, BytesRejection>) -> Response {
    match body {
        Ok(body) => {
            match serde_json::from_slice(&body) {
                Ok(Value::Array(reports)) => reports.iter().take(MOST).for_each(|it| log(&it["body"])),
                Ok(report) => log(&report["csp-report"]),
                Err(_) => tracing::warn!(bytes = body.len(), "a report of the page's policy cannot be read"),
            }
            StatusCode::NO_CONTENT.into_response()
        }
        Err(rejection) => refused_body(&rejection).respond(&shop.storefront, Shape::Program, Language::default()),
    }
}

/// Of one report, in the names of both ways of reporting.
fn log(report: &Value) {
    let word = |names: [&str; 2]| {
        let text = names.iter().find_map(|name| report[*name].as_str()).unwrap_or_default();
        text.chars().take(LONGEST).collect::<String>()
    };
    // `inline`, `eval` and the like have no origin and stay as they are.
    let blocked = word(["blocked-uri", "blockedURL"]);
    let blocked = if blocked.contains("://") { split_origin(&blocked).0.to_owned() } else { name(&blocked) };
    let directive = name(&word(["effective-directive", "effectiveDirective"]));
    tracing::warn!(directive, blocked, "content security policy violated");
}

/// A single word of the kind that a policy is made of; nothing that could be an address.
fn name(word: &str) -> String {
    word.chars().take_while(|sign| sign.is_ascii_lowercase() || *sign == '-').collect()
}
