//! The way out and the way back in: a control, a confirmation in its place, a receipt in its place.

use super::state::{Intent, Remedy, Step, SubscriptionsState, remedy};
use super::words;
use crate::language::{Language, SubscriptionSentence as Say, day};
use crate::page::failure::{Code, Failure};
use crate::page::subscription::{Action, Receipt, Subscription};
use crate::screen::recurring::{date_list, plan, plan_terms};
use crate::screen::ui::{
    NONE, attributed, element, heading_of, link, link_as, note_in, number_row, part, pick, terms_rows, text,
};
use chrono::NaiveDate;
use leptos::prelude::AnyView;

/// What can be done about a subscription, or how far that has got.
pub(super) fn controls(
    state: &SubscriptionsState,
    today: NaiveDate,
    index: usize,
    subscription: &Subscription,
) -> AnyView {
    let SubscriptionsState { language, headings, ref step, .. } = *state;
    let mine = step.intent().filter(|intent| intent.index == index);
    match (step, mine) {
        (Step::Confirming(_) | Step::Asking(_) | Step::Leaving(_), Some(intent)) => {
            question(state, today, subscription, intent)
        }
        (Step::Failed(_, failure), Some(intent)) => failed(headings.section(), language, intent, failure),
        _ => {
            let mut children = Vec::new();
            let is_done = matches!((step, mine), (Step::Done(_), Some(_)));
            children.extend(
                subscription
                    .receipt
                    .as_ref()
                    .map(|it| receipt(headings.section(), language, subscription, it, is_done)),
            );
            let label = |action| match action {
                Action::Cancel | Action::Unsubscribe => Say::Cancel,
                Action::Reapply => Say::Reapply,
            };
            // While the server is asked about one, the others wait.
            let offered = subscription.offered(today).filter(|_| !step.is_busy());
            let offered: Vec<_> = offered.collect();
            let helps = |action: Action| subscription.problem.is_some() && action == Action::Reapply;
            let button = |action: Action| {
                let address = subscription.confirm_address(action).unwrap_or_default();
                let class = if helps(action) { "pay" } else { "step" };
                pick(action.word(), class, index, language.say(label(action)), false, &address)
            };
            // What helps after a charge that failed comes first, and looks so.
            for is_first in [true, false] {
                for action in offered.iter().filter(|action| helps(**action) == is_first) {
                    children.push(button(*action));
                    let cost = words::if_renewed(language, subscription, today).filter(|_| *action == Action::Reapply);
                    children.extend(cost.map(|cost| note_in("p", &cost)));
                }
            }
            let calendar = match subscription.next_charge(today) {
                Some(_) => Say::Calendar,
                None => Say::CalendarGone,
            };
            let address = subscription.calendar_url.as_deref();
            children.extend(address.map(|address| link("calendar", address, language.say(calendar))));
            element("div", "controls", children)
        }
    }
}

/// Whether it is meant: what follows, and the two answers. Nothing is chosen beforehand.
fn question(state: &SubscriptionsState, today: NaiveDate, subscription: &Subscription, intent: Intent) -> AnyView {
    let SubscriptionsState { language, headings, ref step, .. } = *state;
    let (title, keep) = match intent.action {
        Action::Cancel | Action::Unsubscribe => (Say::ConfirmCancel, Say::Keep),
        Action::Reapply => (Say::ConfirmReapply, Say::Back),
    };
    let mut children = vec![heading_of(headings.section(), language.say(title))];
    match intent.action {
        Action::Cancel | Action::Unsubscribe => {
            let said = words::if_cancelled(language, subscription, today);
            children.extend(said.iter().map(|said| text("p", "words", said)));
            if intent.at_au {
                children.push(text("p", "words", language.say(Say::ConfirmCancelNote)));
            }
        }
        Action::Reapply => {
            children.push(text("p", "words", language.say(Say::ConfirmReapplyNote)));
            if let Some(renewed) = subscription.renewed(today) {
                children.push(plan(headings.part(), language, &renewed, None));
                children.push(element("dl", "terms", plan_terms(language, &renewed)));
                children.extend(date_list(headings.part(), language, &renewed.charges));
            }
        }
    }
    let busy = step.is_busy();
    let confirm = match step {
        Step::Leaving(_) => language.say(Say::Leaving),
        Step::Asking(_) => language.say(Say::Asking),
        _ => language.say(confirm_label(intent)),
    };
    children.push(pick("confirm", "pay", intent.index, confirm, busy, ""));
    if !busy {
        // Without script it leads to where it came from.
        children.push(link_as("step", "keep", &subscription.recurring.cancel_url, language.say(keep)));
    }
    panel("question", language.say(title), children)
}

