//! What is said of a subscription with numbers and dates in it, and which sentence says its state.

use crate::language::{Language, SubscriptionSentence as Say, day};
use crate::page::subscription::{
    Action, ChargeOutcome, FailedCharge, ReturnOutcome, Returned, Subscription, SubscriptionState, Whose,
};
use crate::screen::recurring::charge_amount;
use chrono::NaiveDate;
use sbps::schedule::{Charge, Timing};

/// Where it stands, in plain words.
pub(super) fn state(language: Language, subscription: &Subscription, today: NaiveDate) -> String {
    let said = language.say(match subscription.state {
        SubscriptionState::Active if subscription.is_suspended() => Say::Suspended,
        SubscriptionState::Active if is_free(subscription, today) => Say::FirstFree,
        SubscriptionState::Active => Say::Active,
        SubscriptionState::Pending => Say::Pending,
        SubscriptionState::CancellationPending => Say::CancellationPending,
        SubscriptionState::Cancelled => Say::Cancelled,
        SubscriptionState::EndedByCarrier => Say::EndedByCarrier,
        SubscriptionState::EndedLastMonth => Say::EndedLastMonth,
        SubscriptionState::Expired => Say::Expired,
        SubscriptionState::Unknown => Say::Unknown,
    });
    match subscription.ends_on {
        None => said.to_owned(),
        Some(end) => {
            let until = if end < today { Say::WasUntil } else { Say::Until };
            [said, &language.tell(until, &[&day(language, end)])].concat()
        }
    }
}

/// Whether free cycles came first and none has been charged yet.
fn is_free(subscription: &Subscription, today: NaiveDate) -> bool {
    let schedule = &subscription.recurring.schedule;
    let starts_free = schedule.introduction().is_some_and(|introduction| introduction.amount.is_none());
    starts_free && schedule.charges().next().is_some_and(|first| today < first.date)
}

/// The day and the amount of a charge.
pub(super) fn charge(language: Language, charge: &Charge) -> String {
    language.tell(Say::Charge, &[&day(language, charge.date), &charge_amount(language, charge.amount)])
}

/// The next payment, or why there is none.
pub(super) fn next(language: Language, subscription: &Subscription, today: NaiveDate) -> String {
    match subscription.next_charge(today) {
        Some(next) => charge(language, &next),
        None if subscription.state == SubscriptionState::Active
            && subscription.recurring.schedule.timing() == Timing::PayAsYouGo =>
        {
            language.say(Say::Usage).to_owned()
        }
        None if matches!(
            subscription.state,
            SubscriptionState::Pending | SubscriptionState::CancellationPending | SubscriptionState::Unknown
        ) =>
        {
            language.say(Say::NextUnknown).to_owned()
        }
        None => language.say(Say::NextNone).to_owned(),
    }
}

/// What cancelling today leaves to be paid, and what it avoids: a sentence each.
pub(super) fn if_cancelled(language: Language, subscription: &Subscription, today: NaiveDate) -> Vec<String> {
    let cancellation = subscription.recurring.schedule.if_cancelled_on(today);
    // Where billing is suspended, no later charge would be made anyway.
    let avoided = cancellation.avoided.or(subscription.known_charge).filter(|_| !subscription.is_suspended());
    let charges = [(cancellation.caused, Say::Caused), (cancellation.dropped, Say::Dropped), (avoided, Say::Avoided)];
    let mut said = Vec::new();
    for (charge, sentence) in charges {
        said.extend(
            charge.map(|it| language.tell(sentence, &[&day(language, it.date), &charge_amount(language, it.amount)])),
        );
    }
    if said.is_empty() {
        said.push(language.say(Say::NothingMore).to_owned());
    }
    // A cycle whose charge did not go through is not told as if it were paid.
    let cycle_ends = cancellation.cycle_ends.filter(|_| subscription.problem.is_none());
    said.extend(cycle_ends.map(|end| language.tell(Say::CycleEnds, &[&day(language, end)])));
    said
}

/// What applying again costs, and when; `None` where it cannot be applied for.
pub(super) fn if_renewed(language: Language, subscription: &Subscription, today: NaiveDate) -> Option<String> {
    let renewed = subscription.renewed(today)?;
    Some(match renewed.schedule.charges().next() {
        Some(first) => {
            let values = [day(language, first.date), charge_amount(language, first.amount)];
            language.tell(Say::ReapplyFirst, &[&values[0], &values[1]])
        }
        None => language.say(Say::ReapplyUsage).to_owned(),
    })
}

/// Which charge did not go through, and what follows.
pub(super) fn problem(language: Language, problem: &FailedCharge) -> Vec<String> {
    let mut said = vec![language.tell(Say::NotThrough, &[&day(language, problem.on), &problem.code])];
    said.push(match problem.suspended_from {
        Some(from) => language.tell(Say::SuspendedFrom, &[&day(language, from)]),
        None => language.say(Say::GoesOn).to_owned(),
    });
    match problem.whose {
        Whose::Payer => {}
        Whose::Shop => said.push(language.say(Say::ShopsTrouble).to_owned()),
        Whose::Carrier => said.push(language.say(Say::CarriersTrouble).to_owned()),
    }
    said
}

/// What became of the procedure at au from which the payer has come back.
pub(super) fn returned(language: Language, returned: &Returned) -> String {
    let is_confirming = returned.outcome == ReturnOutcome::Confirming;
    let said = language.say(match (returned.from, is_confirming) {
        (Action::Reapply, true) => Say::RenewalConfirmed,
        (Action::Reapply, false) => Say::NotRenewed,
        (Action::Cancel | Action::Unsubscribe, true) => Say::LeavingConfirmed,
        (Action::Cancel | Action::Unsubscribe, false) => Say::NotLeft,
    });
    match &returned.code {
        None => said.to_owned(),
        Some(code) => {
            let (open, close) = match language {
                Language::Japanese => ("（", "）"),
                Language::English => (" (", ")"),
            };
            [said, open, language.say(Say::ErrorCode), code, close].concat()
        }
    }
}

/// What became of a charge.
pub(super) const fn outcome(outcome: ChargeOutcome) -> Say {
    match outcome {
        ChargeOutcome::Paid => Say::Paid,
        ChargeOutcome::Failed => Say::Failed,
        ChargeOutcome::Waiting => Say::Waiting,
        ChargeOutcome::Free => Say::Free,
        ChargeOutcome::Reserved => Say::Reserved,
        ChargeOutcome::Cancelled => Say::NothingTaken,
        ChargeOutcome::Refunded => Say::Refunded,
        ChargeOutcome::Unknown => Say::Uncertain,
    }
}
