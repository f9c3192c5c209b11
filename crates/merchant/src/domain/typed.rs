//! What people and other programs write as an amount or a day, read as what it can only mean.

use chrono::NaiveDate;

/// Digits in their narrow form.
fn narrow(character: char) -> char {
    match character {
        '０'..='９' => char::from_u32(character as u32 - '０' as u32 + '0' as u32).unwrap_or(character),
        other => other,
    }
}

/// An amount in yen, with or without its sign and commas; `None` where it is anything else.
#[must_use]
pub fn yen(text: &str) -> Option<u32> {
    let text: String = text.trim().chars().map(narrow).collect();
    let text = text.trim_start_matches(['¥', '￥']).trim_end_matches('円').trim();
    let digits: String = text.chars().filter(|it| !matches!(it, ',' | '，')).collect();
    let is_number = !digits.is_empty() && digits.chars().all(|it| it.is_ascii_digit());
    if is_number { digits.parse().ok() } else { None }
}

/// The forms of a day that mean one day only.
const DAYS: [&str; 4] = ["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日"];

/// A day, with or without the time of the day behind it; `None` where it is anything else.
#[must_use]
pub fn day(text: &str) -> Option<NaiveDate> {
    let text: String = text.trim().chars().map(narrow).collect();
    let digits = text.chars().all(|it| it.is_ascii_digit());
    let day = match text.split_once([' ', 'T', '　']) {
        Some((day, time)) if is_time(time) => day,
        Some(_) => return None,
        // The gateway's own form of a moment: fourteen digits.
        None if digits && text.len() == 14 => text.get(..8)?,
        None => &text,
    };
    // Eight digits and nothing shorter: 2026121 would be two days.
    let is_short = day.chars().all(|it| it.is_ascii_digit()) && day.len() != 8;
    DAYS.iter().find_map(|form| NaiveDate::parse_from_str(day, form).ok()).filter(|_| !is_short)
}

fn is_time(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.chars().all(|it| it.is_ascii_digit() || matches!(it, ':' | '.' | '+' | '-' | 'Z'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_what_it_can_only_mean() {
        for (text, expected) in [
            ("3500", Some(3_500)),
            (" ¥3,500 ", Some(3_500)),
            ("￥３，５００円", Some(3_500)),
            ("0", Some(0)),
            ("", None),
            ("¥", None),
            ("-3500", None),
            ("3500.00", None),
            ("35 00", None),
            ("3.5E3", None),
            ("abc", None),
            ("99999999999", None),
        ] {
            assert_eq!(yen(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_day_is_what_it_can_only_mean() {
        let expected = NaiveDate::from_ymd_opt(2026, 12, 1);
        for text in [
            "2026-12-01",
            "2026/12/1",
            "20261201",
            "20261201093000",
            "2026/12/01 09:30:00",
            "2026-12-01T09:30:00+09:00",
            "2026年12月1日",
            "２０２６/12/01",
        ] {
            assert_eq!(day(text), expected, "{text}");
        }
        for text in ["", "12/01/2026", "2026121", "2026-02-30", "2026-12", "soon", "2026-12-01 or so", "2026/12/01/02"]
        {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
