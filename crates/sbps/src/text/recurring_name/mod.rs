//! Names of recurring orders: what it is and when it is billed, composed within what travels and what is seen.
//!
//! Service specification, "Mandatory tag element in payment request for recurring billing (fixed term/pay as you go)":
//! `item_name` holds the description of the item or service and the billing timing, "recognizable on the merchant's
//! service site", in 20 double-byte characters of which the KDDI screen shows the first 16.

mod examination;
mod phrase;
mod suggestion;

pub use examination::examine;
pub use phrase::phrases;
pub use suggestion::suggestions;

use super::item_name::{ItemName, StatementPreview};
use super::mixed_text::{TextError, TextProblem};
use super::shift_jis::width;
use core::fmt;
use core::ops::Range;

/// Which part of the name comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartOrder {
    /// What it is, then when it is billed.
    DescriptionFirst,
    /// When it is billed, then what it is.
    TimingFirst,
}

/// What a payer may miss in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NameWarning {
    /// The description was shortened to make room.
    DescriptionShortened,
    /// The description says something of the timing already.
    TimingRepeated,
    /// The KDDI screen ends within a number, so that it shows a smaller one.
    NumberCut,
    /// The KDDI screen shows only the start of the timing.
    TimingCut,
    /// The KDDI screen shows nothing of the timing.
    TimingHidden,
    /// What the KDDI screen shows of the description does not tell what it is: see [`is_recognisable`].
    DescriptionUnrecognisable,
}

/// The name of a recurring order, made of its two parts.
///
/// ```
/// use sbps::text::recurring_name::{NameWarning, PartOrder, RecurringName};
///
/// let name = RecurringName::compose("ワイン定期便３０００円コース", "毎月20日", PartOrder::DescriptionFirst)?;
/// assert_eq!(name.as_str(), "ワイン定期便３０００円コース 毎月20日");
/// assert_eq!((name.visible(), name.visible_timing()), ("ワイン定期便３０００円コース 毎", "毎"));
/// assert_eq!(name.warnings(), [NameWarning::TimingCut]);
/// # Ok::<(), sbps::text::TextError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecurringName {
    name: ItemName,
    order: PartOrder,
    description: Range<usize>,
    timing: Range<usize>,
    warnings: Vec<NameWarning>,
}

impl NameWarning {
    /// A stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DescriptionShortened => "description_shortened",
            Self::TimingRepeated => "timing_repeated",
            Self::NumberCut => "number_cut",
            Self::TimingCut => "timing_cut",
            Self::TimingHidden => "timing_hidden",
            Self::DescriptionUnrecognisable => "description_unrecognisable",
        }
    }
}

impl fmt::Display for NameWarning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::DescriptionShortened => "the description was shortened",
            Self::TimingRepeated => "the description says when it is billed, too",
            Self::NumberCut => "a number is cut where the payer's screen ends",
            Self::TimingCut => "the payer's screen shows only the start of when it is billed",
            Self::TimingHidden => "the payer's screen does not show when it is billed",
            Self::DescriptionUnrecognisable => "the payer's screen shows too little of what it is",
        })
    }
}

impl RecurringName {
    /// Puts the two parts together: with a space between them, or without one where only that fits or brings fewer or
    /// lighter warnings.
    ///
    /// Two numbers never touch: `コース3` and `20日課金` without a space would be billed on a 320th.
    ///
    /// # Errors
    /// [`TextError`] with everything that is wrong with a part or, if they are too long together, with the name.
    pub fn compose(description: &str, timing: &str, order: PartOrder) -> Result<Self, TextError> {
        for part in [description, timing] {
            check(part)?;
        }
        Self::of_parts(description, timing, order, false)
    }

    /// [`compose`](Self::compose) of parts that are right in themselves.
    fn of_parts(description: &str, timing: &str, order: PartOrder, shortened: bool) -> Result<Self, TextError> {
        let with_space = Self::joined(description, " ", timing, order, shortened);
        let (first, second) = in_order(description, timing, order);
        if cuts_number(first, second) {
            return with_space;
        }
        let without = Self::joined(description, "", timing, order, shortened)?;
        Ok(with_space.ok().filter(|name| name.severity() <= without.severity()).unwrap_or(without))
    }

    fn joined(
        description: &str,
        separator: &str,
        timing: &str,
        order: PartOrder,
        shortened: bool,
    ) -> Result<Self, TextError> {
        let (first, second) = in_order(description, timing, order);
        let mut text = String::with_capacity(first.len() + separator.len() + second.len());
        text.push_str(first);
        text.push_str(separator);
        text.push_str(second);
        let (first, second) = (0..first.len(), text.len() - second.len()..text.len());
        let (description, timing) = in_order(first, second, order);
        let name = ItemName::new(&text)?;
        let mut name = Self { name, order, description, timing, warnings: Vec::new() };
        name.warnings = name.find_warnings(shortened);
        Ok(name)
    }

