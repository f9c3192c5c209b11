//! Names to choose from, for a description and a timing.

use super::{PartOrder, RecurringName, check, cuts_number, is_digit, phrases, width};
use crate::schedule::Timing;
use crate::text::item_name::ItemName;
use crate::text::mixed_text::TextError;
use crate::text::shift_jis::character_width;

/// Names to choose from, those that show a payer most first; never empty.
///
/// For each phrase of the timing: the description first; the timing first, where that shows both parts; and if the
/// payer's screen would lose something of the timing otherwise, the description first but shortened, so that the screen
/// shows both. Where the whole description does not fit in any way, only shortened ones are left.
///
/// ```
/// use sbps::schedule::Timing;
/// use sbps::text::recurring_name::suggestions;
///
/// let names = suggestions("ワイン定期便３０００円コース", Timing::day_of_month(1, 20)?)?;
/// let texts: Vec<_> = names.iter().map(|name| name.as_str()).collect();
/// assert_eq!(texts[..2], ["毎月20日 ワイン定期便３０００円コース", "20日課金 ワイン定期便３０００円コース"]);
/// assert_eq!(names[0].visible(), "毎月20日 ワイン定期便３０００");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`TextError`] if the description is empty or cannot be sent; being too long is no error here.
pub fn suggestions(description: &str, timing: Timing) -> Result<Vec<RecurringName>, TextError> {
    check(description)?;
    let description = description.trim_matches([' ', '\u{3000}']);
    let phrases = phrases(timing);
    let mut names: Vec<RecurringName> = Vec::new();
    let mut offer = |name: Option<RecurringName>| {
        if let Some(name) = name.filter(|name| names.iter().all(|other| other.as_str() != name.as_str())) {
            names.push(name);
        }
    };
    for phrase in &phrases {
        let whole = RecurringName::of_parts(description, phrase, PartOrder::DescriptionFirst, false).ok();
        let shows_timing = whole.as_ref().is_some_and(RecurringName::shows_timing);
        offer(whole);
        let whole = RecurringName::of_parts(description, phrase, PartOrder::TimingFirst, false).ok();
        offer(whole.or_else(|| to_fit(description, phrase)).filter(RecurringName::shows_both));
        if !shows_timing {
            offer(to_be_seen(description, phrase).filter(RecurringName::shows_both));
        }
    }
    if names.is_empty() {
        // Nothing shows enough of the description: better cut than none.
        names.extend(phrases.iter().filter_map(|phrase| to_fit(description, phrase)));
    }
    names.sort_by_key(RecurringName::severity);
    Ok(names)
}

/// The timing, then as much of the description as travels.
fn to_fit(description: &str, timing: &str) -> Option<RecurringName> {
    // One byte is for the space.
    let bytes = ItemName::LONGEST.checked_sub(width(timing) + 1)?;
    let start = shortened(description, usize::MAX, bytes);
    RecurringName::of_parts(start, timing, PartOrder::TimingFirst, true).ok()
}

/// As much of the description as the screen shows beside the timing that follows.
fn to_be_seen(description: &str, timing: &str) -> Option<RecurringName> {
    let characters = ItemName::VISIBLE_CHARACTERS.checked_sub(timing.chars().count() + 1)?;
    let start = shortened(description, characters, usize::MAX);
    RecurringName::of_parts(start, timing, PartOrder::DescriptionFirst, true).ok()
}

