//! Reads the member `recurring`.

use super::{Known, Recurring, Terms};
use crate::json::Json;
use crate::page::day::read_month;
use crate::page::problem::Reason;
use crate::page::reader::{LARGEST_AMOUNT, LONGEST_TEXT, Reader};
use chrono::{NaiveDate, Weekday};
use core::num::NonZeroU16;
use sbps::date_time::YearMonth;
use sbps::money::Yen;
use sbps::schedule::{
    Amount, FirstMonth, FirstMonthCancellation, FixedTerm, Introduction, PayAsYouGo, ScheduleError, Simple, Timing,
};

/// The most cycles that a schedule counts.
const MOST_CYCLES: i64 = 65_535;

/// The words of `method`.
pub(super) const SIMPLE: &str = "simple";
pub(super) const FIXED_TERM: &str = "fixed_term";
/// The words of `timing.kind`.
pub(super) const USAGE: &str = "usage";
pub(super) const DAY_OF_MONTH: &str = "day_of_month";
pub(super) const LAST_DAY_OF_MONTH: &str = "last_day_of_month";
pub(super) const DAY_OF_WEEK: &str = "day_of_week";
pub(super) const EVERY_DAYS: &str = "every_days";
/// The words of `first_month`.
pub(super) const FIRST_MONTHS: [(&str, FirstMonth); 2] = [("charged", FirstMonth::Charged), ("free", FirstMonth::Free)];
/// The words of `cancellation_month`.
pub(super) const CANCELLATION_MONTHS: [(&str, FirstMonthCancellation); 2] =
    [("charged", FirstMonthCancellation::Charged), ("not_charged", FirstMonthCancellation::NotCharged)];
/// The words of `weekday`.
pub(super) const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

impl Recurring {
    /// Reads the member `recurring` of an order or of a subscription whose full cycle costs `amount`; `None` without
    /// one, and if there is a problem with it. A build that knows no contracts allows none.
    pub fn member(reader: &mut Reader<'_>, amount: Option<Yen>) -> Option<Self> {
        let member = reader.member("recurring");
        let reason = match (member, Known::HERE) {
            (Json::Null, _) => return None,
            (_, None) => Reason::NotAllowed,
            (Json::Object(_), Some(known)) => return read(&mut reader.within(member, "recurring."), amount, known),
            _ => Reason::WrongType,
        };
        reader.refuse("recurring", reason);
        None
    }
}

impl Recurring {
    /// The same of an order, by which a contract is made: there are terms that only one that goes on may have.
    pub fn offered(reader: &mut Reader<'_>, amount: Option<Yen>) -> Option<Self> {
        let recurring = Self::member(reader, amount)?;
        match recurring.schedule.offered() {
            Ok(_) => Some(recurring),
            Err(error) => {
                reader.refuse("recurring.cycles", Reason::Schedule(error.code()));
                None
            }
        }
    }
}

fn read(reader: &mut Reader<'_>, amount: Option<Yen>, known: Known) -> Option<Recurring> {
    let joined = reader.day("joined_on");
    let cancel_url = reader.address("cancel_url");
    let contact = reader.text("contact", LONGEST_TEXT);
    let terms = match reader.choice("method", &[SIMPLE, FIXED_TERM]) {
        Some(0) => read_simple(reader, joined, amount),
        Some(_) => read_fixed_term(reader, joined, amount),
        None => None,
    };
    let (terms, cancel_url, contact) = (terms?, cancel_url?.to_owned(), contact?.to_owned());
    match Recurring::known(terms, cancel_url, contact, known) {
        Ok(recurring) => Some(recurring),
        Err(error) => {
            refuse(reader, &error);
            None
        }
    }
}

fn read_simple(reader: &mut Reader<'_>, joined: Option<NaiveDate>, amount: Option<Yen>) -> Option<Terms> {
    let first_month = reader.word("first_month", &FIRST_MONTHS);
    let cancellation = reader.word("cancellation_month", &CANCELLATION_MONTHS);
    let last_month = if reader.lacks("last_month") { None } else { Some(read_last_month(reader)?) };
    Some(Terms::Simple(Simple {
        joined: joined?,
        amount: amount?,
        first_month: first_month?,
        first_month_cancellation: cancellation?,
        last_month,
    }))
}

