//! Which gateway an address belongs to, and what is published of it: where production is, and the
//! account and the keys that anybody can look up.

use crate::service::settings::{Settings, origin_of};
use sbps::message::purchase_request::{PUBLISHED_ORIGINS, WebAddress};
use url::{Host, Url};

/// The keys that stand in public instructions and recordings, for tests alone.
const PUBLISHED_KEYS: [&str; 4] = [
    "398a58952baf329cac5efbae97ea84ba17028d02",
    "8435dbd48f2249807ec216c3d5ecab714264cc4a",
    "c48e0e2c7d04f0954594f14c7801bd430ca6263e",
    "ed679e1c9f90c2ab96b25d5c580b58e25192eb5d",
];

/// The published test account: merchant id and service id.
const PUBLISHED_ACCOUNT: (&str, &str) = ("30132", "001");

/// Whose address it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gateway {
    /// A stand-in, or one that is not published.
    Other,
    /// The gateway's, for tests.
    Test,
    /// The gateway's, where money moves.
    Production,
}

impl Gateway {
    /// Whose address it is; by its host alone, so that another scheme or port is not another
    /// gateway.
    pub(super) fn of(address: &WebAddress) -> Self {
        let host_of = |text: &str| Url::parse(text).ok()?.host_str().map(str::to_owned);
        let host = host_of(origin_of(address));
        let mut published = PUBLISHED_ORIGINS.split(' ').map(host_of);
        let (test, production) = (published.next().flatten(), published.next().flatten());
        if host.is_some() && host == production {
            Self::Production
        } else if host.is_some() && host == test {
            Self::Test
        } else {
            Self::Other
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Other => "another gateway",
            Self::Test => "the test gateway",
            Self::Production => "the production gateway",
        }
    }
}

/// Whether the key stands in public.
pub(super) fn has_published_key(settings: &Settings) -> bool {
    PUBLISHED_KEYS.iter().any(|key| settings.hash_key.is(key))
}

/// Whether the account is the published one.
pub(super) fn has_published_account(settings: &Settings) -> bool {
    let (merchant_id, service_id) = PUBLISHED_ACCOUNT;
    settings.account.to_string() == format!("{merchant_id}-{service_id}")
}

/// Why the gateway's servers cannot reach an address in the public network, if they cannot.
pub(super) fn unreachable(host: &Host<&str>) -> Option<&'static str> {
    match host {
        Host::Ipv4(address) => {
            let [first, second, ..] = address.octets();
            let shared = first == 100 && (64..128).contains(&second);
            let own = address.is_private() || address.is_link_local() || shared;
            if address.is_loopback() || address.is_unspecified() {
                Some("this machine itself")
            } else if own || address.is_broadcast() || address.is_multicast() || address.is_documentation() {
                Some("a private address")
            } else {
                None
            }
        }
        Host::Ipv6(address) => match address.to_ipv4_mapped() {
            Some(mapped) => unreachable(&Host::Ipv4(mapped)),
            None if address.is_loopback() || address.is_unspecified() => Some("this machine itself"),
            None => {
                let own = address.is_unique_local() || address.is_unicast_link_local() || address.is_multicast();
                own.then_some("a private address")
            }
        },
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            let last = name.rsplit('.').next().unwrap_or_default();
            if last == "localhost" {
                Some("this machine itself")
            } else if !name.contains('.') || RESERVED.contains(&last) {
                Some("a name that no public server knows")
            } else {
                None
            }
        }
    }
}

/// Endings of names that exist in no public network (RFC 6761, RFC 6762, RFC 8375, and `internal`).
const RESERVED: [&str; 6] = ["local", "test", "example", "invalid", "arpa", "internal"];

/// Whether an address leads to this machine.
pub(super) fn is_loopback(address: &WebAddress) -> bool {
    let Ok(url) = Url::parse(address.as_str()) else { return false };
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}
