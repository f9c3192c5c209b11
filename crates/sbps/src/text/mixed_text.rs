//! Texts of single- and double-byte characters (kind M) and what can be wrong with them.

use super::safe_twin::with_safe_twins;
use super::shift_jis::{CharacterVerdict, is_accepted, width};
use crate::identifier::has_surrounding_space;
use core::fmt;
use core::str::FromStr;

/// A text, perhaps empty, that arrives at the gateway as it went, of at most `LONGEST` bytes in Shift_JIS.
///
/// ```
/// use sbps::text::MixedText;
///
/// let free = MixedText::<20>::new("会員番号 1024")?;
/// assert_eq!(free.as_str(), "会員番号 1024");
/// assert!(MixedText::<20>::new("十文字を超える自由項目です").is_err());
/// # Ok::<(), sbps::text::TextError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct MixedText<const LONGEST: usize>(String);

/// Why a text was refused; keeps the text.
///
/// ```
/// use sbps::text::ItemName;
///
/// let refused = ItemName::new("ｶﾞﾗｽ①").unwrap_err();
/// assert_eq!(refused.problems.len(), 5);
/// assert_eq!(refused.suggestion(ItemName::LONGEST).as_deref(), Some("ガラス(1)"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextError {
    /// What was offered.
    pub offered: String,
    /// Everything that is wrong with it, in the order of the text; never empty.
    pub problems: Vec<TextProblem>,
}

/// One thing that is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TextProblem {
    /// There is nothing, or nothing but spaces, where something is needed.
    Empty,
    /// A half-width space at the start or the end, which the checksum would drop and the form would post.
    SurroundingSpace,
    /// A character that does not arrive as it went.
    Character {
        /// The character.
        character: char,
        /// Its place, counting characters from 0.
        place: usize,
        /// What becomes of it.
        verdict: CharacterVerdict,
    },
    /// More bytes than the field holds.
    TooLong {
        /// The bytes there are.
        bytes: usize,
        /// The most bytes there may be.
        longest: usize,
    },
}

impl TextProblem {
    /// A stable code for programs: `empty`, `surrounding_space`, `too_long`, or the verdict's.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::SurroundingSpace => "surrounding_space",
            Self::Character { verdict, .. } => verdict.code(),
            Self::TooLong { .. } => "too_long",
        }
    }
}

impl fmt::Display for TextProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => formatter.write_str("it is empty"),
            Self::SurroundingSpace => formatter.write_str("it starts or ends with a half-width space"),
            Self::Character { character, place, verdict } => {
                let what = match verdict {
                    CharacterVerdict::Rewritten => "is turned into another character on the way",
                    CharacterVerdict::MachineDependent => "exists only in vendors' extensions",
                    CharacterVerdict::HalfWidthKana => "is a half-width katakana",
                    CharacterVerdict::Control => "is a control character",
                    CharacterVerdict::Accepted | CharacterVerdict::NotEncodable => "is not in Shift_JIS",
                };
                write!(formatter, "{character:?} at character {place} {what}")
            }
            Self::TooLong { bytes, longest } => write!(formatter, "it has {bytes} bytes, {longest} at most"),
        }
    }
}

impl TextError {
    /// The text with every character replaced by its safe twin, if that alone makes it acceptable for a field of
    /// `longest` bytes.
    #[must_use]
    pub fn suggestion(&self, longest: usize) -> Option<String> {
        let rewritten = with_safe_twins(&self.offered);
        let rewritten = rewritten.trim_matches(' ');
        let acceptable = !says_nothing(rewritten) && problems(rewritten, longest).is_empty();
        acceptable.then(|| rewritten.to_owned())
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?} cannot be sent", self.offered)?;
        for (index, problem) in self.problems.iter().enumerate() {
            write!(formatter, "{} {problem}", if index == 0 { ":" } else { ";" })?;
        }
        Ok(())
    }
}

impl core::error::Error for TextError {}

/// Whether there is nothing but spaces of either width.
pub(super) fn says_nothing(text: &str) -> bool {
    text.trim_matches([' ', '\u{3000}']).is_empty()
}

/// Everything that is wrong with `text` for a field of `longest` bytes; an empty text is fine here.
pub(super) fn problems(text: &str, longest: usize) -> Vec<TextProblem> {
    let mut problems = Vec::new();
    if has_surrounding_space(text) {
        problems.push(TextProblem::SurroundingSpace);
    }
    for (place, character) in text.chars().enumerate() {
        if !is_accepted(character) {
            problems.push(TextProblem::Character { character, place, verdict: CharacterVerdict::of(character) });
        }
    }
    let bytes = width(text);
    if bytes > longest {
        problems.push(TextProblem::TooLong { bytes, longest });
    }
    problems
}

impl<const LONGEST: usize> MixedText<LONGEST> {
    /// Takes the text as it will travel.
    ///
    /// # Errors
    /// [`TextError`] with everything that is wrong with it.
    pub fn new(text: &str) -> Result<Self, TextError> {
        let problems = problems(text, LONGEST);
        if problems.is_empty() {
            Ok(Self(text.to_owned()))
        } else {
            Err(TextError { offered: text.to_owned(), problems })
        }
    }

    /// The text as it travels.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The bytes of the text in Shift_JIS.
    #[must_use]
    pub fn width(&self) -> usize {
        width(&self.0)
    }
}

impl<const LONGEST: usize> FromStr for MixedText<LONGEST> {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        Self::new(text)
    }
}

impl<const LONGEST: usize> fmt::Display for MixedText<LONGEST> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
