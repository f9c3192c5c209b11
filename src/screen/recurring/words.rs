//! What is said about a recurring contract with numbers and dates in it.

use crate::language::{Language, RecurringSentence as Say, amount, day, month, weekday};
use crate::page::recurring::{Recurring, Terms};
use chrono::NaiveDate;
use sbps::schedule::{Amount, FirstMonth, Schedule, Simple, Timing, Total, TotalKind};

/// What one charge takes: `3,000円`, or the most that it takes.
pub fn charge_amount(language: Language, charge: Amount) -> String {
    most(language, charge.most().get().into(), charge.varies())
}

fn most(language: Language, yen: i64, varies: bool) -> String {
    let amount = amount(language, yen);
    if varies { language.tell(Say::AtMost, &[&amount]) } else { amount }
}

/// The price as the law wants it.
pub fn price(language: Language, recurring: &Recurring) -> String {
    let amount = recurring.schedule.amount();
    let price = if amount.varies() { Say::VaryingPrice } else { Say::Price };
    language.tell(price, &[&charge_amount(language, amount)])
}

/// On which days it is charged.
pub(super) fn rhythm(language: Language, recurring: &Recurring) -> String {
    let simple = |sentence| language.say(sentence).to_owned();
    match recurring.terms {
        Terms::Simple(Simple { first_month: FirstMonth::Free, .. }) => simple(Say::SimpleFree),
        Terms::Simple(_) if recurring.schedule.cycles() == Some(1) => simple(Say::SimpleOnce),
        Terms::Simple(_) => simple(Say::SimpleCharged),
        _ => term(language, recurring.schedule.timing()),
    }
}

/// How often, and on which day.
fn term(language: Language, timing: Timing) -> String {
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
    let mut every = language.pick("", "Every ").to_owned();
    if count == 1 {
        every += one;
    } else {
        every += &count.to_string();
        every += several;
    }
    let shorter = if matches!(timing, Timing::DayOfMonth { day: 29.., .. }) { language.say(Say::Shorter) } else { "" };
    let stop = language.pick("です。", ".");
    [&every, &on, stop, shorter].concat()
}

/// The free or reduced cycles at the start, and when they end.
pub(super) fn introduction(language: Language, recurring: &Recurring) -> Option<String> {
    let introduction = recurring.schedule.introduction()?;
    let count = introduction.cycles.to_string();
    // Of free cycles nothing is paid, so that the first payment is the one after them.
    let (mut said, switched) = match introduction.amount {
        None if matches!(recurring.terms, Terms::Simple(_)) => {
            (language.say(Say::FirstMonthFree).to_owned(), Say::FirstAfterFree)
        }
        None => (language.tell(Say::FreeCycles, &[&count]), Say::FirstAfterFree),
        Some(yen) => (language.tell(Say::ReducedCycles, &[&count, &amount(language, yen.get())]), Say::Switch),
    };
    if let Some(switch) = recurring.schedule.switch() {
        let (date, full) = (day(language, switch.date), charge_amount(language, switch.amount));
        said += &language.tell(switched, &[&date, &full]);
    }
    Some(said)
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

/// That the first payment is made at au now, if it is.
pub fn first_payment(language: Language, recurring: &Recurring) -> Option<String> {
    let yen = recurring.first_purchase()?;
    Some(language.tell(Say::FirstPayment, &[&amount(language, yen.get())]))
}

/// The first charge, for beside the button: that it is paid at au now, or else its day.
pub fn first_charge(language: Language, recurring: &Recurring) -> String {
    if let Some(said) = first_payment(language, recurring) {
        return said;
    }
    match recurring.schedule.charges().next() {
        Some(first) => language.tell(Say::FirstCharge, &[&day(language, first.date)]),
        None => language.say(Say::Usage).to_owned(),
    }
}
