//! The name of what is bought, as the carrier's screens and the payer's bill show it.
//!
//! Service specification, "Mandatory tag element in payment request": `item_name` has 20 or fewer double-byte
//! characters, and on the KDDI screen only the first 16 double-byte characters are displayed. 20 double-byte characters
//! are 40 bytes in Shift_JIS; a half-width character is one byte.

use super::mixed_text::{MixedText, TextError, TextProblem, problems, says_nothing};
use super::shift_jis::character_width;
use core::fmt;
use core::str::FromStr;

/// The name of an item: 1 to 40 bytes in Shift_JIS, every character of which arrives as it went.
///
/// ```
/// use sbps::text::ItemName;
///
/// let name = ItemName::new("ワイン定期便３０００円コース毎月20日")?;
/// assert_eq!(name.width(), 36);
/// let preview = name.statement_preview();
/// assert_eq!((preview.visible(), preview.hidden()), ("ワイン定期便３０００円コース毎月", "20日"));
/// assert!(ItemName::new("赤ワイン♥").is_err());
/// # Ok::<(), sbps::text::TextError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ItemName(MixedText<40>);

/// What the KDDI screen shows of a name, and what it leaves out.
///
/// ```
/// use sbps::text::StatementPreview;
///
/// let preview = StatementPreview::of("ABC定期便 毎月20日課金 1本");
/// assert_eq!((preview.visible(), preview.hidden()), ("ABC定期便 毎月20日課金 1", "本"));
/// assert!(preview.is_uncertain(), "by the other reading, all of it is shown");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatementPreview<'a> {
    visible: &'a str,
    hidden: &'a str,
    generously_visible: &'a str,
}

impl ItemName {
    /// The most bytes of a name in Shift_JIS: 20 double-byte characters.
    pub const LONGEST: usize = 40;
    /// The most characters that the KDDI screen shows.
    pub const VISIBLE_CHARACTERS: usize = 16;

    /// Takes the name as it will travel.
    ///
    /// # Errors
    /// [`TextError`] with everything that is wrong with it; [`TextError::suggestion`] has a name that would do, where
    /// replacing characters is enough.
    pub fn new(name: &str) -> Result<Self, TextError> {
        if says_nothing(name) {
            return Err(TextError { offered: name.to_owned(), problems: vec![TextProblem::Empty] });
        }
        MixedText::new(name).map(Self)
    }

    /// Everything that is wrong with a name while it is being typed; nothing if it is a name.
    #[must_use]
    pub fn problems(name: &str) -> Vec<TextProblem> {
        if says_nothing(name) { vec![TextProblem::Empty] } else { problems(name, Self::LONGEST) }
    }

    /// The name as it travels.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The bytes of the name in Shift_JIS, 1 to 40.
    #[must_use]
    pub fn width(&self) -> usize {
        self.0.width()
    }

    /// What the KDDI screen shows of the name.
    #[must_use]
    pub fn statement_preview(&self) -> StatementPreview<'_> {
        StatementPreview::of(self.as_str())
    }
}

impl<'a> StatementPreview<'a> {
    /// Splits any text the way the KDDI screen would. A character is never cut in half.
    ///
    /// How KDDI counts half-width characters is not published (I). [`visible`](Self::visible) is the stricter reading:
    /// sixteen characters of either width. [`generously_visible`](Self::generously_visible) is the other: two
    /// half-width characters take the place of one double-byte character.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let strict = text.char_indices().nth(ItemName::VISIBLE_CHARACTERS).map_or(text.len(), |(index, _)| index);
        let mut room = ItemName::VISIBLE_CHARACTERS * 2;
        let mut generous = text.len();
        for (index, character) in text.char_indices() {
            let Some(left) = room.checked_sub(character_width(character)) else {
                generous = index;
                break;
            };
            room = left;
        }
        let (visible, hidden) = text.split_at(strict);
        let (generously_visible, _) = text.split_at(generous);
        Self { visible, hidden, generously_visible }
    }

    /// What is certainly shown.
    #[must_use]
    pub const fn visible(&self) -> &'a str {
        self.visible
    }

    /// What may not be shown.
    #[must_use]
    pub const fn hidden(&self) -> &'a str {
        self.hidden
    }

    /// What is shown if two half-width characters count as one double-byte character.
    #[must_use]
    pub const fn generously_visible(&self) -> &'a str {
        self.generously_visible
    }

    /// Whether the two readings differ, so that a screen should say which one it shows.
    #[must_use]
    pub const fn is_uncertain(&self) -> bool {
        self.visible.len() != self.generously_visible.len()
    }
}

impl From<ItemName> for MixedText<40> {
    fn from(name: ItemName) -> Self {
        name.0
    }
}

impl FromStr for ItemName {
    type Err = TextError;

    fn from_str(name: &str) -> Result<Self, TextError> {
        Self::new(name)
    }
}

impl fmt::Display for ItemName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_double_byte_characters_are_the_limit() {
        let name = "あ".repeat(20);
        assert_eq!(ItemName::new(&name).map(|name| name.width()), Ok(40));
        assert_eq!(
            ItemName::new(&(name.clone() + "a")).map_err(|error| error.problems),
            Err(vec![TextProblem::TooLong { bytes: 41, longest: 40 }])
        );
        assert!(ItemName::new(&"a".repeat(40)).is_ok());
        assert!(ItemName::new(&("あ".repeat(19) + "ab")).is_ok());
        assert!(ItemName::new(&("あ".repeat(19) + "abc")).is_err());
    }

    #[test]
    fn every_problem_is_named_with_its_place() {
        let error = ItemName::new(" 赤〜①\t").expect_err("nothing of this can be sent");
        let codes: Vec<_> = error.problems.iter().map(TextProblem::code).collect();
        assert_eq!(codes, ["surrounding_space", "not_encodable", "machine_dependent", "control"]);
        assert!(matches!(error.problems[1], TextProblem::Character { character: '〜', place: 2, .. }));
        for empty in ["", " ", "\u{3000}", " \u{3000} "] {
            assert_eq!(
                ItemName::new(empty).map_err(|error| error.problems),
                Err(vec![TextProblem::Empty]),
                "{empty:?}"
            );
        }
    }

    #[test]
    fn a_name_that_needs_only_twins_comes_with_them() {
        let error = ItemName::new("ｶﾞﾗｽ〜①").expect_err("not as it is");
        assert_eq!(error.suggestion(ItemName::LONGEST).as_deref(), Some("ガラス～(1)"));
        let error = ItemName::new("贈り物♥").expect_err("not as it is");
        assert_eq!(error.suggestion(ItemName::LONGEST), None, "there is no twin of a heart");
        for empty in ["\u{3000}", " \u{3000}\u{200B}"] {
            let error = ItemName::new(empty).expect_err("it says nothing");
            assert_eq!(error.suggestion(ItemName::LONGEST), None, "{empty:?} says nothing with twins either");
        }
    }

    #[test]
    fn the_preview_shows_sixteen_characters_and_says_when_it_might_be_more() {
        let name = ItemName::new("ABC定期便 毎月20日課金 1本").expect("a name");
        let preview = name.statement_preview();
        assert_eq!(preview.visible(), "ABC定期便 毎月20日課金 1");
        assert_eq!(preview.hidden(), "本");
        assert_eq!(preview.generously_visible(), name.as_str());
        assert!(preview.is_uncertain());
        let double_byte = ItemName::new("一二三四五六七八九十一二三四五六七").expect("a name");
        assert_eq!(double_byte.statement_preview().hidden(), "七");
        assert!(!double_byte.statement_preview().is_uncertain());
    }
}
