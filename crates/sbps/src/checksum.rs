//! The checksum of a message (`sps_hashcode`), for servers only.
//!
//! SHA-1 over each value in the order of the message's definition, leading and trailing half-width spaces removed, no
//! separators, then the hash key. Requests and notifications hash UTF-8, the browser's return and the XML requests hash
//! Shift_JIS. The cases are C; they were seen so in recorded messages.
//!
//! Because nothing separates the values, the checksum does not say where one ends and the next begins: `tax=3`,
//! `amount=500` has the checksum of a blank tax and `amount=3500`. Whoever verifies a message therefore also compares
//! its order and its amount with the record.

use crate::message::{Form, SignedForm};
use crate::wire::{Encoding, WireError};
use core::fmt;
use secrecy::{ExposeSecret, SecretString};
use sha1::{Digest, Sha1};
use subtle::ConstantTimeEq;

/// The secret that merchant and gateway share. It is never printed and is wiped from memory when dropped.
///
/// ```
/// use sbps::checksum::HashKey;
///
/// let key = HashKey::new("0123456789abcdef0123456789abcdef01234567".to_owned())?;
/// assert!(!format!("{key:?}").contains("0123"));
/// # Ok::<(), sbps::checksum::UnusableHashKey>(())
/// ```
#[derive(Clone, Debug)]
pub struct HashKey(SecretString);

/// Why a text is no hash key. It says nothing of the text itself.
///
/// A key is signed with as it is written: one that an editor or a shell has changed on its way is
/// no error here and now, but has every message refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnusableHashKey {
    /// There is nothing in it.
    Empty,
    /// It begins with a byte order mark, as some editors put it at the start of a file.
    ByteOrderMark,
    /// Quotation marks stand in it, as around a value that was copied with them.
    Quoted,
    /// White space stands inside of it.
    WhiteSpace,
    /// It has a character outside of printable ASCII, as a full-width digit.
    NotAscii,
}

impl fmt::Display for UnusableHashKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Empty => "the hash key is empty",
            Self::ByteOrderMark => "the hash key begins with a byte order mark (BOM); save it as UTF-8 without one",
            Self::Quoted => "quotation marks stand in the hash key; write it without them",
            Self::WhiteSpace => "white space stands inside of the hash key; write it in one piece",
            Self::NotAscii => "the hash key has a character outside of ASCII, as a full-width one; type it half-width",
        })
    }
}

impl core::error::Error for UnusableHashKey {}

impl HashKey {
    /// Takes the key as it was issued; ASCII white space around it, as at the end of a file, is
    /// dropped.
    ///
    /// # Errors
    /// [`UnusableHashKey`] when nothing is left, or something that no key has.
    pub fn new(key: String) -> Result<Self, UnusableHashKey> {
        let key = SecretString::from(key);
        let trimmed = key.expose_secret().trim_matches(|character: char| character.is_ascii_whitespace());
        if trimmed.is_empty() {
            return Err(UnusableHashKey::Empty);
        }
        if trimmed.starts_with('\u{feff}') {
            return Err(UnusableHashKey::ByteOrderMark);
        }
        if trimmed.contains(['"', '\'', '`', '\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}']) {
            return Err(UnusableHashKey::Quoted);
        }
        if trimmed.contains(|character: char| character.is_whitespace()) {
            return Err(UnusableHashKey::WhiteSpace);
        }
        if !trimmed.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(UnusableHashKey::NotAscii);
        }
        Ok(Self(SecretString::from(trimmed)))
    }

    /// Whether it has the form of the keys that the gateway issues: 40 hexadecimal digits (C: every
    /// recorded one has). A stand-in for the gateway may use another.
    #[must_use]
    pub fn is_as_issued(&self) -> bool {
        let key = self.0.expose_secret();
        key.len() == 40 && key.bytes().all(|byte| byte.is_ascii_hexdigit())
    }

    /// Whether it is this text, in constant time.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        self.0.expose_secret().as_bytes().ct_eq(text.as_bytes()).into()
    }
}

/// The twenty bytes of a checksum.
///
/// ```
/// use sbps::checksum::{Checksum, HashKey};
/// use sbps::wire::Encoding;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let key = HashKey::new("0123456789abcdef0123456789abcdef01234567".to_owned())?;
/// let checksum = Checksum::of(["auone", "30132", "001"], Encoding::Utf8, &key)?;
/// assert!(checksum.is_spelt(&checksum.upper_case()) && checksum.is_spelt(&checksum.lower_case()));
/// assert_ne!(checksum, Checksum::of(["auone", "30132", "002"], Encoding::Utf8, &key)?);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checksum([u8; 20]);

impl Checksum {
    /// The checksum of `values` in their order.
    ///
    /// # Errors
    /// [`WireError::NotEncodable`] when a value does not survive the encoding.
    pub fn of<'a>(
        values: impl IntoIterator<Item = &'a str>,
        encoding: Encoding,
        key: &HashKey,
    ) -> Result<Self, WireError> {
        let mut hasher = Sha1::new();
        for value in values {
            hasher.update(encoding.encoded(value.trim_matches(' '))?);
        }
        hasher.update(key.0.expose_secret());
        Ok(Self(hasher.finalize().into()))
    }

    /// The checksum of a form.
    ///
    /// # Errors
    /// [`WireError::NotEncodable`] when a value does not survive the encoding.
    pub fn of_form(form: &Form, encoding: Encoding, key: &HashKey) -> Result<Self, WireError> {
        Self::of(form.fields().iter().map(|(_, value)| value.as_str()), encoding, key)
    }

    /// Forty lower-case hexadecimal digits.
    #[must_use]
    pub fn lower_case(self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Forty upper-case hexadecimal digits, as notifications carry them.
    #[must_use]
    pub fn upper_case(self) -> String {
        self.lower_case().to_ascii_uppercase()
    }

    /// Whether `text` spells this checksum, in either case. Takes the same time wherever they differ.
    #[must_use]
    pub fn is_spelt(self, text: &str) -> bool {
        self.lower_case().as_bytes().ct_eq(text.to_ascii_lowercase().as_bytes()).into()
    }
}

impl SignedForm {
    /// Signs a request the way the gateway expects it: over UTF-8.
    ///
    /// # Errors
    /// [`WireError::NotEncodable`] when a value would not survive the browser's Shift_JIS post: the gateway would see
    /// another text than was signed.
    pub fn sign_request(form: Form, key: &HashKey) -> Result<Self, WireError> {
        for (_, value) in form.fields() {
            Encoding::ShiftJis.encoded(value)?;
        }
        let checksum = Checksum::of_form(&form, Encoding::Utf8, key)?.lower_case();
        Ok(Self { form, checksum })
    }

    /// Whether the checksum is right for the values, hashed in `encoding`.
    #[must_use]
    pub fn is_genuine(&self, encoding: Encoding, key: &HashKey) -> bool {
        Checksum::of_form(&self.form, encoding, key).is_ok_and(|checksum| checksum.is_spelt(&self.checksum))
    }
}
