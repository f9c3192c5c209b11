//! Dates, times and waits as each language writes them; always Japan's time, and said so.

use super::digits::padded;
use super::locale::Language;
use super::sentence::number::NumberSentence;
use chrono::{Datelike, NaiveDate, Timelike, Weekday};
use sbps::date_time::{JstDateTime, YearMonth};

/// Until when something is so.
pub fn deadline(language: Language, until: JstDateTime) -> String {
    language.tell(NumberSentence::Deadline, &[&moment(language, until)])
}

/// A moment: `2026年12月1日（火）午前2:00` or `02:00 on Tuesday, 1 December 2026`.
pub fn moment(language: Language, moment: JstDateTime) -> String {
    let local = moment.local();
    let (hour, minute) = (local.hour(), padded(local.minute(), 2));
    let clock = match language {
        Language::Japanese => {
            [if hour < 12 { "午前" } else { "午後" }, &(hour % 12).to_string(), ":", &minute].concat()
        }
        // Two digits say that it is a clock of 24 hours.
        Language::English => [&padded(hour, 2), ":", &minute].concat(),
    };
    language.tell(NumberSentence::Moment, &[&day(language, moment.date()), &clock])
}

/// A day: `2026年12月1日（火）` or `Tuesday, 1 December 2026`.
pub fn day(language: Language, date: NaiveDate) -> String {
    let (year, month, day) = (date.year().to_string(), date.month().to_string(), date.day().to_string());
    let weekday = weekday(language, date.weekday());
    match language {
        Language::Japanese => [&year, "年", &month, "月", &day, "日（", weekday, "）"].concat(),
        Language::English => [weekday, ", ", &day, " ", english_month(date.month()), " ", &year].concat(),
    }
}

/// A month: `2027年3月` or `March 2027`.
pub fn month(language: Language, month: YearMonth) -> String {
    let (year, number) = (month.year().to_string(), month.month().to_string());
    match language {
        Language::Japanese => [&year, "年", &number, "月"].concat(),
        Language::English => [english_month(month.month()), " ", &year].concat(),
    }
}

/// How long to wait before trying again.
pub fn wait(language: Language, seconds: u32) -> String {
    language.tell(NumberSentence::Wait, &[&seconds.to_string()])
}

/// A day of the week: `火` or `Tuesday`.
pub fn weekday(language: Language, weekday: Weekday) -> &'static str {
    let (japanese, english) = match weekday {
        Weekday::Mon => ("月", "Monday"),
        Weekday::Tue => ("火", "Tuesday"),
        Weekday::Wed => ("水", "Wednesday"),
        Weekday::Thu => ("木", "Thursday"),
        Weekday::Fri => ("金", "Friday"),
        Weekday::Sat => ("土", "Saturday"),
        Weekday::Sun => ("日", "Sunday"),
    };
    language.pick(japanese, english)
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
        let moment = "20270101000500".parse().expect("a moment");
        assert_eq!(deadline(Language::Japanese, moment), "2027年1月1日（金）午前0:05まで（日本時間）");
        assert_eq!(deadline(Language::English, moment), "Until 00:05 on Friday, 1 January 2027 (Japan time)");
    }

    #[test]
    fn days_and_months_are_said_as_each_language_says_them() {
        let date = NaiveDate::from_ymd_opt(2028, 2, 29).expect("a leap day");
        assert_eq!(day(Language::Japanese, date), "2028年2月29日（火）");
        assert_eq!(day(Language::English, date), "Tuesday, 29 February 2028");
        let march = YearMonth::new(2027, 3).expect("a month");
        assert_eq!(month(Language::Japanese, march), "2027年3月");
        assert_eq!(month(Language::English, march), "March 2027");
    }
}
