//! Which page sent a request, as far as a browser says.
//!
//! `Origin` decides where it is there: WebKit posts a form again by itself, when the payer goes
//! back to a page that came by POST, with `Sec-Fetch-Site: same-site` or `cross-site` and our own
//! `Origin`.

use crate::service::settings::split_origin;
use axum::http::{HeaderMap, HeaderName, header};

/// Who sent a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web) enum Sender {
    /// One of our own pages, or a person who typed the address.
    Own,
    /// A page of another site, or of another host of ours.
    Other,
    /// A page that hides its origin (`Origin: null`); nothing else tells which one.
    Hidden,
    /// A program, or a browser from before these headers.
    Unsaid,
}

impl Sender {
    /// Reads it from a request's headers. `public_url` is the shop's origin.
    pub(in crate::web) fn of(headers: &HeaderMap, public_url: &str) -> Self {
        let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        let site = text(HeaderName::from_static("sec-fetch-site"));
        let host = text(header::HOST).unwrap_or_default();
        let is_own = |origin: &str| {
            // Behind a proxy, or by another of its names, the shop is what the browser asked for; a
            // page that came without TLS is not one that came with it.
            let is_host =
                origin.split_once("://").is_some_and(|(_, from)| !from.is_empty() && from.eq_ignore_ascii_case(host));
            let is_safe = origin.starts_with("https://") || !public_url.starts_with("https://");
            origin.eq_ignore_ascii_case(public_url) || (is_host && (is_safe || site == Some("same-origin")))
        };
        let judged = |origin: &str| if is_own(origin) { Self::Own } else { Self::Other };
        let origin = text(header::ORIGIN);
        if let Some(origin) = origin.filter(|origin| *origin != "null") {
            return judged(origin);
        }
        if matches!(site, Some("same-origin" | "none")) {
            return Self::Own;
        }
        // Another site's page cannot make a browser name ours.
        if let Some(referrer) = text(header::REFERER) {
            return judged(split_origin(referrer).0);
        }
        match (site, origin) {
            (Some(_), _) => Self::Other,
            (None, Some(_)) => Self::Hidden,
            (None, None) => Self::Unsaid,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Sender, header};
    use Sender::{Hidden, Other, Own, Unsaid};
    use axum::http::{HeaderMap, HeaderName};

    const OURS: &str = "https://shop.example";

    fn sender(public_url: &str, host: &'static str, said: [&'static str; 3]) -> Sender {
        let names = [header::ORIGIN, HeaderName::from_static("sec-fetch-site"), header::REFERER];
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().expect("a host"));
        for (name, value) in names.into_iter().zip(said).filter(|(_, value)| !value.is_empty()) {
            headers.insert(name, value.parse().expect("a value"));
        }
        Sender::of(&headers, public_url)
    }

    #[test]
    fn the_origin_decides_then_the_site_then_the_referrer() {
        const EVIL: &str = "https://evil.example";
        const OUR_PAGE: &str = "https://shop.example/orders/1?lang=ja";
        for (origin, site, referrer, expected) in [
            // Our own origin is never another site, whatever else is said.
            (OURS, "same-origin", "", Own),
            (OURS, "same-site", "", Own),
            (OURS, "cross-site", "", Own),
            (OURS, "none", "", Own),
            (OURS, "", "", Own),
            (OURS, "cross-site", EVIL, Own),
            // Another origin always is.
            (EVIL, "cross-site", "", Other),
            (EVIL, "same-site", "", Other),
            (EVIL, "same-origin", "", Other),
            (EVIL, "none", "", Other),
            (EVIL, "", "", Other),
            (EVIL, "cross-site", OUR_PAGE, Other),
            ("https://api.shop.example", "same-site", "", Other),
            ("http://shop.example", "cross-site", "", Other),
            ("https://shop.example:8443", "same-site", "", Other),
            ("https://shop.example.evil.example", "cross-site", "", Other),
            ("shop.example", "", "", Other),
            // Without one, the site and then the referrer.
            ("", "same-origin", "", Own),
            ("", "none", "", Own),
            ("", "same-site", "", Other),
            ("", "cross-site", "", Other),
            ("", "new-in-2030", "", Other),
            ("", "same-site", OUR_PAGE, Own),
            ("", "cross-site", OURS, Own),
            ("", "cross-site", EVIL, Other),
            ("", "", OUR_PAGE, Own),
            ("", "", "https://evil.example/?from=https://shop.example/", Other),
            ("", "", "about:blank", Other),
            ("", "", "", Unsaid),
            // A policy of a page, or of a person, hides it; a frame in a sandbox has none.
            ("null", "same-origin", "", Own),
            ("null", "cross-site", "", Other),
            ("null", "same-site", "", Other),
            ("null", "cross-site", OUR_PAGE, Own),
            ("null", "", EVIL, Other),
            ("null", "", "", Hidden),
        ] {
            let said = sender(OURS, "shop.example", [origin, site, referrer]);
            assert_eq!(said, expected, "origin {origin:?}, site {site:?}, referrer {referrer:?}");
        }
    }

    #[test]
    fn the_shop_is_also_what_the_browser_asked_for() {
        for (public_url, host, origin, site, expected) in [
            ("http://127.0.0.1:8081", "localhost:8081", "http://localhost:8081", "same-origin", Own),
            ("http://127.0.0.1:8081", "localhost:8081", "http://localhost:8081", "", Own),
            ("http://127.0.0.1:8081", "127.0.0.1:8081", "http://127.0.0.1:8082", "same-site", Other),
            (OURS, "www.shop.example", "https://www.shop.example", "", Own),
            (OURS, "Shop.Example", "https://shop.example", "", Own),
            (OURS, "127.0.0.1:8081", OURS, "", Own),
            (OURS, "127.0.0.1:8081", "http://127.0.0.1:8081", "same-origin", Own),
            (OURS, "127.0.0.1:8081", "http://127.0.0.1:8081", "", Other),
            (OURS, "", "https://", "", Other),
        ] {
            let said = sender(public_url, host, [origin, site, ""]);
            assert_eq!(said, expected, "{public_url} asked as {host:?} by {origin} ({site})");
        }
    }
}
