//! Dates, times and waits as each language writes them; always Japan's time, and said so.

use super::Language;
use crate::checkout::order::Deadline;
use chrono::Weekday;

/// Until when the order can be started.
pub(crate) fn deadline(language: Language, deadline: Deadline) -> String {
    let at = deadline.parts();
    let minute = two_digits(at.minute);
    let number = |number: u32| number.to_string();
    match language {
        Language::Japanese => [
            &at.year.to_string(),
            "年",
            &number(at.month),
            "月",
            &number(at.day),
            "日（",
            japanese_weekday(at.weekday),
            "）",
            &number(at.hour),
            ":",
            &minute,
            "まで（日本時間）",
        ]
        .concat(),
        Language::English => [
            "Until ",
            &number(at.hour),
            ":",
            &minute,
            " on ",
            english_weekday(at.weekday),
            ", ",
            &number(at.day),
            " ",
            english_month(at.month),
            " ",
            &at.year.to_string(),
            " (Japan time)",
        ]
        .concat(),
    }
}

/// How long to wait before trying again.
pub(crate) fn wait(language: Language, seconds: u32) -> String {
    let seconds = seconds.to_string();
    match language {
        Language::Japanese => {
            ["ただいま混み合っています。", &seconds, "秒ほどお待ちになってから、もう一度お試しください。"].concat()
        }
        Language::English => {
            ["We are busy right now. Please wait about ", &seconds, " seconds and try again."].concat()
        }
    }
}

fn two_digits(number: u32) -> String {
    let digits = number.to_string();
    if number < 10 { "0".to_owned() + &digits } else { digits }
}

const fn japanese_weekday(weekday: Weekday) -> &'static str {
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

const fn english_weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

fn english_month(month: u32) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS.get(month.saturating_sub(1) as usize).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_is_said_in_japans_time() {
        let moment = Deadline::read("2026-12-31T15:05:00Z").expect("a moment");
        assert_eq!(deadline(Language::Japanese, moment), "2027年1月1日（金）0:05まで（日本時間）");
        assert_eq!(deadline(Language::English, moment), "Until 0:05 on Friday, 1 January 2027 (Japan time)");
    }
}
