//! Where a form may be posted: an allow-list of origins.
//!
//! Browsers and we must never read an address differently, so only plain addresses are read at all: no user name, no
//! backslash, no space, ASCII host names.

use sbps::message::purchase_request::PUBLISHED_ORIGINS;

/// The origins that a signed form may be posted to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Destinations(Vec<String>);

impl Destinations {
    /// Reads space-separated origins; without any, the gateway's two.
    ///
    /// `None` if any of the words is no origin that a form may be posted to.
    pub(crate) fn read(attribute: Option<&str>) -> Option<Self> {
        let named = attribute.filter(|words| words.split_ascii_whitespace().next().is_some());
        let mut origins = Vec::new();
        for word in named.unwrap_or(PUBLISHED_ORIGINS).split_ascii_whitespace() {
            match split(word)? {
                (origin, "" | "/") => origins.push(origin),
                _ => return None,
            }
        }
        Some(Self(origins))
    }

    /// Whether a form may be posted to `address`.
    pub(crate) fn allow(&self, address: &str) -> bool {
        split(address).is_some_and(|(origin, _)| self.0.contains(&origin))
    }
}

/// The origin of an address and what follows it; `None` unless it is https, or http on this very machine.
fn split(address: &str) -> Option<(String, &str)> {
    if address.bytes().any(|byte| !(b'!'..=b'~').contains(&byte) || byte == b'\\') {
        return None;
    }
    let (scheme, rest) = address.split_once(':')?;
    let rest = rest.strip_prefix("//")?;
    let (authority, path) = rest.split_at_checked(rest.find(['/', '?', '#']).unwrap_or(rest.len()))?;
    let (scheme, authority) = (scheme.to_ascii_lowercase(), authority.to_ascii_lowercase());
    let (host, port) = split_port(&authority)?;
    let default_port = match scheme.as_str() {
        "https" => "443",
        "http" if is_this_machine(host) => "80",
        _ => return None,
    };
    if !is_host(host) {
        return None;
    }
    let origin = match port {
        Some(port) if port != default_port => [&scheme, "://", host, ":", port].concat(),
        _ => [&scheme, "://", host].concat(),
    };
    Some((origin, path))
}

/// The host and the port of an authority without user name.
fn split_port(authority: &str) -> Option<(&str, Option<&str>)> {
    let (host, port) = match authority.strip_prefix("[::1]") {
        Some("") => return Some((authority, None)),
        Some(rest) => ("[::1]", rest.strip_prefix(':')?),
        None => match authority.split_once(':') {
            None => return Some((authority, None)),
            Some(parts) => parts,
        },
    };
    let plain = !port.starts_with('0') && matches!(port.len(), 1..=5) && port.bytes().all(|byte| byte.is_ascii_digit());
    plain.then_some((host, Some(port)))
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host == "127.0.0.1" || host == "[::1]"
}

fn is_host(host: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
    host == "[::1]" || (!host.is_empty() && host.bytes().all(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gateways_two_hosts_are_the_default() {
        for attribute in [None, Some(""), Some("  ")] {
            let destinations = Destinations::read(attribute).expect("the default");
            assert!(destinations.allow("https://fep.sps-system.com/f01/FepBuyInfoReceive.do"));
            assert!(destinations.allow("https://STBFEP.sps-system.com:443/f01/FepBuyInfoReceive.do"));
            assert!(!destinations.allow("http://fep.sps-system.com/"), "https only");
        }
    }

    #[test]
    fn a_look_alike_is_no_gateway() {
        let destinations = Destinations::read(None).expect("the default");
        for address in [
            "https://fep.sps-system.com.evil.example/",
            "https://evil.example/fep.sps-system.com",
            "https://fep.sps-system.com@evil.example/",
            "https://evil.example\\@fep.sps-system.com/",
            "https://fep.sps-system.com:8443/",
            "https://fep.sps-system.com:0443/",
            "https://fep.sps-system.com:/",
            "https:fep.sps-system.com/",
            "//fep.sps-system.com/",
            "/f01/FepBuyInfoReceive.do",
            "javascript://fep.sps-system.com/%0aalert(1)",
            "https://fep.sps-system.com\n.evil.example/",
            " https://fep.sps-system.com/",
            "https://fep.sps-system.com。evil.example/",
            "https://",
            "",
        ] {
            assert!(!destinations.allow(address), "{address:?}");
        }
    }

    #[test]
    fn this_machine_must_be_named_to_be_allowed() {
        let destinations = Destinations::read(Some("http://127.0.0.1:8082 http://[::1]:9")).expect("origins");
        assert!(destinations.allow("http://127.0.0.1:8082/f01/FepBuyInfoReceive.do"));
        assert!(destinations.allow("http://[::1]:9/x"));
        assert!(!destinations.allow("http://127.0.0.1:8083/"));
        assert!(!destinations.allow("http://localhost:8082/"));
        assert!(!destinations.allow("https://fep.sps-system.com/"), "only what is named");
    }

    #[test]
    fn a_list_with_anything_else_in_it_is_refused() {
        for word in
            ["http://shop.example", "https://a.example/path", "*", "https://*.example", "shop.example", "https://a@b"]
        {
            assert_eq!(Destinations::read(Some(word)), None, "{word}");
        }
    }
}
