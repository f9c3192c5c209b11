//! Whatever this shop has no page for is the payment service's: the element's files, where it has its request
//! signed, the payer's pages, and where the gateway calls. The element asks only the origin of its page, so both
//! stand behind one; in production a web server such as nginx does what this does.

use crate::http::client;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use reqwest::Client;
use std::net::SocketAddr;
use std::sync::Arc;

/// The most bytes of a request that are passed on; the service takes fewer.
const LONGEST_BODY: usize = 256 * 1024;

/// What is about a connection and not about what is asked (RFC 9110, section 7.6.1).
const OF_A_CONNECTION: [HeaderName; 7] = [
    header::CONNECTION,
    HeaderName::from_static("keep-alive"),
    header::PROXY_AUTHENTICATE,
    header::PROXY_AUTHORIZATION,
    header::TE,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The way to the service.
#[derive(Clone, Debug)]
pub(crate) struct Behind {
    client: Client,
    url: Arc<str>,
}

impl Behind {
    /// The way to the service at this address.
    pub(crate) fn new(url: &str) -> Result<Self, reqwest::Error> {
        Ok(Self { client: client()?, url: url.into() })
    }
}

/// Passes a request on, and its answer back.
pub(crate) async fn pass_on(
    State(behind): State<Behind>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LONGEST_BODY).await else { return StatusCode::PAYLOAD_TOO_LARGE.into_response() };
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let mut headers = parts.headers;
    OF_A_CONNECTION.iter().for_each(|name| drop(headers.remove(name)));
    // Whoever asks may write this header as well: the service believes the last address of it, which is ours.
    if let Ok(peer) = HeaderValue::from_str(&peer.ip().to_string()) {
        headers.append(FORWARDED_FOR, peer);
    }
    let asked = behind.client.request(parts.method, format!("{}{path}", behind.url)).headers(headers).body(body);
    let answer = match asked.send().await {
        Ok(answer) => answer,
        Err(error) => {
            tracing::error!(%error, "the payment service does not answer");
            return StatusCode::BAD_GATEWAY.into_response();
        }
    };
    let (status, mut headers) = (answer.status(), answer.headers().clone());
    OF_A_CONNECTION.iter().for_each(|name| drop(headers.remove(name)));
    let Ok(body) = answer.bytes().await else { return StatusCode::BAD_GATEWAY.into_response() };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}