fn read_last_month(reader: &mut Reader<'_>) -> Option<YearMonth> {
    let month = read_month(reader.text("last_month", LONGEST_TEXT)?);
    reader.found("last_month", month, Reason::NoMonth)
}

fn read_fixed_term(reader: &mut Reader<'_>, joined: Option<NaiveDate>, amount: Option<Yen>) -> Option<Terms> {
    let member = reader.member("timing");
    let timing = read_timing(&mut reader.within(member, "timing."));
    let starts = if reader.lacks("first_charge_from") { joined } else { reader.day("first_charge_from") };
    let cycles = if reader.lacks("cycles") { None } else { Some(cycles(reader)?) };
    let member = reader.member("introduction");
    let introduction = match member {
        Json::Null => None,
        _ => Some(read_introduction(&mut reader.within(member, "introduction."))?),
    };
    let varies = match reader.member("varies") {
        Json::Null => false,
        Json::Truth(truth) => *truth,
        _ => {
            reader.refuse("varies", Reason::WrongType);
            return None;
        }
    };
    let (joined, amount, timing) = (joined?, amount?, timing?);
    if timing == Timing::PayAsYouGo {
        let before = ["first_charge_from", "cycles", "introduction"].into_iter().find(|name| !reader.lacks(name));
        if let Some(name) = before {
            reader.refuse(name, Reason::NotAllowed);
            return None;
        }
        return Some(Terms::PayAsYouGo(PayAsYouGo { joined, up_to: amount }));
    }
    let amount = if varies { Amount::UpTo(amount) } else { Amount::Fixed(amount) };
    Some(Terms::FixedTerm(FixedTerm { joined, starts: starts?, timing, amount, introduction, cycles }))
}

fn read_timing(reader: &mut Reader<'_>) -> Option<Timing> {
    let timing = match reader.choice("kind", &[USAGE, DAY_OF_MONTH, LAST_DAY_OF_MONTH, DAY_OF_WEEK, EVERY_DAYS])? {
        0 => return Some(Timing::PayAsYouGo),
        1 => {
            let (months, day) = (count(reader, "months", 12), count(reader, "day", 31));
            Timing::day_of_month(months?, day?)
        }
        2 => Timing::last_day_of_month(count(reader, "months", 12)?),
        3 => {
            let (weeks, weekday) = (count(reader, "weeks", 52), reader.word("weekday", &WEEKDAYS));
            Timing::day_of_week(weeks?, weekday?)
        }
        _ => Timing::every_days(count(reader, "days", 365)?),
    };
    // The bounds were those of the constructors.
    timing.ok()
}

fn count(reader: &mut Reader<'_>, name: &str, largest: i64) -> Option<u32> {
    u32::try_from(reader.whole(name, 1, largest)?).ok()
}

fn cycles(reader: &mut Reader<'_>) -> Option<NonZeroU16> {
    u16::try_from(reader.whole("cycles", 1, MOST_CYCLES)?).ok().and_then(NonZeroU16::new)
}

/// Free cycles are those that cost nothing.
fn read_introduction(reader: &mut Reader<'_>) -> Option<Introduction> {
    let (cycles, amount) = (cycles(reader), reader.whole("amount", 0, LARGEST_AMOUNT));
    let amount = u32::try_from(amount?).ok()?;
    Some(Introduction { cycles: cycles?, amount: Yen::new(amount).ok() })
}

/// Notes that the rules refuse the terms, at the member that has to change.
fn refuse(reader: &mut Reader<'_>, error: &ScheduleError) {
    let member = match error {
        ScheduleError::LastMonthBeforeJoining { .. } => "last_month",
        ScheduleError::StartsBeforeJoining { .. } => "first_charge_from",
        ScheduleError::IntroductionNotLower { .. } => "introduction",
        ScheduleError::DateOutOfRange { .. } => "joined_on",
        ScheduleError::NothingCharged { .. } if reader.lacks("last_month") => "cycles",
        ScheduleError::NothingCharged { .. } => "last_month",
        _ => "timing",
    };
    reader.refuse(member, Reason::Schedule(error.code()));
}
