//! The member `recurring`: the terms of a contract that an order makes, relative to the day of joining.

use super::Refusal;
use super::members::Members;
use super::setting::Setting;
use crate::domain::plan::recurring::{
    CancellationMonth, FirstMonthTerms, IntroductionTerms, Settlement, TimingTerms, WeekdayName,
};
use crate::domain::plan::{Methods, PlanTerms, check_joined};
use kantan_checkout::page::reader::LARGEST_AMOUNT;
use sbps::date_time::JstDateTime;
use sbps::money::Yen;
use sbps::text::ItemName;
use sbps::text::recurring_name::{examine, suggestions};

/// The most months of a simple contract: a century.
const MOST_MONTHS: i64 = 1_200;
/// The most days until the first charge can be.
const MOST_WAIT: i64 = 365;

/// Reads the terms.
pub(super) fn read_terms(members: &mut Members<'_>, methods: Methods) -> Option<PlanTerms> {
    let terms = match members.reader.choice("method", &["simple", "fixed_term"])? {
        0 => read_simple(members),
        _ => read_fixed_term(members),
    };
    if let Some(PlanTerms::FixedTerm { .. }) = &terms
        && methods != Methods::All
    {
        let refusal = Refusal::of("recurring.method", "not_configured");
        let detail = "contracts of fixed term need SBPS_API_URL and SBPS_APPLICATION_URL";
        members.refusals.push(refusal.because(detail));
    }
    terms
}

fn read_simple(members: &mut Members<'_>) -> Option<PlanTerms> {
    members.only(&["method", "first_month", "cancellation_month", "months"]);
    let reader = &mut members.reader;
    let first_month =
        reader.word("first_month", &[("charged", FirstMonthTerms::Charged), ("free", FirstMonthTerms::Free)]);
    let words = [("charged", CancellationMonth::Charged), ("not_charged", CancellationMonth::NotCharged)];
    let cancellation_month = reader.word("cancellation_month", &words);
    let months = optional(members, "months", 1, MOST_MONTHS)?;
    Some(PlanTerms::Simple { first_month: first_month?, cancellation_month: cancellation_month?, months })
}

fn read_fixed_term(members: &mut Members<'_>) -> Option<PlanTerms> {
    members.only(&["method", "timing", "wait_days", "cycles", "introduction", "settlement"]);
    let timing = members.inside("timing", read_timing);
    let wait_days = optional(members, "wait_days", 0, MOST_WAIT);
    let cycles = optional(members, "cycles", 1, i64::from(u16::MAX));
    let introduction = if members.reader.lacks("introduction") {
        Some(None)
    } else {
        members.inside("introduction", read_introduction).map(Some)
    };
    let settlement = if members.reader.lacks("settlement") {
        Some(Settlement::default())
    } else {
        members.reader.word("settlement", &[("at_once", Settlement::AtOnce), ("by_shop", Settlement::ByShop)])
    };
    let (timing, wait_days, cycles, introduction) = (timing?, wait_days?, cycles?, introduction?);
    if timing == TimingTerms::Usage {
        let before = [("wait_days", wait_days.is_some()), ("cycles", cycles.is_some())];
        let before = before.into_iter().chain([("introduction", introduction.is_some())]);
        for (name, _) in before.filter(|(_, is_there)| *is_there) {
            members.refuse(name, "not_allowed");
        }
    }
    let cycles = cycles.and_then(|cycles| u16::try_from(cycles).ok());
    let (wait_days, settlement) = (wait_days.unwrap_or(0), settlement?);
    Some(PlanTerms::FixedTerm { timing, wait_days, cycles, introduction, settlement })
}

/// A whole number that may be absent; `None` for a wrong one.
fn optional(members: &mut Members<'_>, name: &str, least: i64, most: i64) -> Option<Option<u32>> {
    if members.reader.lacks(name) {
        return Some(None);
    }
    u32::try_from(members.whole(name, least, most)?).ok().map(Some)
}

