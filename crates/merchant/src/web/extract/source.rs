//! From where a request came: whoever connected, or whom a proxy of the shop's names.
//!
//! `X-Forwarded-For` can be sent by anybody, so it is believed of the proxies that the settings
//! name, and of those to their left only what they added: the last address that is no proxy's.

use crate::service::Shop;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderName};
use ipnet::IpNet;
use std::convert::Infallible;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// From where a request came; nobody knows of one that no connection brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web) struct Source(pub(in crate::web) Option<IpAddr>);

impl Source {
    /// Reads it from a request, of which `proxies` may tell it.
    pub(in crate::web) fn of(extensions: &Extensions, headers: &HeaderMap, proxies: &[IpNet]) -> Self {
        let Some(ConnectInfo(peer)) = extensions.get::<ConnectInfo<SocketAddr>>() else { return Self(None) };
        let is_proxy = |address: &IpAddr| proxies.iter().any(|network| network.contains(address));
        let mut source = peer.ip().to_canonical();
        let forwarded = headers.get_all(HeaderName::from_static("x-forwarded-for"));
        let named: Vec<&str> =
            forwarded.iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).collect();
        for address in named.into_iter().rev() {
            if !is_proxy(&source) {
                break;
            }
            // What a proxy says and nobody can read leaves it at the proxy.
            let Ok(address) = address.trim().parse::<IpAddr>() else { break };
            source = address.to_canonical();
        }
        Self(Some(source))
    }

    /// Who counts as one: an address, of IPv6 its first 64 bits, which one subscriber has whole.
    pub(in crate::web) fn one(self) -> Option<IpAddr> {
        self.0.map(|address| match address {
            IpAddr::V4(_) => address,
            IpAddr::V6(long) => IpAddr::from((u128::from(long) >> 64 << 64).to_be_bytes()),
        })
    }
}

impl fmt::Display for Source {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(address) => address.fmt(out),
            None => out.write_str("unknown"),
        }
    }
}

impl FromRequestParts<Arc<Shop>> for Source {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, shop: &Arc<Shop>) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.extensions, &parts.headers, &shop.settings.edge.proxies))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(peer: &str, forwarded: &[&'static str], proxies: &[&str]) -> String {
        let (mut extensions, mut headers) = (Extensions::new(), HeaderMap::new());
        extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().expect("an address"), 1)));
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().expect("a value"));
        }
        let proxies: Vec<IpNet> = proxies.iter().map(|network| network.parse().expect("a network")).collect();
        Source::of(&extensions, &headers, &proxies).to_string()
    }

    #[test]
    fn only_a_proxy_of_the_shops_may_say_who_asked() {
        let proxies = ["127.0.0.1/32", "10.0.0.0/8", "::1/128"];
        for (peer, forwarded, expected) in [
            ("203.0.113.9", &[][..], "203.0.113.9"),
            // Anybody can send the header.
            ("203.0.113.9", &["198.51.100.1"], "203.0.113.9"),
            ("127.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            // What the payer put there before the proxy added who asked.
            ("127.0.0.1", &["1.2.3.4, 198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", &["1.2.3.4", "198.51.100.1, 10.1.2.3"], "198.51.100.1"),
            ("::1", &["2001:db8::7"], "2001:db8::7"),
            ("::ffff:127.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", &["unknown"], "127.0.0.1"),
            ("127.0.0.1", &["198.51.100.1, unknown"], "127.0.0.1"),
            ("127.0.0.1", &[], "127.0.0.1"),
            ("127.0.0.1", &["10.0.0.1, 10.0.0.2"], "10.0.0.1"),
        ] {
            assert_eq!(source(peer, forwarded, &proxies), expected, "{peer} {forwarded:?}");
        }
        assert_eq!(source("127.0.0.1", &["198.51.100.1"], &[]), "127.0.0.1");
    }

    #[test]
    fn one_subscriber_has_many_addresses_of_ipv6_and_counts_once() {
        let one = |text: &str| Source(text.parse().ok()).one();
        assert_eq!(one("2001:db8:1:2:3:4:5:6"), one("2001:db8:1:2::1"));
        assert_ne!(one("2001:db8:1:2::1"), one("2001:db8:1:3::1"));
        assert_ne!(one("203.0.113.9"), one("203.0.113.10"));
        assert_eq!(Source(None).one(), None);
    }
}
