//! Everything that the screen shows, in one value: the screen is a function of it.

use super::advice::sentences;
use crate::language::Language;
use crate::page::report::{PaymentOutcome, Report};
use crate::screen::announcement::Announcement;
use crate::screen::headings::Headings;

/// How long it waits before it asks for the first, second, … time, in seconds: a minute and a half in all.
pub const WAITS: [u64; 8] = [1, 2, 3, 5, 8, 13, 21, 34];
/// What there is to show.
#[derive(Clone)]
pub struct ResultState {
    /// The report, if it is one.
    pub report: Option<Report>,
    /// The language to show it in.
    pub language: Language,
    /// Where its headings stand. What became of an order is never left out.
    pub headings: Headings,
    /// How often the server was asked again.
    pub asked: usize,
}

impl ResultState {
    /// Whether the page goes on asking by itself.
    pub const fn is_patient(&self) -> bool {
        self.asked < WAITS.len()
    }

    /// What is said of it without being asked.
    pub fn announcement(&self) -> Announcement {
        let said = self.report.as_ref().map(|report| {
            let (title, meaning) = sentences(report, self.is_patient());
            // Of the whole screen only this has changed when the page has stopped to ask.
            let is_long = report.outcome == PaymentOutcome::Confirming && !self.is_patient();
            self.language.say(if is_long { meaning } else { title })
        });
        Announcement { language: self.language, status: said, status_is_visible: false, is_busy: false, focus: None }
    }
}
