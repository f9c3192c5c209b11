//! The days of charges as a calendar file that a payer can keep.
//!
//! iCalendar, RFC 5545. The specification of the service asks for "the scheduled billing date" on the subscriber's page
//! ("Cancellation procedures for recurring billing"); this carries it into the payer's own calendar. A charge is on a
//! calendar day in Japan, so its event is an all-day event of that date: it is the same day wherever it is looked at,
//! and no time zone has to be described.
//!
//! A file is published (RFC 5546, `METHOD:PUBLISH`): whoever takes it again, or subscribes to its address, has each event
//! replaced by the later one of the same identifier. So an event that does not take place any more is published as
//! cancelled, and not left out: programs that took a file once would keep it. `METHOD:CANCEL` is for invitations and is
//! read by mail programs only; and no `ORGANIZER` is named, though RFC 5546 asks for one, because calendars then show a
//! charge as somebody's meeting that waits for an answer.
//!
//! The texts come from the caller, in whatever language the page speaks.

mod lines;

use crate::date_time::JstDateTime;
use chrono::{Datelike, NaiveDate, TimeDelta, Timelike};
use core::num::NonZeroU8;
use lines::Lines;

/// The media type of a calendar file, for `Content-Type`.
pub const MEDIA_TYPE: &str = "text/calendar; method=PUBLISH; charset=utf-8";

/// A calendar file that is being written.
///
/// ```
/// use chrono::NaiveDate;
/// use sbps::calendar::{Calendar, Event};
/// use sbps::date_time::JstDateTime;
///
/// let now = JstDateTime::from_unix_seconds(1_795_530_896).expect("within the years 1 to 9999");
/// let mut calendar = Calendar::new("-//Example Wine//Subscriptions//EN", "shop.example", now);
/// calendar.add(&Event {
///     contract: "12345678901234",
///     date: NaiveDate::from_ymd_opt(2026, 12, 20).expect("a day"),
///     summary: "ワイン定期便 3,000円",
///     description: "",
///     reminder: None,
///     changed: now,
///     is_cancelled: false,
/// });
/// let file = calendar.finish().expect("it has an event");
/// assert!(file.contains("\r\nDTSTART;VALUE=DATE:20261220\r\nSUMMARY:ワイン定期便 3\\,000円\r\n"));
/// ```
#[derive(Clone, Debug)]
pub struct Calendar<'a> {
    lines: Lines,
    domain: &'a str,
    stamp: String,
    has_event: bool,
}

/// One charge.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    /// What names the contract and never changes. With the day it makes the event's unique identifier, so that a file
    /// taken again replaces the events of the one before. Contracts of which one comes in the place of another, as when
    /// a customer leaves a plan and joins it again, have one name: no day stands in the calendar twice.
    pub contract: &'a str,
    /// The day of the charge, in Japan, in the years 1 to 9999.
    pub date: NaiveDate,
    /// The event's title, in one line.
    pub summary: &'a str,
    /// More about it; may have several lines, and may be empty.
    pub description: &'a str,
    /// A reminder while cancelling is still in time.
    pub reminder: Option<Reminder<'a>>,
    /// When something about the contract changed last: of two events with one identifier the later changed one holds.
    pub changed: JstDateTime,
    /// Whether the charge will not be made any more.
    pub is_cancelled: bool,
}

/// The seconds since 1970-01-01T00:00:00Z at the beginning of 2026, from which revisions are counted: a moment of before
/// is the first one.
const FIRST_REVISION: i64 = 1_767_225_600;

/// The number of a revision made at a moment: it grows with it, within what calendars read.
fn revision(changed: JstDateTime) -> i32 {
    i32::try_from((changed.unix_seconds() - FIRST_REVISION).max(0)).unwrap_or(i32::MAX)
}

