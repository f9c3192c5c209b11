//! Calendar files read back by a reader of their own.

use super::*;
use chrono::NaiveDateTime;
use proptest::prelude::*;

/// A component with its properties and the components within it.
#[derive(Debug, Default, PartialEq)]
struct Component {
    name: String,
    properties: Vec<(String, String)>,
    parts: Vec<Component>,
}

impl Component {
    fn get(&self, name: &str) -> Option<&str> {
        let mut values = self.properties.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let value = values.next();
        assert_eq!(values.next(), None, "{name} once");
        value
    }
}

/// Unfolds octet by octet, then reads lines and unescapes nothing.
fn read(file: &str) -> Component {
    let mut octets = Vec::new();
    let mut rest = file.as_bytes();
    while let [first, after @ ..] = rest {
        match rest {
            [b'\r', b'\n', b' ' | b'\t', after @ ..] => rest = after,
            _ => {
                octets.push(*first);
                rest = after;
            }
        }
    }
    let text = String::from_utf8(octets).expect("still UTF-8");
    let mut open = vec![Component::default()];
    for line in text.strip_suffix("\r\n").expect("a last CRLF").split("\r\n") {
        let (name, value) = line.split_once(':').expect("a name and a value");
        match name {
            "BEGIN" => open.push(Component { name: value.to_owned(), ..Component::default() }),
            "END" => {
                let closed = open.pop().expect("something open");
                assert_eq!(closed.name, value);
                open.last_mut().expect("something around it").parts.push(closed);
            }
            _ => open.last_mut().expect("something open").properties.push((name.to_owned(), value.to_owned())),
        }
    }
    assert_eq!(open.len(), 1, "everything closed");
    open.remove(0).parts.remove(0)
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

fn now() -> JstDateTime {
    "20261124213405".parse().expect("a moment")
}

fn event(date: NaiveDate) -> Event<'static> {
    Event {
        contract: "12345678901234",
        date,
        summary: "ワイン定期便",
        description: "",
        reminder: None,
        changed: now(),
        is_cancelled: false,
    }
}

#[test]
fn a_charge_is_an_all_day_event_of_its_day_in_japan() {
    let mut calendar = Calendar::new("-//Example//Test//EN", "shop.example", now());
    let reminder = Reminder { days: NonZeroU8::MIN, text: "明日までに解約できます" };
    calendar.add(&Event {
        description: "3,000円\n解約: https://shop.example/",
        reminder: Some(reminder),
        ..event(day(2026, 12, 20))
    });
    let file = calendar.finish().expect("an event");
    let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//Test//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n\
                    BEGIN:VEVENT\r\nUID:12345678901234-20261220@shop.example\r\nDTSTAMP:20261124T123405Z\r\n\
                    LAST-MODIFIED:20261124T123405Z\r\nSEQUENCE:28298045\r\nSTATUS:CONFIRMED\r\n\
                    DTSTART;VALUE=DATE:20261220\r\nSUMMARY:ワイン定期便\r\n\
                    DESCRIPTION:3\\,000円\\n解約: https://shop.example/\r\nTRANSP:TRANSPARENT\r\n\
                    BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-P1DT15H\r\nDESCRIPTION:明日までに解約できます\r\n\
                    END:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    assert_eq!(file, expected);
}

#[test]
fn the_reminder_is_at_nine_in_the_morning_before_the_last_day_to_cancel() {
    for (days, due) in [(1, day(2026, 12, 18)), (2, day(2026, 12, 17)), (255, day(2026, 4, 8))] {
        let mut calendar = Calendar::new("-//Example//Test//EN", "shop.example", now());
        let reminder = Reminder { days: NonZeroU8::new(days).expect("a day or more"), text: "" };
        calendar.add(&Event { reminder: Some(reminder), ..event(day(2026, 12, 20)) });
        let read = read(&calendar.finish().expect("an event"));
        let trigger = read.parts[0].parts[0].get("TRIGGER").expect("a trigger");
        let (whole_days, hours) = trigger
            .strip_prefix("-P")
            .and_then(|rest| rest.strip_suffix('H'))
            .and_then(|rest| rest.split_once("DT"))
            .expect("a duration of days and hours");
        let before =
            TimeDelta::days(whole_days.parse().expect("days")) + TimeDelta::hours(hours.parse().expect("hours"));
        let start = NaiveDateTime::from(day(2026, 12, 20));
        // The last day to cancel is the 19th.
        assert_eq!(start - before, due.and_hms_opt(9, 0, 0).expect("nine"), "{days} days");
    }
}

