//! The bytes of a form post: percent-encoding over Shift_JIS or UTF-8, as browsers write it (WHATWG URL, section
//! "application/x-www-form-urlencoded").
//!
//! Reading is strict: bytes that are no text in the stated encoding are an error, never a replacement character.

use core::fmt;
use encoding_rs::SHIFT_JIS;
use std::borrow::Cow;

/// The most fields a form may have before it is refused: 40 of A01-1 and 999 detail rows of nine.
pub const MOST_FIELDS: usize = 40 + 999 * 9;

/// How text becomes bytes.
///
/// ```
/// use sbps::wire::Encoding;
///
/// assert_eq!(Encoding::ShiftJis.encode("表")?, [0x95, 0x5C]);
/// assert_eq!(Encoding::ShiftJis.decode(&[0x95, 0x5C]).as_deref(), Some("表"));
/// assert!(Encoding::ShiftJis.encode("〜").is_err());
/// # Ok::<(), sbps::wire::WireError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// Shift_JIS as browsers mean it (windows-31j).
    ShiftJis,
}

/// Bytes that are no form, or text that is no bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WireError {
    /// `%` without two hexadecimal digits behind it.
    Percent {
        /// Where in the body, counting bytes from 0.
        at: usize,
    },
    /// Bytes that are no text in the encoding.
    NotText {
        /// The encoding.
        encoding: Encoding,
        /// The place of the field in the form, counting from 0.
        field: usize,
    },
    /// A text with a character that the encoding lacks or rewrites.
    NotEncodable {
        /// The text, cut to 64 characters.
        text: String,
    },
    /// More fields than any message has.
    TooManyFields,
}

impl WireError {
    /// A stable code for programs and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Percent { .. } => "percent",
            Self::NotText { .. } => "not_text",
            Self::NotEncodable { .. } => "not_encodable",
            Self::TooManyFields => "too_many_fields",
        }
    }
}

impl fmt::Display for WireError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Percent { at } => write!(formatter, "the % at byte {at} has no two hexadecimal digits behind it"),
            Self::NotText { encoding, field } => write!(formatter, "field {field} is not text in {encoding}"),
            Self::NotEncodable { text } => write!(formatter, "{text:?} does not survive Shift_JIS"),
            Self::TooManyFields => write!(formatter, "the form has more than {MOST_FIELDS} fields"),
        }
    }
}

impl core::error::Error for WireError {}

impl fmt::Display for Encoding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::ShiftJis => "Shift_JIS",
        })
    }
}

impl Encoding {
    /// The bytes of `text`, which read back as the same text.
    ///
    /// # Errors
    /// [`WireError::NotEncodable`] when a character is missing from Shift_JIS or would be rewritten.
    pub fn encode(self, text: &str) -> Result<Vec<u8>, WireError> {
        self.encoded(text).map(Cow::into_owned)
    }

    /// The bytes of `text`, borrowed where they are its own: always in UTF-8, and for ASCII in Shift_JIS.
    pub(crate) fn encoded(self, text: &str) -> Result<Cow<'_, [u8]>, WireError> {
        // Shift_JIS has all of ASCII as it is.
        if self == Self::Utf8 || text.is_ascii() {
            return Ok(Cow::Borrowed(text.as_bytes()));
        }
        let (bytes, _, unmappable) = SHIFT_JIS.encode(text);
        if unmappable || self.decode(&bytes).as_deref() != Some(text) {
            return Err(WireError::NotEncodable { text: text.chars().take(64).collect() });
        }
        Ok(bytes)
    }

    /// The text of `bytes`, or `None` if they are none.
    #[must_use]
    pub fn decode(self, bytes: &[u8]) -> Option<String> {
        match self {
            Self::Utf8 => core::str::from_utf8(bytes).ok().map(str::to_owned),
            Self::ShiftJis => {
                SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes).map(|text| text.into_owned())
            }
        }
    }
}

