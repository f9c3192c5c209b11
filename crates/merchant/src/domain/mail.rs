//! Mail to payers: where it goes, and what it is about.

use super::language::Language;
use std::fmt;
use std::str::FromStr;

/// The longest address, in characters (RFC 5321, 4.5.3.1).
const LONGEST: usize = 254;
/// The longest part before the `@`.
const LONGEST_NAME: usize = 64;

/// A payer's mail address: never printed, and in no log.
#[derive(Clone, PartialEq, Eq)]
pub struct PayerAddress(String);

impl PayerAddress {
    /// The address as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address without capitals. Servers that tell `A` from `a` before the `@` are hardly left, and a
    /// payer types what a keyboard makes of it.
    #[must_use]
    pub fn found_by(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl fmt::Debug for PayerAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("PayerAddress")
    }
}

impl FromStr for PayerAddress {
    type Err = ();

    /// Reads one address of ASCII that every server takes, with its host's full name. One in quotation
    /// marks, of a number for a host or in another script is refused: whether an address is in use, only a
    /// mail tells.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (name, host) = text.split_once('@').ok_or(())?;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte);
        let has_dots = |text: &str| text.starts_with('.') || text.ends_with('.') || text.contains("..");
        let is_name = !name.is_empty() && name.len() <= LONGEST_NAME && name.bytes().all(is_plain);
        let is_label = |label: &str| {
            let is_inner = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            (1..=63).contains(&label.len()) && is_inner && !label.starts_with('-') && !label.ends_with('-')
        };
        let is_host = host.split('.').count() > 1 && host.split('.').all(is_label);
        // Mobile carriers once gave out names with dots at their end, or two of them: those cannot be sent to
        // without quotation marks.
        let is_address = is_name && is_host && !has_dots(name) && text.len() <= LONGEST;
        if is_address { Ok(Self(text.to_owned())) } else { Err(()) }
    }
}

/// A mail that is to be sent.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Its number.
    pub id: i64,
    /// Where to.
    pub address: String,
    /// When it was written down, in seconds since 1970-01-01T00:00:00Z.
    pub written_at: i64,
    /// What it is about.
    pub about: About,
}

/// What a mail is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// What happened to an order or its contract.
    Event {
        /// What, as events name it.
        kind: String,
        /// The order's reference.
        order: String,
        /// The day of a charge, or the last day.
        day: Option<String>,
        /// The gateway's code.
        code: Option<String>,
        /// When it happened, in seconds since 1970-01-01T00:00:00Z.
        at: i64,
    },
    /// The links of the contracts of this address, which somebody asked for.
    Links(Language),
}

#[cfg(test)]
mod tests {
    use super::PayerAddress;

    #[test]
    fn an_address_is_one_that_every_server_takes() {
        let long = format!("{}@example.jp", "a".repeat(64));
        for text in ["hanako@example.jp", "H.Sato+shop@mail.example.co.jp", "a-b_c@x-1.example", "0@1.jp", &long] {
            let address: PayerAddress = text.parse().expect(text);
            assert_eq!((address.as_str(), address.found_by()), (text, text.to_lowercase()));
            assert!(!format!("{address:?}").contains('@'), "it is not printed");
        }
        let too_long = format!("{}@example.jp", "a".repeat(65));
        for text in [
            "",
            "@",
            "a@",
            "@b.jp",
            "a@b",
            "a@b.",
            "a@.jp",
            "a b@c.jp",
            "a@b@c.jp",
            ".a@b.jp",
            "a.@b.jp",
            "a..b@c.jp",
            "a@b.jp\r\nBcc: c@d.jp",
            "a@b.jp,c@d.jp",
            "<a@b.jp>",
            "\"a\"@b.jp",
            "a@[127.0.0.1]",
            "花子@example.jp",
            "a@例え.jp",
            "a@-b.jp",
            "a@b..jp",
            "a\0@b.jp",
            &too_long,
        ] {
            assert!(text.parse::<PayerAddress>().is_err(), "{text:?}");
        }
    }
}