/// What the button says that confirms it.
const fn confirm_label(intent: Intent) -> Say {
    match (intent.action, intent.at_au) {
        (Action::Reapply, _) => Say::ConfirmReapplyButton,
        (Action::Cancel | Action::Unsubscribe, true) => Say::ConfirmCancelAtAuButton,
        (Action::Cancel | Action::Unsubscribe, false) => Say::ConfirmCancelButton,
    }
}

fn failed(level: &'static str, language: Language, intent: Intent, failure: &Failure) -> AnyView {
    let remedy = remedy(intent, failure);
    let changed = failure.code == Code::DisplayedDiffers || failure.detail.as_deref() == Some("action_not_possible");
    let (title, words) = match remedy {
        Remedy::TryAgain => (Say::FailedTitle, Say::TryAgain),
        Remedy::Look if failure.code == Code::PageExpired => (Say::FailedTitle, Say::PageExpired),
        Remedy::Look if changed => (Say::FailedTitle, Say::StateChanged),
        Remedy::Look => (Say::UncertainTitle, Say::Look),
        Remedy::AskShop => (Say::FailedTitle, Say::AskShop),
    };
    let mut children =
        vec![text(level, "error-title", language.say(title)), text("p", "error-text", language.say(words))];
    match remedy {
        Remedy::TryAgain => {
            children.push(pick("confirm", "step", intent.index, language.say(confirm_label(intent)), false, ""));
        }
        Remedy::Look => children.push(pick("step", "step", intent.index, language.say(Say::Reload), false, "")),
        Remedy::AskShop => {}
    }
    let beside = failure.detail.as_deref().map_or(String::new(), |beside| [" (", beside, ")"].concat());
    let code = [language.say(Say::ErrorCode), failure.code.as_str(), &beside].concat();
    children.push(text("p", "error-code", &code));
    let [part, focusable, named] = [("part", "error"), ("tabindex", "-1"), ("aria-label", language.say(title))];
    attributed("section", "error", [part, focusable, named, ("data-code", failure.code.as_str()), NONE], children)
}

/// A row with a number that can be copied.
pub(super) fn copied_row(language: Language, [name, copy]: [Say; 2], number: &str) -> AnyView {
    number_row(language.say(name), number, [Say::Copy, copy, Say::Copied].map(|it| language.say(it)))
}

fn receipt(
    level: &'static str,
    language: Language,
    subscription: &Subscription,
    receipt: &Receipt,
    is_new: bool,
) -> AnyView {
    let mut days = vec![(language.say(Say::ReceiptDay), day(language, receipt.on))];
    days.extend(subscription.ends_on.map(|end| (language.say(Say::ServiceUntil), day(language, end))));
    let mut rows = vec![copied_row(language, [Say::ReceiptNumber, Say::CopyReceiptNumber], &receipt.number)];
    rows.extend(terms_rows(&days));
    let list = element("dl", "terms", rows);
    let children = vec![heading_of(level, language.say(Say::ReceiptTitle)), list];
    if is_new {
        panel("receipt", language.say(Say::ReceiptTitle), children)
    } else {
        part("section", "past-receipt", children)
    }
}

/// A section that takes the focus when it appears. It has a name: without one, all that is in it is read out at once.
fn panel(name: &'static str, title: &'static str, children: Vec<AnyView>) -> AnyView {
    let attributes = [("part", name), ("tabindex", "-1"), ("aria-label", title), NONE, NONE];
    attributed("section", "panel", attributes, children)
}
