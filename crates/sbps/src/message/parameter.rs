//! What every request of the link type says besides its order: where browser and gateway go
//! afterwards, and how far the clocks may differ.
//!
//! Link type, A01-1 fields 21 to 24 and 39.

use core::fmt;
use core::str::FromStr;

/// Where browser and gateway go after a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnAddresses {
    /// The browser, after success.
    pub success: WebAddress,
    /// The browser, after cancelling.
    pub cancel: WebAddress,
    /// The browser, after an error.
    pub error: WebAddress,
    /// The gateway's server, with the result (`pagecon_url`).
    pub notification: WebAddress,
}

/// An absolute `http` or `https` address in printable ASCII without spaces, at most 2,048 bytes
/// (our limit; none is published).
///
/// ```
/// use sbps::message::purchase_request::WebAddress;
///
/// assert!("https://shop.example/s?order=1".parse::<WebAddress>().is_ok());
/// assert!("javascript:alert(1)".parse::<WebAddress>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebAddress(String);

/// The origins of the gateway's published destinations of the link type, for tests and for
/// production (link type, "Destinations"), with a space between them as lists of origins have it in
/// HTML and in a content security policy.
pub const PUBLISHED_ORIGINS: &str = "https://stbfep.sps-system.com https://fep.sps-system.com";

/// A tolerance of 0 to 9,999 seconds.
///
/// ```
/// use sbps::message::purchase_request::LimitSeconds;
///
/// assert_eq!("600".parse::<LimitSeconds>()?.get(), 600);
/// assert!("0600".parse::<LimitSeconds>().is_err(), "one number has one spelling");
/// # Ok::<(), sbps::message::purchase_request::NotAccepted>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LimitSeconds(u16);

/// A text that is no such address or number; keeps what was offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAccepted {
    /// What was offered, cut to 64 characters.
    pub offered: String,
    /// What would be accepted.
    pub expected: &'static str,
}

impl NotAccepted {
    /// A stable code for programs and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "not_accepted"
    }
}

impl fmt::Display for NotAccepted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?} is not {}", self.offered, self.expected)
    }
}

impl core::error::Error for NotAccepted {}

impl ReturnAddresses {
    /// The four addresses in the order of the wire.
    pub(crate) fn values(&self) -> [String; 4] {
        [&self.success, &self.cancel, &self.error, &self.notification].map(|address| address.0.clone())
    }
}

impl WebAddress {
    /// The address as it travels.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for WebAddress {
    type Err = NotAccepted;

    fn from_str(text: &str) -> Result<Self, NotAccepted> {
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
        let well_formed = !host.is_empty()
            && !host.starts_with(['/', '?', '#', ':'])
            && text.len() <= 2048
            && text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\'));
        if well_formed {
            return Ok(Self(text.to_owned()));
        }
        Err(NotAccepted { offered: text.chars().take(64).collect(), expected: "an absolute http or https address" })
    }
}

impl LimitSeconds {
    /// The number of seconds.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }
}

impl FromStr for LimitSeconds {
    type Err = NotAccepted;

    fn from_str(text: &str) -> Result<Self, NotAccepted> {
        let refused = || NotAccepted { offered: text.chars().take(64).collect(), expected: "0 to 9999 seconds" };
        let plain = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        if !plain || (text.len() > 1 && text.starts_with('0')) {
            return Err(refused());
        }
        text.parse().map(Self).map_err(|_| refused())
    }
}