/// The start of a description that keeps to so many characters and bytes, without half a number at its end unless it is
/// nothing but a number.
fn shortened(description: &str, characters: usize, bytes: usize) -> &str {
    let mut left = bytes;
    let mut end = 0;
    for character in description.chars().take(characters) {
        let Some(rest) = left.checked_sub(character_width(character)) else { break };
        left = rest;
        end += character.len_utf8();
    }
    let (start, rest) = description.split_at(end);
    let is_number = |character| is_digit(character) || matches!(character, ',' | '，' | '.' | '．');
    let whole_numbers = if cuts_number(start, rest) { start.trim_end_matches(is_number) } else { start };
    let trimmed = whole_numbers.trim_end_matches([' ', '\u{3000}']);
    if trimmed.is_empty() { start } else { trimmed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::recurring_name::{NameWarning, is_recognisable};
    use crate::text::{TextProblem, is_accepted};
    use chrono::Weekday;
    use proptest::prelude::*;

    fn texts(description: &str, timing: Timing) -> Vec<String> {
        let names = suggestions(description, timing).expect("names");
        names.iter().map(|name| name.as_str().to_owned()).collect()
    }

    fn twentieth() -> Timing {
        Timing::day_of_month(1, 20).expect("a timing")
    }

    #[test]
    fn a_short_description_is_offered_in_both_orders_with_every_phrase() {
        assert_eq!(
            texts("ワイン定期便", twentieth()),
            [
                "ワイン定期便 毎月20日課金",
                "毎月20日課金 ワイン定期便",
                "ワイン定期便 毎月20日",
                "毎月20日 ワイン定期便",
                "ワイン定期便 20日課金",
                "20日課金 ワイン定期便",
            ]
        );
        let friday = Timing::day_of_week(1, Weekday::Fri).expect("a timing");
        assert_eq!(texts("朝刊", friday)[0], "朝刊 毎週金曜日課金");
        assert_eq!(texts("クラウド保存", Timing::PayAsYouGo)[0], "クラウド保存 従量課金");
    }

    #[test]
    fn a_longer_description_comes_with_shorter_phrases_and_shortened_for_the_screen() {
        let names = suggestions("ワイン定期便３０００円コース", twentieth()).expect("names");
        let texts: Vec<_> = names.iter().map(|name| (name.as_str(), name.warnings())).collect();
        assert_eq!(
            texts,
            [
                ("毎月20日 ワイン定期便３０００円コース", &[][..]),
                ("20日課金 ワイン定期便３０００円コース", &[]),
                ("ワイン定期便 毎月20日課金", &[NameWarning::DescriptionShortened]),
                ("ワイン定期便３０００ 毎月20日", &[NameWarning::DescriptionShortened]),
                ("ワイン定期便３０００ 20日課金", &[NameWarning::DescriptionShortened]),
                ("ワイン定期便３０００円コース毎月20日課金", &[NameWarning::TimingCut]),
                ("毎月20日課金ワイン定期便３０００円コース", &[NameWarning::NumberCut]),
                ("ワイン定期便３０００円コース 毎月20日", &[NameWarning::TimingCut]),
                ("ワイン定期便３０００円コース20日課金", &[NameWarning::TimingCut]),
            ]
        );
    }

    #[test]
    fn a_number_is_not_cut_by_shortening() {
        for (description, characters, expected) in [
            ("ワイン定期便３０００円コース", 8, "ワイン定期便"),
            ("ワイン定期便３０００円コース", 10, "ワイン定期便３０００"),
            ("ワイン定期便 3,000円", 9, "ワイン定期便"),
            ("ワイン定期便 3,000円", 8, "ワイン定期便"),
            ("ワイン定期便", 3, "ワイン"),
            ("赤 ワイン", 2, "赤"),
            ("1234567890", 4, "1234"),
        ] {
            assert_eq!(shortened(description, characters, usize::MAX), expected, "{description} to {characters}");
        }
        assert_eq!(shortened("赤ワイン", usize::MAX, 5), "赤ワ");
        assert_eq!(shortened("赤ワイン", usize::MAX, 8), "赤ワイン");
    }

    #[test]
    fn only_what_cannot_be_sent_is_an_error() {
        let problems = |description| suggestions(description, twentieth()).map_err(|error| error.problems);
        assert_eq!(problems("　").err(), Some(vec![TextProblem::Empty]));
        assert_eq!(problems(" 赤").err(), Some(vec![TextProblem::SurroundingSpace]));
        assert!(problems("赤〜").is_err());
        assert!(problems(&"あ".repeat(1_000)).is_ok());
        let nothing_but_digits = suggestions(&"1".repeat(50), twentieth()).expect("names");
        assert!(
            nothing_but_digits.iter().all(|name| name.warnings().contains(&NameWarning::DescriptionUnrecognisable))
        );
        assert!(!nothing_but_digits.is_empty());
    }

    fn some_timing() -> impl Strategy<Value = Timing> {
        let weekday = (0_u8..7).prop_map(|number| Weekday::try_from(number).expect("a day of the week"));
        prop_oneof![
            (1_u32..=12, 1_u32..=31).prop_map(|(months, day)| Timing::day_of_month(months, day)),
            (1_u32..=12).prop_map(Timing::last_day_of_month),
            (1_u32..=52, weekday).prop_map(|(weeks, weekday)| Timing::day_of_week(weeks, weekday)),
            (1_u32..=12, 1_u32..=28).prop_map(|(month, day)| Timing::day_of_year(month, day)),
            (1_u32..=365).prop_map(Timing::every_days),
            Just(Ok(Timing::PayAsYouGo)),
        ]
        .prop_map(|timing| timing.expect("a timing"))
    }

    fn some_description() -> impl Strategy<Value = String> {
        let character = prop_oneof![
            4 => prop::sample::select("ワイン定期便コース赤白円曜月日毎課金ごと々ー（）・".chars().collect::<Vec<_>>()),
            2 => prop::sample::select("0123456789０１２３,. 　abcXYZ".chars().collect::<Vec<_>>()),
            1 => any::<char>().prop_filter("one that arrives", |character| is_accepted(*character)),
        ];
        prop::collection::vec(character, 1..40).prop_map(|characters| characters.into_iter().collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn every_suggestion_is_a_name_with_both_parts_and_shows_its_start(
            description in some_description(),
            timing in some_timing(),
        ) {
            prop_assume!(check(&description).is_ok());
            let names = suggestions(&description, timing).expect("nothing is wrong with it");
            prop_assert!(!names.is_empty());
            for name in &names {
                let text = name.as_str();
                prop_assert_eq!(ItemName::new(text), Ok(name.name().clone()));
                prop_assert!(phrases(timing).iter().any(|phrase| phrase == name.timing()));
                prop_assert!(!name.description().is_empty());
                let trimmed = description.trim_matches([' ', '\u{3000}']);
                prop_assert!(trimmed.starts_with(name.description()));
                let (first, second) = match name.order() {
                    PartOrder::DescriptionFirst => (name.description(), name.timing()),
                    PartOrder::TimingFirst => (name.timing(), name.description()),
                };
                let between = text.strip_prefix(first).and_then(|rest| rest.strip_suffix(second));
                prop_assert!(matches!(between, Some("" | " ")), "{text}");
                prop_assert!(between == Some(" ") || !cuts_number(first, second), "two numbers touch in {text}");
                prop_assert!(text.starts_with(name.visible()));
                prop_assert_eq!(name.visible().chars().count(), text.chars().count().min(16));

                let warns = |warning| name.warnings().contains(&warning);
                let whole = name.description() == trimmed;
                prop_assert_eq!(warns(NameWarning::DescriptionShortened), !whole);
                prop_assert_eq!(
                    !warns(NameWarning::TimingCut) && !warns(NameWarning::TimingHidden),
                    name.visible().contains(name.timing()) || name.visible_timing() == name.timing()
                );
                let told = is_recognisable(name.visible_description());
                let shown = whole && name.visible_description() == name.description();
                prop_assert_eq!(warns(NameWarning::DescriptionUnrecognisable), !shown && !told);
            }
            let severities: Vec<_> = names.iter().map(RecurringName::severity).collect();
            prop_assert!(severities.is_sorted());
        }
    }
}