/// A reminder before the last day to cancel, which is the day before the charge.
///
/// It is due at nine in the morning of the place where the calendar is. With at least one day to spare, that is before
/// the end of the last day in Japan wherever the place is.
#[derive(Clone, Copy, Debug)]
pub struct Reminder<'a> {
    /// How many days before the last day to cancel.
    pub days: NonZeroU8,
    /// What it says.
    pub text: &'a str,
}

impl<'a> Calendar<'a> {
    /// Begins a file. `producer` names the program that makes it (as `-//Company//Product//EN`), `domain` is the
    /// merchant's host name, and `now` is stamped on every event.
    #[must_use]
    pub fn new(producer: &str, domain: &'a str, now: JstDateTime) -> Self {
        let mut lines = Lines::default();
        lines.raw("BEGIN:VCALENDAR").raw("VERSION:2.0").text("PRODID", producer).raw("CALSCALE:GREGORIAN");
        lines.raw("METHOD:PUBLISH");
        Self { lines, domain, stamp: utc(now), has_event: false }
    }

    /// Adds a charge. A day outside the years 1 to 9999, which the format cannot name, is left out.
    pub fn add(&mut self, event: &Event<'_>) {
        let Some(date) = digits_of(event.date) else { return };
        self.has_event = true;
        let lines = &mut self.lines;
        lines.raw("BEGIN:VEVENT");
        lines.begin("UID:").escaped(event.contract).begin("-").begin(&date).begin("@").escaped(self.domain).end();
        lines.begin("DTSTAMP:").raw(&self.stamp);
        lines.begin("LAST-MODIFIED:").raw(&utc(event.changed));
        lines.begin("SEQUENCE:").raw(&revision(event.changed).to_string());
        lines.raw(if event.is_cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
        lines.begin("DTSTART;VALUE=DATE:").raw(&date);
        lines.text("SUMMARY", event.summary);
        if !event.description.is_empty() {
            lines.text("DESCRIPTION", event.description);
        }
        // A charge takes nobody's time.
        lines.raw("TRANSP:TRANSPARENT");
        if let Some(reminder) = event.reminder.as_ref().filter(|_| !event.is_cancelled) {
            lines.raw("BEGIN:VALARM").raw("ACTION:DISPLAY");
            // Counted back from the midnight that begins the day of the charge: a day for the last day to cancel, the
            // days to spare, less nine hours.
            lines.begin("TRIGGER:-P").begin(&reminder.days.to_string()).raw("DT15H");
            lines.text("DESCRIPTION", reminder.text).raw("END:VALARM");
        }
        lines.raw("END:VEVENT");
    }

    /// The file, in UTF-8; `None` if there is no event in it, because the format asks for one.
    #[must_use]
    pub fn finish(mut self) -> Option<String> {
        self.lines.raw("END:VCALENDAR");
        self.has_event.then(|| self.lines.into_text())
    }
}

/// `YYYYMMDD`.
fn digits_of(date: NaiveDate) -> Option<String> {
    let year = u32::try_from(date.year()).ok().filter(|year| (1..=9999).contains(year))?;
    Some(digits(year * 10_000 + date.month() * 100 + date.day(), 8))
}

/// `YYYYMMDDTHHMMSSZ`.
fn utc(moment: JstDateTime) -> String {
    let local = moment.local();
    let utc = local.checked_sub_signed(TimeDelta::hours(9)).unwrap_or(local);
    // The first nine hours of the year 1 are in the year 0, which four digits still name.
    let year = utc.year().unsigned_abs();
    let mut text = digits(year * 10_000 + utc.month() * 100 + utc.day(), 8);
    text.push('T');
    text.push_str(&digits(utc.hour() * 10_000 + utc.minute() * 100 + utc.second(), 6));
    text.push('Z');
    text
}

/// The number with leading zeros.
fn digits(number: u32, width: usize) -> String {
    let digits = number.to_string();
    let mut text = "0".repeat(width.saturating_sub(digits.len()));
    text.push_str(&digits);
    text
}

#[cfg(test)]
mod tests;
