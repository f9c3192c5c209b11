//! Who sells, as a payer reads it.

use super::Refusal;
use super::members::Members;
use serde::{Deserialize, Serialize};

/// The longest name, in characters.
const LONGEST_NAME: usize = 100;
/// The longest telephone number, in characters.
const LONGEST_PHONE: usize = 40;
/// The longest mail address, in characters (RFC 5321).
const LONGEST_MAIL: usize = 254;

/// Who sells, and how to ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The shop's name, on every page of the order.
    pub name: String,
    /// Its telephone number.
    pub phone: Option<String>,
    /// Its mail address.
    pub mail: Option<String>,
}

impl Contact {
    /// Reads the member `contact`: a name, and a way to ask.
    pub(super) fn read(members: &mut Members<'_>) -> Option<Self> {
        members.only(&["name", "phone", "mail"]);
        let name = members.reader.text("name", LONGEST_NAME).map(str::to_owned);
        let phone = members.reader.optional_text("phone", LONGEST_PHONE).map(str::to_owned);
        if phone.as_deref().is_some_and(|phone| !phone.chars().any(is_digit)) {
            members.refuse("phone", "no_phone_number");
        }
        let mail = members.reader.optional_text("mail", LONGEST_MAIL).map(str::to_owned);
        if mail.as_deref().is_some_and(|mail| !is_mail_address(mail)) {
            members.refuse("mail", "no_mail_address");
        }
        for shown in ["name", "phone", "mail"] {
            members.seen(shown);
        }
        if members.reader.lacks("phone") && members.reader.lacks("mail") {
            let refusal = Refusal::of("contact.phone", "missing");
            members.refusals.push(refusal.because("a payer has to be able to ask: give a telephone number or mail"));
        }
        Some(Self { name: name?, phone, mail })
    }

    /// All of it in one line, as the pages show whom to ask.
    #[must_use]
    pub fn line(&self) -> String {
        let parts = [Some(&self.name), self.phone.as_ref(), self.mail.as_ref()];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}

/// Whether it is a digit, of either width: shops write them as they stand on their paper.
fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || ('０'..='９').contains(&character)
}

/// Whether something could be written to: whether it arrives, only a mail tells.
fn is_mail_address(text: &str) -> bool {
    text.rsplit_once('@').is_some_and(|(name, host)| {
        let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'"'));
        is_plain && !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    })
}
