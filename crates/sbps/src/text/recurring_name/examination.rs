//! Whether a name that somebody else has composed says when it is billed.

use super::{NameWarning, cuts_number, phrases};
use crate::schedule::Timing;
use crate::text::item_name::ItemName;

/// What a payer would miss of the timing in a whole name; `None` where the KDDI screen shows one of the timing's
/// phrases and cuts no number.
///
/// ```
/// use sbps::schedule::Timing;
/// use sbps::text::ItemName;
/// use sbps::text::recurring_name::{NameWarning, examine};
///
/// let timing = Timing::day_of_month(1, 20)?;
/// assert_eq!(examine(&ItemName::new("ワイン定期便 毎月20日")?, timing), None);
/// assert_eq!(examine(&ItemName::new("ワイン定期便")?, timing), Some(NameWarning::TimingHidden));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn examine(name: &ItemName, timing: Timing) -> Option<NameWarning> {
    let preview = name.statement_preview();
    if cuts_number(preview.visible(), preview.hidden()) {
        return Some(NameWarning::NumberCut);
    }
    let mut warning = NameWarning::TimingHidden;
    for phrase in phrases(timing) {
        for (start, _) in name.as_str().match_indices(&phrase) {
            let (before, rest) = name.as_str().split_at(start);
            // The end of a longer number is another day.
            if cuts_number(before, rest) {
                continue;
            }
            if start + phrase.len() <= preview.visible().len() {
                return None;
            }
            if start < preview.visible().len() {
                warning = NameWarning::TimingCut;
            }
        }
    }
    Some(warning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_when_it_is_billed_within_what_the_screen_shows() {
        let monthly = Timing::day_of_month(1, 20).expect("a timing");
        for (name, expected) in [
            ("毎月20日 ワイン定期便３０００円コース", None),
            ("ワイン20日課金", None),
            ("ワイン定期便", Some(NameWarning::TimingHidden)),
            ("ワイン定期便 毎月2日", Some(NameWarning::TimingHidden)),
            // The 120th is no 20th.
            ("ワイン定期便120日課金", Some(NameWarning::TimingHidden)),
            ("ワイン定期便３０００円コース 毎月20日", Some(NameWarning::TimingCut)),
            ("健康茶定期便特選三千円コース箱入20日課金", Some(NameWarning::TimingHidden)),
            ("あいうえおかきくけこさしす120日課金", Some(NameWarning::TimingHidden)),
            ("あいうえおかきくけ毎月20日円12345", Some(NameWarning::NumberCut)),
        ] {
            let name = ItemName::new(name).expect("a name");
            assert_eq!(examine(&name, monthly), expected, "{}", name.as_str());
        }
    }

    #[test]
    fn every_name_that_is_suggested_without_a_warning_passes() {
        for timing in [Timing::day_of_month(2, 5), Timing::last_day_of_month(1), Timing::every_days(30)] {
            let timing = timing.expect("a timing");
            for name in crate::text::recurring_name::suggestions("健康茶定期便", timing).expect("names") {
                if name.warnings().is_empty() {
                    assert_eq!(examine(name.name(), timing), None, "{}", name.as_str());
                }
            }
        }
    }
}
