//! A program's own name for a request (`Idempotency-Key`): a request that is repeated under it is
//! carried out once.

use crate::service::problem::{Code, Problem};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use sha2::{Digest, Sha256};
use std::convert::Infallible;

/// The longest key, in bytes.
const LONGEST: usize = 128;

/// The key of a request, or what is wrong with it.
pub(in crate::web) struct IdempotencyKey(pub(in crate::web) Result<String, Problem>);

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let mut keys = parts.headers.get_all("idempotency-key").iter();
        let key = match (keys.next(), keys.next()) {
            (Some(key), None) => key.to_str().ok().map(|key| key.trim().trim_matches('"')),
            _ => None,
        };
        let key =
            key.filter(|key| (1..=LONGEST).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic()));
        let wrong = || {
            let should = "header `Idempotency-Key` should be one name of 1 to 128 characters of printable ASCII, new \
                          for each thing that is to be done once";
            Problem::with_detail(Code::RequestInvalid, should).with("header", "Idempotency-Key")
        };
        Ok(Self(key.map(str::to_owned).ok_or_else(wrong)))
    }
}

/// SHA-256 of what is asked, in hexadecimal digits: the address, and the body however its members
/// are ordered and set apart.
pub(in crate::web) fn digest(address: &str, body: &serde_json::Value) -> String {
    let mut hash = Sha256::new();
    hash.update(address);
    hash.update([0]);
    hash.update(body.to_string());
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