/// Reads a form's names and values in the order posted.
///
/// ```
/// use sbps::wire::{Encoding, read_form};
///
/// let fields = read_form(b"item_name=%90%D4%83%8F%83C%83%93&amount=3500", Encoding::ShiftJis)?;
/// assert_eq!(fields[0], ("item_name".to_owned(), "赤ワイン".to_owned()));
/// # Ok::<(), sbps::wire::WireError>(())
/// ```
///
/// # Errors
/// [`WireError`] when the body is not such a form in this encoding.
pub fn read_form(body: &[u8], encoding: Encoding) -> Result<Vec<(String, String)>, WireError> {
    let mut fields = Vec::new();
    let mut start = 0;
    for pair in body.split(|&byte| byte == b'&') {
        let at = start;
        start += pair.len() + 1;
        if pair.is_empty() {
            continue;
        }
        if fields.len() == MOST_FIELDS {
            return Err(WireError::TooManyFields);
        }
        let (name, value) = match pair.iter().position(|&byte| byte == b'=') {
            Some(equals) => (&pair[..equals], &pair[equals + 1..]),
            None => (pair, &pair[pair.len()..]),
        };
        let text = |part: &[u8], at| {
            let bytes = percent_decode(part, at)?;
            encoding.decode(&bytes).ok_or(WireError::NotText { encoding, field: fields.len() })
        };
        let field = (text(name, at)?, text(value, at + name.len() + 1)?);
        fields.push(field);
    }
    Ok(fields)
}

fn percent_decode(part: &[u8], start: usize) -> Result<Vec<u8>, WireError> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut at = 0;
    while let Some(&byte) = part.get(at) {
        if byte == b'%' {
            let digit = |index: usize| part.get(index).and_then(|&digit| char::from(digit).to_digit(16));
            let (Some(high), Some(low)) = (digit(at + 1), digit(at + 2)) else {
                return Err(WireError::Percent { at: start + at });
            };
            // Two hexadecimal digits are at most 255.
            bytes.push(u8::try_from(high * 16 + low).unwrap_or(u8::MAX));
            at += 3;
        } else {
            bytes.push(if byte == b'+' { b' ' } else { byte });
            at += 1;
        }
    }
    Ok(bytes)
}

/// Writes a form as a browser would.
///
/// ```
/// use sbps::wire::{Encoding, write_form};
///
/// assert_eq!(write_form([("item_name", "表 1")], Encoding::ShiftJis)?, "item_name=%95%5C+1");
/// # Ok::<(), sbps::wire::WireError>(())
/// ```
///
/// # Errors
/// [`WireError::NotEncodable`] when a value does not survive the encoding.
pub fn write_form<'name, 'value>(
    fields: impl IntoIterator<Item = (&'name str, &'value str)>,
    encoding: Encoding,
) -> Result<String, WireError> {
    let mut body = String::new();
    for (name, value) in fields {
        if !body.is_empty() {
            body.push('&');
        }
        percent_encode(&encoding.encoded(name)?, &mut body);
        body.push('=');
        percent_encode(&encoding.encoded(value)?, &mut body);
    }
    Ok(body)
}

fn percent_encode(bytes: &[u8], body: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for &byte in bytes {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => body.push(char::from(byte)),
            b' ' => body.push('+'),
            _ => {
                body.push('%');
                body.push(char::from(DIGITS[usize::from(byte >> 4)]));
                body.push(char::from(DIGITS[usize::from(byte & 15)]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_written_is_the_form_read() {
        let fields = [("item_name", "赤ワイン ～ Vin & Co+%"), ("free1", ""), ("表", "ソ")];
        for encoding in [Encoding::Utf8, Encoding::ShiftJis] {
            let body = write_form(fields, encoding).expect("encodable");
            let read = read_form(body.as_bytes(), encoding).expect("readable");
            assert_eq!(read, fields.map(|(name, value)| (name.to_owned(), value.to_owned())));
        }
    }

    #[test]
    fn what_does_not_survive_shift_jis_is_not_written() {
        for text in ["〜", "−", "é", "鷗", "¥"] {
            assert!(write_form([("a", text)], Encoding::ShiftJis).is_err(), "{text}");
        }
    }

    #[test]
    fn broken_bodies_are_named_by_their_place() {
        assert_eq!(read_form(b"a=1&b=%G0", Encoding::Utf8), Err(WireError::Percent { at: 6 }));
        assert_eq!(read_form(b"a=%8", Encoding::Utf8), Err(WireError::Percent { at: 2 }));
        let error = WireError::NotText { encoding: Encoding::ShiftJis, field: 1 };
        assert_eq!(read_form(b"a=1&b=%81", Encoding::ShiftJis), Err(error), "a lead byte alone");
        let many = "a=&".repeat(MOST_FIELDS + 1);
        assert_eq!(read_form(many.as_bytes(), Encoding::Utf8), Err(WireError::TooManyFields));
    }
}