#[test]
fn a_file_without_an_event_is_none_and_a_year_of_five_digits_is_left_out() {
    let calendar = || Calendar::new("-//Example//Test//EN", "shop.example", now());
    assert_eq!(calendar().finish(), None);
    for outside in [NaiveDate::MIN, NaiveDate::MAX, day(0, 12, 31), day(10_000, 1, 1)] {
        let mut calendar = calendar();
        calendar.add(&event(outside));
        assert_eq!(calendar.finish(), None, "{outside}");
    }
    for (inside, digits) in [(day(1, 1, 1), "00010101"), (day(9999, 12, 31), "99991231")] {
        let mut calendar = calendar();
        calendar.add(&event(inside));
        let read = read(&calendar.finish().expect("an event"));
        assert_eq!(read.parts[0].get("DTSTART;VALUE=DATE"), Some(digits));
    }
}

#[test]
fn the_stamp_is_in_utc() {
    for (moment, stamp) in [
        ("20270101085959", "20261231T235959Z"),
        ("20270101090000", "20270101T000000Z"),
        ("00010101000000", "00001231T150000Z"),
    ] {
        assert_eq!(utc(moment.parse().expect("a moment")), stamp);
    }
}

proptest! {
    #[test]
    fn any_texts_and_days_come_back_from_an_independent_reader(
        dates in prop::collection::vec((1_i32..=9999, 1_u32..=365), 1..8),
        summary in any::<String>(),
        description in "[^\\p{Cc}]{1,200}",
        contract in any::<String>(),
        days in 1_u8..,
    ) {
        let mut calendar = Calendar::new(&summary, "shop.example", now());
        let days = NonZeroU8::new(days).expect("a day or more");
        for (year, ordinal) in &dates {
            let date = NaiveDate::from_yo_opt(*year, *ordinal).expect("a day");
            let reminder = Some(Reminder { days, text: &summary });
            calendar.add(&Event { contract: &contract, date, summary: &summary, description: &description, reminder, ..event(date) });
        }
        let file = calendar.finish().expect("an event");
        prop_assert!(file.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
        let read = read(&file);
        prop_assert_eq!(read.name.as_str(), "VCALENDAR");
        prop_assert_eq!(read.get("VERSION"), Some("2.0"));
        prop_assert_eq!(read.parts.len(), dates.len());
        for (event, (year, ordinal)) in read.parts.iter().zip(&dates) {
            let date = NaiveDate::from_yo_opt(*year, *ordinal).expect("a day");
            let digits = format!("{:04}{:02}{:02}", date.year(), date.month(), date.day());
            prop_assert_eq!(event.get("DTSTART;VALUE=DATE"), Some(digits.as_str()));
            let uid = event.get("UID").expect("an identifier");
            let end = format!("-{digits}@shop.example");
            prop_assert!(uid.ends_with(&end));
            let text = event.get("DESCRIPTION").expect("a description");
            let plain = text.replace("\\n", "\u{2028}").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\");
            if !description.contains(['\\', '\u{2028}', '\u{2029}']) {
                prop_assert_eq!(plain, description.as_str());
            }
            prop_assert_eq!(event.parts.len(), 1);
            prop_assert_eq!(event.parts[0].get("ACTION"), Some("DISPLAY"));
            prop_assert_eq!(event.parts[0].get("DESCRIPTION"), event.get("SUMMARY"));
        }
    }
}

#[test]
fn a_later_change_is_a_later_revision_and_what_is_cancelled_reminds_of_nothing() {
    let reminder = Some(Reminder { days: NonZeroU8::MIN, text: "x" });
    let file = |changed: &str, is_cancelled| {
        let mut calendar = Calendar::new("-//Example//Test//EN", "shop.example", now());
        let changed = changed.parse().expect("a moment");
        calendar.add(&Event { reminder, changed, is_cancelled, ..event(day(2026, 12, 20)) });
        calendar.finish().expect("an event")
    };
    let sequence = |file: &str| -> i32 { read(file).parts[0].get("SEQUENCE").expect("one").parse().expect("a number") };
    let (first, then) = (file("20261124213405", false), file("20261124213406", true));
    assert_eq!(read(&first).parts[0].get("UID"), read(&then).parts[0].get("UID"), "the same event");
    assert_eq!(sequence(&then), sequence(&first) + 1);
    assert_eq!(read(&then).parts[0].get("STATUS"), Some("CANCELLED"));
    assert_eq!((read(&first).parts[0].parts.len(), read(&then).parts[0].parts.len()), (1, 0));
    assert_eq!(sequence(&file("20200101000000", false)), 0);
    assert_eq!(sequence(&file("99991231235959", false)), i32::MAX);
}
