//! When it is billed, in the few characters that a name has for it.

use crate::schedule::Timing;
use chrono::Weekday;

/// What a timing is called in a name, the fullest phrase first. Each says when the charges come without the others.
///
/// ```
/// use sbps::schedule::Timing;
/// use sbps::text::recurring_name::phrases;
///
/// assert_eq!(phrases(Timing::day_of_month(1, 20)?), ["毎月20日課金", "毎月20日", "20日課金"]);
/// assert_eq!(phrases(Timing::PayAsYouGo), ["従量課金", "従量制"]);
/// # Ok::<(), sbps::schedule::ScheduleError>(())
/// ```
#[must_use]
pub fn phrases(timing: Timing) -> Vec<String> {
    match timing {
        Timing::DayOfMonth { months: 1, day } => {
            let day = numbered("", day, "日");
            vec![joined(&["毎月", &day, "課金"]), joined(&["毎月", &day]), joined(&[&day, "課金"])]
        }
        // Without its months, such a timing would read as one of every month.
        Timing::DayOfMonth { months, day } => {
            let (months, day) = (numbered("", months, "か月"), numbered("", day, "日"));
            vec![
                joined(&[&months, "ごと", &day, "課金"]),
                joined(&[&months, "ごと", &day]),
                joined(&[&months, "毎", &day]),
            ]
        }
        Timing::LastDayOfMonth { months: 1 } => {
            vec!["毎月末課金".to_owned(), "月末課金".to_owned(), "毎月末".to_owned()]
        }
        Timing::LastDayOfMonth { months } => {
            let months = numbered("", months, "か月ごと月末");
            vec![joined(&[&months, "課金"]), months]
        }
        Timing::DayOfWeek { weeks: 1, weekday } => {
            let weekday = name_of(weekday);
            vec![joined(&["毎週", weekday, "曜日課金"]), joined(&["毎週", weekday, "曜"]), joined(&[weekday, "曜課金"])]
        }
        Timing::DayOfWeek { weeks, weekday } => {
            let weeks = if weeks == 2 { "隔週".to_owned() } else { numbered("", weeks, "週ごと") };
            let weekday = name_of(weekday);
            vec![joined(&[&weeks, weekday, "曜日課金"]), joined(&[&weeks, weekday, "曜"])]
        }
        Timing::DayOfYear { month, day } => {
            let day = joined(&[&numbered("毎年", month, "月"), &numbered("", day, "日")]);
            vec![joined(&[&day, "課金"]), day]
        }
        Timing::Days { days: 1 } => vec!["毎日課金".to_owned(), "毎日".to_owned()],
        Timing::Days { days } => {
            vec![numbered("", days, "日ごと課金"), numbered("", days, "日ごと"), numbered("", days, "日毎")]
        }
        Timing::PayAsYouGo => vec!["従量課金".to_owned(), "従量制".to_owned()],
    }
}

/// Whether the description says already what the timing says: all of it, or one of its words.
pub(super) fn is_repeated(timing: &str, description: &str) -> bool {
    let words = ["毎月", "毎週", "隔週", "毎年", "毎日", "月末", "ごと", "課金", "従量"];
    description.contains(timing) || words.iter().any(|word| timing.contains(word) && description.contains(word))
}

const fn name_of(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "月",
        Weekday::Tue => "火",
        Weekday::Wed => "水",
        Weekday::Thu => "木",
        Weekday::Fri => "金",
        Weekday::Sat => "土",
        Weekday::Sun => "日",
    }
}

fn numbered(before: &str, number: u32, after: &str) -> String {
    joined(&[before, &number.to_string(), after])
}

fn joined(parts: &[&str]) -> String {
    parts.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_timing_has_its_phrases_from_full_to_short() {
        for (timing, expected) in [
            (Timing::day_of_month(1, 20), &["毎月20日課金", "毎月20日", "20日課金"][..]),
            (Timing::day_of_month(3, 5), &["3か月ごと5日課金", "3か月ごと5日", "3か月毎5日"]),
            (Timing::last_day_of_month(1), &["毎月末課金", "月末課金", "毎月末"]),
            (Timing::last_day_of_month(6), &["6か月ごと月末課金", "6か月ごと月末"]),
            (Timing::day_of_week(1, Weekday::Fri), &["毎週金曜日課金", "毎週金曜", "金曜課金"]),
            (Timing::day_of_week(2, Weekday::Mon), &["隔週月曜日課金", "隔週月曜"]),
            (Timing::day_of_week(4, Weekday::Sun), &["4週ごと日曜日課金", "4週ごと日曜"]),
            (Timing::day_of_year(3, 1), &["毎年3月1日課金", "毎年3月1日"]),
            (Timing::every_days(1), &["毎日課金", "毎日"]),
            (Timing::every_days(10), &["10日ごと課金", "10日ごと", "10日毎"]),
            (Ok(Timing::PayAsYouGo), &["従量課金", "従量制"]),
        ] {
            assert_eq!(phrases(timing.expect("a timing")), expected);
        }
    }

    #[test]
    fn every_day_of_the_week_has_its_own_phrase() {
        let days = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
        let names: Vec<_> = days.iter().map(|weekday| name_of(*weekday)).collect();
        assert_eq!(names.concat(), "月火水木金土日");
    }

    #[test]
    fn a_description_repeats_the_timing_when_it_has_a_word_of_it() {
        for (timing, description, expected) in [
            ("毎月20日課金", "ワイン定期便", false),
            ("毎月20日課金", "毎月届くワイン", true),
            ("20日課金", "毎月届くワイン", false),
            ("20日課金", "ワイン定期便20日課金", true),
            ("毎月20日", "毎日青汁", false),
            ("10日毎", "10日毎のワイン", true),
            ("従量制", "従量プラン", true),
        ] {
            assert_eq!(is_repeated(timing, description), expected, "{timing} {description}");
        }
    }
}
