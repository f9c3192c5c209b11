//! The plan of payments: at a glance what is paid today and what follows, what else is agreed to, and every date of the
//! next twelve months as a list.

use super::words::{cancel_in_time, charge_amount, duration, free_time, is_made_at_au, on_and_later, total};
use crate::language::{Language, RecurringSentence as Say, amount, day, tax_contained};
use crate::page::recurring::{Recurring, Terms};
use crate::screen::ui::{as_it_is, contact, element, heading_of, link, note_in, part, plain, row, terms_rows, text};
use leptos::prelude::AnyView;
use sbps::money::Tax;
use sbps::schedule::{Charge, ChargeReason, FirstMonthCancellation, Simple, Timing};

/// What is paid today, what follows from when on, and until when that can be avoided: a line each. `tax` is what one
/// full payment contains, `level` that of the heading.
pub fn plan(level: &'static str, language: Language, recurring: &Recurring, tax: Option<Tax>) -> AnyView {
    let schedule = &recurring.schedule;
    let today = schedule.charges().next().filter(|first| first.date == recurring.joined);
    let paid = today.map_or_else(|| amount(language, 0), |charge| charge_amount(language, charge.amount));
    let note = if is_made_at_au(recurring) {
        language.say(Say::FirstPayment).to_owned()
    } else {
        free_time(language, recurring).unwrap_or_default()
    };
    let mut stages = vec![stage(language.say(Say::Today), &paid, &note)];
    let included =
        || tax.map_or_else(|| language.say(Say::TaxIncluded).to_owned(), |it| tax_contained(language, it.get()));
    // What varies contains no tax that could be told.
    let full = if schedule.amount().varies() { language.say(Say::Varies).to_owned() } else { included() };
    let price = charge_amount(language, schedule.amount());
    if schedule.timing() == Timing::PayAsYouGo {
        stages.push(stage(language.say(Say::Usage), &price, &full));
    }
    let next = schedule.next_after(recurring.joined);
    // What comes before the full price has a line of its own.
    let reduced = next.filter(|next| next.reason == ChargeReason::Introductory);
    if let Some(charge) = reduced {
        let when = on_and_later(language, recurring, &charge);
        stages.push(stage(&when, &charge_amount(language, charge.amount), language.say(Say::TaxIncluded)));
    }
    if let Some(charge) = reduced.map_or(next, |_| schedule.switch()) {
        stages.push(stage(&on_and_later(language, recurring, &charge), &price, &full));
    }
    let way_out = cancel_in_time(language, schedule, recurring.joined);
    let way_out = way_out.unwrap_or_else(|| language.say(Say::AnyTime).to_owned());
    stages.push(part("li", "stage", vec![text("span", "stage-day", &way_out)]));
    part("section", "plan", vec![heading_of(level, language.say(Say::Plan)), part("ol", "stages", stages)])
}

/// A line of the plan.
fn stage(when: &str, amount: &str, note: &str) -> AnyView {
    let mut children = vec![text("span", "stage-day", when), as_it_is("strong", "stage-amount", amount)];
    if !note.is_empty() {
        children.push(note_in("span", note));
    }
    part("li", "stage", children)
}

/// What else is agreed to, as rows of terms.
pub fn plan_terms(language: Language, recurring: &Recurring) -> Vec<AnyView> {
    let schedule = &recurring.schedule;
    let say = |sentence| language.say(sentence).to_owned();
    let renews = if schedule.cycles().is_none() { Say::Renews } else { Say::RenewsNot };
    let lasts = [&duration(language, recurring), "\n", language.say(renews)].concat();
    let mut rows = vec![(language.say(Say::Duration), lasts)];
    let all = schedule.total();
    let year = schedule.total_within_a_year(recurring.joined);
    rows.extend(all.map(|all| (language.say(Say::TotalOfAll), total(language, all))));
    match year {
        // All of it is the year's: said already.
        Some(year) if Some(year) == all => {}
        Some(year) => rows.push((language.say(Say::TotalOfYear), total(language, year))),
        None => rows.push((language.say(Say::TotalOfYear), say(Say::TotalUnknown))),
    }
    let after = match recurring.terms {
        Terms::Simple(Simple { first_month_cancellation: FirstMonthCancellation::Charged, .. }) => {
            Say::FirstMonthCharged
        }
        Terms::Simple(_) => Say::FirstMonthNotCharged,
        _ => Say::AfterCancelling,
    };
    rows.push((language.say(Say::Afterwards), say(after)));
    let mut rows = terms_rows(&rows);
    let address = link("cancel-page", &recurring.cancel_url, language.say(Say::CancelPage));
    let mut way_out = vec![address];
    // One text with the line's end: between two a server prints a mark that the drawn screen has not.
    way_out.extend(contact(&["\n", &recurring.contact].concat()));
    let way_out = element("dd", "words", way_out);
    rows.push(row(language.say(Say::HowToCancel), vec![way_out]));
    rows
}

/// Charges as a list under a heading of that level; nothing without any.
pub fn date_list(level: &'static str, language: Language, charges: &[Charge]) -> Option<AnyView> {
    if charges.is_empty() {
        return None;
    }
    let items = charges.iter().map(|charge| item(language, charge)).collect();
    let heading = heading_of(level, language.say(Say::DateList));
    Some(element("div", "dates", vec![heading, part("ol", "charges", items)]))
}

fn item(language: Language, charge: &Charge) -> AnyView {
    let mut children = vec![
        as_it_is("span", "charge-day", &day(language, charge.date)),
        as_it_is("span", "charge-amount", &charge_amount(language, charge.amount)),
    ];
    for mark in marks(charge).into_iter().flatten() {
        children.push(part("span", "mark", vec![plain(language.say(mark))]));
    }
    part("li", "charge", children)
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
