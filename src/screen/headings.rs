//! Where the headings of a screen stand among those of the page around it: whoever reads by headings finds no level left out.

/// The tags of headings, the highest first.
const TAGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
/// How many levels stand above a title where the page does not say.
const USUAL: usize = 1;

/// The level of a screen's title, and whether the page has a title of its own in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Headings {
    /// How many levels stand above the title: 0 to 5.
    above: usize,
    is_untitled: bool,
}

impl Default for Headings {
    fn default() -> Self {
        Self { above: USUAL, is_untitled: false }
    }
}

impl Headings {
    /// As a page says it: the level in one digit, 1 to 6, which is 2 where it is anything else; and whether the page has a
    /// title of its own. What stands below the title is one level lower, or as low as HTML goes.
    #[must_use]
    pub const fn of(level: Option<&str>, is_untitled: bool) -> Self {
        let above = match level {
            Some(level) => match level.as_bytes() {
                [digit @ b'1'..=b'6'] => (*digit - b'1') as usize,
                _ => USUAL,
            },
            None => USUAL,
        };
        Self { above, is_untitled }
    }

    /// The level of the title in one digit, where it is not the usual one, as the attribute `heading-level` has it.
    #[must_use]
    pub fn level(self) -> Option<&'static str> {
        (self.above != USUAL).then(|| &self.title()[1..])
    }

    /// Whether the page has a title of its own.
    #[must_use]
    pub const fn is_untitled(self) -> bool {
        self.is_untitled
    }

    /// The tag of a title.
    pub(super) fn title(self) -> &'static str {
        self.below(0)
    }

    /// The tag of a heading below it.
    pub(super) fn section(self) -> &'static str {
        self.below(1)
    }

    /// The tag of a heading below that.
    pub(super) fn part(self) -> &'static str {
        self.below(2)
    }

    fn below(self, levels: usize) -> &'static str {
        TAGS.get(self.above + levels).copied().unwrap_or("h6")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_follow_the_title_as_low_as_they_can() {
        let tags = |level| {
            let headings = Headings::of(level, false);
            [headings.title(), headings.section(), headings.part()]
        };
        assert_eq!(tags(None), ["h2", "h3", "h4"]);
        assert_eq!(tags(Some("1")), ["h1", "h2", "h3"]);
        assert_eq!(tags(Some("3")), ["h3", "h4", "h5"]);
        assert_eq!(tags(Some("6")), ["h6"; 3]);
        for wrong in ["", "0", "7", "h2", "12", "２"] {
            assert_eq!(tags(Some(wrong)), tags(None), "{wrong:?}");
        }
    }

    #[test]
    fn a_page_says_only_what_is_unusual() {
        assert_eq!(Headings::default(), Headings::of(None, false));
        assert_eq!(
            [None, Some("2"), Some("4"), Some("x")].map(|it| Headings::of(it, true).level()),
            [None, None, Some("4"), None]
        );
    }
}
