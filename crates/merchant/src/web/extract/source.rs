//! From where a request came, in words for the record: whoever connected, and whom a proxy before
//! us names. Nothing is decided by it.

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderName;
use axum::http::request::Parts;
use std::convert::Infallible;
use std::net::SocketAddr;

/// The most characters of what a proxy says that are kept.
const LONGEST: usize = 200;

/// From where a request came.
pub(in crate::web) struct Source(pub(in crate::web) String);

impl<S: Send + Sync> FromRequestParts<S> for Source {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map_or_else(|| "unknown".to_owned(), |ConnectInfo(address)| address.ip().to_string());
        let forwarded = parts.headers.get(HeaderName::from_static("x-forwarded-for"));
        Ok(Self(match forwarded.and_then(|value| value.to_str().ok()) {
            None => peer,
            Some(forwarded) => format!("{peer} for {}", forwarded.chars().take(LONGEST).collect::<String>()),
        }))
    }
}