    fn find_warnings(&self, shortened: bool) -> Vec<NameWarning> {
        let preview = self.name.statement_preview();
        let shown_whole = self.visible_description() == self.description() && !shortened;
        [
            (NameWarning::DescriptionShortened, shortened),
            (NameWarning::TimingRepeated, phrase::is_repeated(self.timing(), self.description())),
            (NameWarning::NumberCut, cuts_number(preview.visible(), preview.hidden())),
            (NameWarning::TimingCut, !self.shows_timing() && !self.visible_timing().is_empty()),
            (NameWarning::TimingHidden, self.visible_timing().is_empty()),
            (NameWarning::DescriptionUnrecognisable, !shown_whole && !is_recognisable(self.visible_description())),
        ]
        .into_iter()
        .filter_map(|(warning, applies)| applies.then_some(warning))
        .collect()
    }

    /// How much a payer misses, to put names with less of it first.
    fn severity(&self) -> u32 {
        let weigh = |warning: &NameWarning| match warning {
            NameWarning::DescriptionShortened | NameWarning::TimingRepeated => 1,
            NameWarning::NumberCut | NameWarning::TimingCut => 2,
            NameWarning::TimingHidden | NameWarning::DescriptionUnrecognisable => 4,
        };
        self.warnings.iter().map(weigh).sum()
    }

    /// The name, to be sent.
    #[must_use]
    pub const fn name(&self) -> &ItemName {
        &self.name
    }

    /// The name as it travels.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.name.as_str()
    }

    /// Which part comes first.
    #[must_use]
    pub const fn order(&self) -> PartOrder {
        self.order
    }

    /// The part that says what it is, perhaps shortened.
    #[must_use]
    pub fn description(&self) -> &str {
        self.part(&self.description, self.as_str().len())
    }

    /// The part that says when it is billed.
    #[must_use]
    pub fn timing(&self) -> &str {
        self.part(&self.timing, self.as_str().len())
    }

    /// What the KDDI screen certainly shows: the first 16 characters, of whatever width (I).
    #[must_use]
    pub fn visible(&self) -> &str {
        StatementPreview::of(self.as_str()).visible()
    }

    /// What of the description it shows.
    #[must_use]
    pub fn visible_description(&self) -> &str {
        self.part(&self.description, self.visible().len())
    }

    /// What of the timing it shows.
    #[must_use]
    pub fn visible_timing(&self) -> &str {
        self.part(&self.timing, self.visible().len())
    }

    /// What a payer may miss, the least first; empty if nothing.
    #[must_use]
    pub fn warnings(&self) -> &[NameWarning] {
        &self.warnings
    }

    fn shows_timing(&self) -> bool {
        self.visible_timing() == self.timing()
    }

    /// Whether the screen shows all of the timing and enough of the description.
    fn shows_both(&self) -> bool {
        self.shows_timing() && !self.warnings.contains(&NameWarning::DescriptionUnrecognisable)
    }

    fn part(&self, part: &Range<usize>, end: usize) -> &str {
        self.as_str().get(part.start..part.end.min(end)).unwrap_or("")
    }
}

/// Whether the start of a description still tells what it is: at least three kanji, or six kana or Latin letters, or a
/// mixture that adds up. Digits, spaces and marks tell nothing.
///
/// This measure is ours; the specification asks for recognisable names without giving one. A description that is shown
/// whole needs none.
///
/// ```
/// use sbps::text::recurring_name::is_recognisable;
///
/// assert!(is_recognisable("健康茶"));
/// assert!(is_recognisable("ワイン定期"));
/// assert!(!is_recognisable("ワイン"));
/// assert!(!is_recognisable("3,000円"));
/// ```
#[must_use]
pub fn is_recognisable(start: &str) -> bool {
    let told = start.chars().map(|character| match character {
        '\u{4E00}'..='\u{9FFF}' | '々' => 2,
        'a'..='z' | 'A'..='Z' | 'ａ'..='ｚ' | 'Ａ'..='Ｚ' => 1,
        // Hiragana, katakana and the mark of a long vowel.
        'ぁ'..='ん' | 'ァ'..='ヶ' | 'ー' => 1,
        _ => 0,
    });
    told.sum::<u32>() >= 6
}

/// What is wrong with a part, apart from its length.
fn check(part: &str) -> Result<(), TextError> {
    let mut problems = ItemName::problems(part);
    problems.retain(|problem| !matches!(problem, TextProblem::TooLong { .. }));
    if problems.is_empty() { Ok(()) } else { Err(TextError { offered: part.to_owned(), problems }) }
}

fn in_order<T>(description: T, timing: T, order: PartOrder) -> (T, T) {
    match order {
        PartOrder::DescriptionFirst => (description, timing),
        PartOrder::TimingFirst => (timing, description),
    }
}

fn is_digit(character: char) -> bool {
    matches!(character, '0'..='9' | '０'..='９')
}

/// Whether a number goes on where a text was cut in two, be it with a comma between its digits.
fn cuts_number(before: &str, after: &str) -> bool {
    before.trim_end_matches([',', '，', '.', '．']).ends_with(is_digit)
        && after.trim_start_matches([',', '，', '.', '．']).starts_with(is_digit)
}

#[cfg(test)]
mod tests;
