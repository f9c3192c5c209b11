//! Moments, as until when an order can be started: RFC 3339 in, Japan's time out.

use super::day::{digits, read_day, write_day};
use crate::language::padded;
use chrono::{TimeDelta, Timelike};
use sbps::date_time::JstDateTime;

/// Reads `YYYY-MM-DDThh:mm:ss`, an optional fraction, and `Z` or `±hh:mm`; `None` if the text is no such moment.
pub fn read_moment(text: &str) -> Option<JstDateTime> {
    let pair = |from: usize| -> Option<u32> { digits(text.get(from..from + 2)?) };
    let separator = |at: usize, allowed: &[u8]| text.as_bytes().get(at).filter(|byte| allowed.contains(byte));
    separator(10, b"Tt ").and(separator(13, b":")).and(separator(16, b":"))?;
    let local = read_day(text.get(..10)?)?.and_hms_opt(pair(11)?, pair(14)?, pair(17)?)?;
    let ahead = offset_minutes(after_fraction(text.get(19..)?)?)?;
    JstDateTime::from_local(local.checked_add_signed(TimeDelta::minutes(9 * 60 - ahead))?)
}

/// Writes `YYYY-MM-DDThh:mm:ss+09:00`.
pub fn write_moment(moment: JstDateTime) -> String {
    let (day, time) = (write_day(moment.date()), moment.local());
    let [hour, minute, second] = [time.hour(), time.minute(), time.second()].map(|number| padded(number, 2));
    [&day, "T", &hour, ":", &minute, ":", &second, "+09:00"].concat()
}

/// What follows an optional fraction of a second.
fn after_fraction(text: &str) -> Option<&str> {
    match text.strip_prefix('.') {
        None => Some(text),
        Some(fraction) => {
            let rest = fraction.trim_start_matches(|character: char| character.is_ascii_digit());
            (rest.len() < fraction.len()).then_some(rest)
        }
    }
}

/// How many minutes the offset is ahead of UTC.
fn offset_minutes(text: &str) -> Option<i64> {
    if text == "Z" || text == "z" {
        return Some(0);
    }
    let (sign, clock) = text.strip_prefix('+').map(|clock| (1, clock)).or(text.strip_prefix('-').map(|it| (-1, it)))?;
    let (hours, minutes) = clock.split_once(':').filter(|(hours, minutes)| hours.len() == 2 && minutes.len() == 2)?;
    let (hours, minutes) = (digits(hours)?, digits(minutes)?);
    (hours < 24 && minutes < 60).then(|| sign * i64::from(hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_offset_is_read_as_japans_time() {
        for text in [
            "2026-11-24T12:00:00+09:00",
            "2026-11-24T03:00:00Z",
            "2026-11-24t03:00:00.123z",
            "2026-11-23T19:00:00-08:00",
            "2026-11-24 08:30:59+05:30",
        ] {
            let japan = read_moment(text).expect(text).to_string();
            assert!(japan.starts_with("202611241200"), "{text}: {japan}");
        }
    }

    #[test]
    fn a_moment_is_written_in_japans_time_with_all_its_digits() {
        let moment = read_moment("0987-01-02T03:04:05Z").expect("a moment");
        assert_eq!(write_moment(moment), "0987-01-02T12:04:05+09:00");
        assert_eq!(read_moment(&write_moment(moment)), Some(moment));
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in [
            "",
            "2026-11-24",
            "2026-11-24T12:00:00",
            "2026-02-30T12:00:00Z",
            "2026-11-24T24:00:00Z",
            "2026-11-24T12:00:00.Z",
            "2026-11-24T12:00:00+9:00",
            "2026-11-24T12:00:00+24:00",
            "2026-11-24T12:00:00 +09:00",
            "+026-11-24T12:00:00Z",
            "2026-11-24T12:00:00Zjunk",
            "２０２６-11-24T12:00:00Z",
            "9999-12-31T23:59:59-23:59",
            "0000-01-01T00:00:00Z",
        ] {
            assert_eq!(read_moment(text), None, "{text:?}");
        }
    }
}
