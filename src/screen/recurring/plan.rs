//! The plan of payments: what is agreed to, and every date of the next twelve months as a list.

use super::words::{cancel_in_time, charge_amount, duration, introduction, rhythm, total};
use crate::language::{Language, RecurringSentence as Say, day};
use crate::page::recurring::{Recurring, Terms};
use crate::screen::ui::{element, link, part, plain, row, terms_rows, text};
use leptos::prelude::AnyView;
use sbps::schedule::{Charge, ChargeReason, FirstMonthCancellation, Simple};

/// Everything about time and money of a recurring contract.
pub fn plan(language: Language, recurring: &Recurring) -> AnyView {
    let address = link("cancel-page", &recurring.cancel_url, language.say(Say::CancelPage));
    let way_out = element("dd", "words", vec![address, plain(&["\n", &recurring.contact].concat())]);
    let mut rows = terms_rows(&terms(language, recurring));
    rows.push(row(language.say(Say::HowToCancel), vec![way_out]));
    let mut children = vec![text("h3", "heading", language.say(Say::Plan)), element("dl", "terms", rows)];
    children.extend(date_list("h4", language, &recurring.charges));
    part("section", "plan", children)
}

fn terms(language: Language, recurring: &Recurring) -> Vec<(&'static str, String)> {
    let schedule = &recurring.schedule;
    let say = |sentence| language.say(sentence).to_owned();
    let mut rows = vec![(language.say(Say::Days), rhythm(language, recurring))];
    rows.extend(introduction(language, recurring).map(|said| (language.say(Say::Introductory), said)));
    rows.push((language.say(Say::Duration), duration(language, recurring)));
    rows.push((
        language.say(Say::Renewal),
        say(if schedule.cycles().is_none() { Say::Renews } else { Say::RenewsNot }),
    ));
    let all = schedule.total();
    let year = schedule.total_within_a_year(recurring.joined);
    rows.extend(all.map(|all| (language.say(Say::TotalOfAll), total(language, all))));
    match year {
        // All of it is the year's: said already.
        Some(year) if Some(year) == all => {}
        Some(year) => rows.push((language.say(Say::TotalOfYear), total(language, year))),
        None => rows.push((language.say(Say::TotalOfYear), say(Say::TotalUnknown))),
    }
    let in_time = cancel_in_time(language, schedule, recurring.joined);
    rows.push((language.say(Say::LastDay), in_time.unwrap_or_else(|| say(Say::AnyTime))));
    let after = match recurring.terms {
        Terms::Simple(Simple { first_month_cancellation: FirstMonthCancellation::Charged, .. }) => {
            Say::FirstMonthCharged
        }
        Terms::Simple(_) => Say::FirstMonthNotCharged,
        _ => Say::AfterCancelling,
    };
    rows.push((language.say(Say::Afterwards), say(after)));
    rows
}

/// Charges as a list under a heading of that level; nothing without any.
pub fn date_list(level: &'static str, language: Language, charges: &[Charge]) -> Option<AnyView> {
    if charges.is_empty() {
        return None;
    }
    let items = charges.iter().map(|charge| item(language, charge)).collect();
    let heading = text(level, "heading", language.say(Say::DateList));
    Some(element("div", "dates", vec![heading, part("ol", "charges", items)]))
}

fn item(language: Language, charge: &Charge) -> AnyView {
    let mut children = vec![
        text("span", "charge-day", &day(language, charge.date)),
        text("span", "charge-amount", &charge_amount(language, charge.amount)),
    ];
    for mark in marks(charge).into_iter().flatten() {
        children.push(text("span", "mark", language.say(mark)));
    }
    element("li", "charge", children)
}

/// What is to be said of one charge beside its day and amount.
fn marks(charge: &Charge) -> [Option<Say>; 3] {
    let price = match charge.reason {
        ChargeReason::Introductory => Some(Say::Reduced),
        ChargeReason::Switch => Some(Say::Full),
        ChargeReason::Joining | ChargeReason::Regular | ChargeReason::Cancellation => None,
    };
    [charge.is_first().then_some(Say::First), price, charge.is_last.then_some(Say::Last)]
}
