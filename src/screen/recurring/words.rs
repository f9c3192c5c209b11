//! What is said about a recurring contract with numbers and dates in it.

use crate::language::{Language, RecurringSentence as Say, amount, day, month, weekday};
use crate::page::recurring::{Recurring, Terms};
use chrono::NaiveDate;
use sbps::schedule::{Amount, Charge, Schedule, Simple, Timing, Total, TotalKind};

/// What one charge takes: `3,000円`, or the most that it takes.
pub fn charge_amount(language: Language, charge: Amount) -> String {
    most(language, charge.most().get().into(), charge.varies())
}

fn most(language: Language, yen: i64, varies: bool) -> String {
    let amount = amount(language, yen);
    if varies { language.tell(Say::AtMost, &[&amount]) } else { amount }
}

/// The day of a charge, and where more of the same follow, how often: `2026年12月1日（火）から、毎月1日`.
pub(super) fn on_and_later(language: Language, recurring: &Recurring, charge: &Charge) -> String {
    let date = day(language, charge.date);
    let later = recurring.schedule.next_after(charge.date);
    if later.is_some_and(|later| later.amount == charge.amount) {
        language.tell(Say::From, &[&date, &rhythm(language, recurring.schedule.timing())])
    } else {
        date
    }
}

/// How often, and on which day.
pub(super) fn rhythm(language: Language, timing: Timing) -> String {
    let month = language.pick(("毎月", "か月ごとの"), ("month", " months"));
    let (count, (one, several), on) = match timing {
        Timing::DayOfMonth { months, day, .. } => {
            let day = day.to_string();
            (months, month, language.pick([&day, "日"], [" on day ", &day]).concat())
        }
        Timing::LastDayOfMonth { months, .. } => (months, month, language.pick("末日", " on the last day").to_owned()),
        Timing::DayOfWeek { weeks, weekday: on, .. } => {
            let on = weekday(language, on);
            (
                weeks,
                language.pick(("毎週", "週間ごとの"), ("week", " weeks")),
                language.pick([on, "曜日"], [" on ", on]).concat(),
            )
        }
        Timing::Days { days, .. } => (days, language.pick(("毎日", "日ごと"), ("day", " days")), String::new()),
        // No page can ask for the first, and the second has no day.
        Timing::DayOfYear { .. } | Timing::PayAsYouGo => return language.say(Say::Usage).to_owned(),
    };
    let mut every = language.pick("", "every ").to_owned();
    if count == 1 {
        every += one;
    } else {
        every += &count.to_string();
        every += several;
    }
    let shorter = if matches!(timing, Timing::DayOfMonth { day: 29.., .. }) { language.say(Say::Shorter) } else { "" };
    [&every, &on, shorter].concat()
}

/// Until when nothing is paid, where cycles at the start are free: the day before the first payment.
pub(super) fn free_time(language: Language, recurring: &Recurring) -> Option<String> {
    recurring.schedule.introduction().filter(|introduction| introduction.amount.is_none())?;
    let last = recurring.schedule.charges().next()?.date.pred_opt()?;
    Some(language.tell(Say::FreeUntil, &[&day(language, last)]))
}

/// How long it lasts.
pub(super) fn duration(language: Language, recurring: &Recurring) -> String {
    let Some(last) = recurring.schedule.last() else { return language.say(Say::Indefinite).to_owned() };
    let mut said = language.tell(Say::Ending, &[&last.number.to_string(), &day(language, last.date)]);
    if let Terms::Simple(Simple { last_month: Some(last), .. }) = recurring.terms {
        said += &language.tell(Say::UpTo, &[&month(language, last)]);
    }
    said
}

/// A sum of charges.
pub(super) fn total(language: Language, total: Total) -> String {
    // 366 charges of seven digits, and 65,535 of them, are far within.
    let yen = i64::try_from(total.yen).unwrap_or(i64::MAX);
    let sum = most(language, yen, total.kind == TotalKind::AtMost);
    language.tell(Say::Sum, &[&sum, &total.charges.to_string()])
}

/// Until when cancelling avoids the first charge after `today`; without such a charge, `None`.
pub fn cancel_in_time(language: Language, schedule: &Schedule, today: NaiveDate) -> Option<String> {
    let next = day(language, schedule.next_after(today)?.date);
    let last = day(language, schedule.last_day_to_cancel(today)?);
    Some(language.tell(Say::InTime, &[&last, &next]))
}

/// Whether the first payment is made at au by joining.
pub(super) fn is_made_at_au(recurring: &Recurring) -> bool {
    recurring.first_purchase().is_some()
}
