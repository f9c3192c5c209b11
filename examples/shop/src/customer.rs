//! Who orders: whoever has the browser. A shop with accounts takes the one that is signed in.

use crate::record::Record;
use axum::http::{HeaderMap, HeaderValue, header};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use std::io;

const COOKIE: &str = "shop-customer";
/// For how long a browser is remembered: a year.
const REMEMBERED_SECONDS: u32 = 365 * 24 * 60 * 60;

/// A name that nobody guesses: 128 bits as hexadecimal digits.
pub(crate) fn unguessable() -> String {
    format!("{:032x}", rand::random::<u128>())
}

/// Whether a text has the looks of such a name.
pub(crate) fn is_unguessable(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|it| it.is_ascii_hexdigit())
}

/// The customer whose browser asks; `None` of one that never ordered.
pub(crate) fn known(headers: &HeaderMap, record: &Record) -> Option<String> {
    record.customer(CookieJar::from_headers(headers).get(COOKIE)?.value())
}

/// The customer whose browser asks, or a new one with the cookie to be set. The payment service is told a name of its
/// own: what opens the customer's pages stays between the browser and the shop.
pub(crate) fn known_or_new(
    headers: &HeaderMap,
    record: &Record,
    is_https: bool,
) -> io::Result<(String, Option<HeaderValue>)> {
    if let Some(customer) = known(headers, record) {
        return Ok((customer, None));
    }
    let (token, customer) = (unguessable(), format!("customer-{}", unguessable()));
    record.add_customer(&token, &customer)?;
    let cookie = Cookie::build((COOKIE, token))
        .path("/")
        .http_only(true)
        .secure(is_https)
        .same_site(SameSite::Lax)
        .build()
        .to_string();
    let cookie = format!("{cookie}; Max-Age={REMEMBERED_SECONDS}");
    Ok((customer, Some(HeaderValue::from_str(&cookie).map_err(io::Error::other)?)))
}

/// Whether a page of this shop sent it, as far as a browser says: another site's page must order nothing.
pub(crate) fn is_ours(headers: &HeaderMap, public_url: &str) -> bool {
    let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
    let site = headers.get("sec-fetch-site").and_then(|site| site.to_str().ok());
    origin.is_none_or(|origin| origin == public_url) && site.is_none_or(|site| matches!(site, "same-origin" | "none"))
}

#[cfg(test)]
mod tests {
    use super::{is_ours, is_unguessable, unguessable};
    use axum::http::HeaderMap;

    #[test]
    fn another_sites_page_is_not_ours() {
        let shop = "https://shop.example";
        for (origin, site, expected) in [
            (None, None, true),
            (Some(shop), Some("same-origin"), true),
            (Some("https://evil.example"), Some("cross-site"), false),
            (Some("https://evil.example"), None, false),
            (Some("null"), Some("cross-site"), false),
            (None, Some("same-site"), false),
        ] {
            let mut headers = HeaderMap::new();
            for (name, value) in [("origin", origin), ("sec-fetch-site", site)] {
                if let Some(value) = value {
                    headers.insert(name, value.parse().expect("a value"));
                }
            }
            assert_eq!(is_ours(&headers, shop), expected, "{origin:?} {site:?}");
        }
    }

    #[test]
    fn names_are_not_guessed() {
        assert!(is_unguessable(&unguessable()) && unguessable() != unguessable());
        assert!(!is_unguessable("") && !is_unguessable(&"g".repeat(32)));
    }
}
