//! Reads the member `recurring`.

use super::{Kind, Recurring};
use crate::json::Json;
use crate::page::day::read_month;
use crate::page::problem::Reason;
use crate::page::reader::{LARGEST_AMOUNT, LONGEST_TEXT, Reader};
use chrono::{NaiveDate, Weekday};
use core::num::NonZeroU16;
use sbps::date_time::YearMonth;
use sbps::money::Yen;
use sbps::schedule::{
    Amount, FirstMonth, FirstMonthCancellation, FixedTerm, Introduction, PayAsYouGo, Schedule, ScheduleError, Simple,
    Timing,
};

/// The most cycles that a schedule counts.
const MOST_CYCLES: i64 = 65_535;
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

impl Recurring {
    /// Reads the member `recurring` of an order or of a subscription whose full cycle costs `amount`; `None` without
    /// one, and if there is a problem with it.
    pub fn member(reader: &mut Reader<'_>, amount: Option<Yen>) -> Option<Self> {
        let member = reader.member("recurring");
        match member {
            Json::Null => None,
            Json::Object(_) => read(&mut reader.within(member, "recurring."), amount),
            _ => {
                reader.refuse("recurring", Reason::WrongType);
                None
            }
        }
    }
}

fn read(reader: &mut Reader<'_>, amount: Option<Yen>) -> Option<Recurring> {
    let joined = reader.day("joined_on");
    let cancel_url = reader.address("cancel_url");
    let contact = reader.text("contact", LONGEST_TEXT);
    let terms = match reader.choice("method", &["simple", "fixed_term"]) {
        Some(0) => read_simple(reader, joined, amount),
        Some(_) => read_fixed_term(reader, joined, amount),
        None => None,
    };
    let ((kind, schedule), joined) = (terms?, joined?);
    Some(Recurring {
        joined,
        schedule,
        charges: schedule.charges_within_a_year(joined).collect(),
        kind,
        cancel_url: cancel_url?.to_owned(),
        contact: contact?.to_owned(),
    })
}

fn read_simple(reader: &mut Reader<'_>, joined: Option<NaiveDate>, amount: Option<Yen>) -> Option<(Kind, Schedule)> {
    let first_month = match reader.choice("first_month", &["charged", "free"]) {
        Some(0) => Some(FirstMonth::Charged),
        Some(_) => Some(FirstMonth::Free),
        None => None,
    };
    let cancellation = match reader.choice("cancellation_month", &["charged", "not_charged"]) {
        Some(0) => Some(FirstMonthCancellation::Charged),
        Some(_) => Some(FirstMonthCancellation::NotCharged),
        None => None,
    };
    let last_month = if reader.lacks("last_month") { None } else { Some(read_last_month(reader)?) };
    let (first_month, cancellation) = (first_month?, cancellation?);
    let terms =
        Simple { joined: joined?, amount: amount?, first_month, first_month_cancellation: cancellation, last_month };
    let schedule = made(reader, Schedule::simple(terms))?;
    Some((Kind::Simple { first_month, cancellation, last_month }, schedule))
}

fn read_last_month(reader: &mut Reader<'_>) -> Option<YearMonth> {
    let month = read_month(reader.text("last_month", LONGEST_TEXT)?);
    reader.found("last_month", month, Reason::NoMonth)
}

fn read_fixed_term(
    reader: &mut Reader<'_>,
    joined: Option<NaiveDate>,
    amount: Option<Yen>,
) -> Option<(Kind, Schedule)> {
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
        let schedule = made(reader, Schedule::pay_as_you_go(PayAsYouGo { joined, up_to: amount }))?;
        return Some((Kind::FixedTerm, schedule));
    }
    let amount = if varies { Amount::UpTo(amount) } else { Amount::Fixed(amount) };
    let terms = FixedTerm { joined, starts: starts?, timing, amount, introduction, cycles };
    made(reader, Schedule::fixed_term(terms)).map(|schedule| (Kind::FixedTerm, schedule))
}

fn read_timing(reader: &mut Reader<'_>) -> Option<Timing> {
    let timing =
        match reader.choice("kind", &["usage", "day_of_month", "last_day_of_month", "day_of_week", "every_days"])? {
            0 => return Some(Timing::PayAsYouGo),
            1 => {
                let (months, day) = (count(reader, "months", 12), count(reader, "day", 31));
                Timing::day_of_month(months?, day?)
            }
            2 => Timing::last_day_of_month(count(reader, "months", 12)?),
            3 => {
                let (weeks, weekday) = (count(reader, "weeks", 52), reader.choice("weekday", &WEEKDAYS));
                let weekday = u8::try_from(weekday?).ok().and_then(|weekday| Weekday::try_from(weekday).ok());
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

/// The schedule, or a problem at the member that has to change.
fn made(reader: &mut Reader<'_>, schedule: Result<Schedule, ScheduleError>) -> Option<Schedule> {
    match schedule {
        Ok(schedule) => Some(schedule),
        Err(error) => {
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
            None
        }
    }
}
