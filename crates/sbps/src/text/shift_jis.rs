//! What becomes of a character when a form is posted in Shift_JIS.
//!
//! Measured against the WHATWG encoder, which browsers use for `accept-charset="Shift_JIS"`. Accepted are printable
//! ASCII and JIS X 0208 rows 1–8 and 16–84, where they come back from Shift_JIS as they went.

use super::kanji::{self, FIRST_KANJI};
use super::table::{KANJI, MACHINE_DEPENDENT, OTHERS};

/// The bytes that [`is_accepted`] adds to a build: the bitmap of kanji, which WebAssembly does without, and the runs of
/// the other characters.
pub const TABLE_BYTES: usize = KANJI.len() + OTHERS.len() * 4;

/// The further bytes that [`CharacterVerdict::of`] adds: the runs of machine-dependent characters.
pub const MACHINE_DEPENDENT_TABLE_BYTES: usize = MACHINE_DEPENDENT.len() * 4;

/// What becomes of a character on its way to the gateway.
///
/// ```
/// use sbps::text::CharacterVerdict;
///
/// assert_eq!(CharacterVerdict::of('赤'), CharacterVerdict::Accepted);
/// assert_eq!(CharacterVerdict::of('～'), CharacterVerdict::Accepted);
/// assert_eq!(CharacterVerdict::of('〜'), CharacterVerdict::NotEncodable);
/// assert_eq!(CharacterVerdict::of('−'), CharacterVerdict::Rewritten);
/// assert_eq!(CharacterVerdict::of('①'), CharacterVerdict::MachineDependent);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CharacterVerdict {
    /// It arrives as it went.
    Accepted,
    /// The encoder turns it into another character without saying so.
    Rewritten,
    /// It has a code only in vendors' extensions; gateways refuse or replace it.
    MachineDependent,
    /// A half-width katakana: encodable, but refused in favour of its full-width twin.
    HalfWidthKana,
    /// TAB, CR, LF or another control character.
    Control,
    /// It has no code in Shift_JIS; a browser would post `&#NNNN;`.
    NotEncodable,
}

impl CharacterVerdict {
    /// The verdict on a character.
    #[must_use]
    pub fn of(character: char) -> Self {
        match character {
            _ if is_accepted(character) => Self::Accepted,
            '\u{2212}' | '\u{A5}' | '\u{203E}' => Self::Rewritten,
            '\u{FF61}'..='\u{FF9F}' => Self::HalfWidthKana,
            _ if character.is_control() => Self::Control,
            _ if is_in(&MACHINE_DEPENDENT, character) => Self::MachineDependent,
            _ => Self::NotEncodable,
        }
    }

    /// A stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rewritten => "rewritten",
            Self::MachineDependent => "machine_dependent",
            Self::HalfWidthKana => "half_width_kana",
            Self::Control => "control",
            Self::NotEncodable => "not_encodable",
        }
    }
}

/// Whether a character arrives at the gateway as it went.
#[must_use]
pub fn is_accepted(character: char) -> bool {
    if character.is_ascii() {
        return matches!(character, ' '..='~');
    }
    let kanji = u32::from(character).wrapping_sub(FIRST_KANJI);
    match usize::try_from(kanji / 8).ok().and_then(|place| kanji::bitmap().get(place)) {
        Some(bits) => bits >> (kanji % 8) & 1 == 1,
        None => is_in(&OTHERS, character),
    }
}

/// The number of bytes of `text` in Shift_JIS: one for ASCII and half-width katakana, two for everything else. A
/// character without a code counts as two, so that no text gets shorter by being wrong.
///
/// ```
/// assert_eq!(sbps::text::width("ABC定期便"), 9);
/// ```
#[must_use]
pub fn width(text: &str) -> usize {
    text.chars().map(character_width).sum()
}

/// The number of bytes of one character, as [`width`] counts them.
#[must_use]
pub const fn character_width(character: char) -> usize {
    if character.is_ascii() || matches!(character, '\u{FF61}'..='\u{FF9F}') { 1 } else { 2 }
}

fn is_in(runs: &[(u16, u16)], character: char) -> bool {
    let Ok(code) = u16::try_from(u32::from(character)) else { return false };
    let before = runs.partition_point(|(first, _)| *first <= code);
    before.checked_sub(1).and_then(|place| runs.get(place)).is_some_and(|(_, last)| code <= *last)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What an independent encoder says of a character.
    fn verdict_of_encoder(character: char) -> (CharacterVerdict, usize) {
        let mut buffer = [0; 4];
        let (bytes, _, unmappable) = encoding_rs::SHIFT_JIS.encode(character.encode_utf8(&mut buffer));
        if character.is_control() {
            return (CharacterVerdict::Control, bytes.len());
        }
        if unmappable {
            return (CharacterVerdict::NotEncodable, 2);
        }
        let back = encoding_rs::SHIFT_JIS.decode_without_bom_handling(&bytes).0;
        let verdict = match bytes[..] {
            _ if !back.chars().eq([character]) => CharacterVerdict::Rewritten,
            [0xA1..=0xDF] => CharacterVerdict::HalfWidthKana,
            [_] => CharacterVerdict::Accepted,
            // Rows 1–8 and 16–84 by their lead bytes: 81–84 (88 begins at 889F), 88–9F, E0–EA with its last row 84.
            [0x81..=0x84, _] | [0x89..=0x9F, _] | [0xE0..=0xE9, _] => CharacterVerdict::Accepted,
            [0x88, 0x9F..=0xFC] | [0xEA, 0x40..=0xA4] => CharacterVerdict::Accepted,
            _ => CharacterVerdict::MachineDependent,
        };
        (verdict, bytes.len())
    }

    #[test]
    fn every_code_point_agrees_with_an_independent_encoder() {
        let mut seen = 0;
        let mut accepted = 0;
        for character in '\0'..=char::MAX {
            let (verdict, bytes) = verdict_of_encoder(character);
            assert_eq!(CharacterVerdict::of(character), verdict, "U+{:04X}", u32::from(character));
            assert_eq!(is_accepted(character), verdict == CharacterVerdict::Accepted, "U+{:04X}", u32::from(character));
            if verdict == CharacterVerdict::Accepted {
                assert_eq!(character_width(character), bytes, "U+{:04X}", u32::from(character));
                accepted += 1;
            }
            seen += 1;
        }
        assert_eq!(seen, 1_112_064);
        // 95 of ASCII, 524 of JIS X 0208 rows 1–8 and its 6,355 kanji.
        assert_eq!(accepted, 95 + 524 + 6_355);
    }

    #[test]
    fn the_tables_are_as_small_as_stated() {
        assert_eq!(TABLE_BYTES, 2_961);
        assert_eq!(MACHINE_DEPENDENT_TABLE_BYTES, 1_416);
    }
}
