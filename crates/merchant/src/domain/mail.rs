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

/// What a payer is written of. A shop may leave some of it to itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailKind {
    /// An order that is bought once is paid.
    Paid,
    /// A contract was made.
    Joined,
    /// It was made again.
    Renewed,
    /// A charge did not go through.
    ChargeFailed,
    /// A contract runs out.
    Expiring,
    /// It has ended.
    Ended,
    /// The links of an address, which somebody asked for.
    Links,
}

impl MailKind {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Paid, Self::Joined, Self::Renewed, Self::ChargeFailed, Self::Expiring, Self::Ended, Self::Links];

    /// The word for settings: of what happened, the event's.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Paid => "order.paid",
            Self::Joined => "contract.joined",
            Self::Renewed => "contract.renewed",
            Self::ChargeFailed => "contract.charge_failed",
            Self::Expiring => "contract.expiring",
            Self::Ended => "contract.ended",
            Self::Links => "links",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_name(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// The kinds that are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailKinds(Vec<MailKind>);

impl MailKinds {
    /// Whether this is among them.
    #[must_use]
    pub fn has(&self, kind: MailKind) -> bool {
        self.0.contains(&kind)
    }
}

impl Default for MailKinds {
    fn default() -> Self {
        Self(MailKind::ALL.to_vec())
    }
}

impl FromStr for MailKinds {
    type Err = ();

    /// Reads words with spaces between them, at least one.
    fn from_str(text: &str) -> Result<Self, ()> {
        let kinds: Option<Vec<MailKind>> = text.split_whitespace().map(MailKind::from_name).collect();
        kinds.filter(|kinds| !kinds.is_empty()).map(Self).ok_or(())
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

impl About {
    /// Of which kind that is; none where no mail is written of it.
    #[must_use]
    pub fn kind(&self) -> Option<MailKind> {
        match self {
            Self::Event { kind, .. } => MailKind::from_name(kind).filter(|kind| *kind != MailKind::Links),
            Self::Links(_) => Some(MailKind::Links),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MailKind, MailKinds, PayerAddress};
    use lettre::Address;

    #[test]
    fn a_kind_is_one_of_those_that_are_written() {
        for (text, has) in [
            ("order.paid", [true, false]),
            (" links\tcontract.ended ", [false, true]),
            ("links links order.paid", [true, true]),
        ] {
            let kinds: MailKinds = text.parse().expect(text);
            assert_eq!([MailKind::Paid, MailKind::Links].map(|kind| kinds.has(kind)), has, "{text}");
        }
        for text in ["", " ", "paid", "order.paid,links", "contract.charged", "Links"] {
            assert!(text.parse::<MailKinds>().is_err(), "{text:?}");
        }
        assert!(MailKind::ALL.into_iter().all(|kind| MailKinds::default().has(kind)));
        let trigger = include_str!("../../migrations/0161_mail.sql");
        for kind in MailKind::ALL.into_iter().filter(|kind| *kind != MailKind::Links) {
            assert!(trigger.contains(&format!("'{}'", kind.as_str())), "{kind:?} is written down");
        }
    }

    /// What lettre takes in quotation marks alone is refused before: a payer's program writes no such marks, and
    /// servers on the way differ in what they make of them.
    #[test]
    fn whatever_is_taken_can_be_sent_and_odd_dots_cannot() {
        for text in ["a.b.c.d@e.jp", "a+b.c@x-1.example", "_a-@b.jp", "-a@b.jp", "a@1.2.3.jp"] {
            assert!(text.parse::<PayerAddress>().is_ok() && text.parse::<Address>().is_ok(), "{text}");
        }
        for name in ["a.", ".a", "a..b", "a.-..b."] {
            let text = format!("{name}@docomo.example");
            assert!(text.parse::<PayerAddress>().is_err() && text.parse::<Address>().is_err(), "{text}");
            assert!(format!("\"{name}\"@docomo.example").parse::<Address>().is_ok(), "in quotation marks: {text}");
        }
    }

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
