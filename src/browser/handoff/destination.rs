//! Where a form may be posted: an allow-list of origins.
//!
//! The browser posts the form, so its own reading of an address counts. Only whole addresses are read: without scheme or
//! without `//`, the page they stand on would have a say.

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
        named.unwrap_or(PUBLISHED_ORIGINS).split_ascii_whitespace().map(origin).collect::<Option<_>>().map(Self)
    }

    /// Whether a form may be posted to `address`.
    pub(crate) fn allow(&self, address: &str) -> bool {
        whole(address).is_some_and(|(origin, _)| self.0.contains(&origin))
    }
}

/// The origin that a word names; `None` unless it is https, or http on this very machine, and nothing comes after it.
fn origin(word: &str) -> Option<String> {
    let (origin, address) = whole(word)?;
    let on_this_machine = ["http://localhost", "http://127.0.0.1", "http://[::1]"]
        .into_iter()
        .any(|machine| origin.strip_prefix(machine).is_some_and(|port| port.is_empty() || port.starts_with(':')));
    // A browser takes `*` for a letter of a name; whoever writes it means something that there is not.
    let is_allowed = (origin.starts_with("https://") || on_this_machine) && !word.contains('*');
    (is_allowed && address.strip_prefix(&*origin) == Some("/")).then_some(origin)
}

/// The origin of a whole address, and the address as the browser writes it.
fn whole(address: &str) -> Option<(String, String)> {
    let is_whole = ["https://", "http://"]
        .into_iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(scheme)));
    if is_whole { parse(address) } else { None }
}

#[cfg(not(test))]
fn parse(address: &str) -> Option<(String, String)> {
    let url = web_sys::Url::new(address).ok()?;
    Some((url.origin(), url.href()))
}

/// Outside of a browser the same standard (WHATWG URL), by another hand.
#[cfg(test)]
fn parse(address: &str) -> Option<(String, String)> {
    let url = url::Url::parse(address).ok()?;
    Some((url.origin().ascii_serialization(), url.into()))
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
            "https:fep.sps-system.com/",
            "https:/fep.sps-system.com/",
            "https:\\\\fep.sps-system.com/",
            "blob:https://fep.sps-system.com/0c4b1d3e",
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
    fn whatever_the_browser_takes_for_the_same_origin_is_the_same() {
        let destinations = Destinations::read(None).expect("the default");
        for address in [
            "https://fep.sps-system.com:0443/",
            "https://fep.sps-system.com:/",
            "HTTPS://FEP.SPS-SYSTEM.COM/f01/FepBuyInfoReceive.do",
            "https://fep.sps-system.com\\f01",
            "https://fep.sps-system.com?x#y",
        ] {
            assert!(destinations.allow(address), "{address:?}");
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
