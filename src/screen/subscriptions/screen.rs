//! The list: each subscription with everything that a payer wants to know of it.

use super::controls::{controls, copied_row};
use super::state::{Step, SubscriptionsState};
use super::words;
use crate::language::{Language, SubscriptionSentence as Say, amount, day};
use crate::page::subscription::{Action, ChargeOutcome, FailedCharge, PastCharge, Subscription, Whose};
use crate::screen::recurring::{cancel_in_time, date_list};
use crate::screen::ui::{
    NONE, as_it_is, attributed, contact_row, element, heading_of, link, note_in, part, plain, slot, terms_rows, text,
    title_of,
};
use chrono::NaiveDate;
use leptos::prelude::AnyView;

/// The whole screen, as a function of the state.
pub fn screen(state: &SubscriptionsState) -> AnyView {
    let language = state.language;
    let mut children = vec![slot("header")];
    match &state.account {
        Err(_) => children.push(part(
            "div",
            "card",
            vec![
                text(state.headings.title(), "error-title", language.say(Say::DataInvalidTitle)),
                text("p", "error-text", language.say(Say::DataInvalid)),
            ],
        )),
        Ok(account) if account.subscriptions.is_empty() => {
            children.push(part("div", "card", vec![text("p", "words", language.say(Say::None))]));
        }
        Ok(account) => {
            let cards = account.subscriptions.iter().enumerate();
            children.extend(cards.map(|(index, it)| card(state, account.today, index, it)));
        }
    }
    children.push(slot("footer"));
    element("div", "cards", children)
}

fn card(state: &SubscriptionsState, today: NaiveDate, index: usize, subscription: &Subscription) -> AnyView {
    let SubscriptionsState { language, headings, ref step, .. } = *state;
    let section = headings.section();
    let mut children = vec![title_of(headings, subscription.item_name.as_str())];
    if matches!(step, Step::List(_))
        && let Some(returned) = &subscription.returned
    {
        let said = text("p", "words", &words::returned(language, returned));
        children.push(attributed("section", "panel", [("part", "returned"), NONE, NONE, NONE, NONE], vec![said]));
    }
    children.extend(subscription.problem.as_ref().map(|it| problem(section, language, subscription, it)));
    let waiting = subscription.history.iter().find(|past| past.outcome == ChargeOutcome::Waiting);
    children.extend(waiting.map(|past| {
        let why = text("p", "words", &language.tell(Say::WaitingWhy, &[&day(language, past.on)]));
        attributed("section", "panel", [("part", "waiting"), NONE, NONE, NONE, NONE], vec![why])
    }));
    let terms = part("dl", "terms", rows(language, today, subscription));
    let controls = controls(state, today, index, subscription);
    let checks = subscription.problem.as_ref().and_then(|it| checks(section, language, it));
    children.extend(checks);
    // After a charge that failed, what helps comes before what is so: first what to look at, then applying again.
    if subscription.problem.is_some() && subscription.offered(today).any(|action| action == Action::Reapply) {
        children.extend([controls, terms]);
    } else {
        children.extend([terms, controls]);
    }
    children.extend(date_list(section, language, &subscription.coming(today)));
    children.push(history(section, language, &subscription.history));
    part("article", "card", children)
}

fn rows(language: Language, today: NaiveDate, subscription: &Subscription) -> Vec<AnyView> {
    let mut rows = vec![
        (language.say(Say::State), words::state(language, subscription, today)),
        (language.say(Say::Next), words::next(language, subscription, today)),
    ];
    if subscription.next_charge(today).is_some() {
        let in_time = cancel_in_time(language, &subscription.recurring.schedule, today);
        rows.extend(in_time.map(|in_time| (language.say(Say::LastDay), in_time)));
    }
    if subscription.can_end() {
        rows.push((language.say(Say::IfToday), words::if_cancelled(language, subscription, today).join("\n")));
    }
    rows.push((language.say(Say::BillName), subscription.item_name.statement_preview().visible().to_owned()));
    let mut rows = terms_rows(&rows);
    rows.extend(
        subscription.number.as_deref().map(|it| copied_row(language, [Say::OrderNumber, Say::CopyOrderNumber], it)),
    );
    rows.push(contact_row(language.say(Say::Contact), &subscription.contact));
    rows
}

fn problem(level: &'static str, language: Language, subscription: &Subscription, problem: &FailedCharge) -> AnyView {
    let mut children = vec![text(level, "error-title", language.say(Say::ProblemTitle))];
    children.extend(words::problem(language, problem).iter().map(|said| text("p", "error-text", said)));
    children.extend(
        subscription.other_ways_url.as_deref().map(|address| link("step", address, language.say(Say::OtherWays))),
    );
    part("section", "problem", children)
}

/// What a payer whose charge failed can look at. Nobody is asked to look for a cause that is somebody else's.
fn checks(level: &'static str, language: Language, problem: &FailedCharge) -> Option<AnyView> {
    let checks = [Say::CheckLimit, Say::CheckOverdue, Say::CheckRestriction];
    let checks = || checks.map(|check| text("li", "source", language.say(check)));
    (problem.whose == Whose::Payer).then(|| {
        let heading = heading_of(level, language.say(Say::ProblemCheck));
        let list = element("ul", "source-list", checks().into());
        element("section", "section", vec![heading, list, text("p", "words", language.say(Say::AskCarrier))])
    })
}

/// What was paid and what was not look different.
fn mark(language: Language, outcome: ChargeOutcome) -> AnyView {
    let class = match outcome {
        ChargeOutcome::Paid => "mark is-paid",
        ChargeOutcome::Failed => "mark is-failed",
        _ => "mark",
    };
    let said = vec![plain(language.say(words::outcome(outcome)))];
    attributed("span", class, [("part", "mark"), NONE, NONE, NONE, NONE], said)
}

fn history(level: &'static str, language: Language, history: &[PastCharge]) -> AnyView {
    let item = |past: &PastCharge| {
        part(
            "li",
            "charge",
            vec![
                as_it_is("span", "charge-day", &day(language, past.on)),
                as_it_is("span", "charge-amount", &amount(language, past.amount)),
                mark(language, past.outcome),
            ],
        )
    };
    let list = if history.is_empty() {
        note_in("p", language.say(Say::HistoryNone))
    } else {
        part("ol", "charges", history.iter().map(item).collect())
    };
    element("section", "section", vec![heading_of(level, language.say(Say::History)), list])
}