fn read_timing(members: &mut Members<'_>) -> Option<TimingTerms> {
    let kinds = ["usage", "day_of_month", "last_day_of_month", "day_of_week", "every_days"];
    let kind = members.reader.choice("kind", &kinds)?;
    members.only(match kind {
        0 => &["kind"],
        1 => &["kind", "months", "day"],
        2 => &["kind", "months"],
        3 => &["kind", "weeks", "weekday"],
        _ => &["kind", "days"],
    });
    let mut count = |name, most| members.whole(name, 1, most).and_then(|number| u32::try_from(number).ok());
    Some(match kind {
        0 => TimingTerms::Usage,
        1 => {
            let (months, day) = (count("months", 12), count("day", 31));
            TimingTerms::DayOfMonth { months: months?, day: day? }
        }
        2 => TimingTerms::LastDayOfMonth { months: count("months", 12)? },
        3 => {
            let weeks = count("weeks", 52);
            let weekday = members.reader.word("weekday", &WEEKDAYS);
            TimingTerms::DayOfWeek { weeks: weeks?, weekday: weekday? }
        }
        _ => TimingTerms::EveryDays { days: count("days", 365)? },
    })
}

const WEEKDAYS: [(&str, WeekdayName); 7] = [
    ("monday", WeekdayName::Monday),
    ("tuesday", WeekdayName::Tuesday),
    ("wednesday", WeekdayName::Wednesday),
    ("thursday", WeekdayName::Thursday),
    ("friday", WeekdayName::Friday),
    ("saturday", WeekdayName::Saturday),
    ("sunday", WeekdayName::Sunday),
];

fn read_introduction(members: &mut Members<'_>) -> Option<IntroductionTerms> {
    members.only(&["cycles", "amount"]);
    let cycles = members.whole("cycles", 1, i64::from(u16::MAX));
    let amount = members.whole("amount", 0, LARGEST_AMOUNT);
    Some(IntroductionTerms { cycles: u16::try_from(cycles?).ok()?, amount: u32::try_from(amount?).ok()? })
}

/// Whether the contract can be billed for whoever joins until the deadline, and its name says when.
pub(super) fn check(
    members: &mut Members<'_>,
    terms: &PlanTerms,
    amount: Yen,
    name: Option<&ItemName>,
    (setting, expires_at): (&Setting, Option<i64>),
) {
    let last = expires_at.and_then(JstDateTime::from_unix_seconds).map_or(setting.now.date(), JstDateTime::date);
    let days = setting.now.date().iter_days().take_while(|day| *day <= last);
    if let Err((code, detail)) = check_joined(terms, amount, days) {
        members.refusals.push(Refusal::of(member(terms, code), code).because(detail));
    }
    if let (PlanTerms::FixedTerm { timing, .. }, Some(name)) = (terms, name)
        && let Ok(timing) = timing.timing()
        && let Some(warning) = examine(name, timing)
    {
        let names = suggestions(name.as_str(), timing).unwrap_or_default();
        let names = names.iter().filter(|it| it.warnings().is_empty()).map(|it| it.as_str().to_owned());
        let refusal = Refusal::of("item_name", warning.code()).because(warning.to_string());
        members.refusals.push(refusal.try_instead(names.take(3).collect()));
    }
}

/// The member that has to change where the rules refuse the terms with this code.
fn member(terms: &PlanTerms, code: &str) -> &'static str {
    match (code, terms) {
        ("introduction_not_lower", _) => "recurring.introduction",
        ("one_time_use", _) => "recurring.cycles",
        ("nothing_charged", PlanTerms::FixedTerm { cycles: Some(_), .. }) => "recurring.cycles",
        ("nothing_charged", PlanTerms::Simple { .. }) => "recurring.months",
        (_, PlanTerms::FixedTerm { .. }) => "recurring.timing",
        (_, PlanTerms::Simple { .. }) => "recurring",
    }
}
