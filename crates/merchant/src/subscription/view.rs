//! A contract as the subscriber's page holds it, in JSON and in HTML: both are made from this.

use super::returned::{Outcome, Returned};
use super::rules::{self, Action};
use super::{PastCharge, Problem, State, Subscription, application, reapplication};
use crate::Shop;
use crate::checkout::in_language;
use crate::config::Leaving;
use crate::language::Language;
use crate::plan::contact;
use crate::store::StoreError;
use crate::store::contract_request::Answered;
use crate::usage::OpenUsage;
use chrono::NaiveDate;
use sbps::schedule::{Amount, Charge, ChargeReason};
use serde_json::{Value, json};

/// The most past charges that a page lists, the latest first: a daily one of more than two years.
const MOST_HISTORY: usize = 1_000;

/// Everything that the page says of a contract.
#[derive(Clone, Debug)]
pub struct View {
    /// The day in Japan.
    pub today: NaiveDate,
    /// The contract.
    pub subscription: Subscription,
    /// What was charged, the latest first.
    pub history: Vec<PastCharge>,
    /// The charges of the twelve months to come, if nothing changes; of pay as you go the one that is known.
    pub coming: Vec<Charge>,
    /// What was used and is not billed yet, of pay as you go.
    pub open_usage: Option<OpenUsage>,
    /// What can be done today.
    pub actions: Vec<Action>,
    /// What the payer who has just come back from the gateway is told.
    pub returned: Option<Returned>,
    /// Where a contract is left.
    pub leaving: Leaving,
}

impl View {
    /// The view of a contract today.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn of(shop: &Shop, subscription: Subscription, today: NaiveDate) -> Result<Self, StoreError> {
        let past = shop.store.charges(&subscription.reference).await?;
        let passed = reapplication::passed(&subscription, &past, today);
        let actions = rules::possible(&shop.config, &subscription, passed, today);
        let mut history = subscription.history(today, &past);
        history.truncate(MOST_HISTORY);
        let mut coming = subscription.coming(today, &past);
        let mut open_usage = None;
        if subscription.recurring.is_usage() {
            let open = shop.store.open_usage(&subscription.reference).await?;
            coming.extend(next_of_usage(&subscription, &open, today, &past));
            open_usage = Some(open);
        }
        let leaving = shop.config.leaving;
        Ok(Self { history, coming, open_usage, actions, returned: None, leaving, subscription, today })
    }

    /// The view for somebody who has just come back from the gateway, where a request was posted.
    #[must_use]
    pub fn after(mut self, answered: Answered) -> Self {
        self.returned = Returned::of(answered, &self.subscription);
        let awaited = self.returned.as_ref().filter(|returned| returned.outcome == Outcome::Confirming);
        if let Some(awaited) = awaited {
            // What is being confirmed is not asked for again.
            self.actions.retain(|action| *action != awaited.from);
        }
        self
    }

    /// The charge that did not go through, while it matters: of a contract that has ended it is history.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        self.subscription.problem.as_ref().filter(|_| !self.subscription.state.has_ended())
    }

    /// The last day on which leaving avoids the next charge: the day before it. A charge of today comes anyway.
    #[must_use]
    pub fn last_day_to_cancel(&self) -> Option<NaiveDate> {
        self.coming.iter().find(|charge| charge.date > self.today)?.date.pred_opt()
    }

    /// The address of the calendar file; `None` if no charge is to come.
    #[must_use]
    pub fn calendar_url(&self, language: Language) -> Option<String> {
        let address = format!("{}/calendar.ics", application::address(&self.subscription.reference));
        (!self.coming.is_empty()).then(|| in_language(&address, language))
    }

    /// The contract as the element reads it.
    #[must_use]
    pub fn json(&self, language: Language) -> Value {
        let subscription = &self.subscription;
        let problem = self.problem().map(|problem| {
            json!({ "code": problem.code, "on": problem.on, "suspended_from": subscription.suspended_from() })
        });
        let history = self
            .history
            .iter()
            .map(|charge| json!({ "on": charge.due_on, "amount": charge.amount, "outcome": charge.outcome.as_str() }));
        json!({
            "reference": subscription.reference,
            "item_name": subscription.item_name.as_str(),
            "amount": subscription.amount.get(),
            "state": subscription.state.as_str(),
            "recurring": recurring_json(&subscription.recurring, &subscription.reference, language),
            "ends_on": subscription.ends_on,
            "problem": problem,
            "history": history.collect::<Vec<_>>(),
            // The element knows every other charge by the terms.
            "known_charge": self.coming.first().filter(|_| subscription.recurring.is_usage()).map(|charge| {
                json!({ "on": charge.date, "amount": charge.amount.most().get() })
            }),
            "actions": self.actions.iter().map(|action| action.as_str()).collect::<Vec<_>>(),
            "leaving": match self.leaving {
                Leaving::Api => "shop",
                Leaving::Link => "au",
            },
            "returned": self.returned.as_ref().map(|it| {
                json!({ "from": it.from.as_str(), "outcome": it.outcome.as_str(), "code": it.code })
            }),
            "receipt": subscription.receipt.as_ref().map(|it| json!({ "number": it.number, "on": it.on })),
            "calendar_url": self.calendar_url(language),
            "other_ways_url": in_language("/", language),
            "contact": contact(language),
        })
    }
}

/// The charge of what was used: a charge like any other, only that no schedule knows it.
fn next_of_usage(
    subscription: &Subscription,
    open: &OpenUsage,
    today: NaiveDate,
    past: &[PastCharge],
) -> Option<Charge> {
    if subscription.state != State::Active || subscription.problem.is_some() {
        return None;
    }
    let (date, amount) = open.next(today.max(subscription.bills_from), past, subscription.amount)?;
    let number = u32::try_from(past.len()).unwrap_or(u32::MAX).saturating_add(1);
    Some(Charge { date, amount: Amount::Fixed(amount), reason: ChargeReason::Regular, number, is_last: false })
}

/// The terms as a page holds them: with the way out, and whom to ask.
#[must_use]
pub fn recurring_json(recurring: &crate::plan::Recurring, reference: &str, language: Language) -> Value {
    let mut value = json!(recurring);
    value["cancel_url"] = json!(in_language(&application::address(reference), language));
    value["contact"] = json!(contact(language));
    value
}
