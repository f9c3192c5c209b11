//! A contract as the subscriber's page shows it.

use crate::domain::api_order::ApiOrder;
use crate::domain::charge::PastCharge;
use crate::domain::plan::Recurring;
use crate::domain::subscription::link::Power;
use crate::domain::subscription::renewal::{passed, renewed};
use crate::domain::subscription::returned::{ReturnOutcome, Returned, returned};
use crate::domain::subscription::rules::{Action, Leaving, possible};
use crate::domain::subscription::{FailedCharge, Subscription, SubscriptionState};
use crate::domain::usage::OpenUsage;
use crate::service::Shop;
use crate::service::problem::{Code, Problem};
use chrono::NaiveDate;
use sbps::date_time::JstDateTime;
use sbps::schedule::{Amount, Charge, ChargeReason};

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
    /// The charges of the twelve months to come, if nothing changes; of pay as you go the one that
    /// is known.
    pub coming: Vec<Charge>,
    /// The charges of which a calendar may have the days and that will not be made any more: of a contract that has
    /// ended or is suspended, the twelve months from then on.
    pub gone: Vec<Charge>,
    /// What was used and is not billed yet, of pay as you go.
    pub open_usage: Option<OpenUsage>,
    /// What can be done today.
    pub actions: Vec<Action>,
    /// What the payer who has just come back from the gateway is told.
    pub returned: Option<Returned>,
    /// The contract as it would be made again today; `None` if it cannot be.
    pub renewed: Option<Recurring>,
    /// Where a contract is left.
    pub leaving: Leaving,
    /// What a shop's own program said of the order that made it, if one did.
    pub rest: Option<ApiOrder>,
    /// What may be done by the link by which it is seen.
    pub power: Power,
}

impl View {
    /// The view of a contract today.
    ///
    /// # Errors
    /// The problem of a store that does not answer.
    pub async fn of(shop: &Shop, subscription: Subscription) -> Result<Self, Problem> {
        let today = shop.clock.now().ok_or(Code::Internal)?.date();
        let past = shop.store.charges(&subscription.reference).await?;
        let passed = passed(&subscription, &past, today);
        let actions = possible(&shop.settings.ways(), &subscription, passed, today);
        let mut history = subscription.history(today, &past);
        history.truncate(MOST_HISTORY);
        let mut coming = subscription.coming(today, &past);
        let mut gone = gone_of(&subscription, &past);
        let mut open_usage = None;
        if subscription.recurring.is_usage() {
            let open = shop.store.open_usage(&subscription.reference).await?;
            coming.extend(next_of_usage(&subscription, &open, today, &past));
            gone.extend(gone_since(&subscription).and_then(|day| of_usage(&subscription, &open, day, &past)));
            open_usage = Some(open);
        }
        let leaving = shop.settings.leaving;
        let renewed = renewed(&subscription, &past, today);
        let rest = shop.store.api_order(&subscription.order_reference).await?;
        let power = Power::Act;
        Ok(Self {
            power,
            history,
            coming,
            gone,
            open_usage,
            actions,
            returned: None,
            renewed,
            leaving,
            rest,
            subscription,
            today,
        })
    }

    /// The view of whoever holds a link of that power.
    #[must_use]
    pub fn by(mut self, power: Power) -> Self {
        if power == Power::View {
            self.actions.clear();
        }
        Self { power, ..self }
    }

    /// The link by which it is seen.
    #[must_use]
    pub fn link(&self) -> &str {
        self.subscription.links.of(self.power)
    }

    /// The view for somebody who has just come back from the gateway, where the request with that
    /// token was posted.
    ///
    /// # Errors
    /// The problem of a store that does not answer.
    pub async fn after(mut self, shop: &Shop, token: &str) -> Result<Self, Problem> {
        let Some(answered) = shop.store.contract_request(token).await? else { return Ok(self) };
        self.returned = returned(answered, &self.subscription);
        let awaited = self.returned.as_ref().filter(|returned| returned.outcome == ReturnOutcome::Confirming);
        if let Some(awaited) = awaited {
            // What is being confirmed is not asked for again.
            self.actions.retain(|action| *action != awaited.from);
        }
        Ok(self)
    }

    /// The charge that did not go through, while it matters.
    #[must_use]
    pub fn problem(&self) -> Option<&FailedCharge> {
        self.subscription.open_problem(self.today)
    }

    /// The last day on which leaving avoids the next charge: the day before it. A charge of today
    /// comes anyway.
    #[must_use]
    pub fn last_day_to_cancel(&self) -> Option<NaiveDate> {
        self.coming.iter().find(|charge| charge.date > self.today)?.date.pred_opt()
    }
}

/// From which day on nothing is charged any more.
fn gone_since(subscription: &Subscription) -> Option<NaiveDate> {
    let is_gone = subscription.state.has_ended() || subscription.is_suspended();
    let changed = JstDateTime::from_unix_seconds(subscription.updated_at).filter(|_| is_gone)?;
    Some(changed.date().max(subscription.bills_from))
}

/// The charges of an ended or suspended contract that will not be made any more, of the twelve months from then on.
pub(super) fn gone_of(subscription: &Subscription, past: &[PastCharge]) -> Vec<Charge> {
    let (Some(since), Ok(schedule)) = (gone_since(subscription), subscription.schedule()) else { return Vec::new() };
    let was_made = |charge: &Charge| past.iter().any(|past| past.due_on == charge.date);
    schedule.charges_within_a_year(since).filter(|charge| !was_made(charge)).collect()
}

/// The charge of what was used: a charge like any other, only that no schedule knows it.
fn next_of_usage(
    subscription: &Subscription,
    open: &OpenUsage,
    today: NaiveDate,
    past: &[PastCharge],
) -> Option<Charge> {
    if subscription.state != SubscriptionState::Active || subscription.problem.is_some() {
        return None;
    }
    of_usage(subscription, open, today.max(subscription.bills_from), past)
}

fn of_usage(subscription: &Subscription, open: &OpenUsage, from: NaiveDate, past: &[PastCharge]) -> Option<Charge> {
    let (date, amount) = open.next(from, past, subscription.amount)?;
    let number = u32::try_from(past.len()).unwrap_or(u32::MAX).saturating_add(1);
    Some(Charge { date, amount: Amount::Fixed(amount), reason: ChargeReason::Regular, number, is_last: false })
}
