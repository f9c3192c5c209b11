//! A payer's recurring contract: what the record holds of it, and what can be done with it.
//!
//! Service specification, "Cancellation procedures for recurring billing (fixed term/pay as you
//! go)".

pub mod link;
pub mod renewal;
pub mod request;
pub mod returned;
pub mod rules;
pub mod state;

pub use state::{SubscriptionState, for_rules};

use super::charge::{PastCharge, PastOutcome};
use super::plan::Recurring;
use super::reference::unguessable;
use chrono::{Duration, NaiveDate};
use kantan_checkout::page::subscription::Whose;
use link::{DAYS_AFTER_END, Links};
use sbps::error_code::{Actor, LinkErrorCode};
use sbps::identifier::{CustomerCode, ItemId, TrackingId};
use sbps::money::Yen;
use sbps::schedule::{Charge, Schedule, ScheduleError};
use sbps::text::ItemName;
use sbps::verdict::Verdict;

/// A contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// The record's own name for it. It is its payer's first link too, so it is a secret.
    pub reference: String,
    /// The secret links by which people come to it.
    pub links: Links,
    /// The order by which it was joined.
    pub order_reference: String,
    /// Who pays.
    pub customer_code: CustomerCode,
    /// The plan's id in the catalogue.
    pub plan: String,
    /// The item's id at the gateway.
    pub item_id: ItemId,
    /// Its name on the payer's bill.
    pub item_name: ItemName,
    /// What a full cycle costs, or the most that it can where it varies.
    pub amount: Yen,
    /// The tax rate in percent.
    pub tax_percent: u32,
    /// The terms, from which every date follows.
    pub recurring: Recurring,
    /// Where it stands.
    pub state: SubscriptionState,
    /// The gateway's name for it, once it is made.
    pub tracking_id: Option<TrackingId>,
    /// No charge before this day: that of joining, of the last application, or after a time of
    /// doubt.
    pub bills_from: NaiveDate,
    /// The last day of service, once it has ended.
    pub ends_on: Option<NaiveDate>,
    /// A charge that did not go through.
    pub problem: Option<FailedCharge>,
    /// What the payer got for leaving.
    pub receipt: Option<Receipt>,
    /// When something last changed, in seconds since 1970-01-01T00:00:00Z.
    pub updated_at: i64,
}

/// A charge that did not go through. Later ones that this server makes are suspended then; the
/// gateway bills a simple contract's next month all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedCharge {
    /// The gateway's code.
    pub code: String,
    /// The day of the charge.
    pub on: NaiveDate,
}

/// What the payer got for leaving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its number.
    pub number: String,
    /// The day in Japan.
    pub on: NaiveDate,
}

impl Receipt {
    /// A new one.
    #[must_use]
    pub fn issued(on: NaiveDate) -> Self {
        Self { number: unguessable().chars().take(12).collect::<String>().to_ascii_uppercase(), on }
    }
}

impl Subscription {
    /// Every charge of the contract.
    ///
    /// # Errors
    /// [`ScheduleError`] if the record holds terms that are none.
    pub fn schedule(&self) -> Result<Schedule, ScheduleError> {
        self.recurring.schedule(self.amount)
    }

    /// Whether its links lead nowhere any more on `today`: some time after it has ended.
    #[must_use]
    pub fn has_left_its_links(&self, today: NaiveDate) -> bool {
        let last_day = self.ends_on.filter(|_| self.state.has_ended());
        last_day.is_some_and(|last_day| today - last_day > Duration::days(DAYS_AFTER_END))
    }

    /// The last day of service when it ends on `day`: that of the running cycle, or of the last one
    /// where that is over.
    #[must_use]
    pub fn service_ends(&self, day: NaiveDate) -> NaiveDate {
        let Ok(schedule) = self.schedule() else { return day };
        let last = schedule.last().map(|charge| charge.date).filter(|last| *last < day);
        let running = schedule.if_cancelled_on(day).cycle_ends;
        running.or_else(|| schedule.if_cancelled_on(last?).cycle_ends).unwrap_or(day)
    }

    /// The last day of service of a contract that runs out by itself; `None` of one that goes on until
    /// somebody ends it.
    #[must_use]
    pub fn last_day(&self) -> Option<NaiveDate> {
        let last = self.schedule().ok()?.last()?;
        Some(self.service_ends(last.date))
    }

    /// Whether billing is suspended after a charge that did not go through. The specification speaks
    /// of it for term and usage only ("Handling of errors in recurring billing (fixed term/pay as
    /// you go)").
    #[must_use]
    pub const fn is_suspended(&self) -> bool {
        self.problem.is_some() && !self.recurring.is_simple()
    }

    /// Whose trouble it is that a charge did not go through for this code: what suspends a contract that
    /// this server bills is the payer's alone.
    #[must_use]
    pub fn whose_trouble(&self, code: &str) -> Whose {
        if self.is_suspended() { Whose::Payer } else { whose(code) }
    }

    /// The charge that did not go through, while it matters on `today`: of a contract that has
    /// ended it is history, and so it is of a simple one once its next month is billed.
    #[must_use]
    pub fn open_problem(&self, today: NaiveDate) -> Option<&FailedCharge> {
        let problem = self.problem.as_ref().filter(|_| !self.state.has_ended())?;
        let is_latest = || self.schedule().ok()?.last_until(today).map(|charge| charge.date <= problem.on);
        (!self.recurring.is_simple() || is_latest().unwrap_or(true)).then_some(problem)
    }

    /// The day of the charge that is suspended, if one is: the first after the one that did not go
    /// through.
    #[must_use]
    pub fn suspended_from(&self) -> Option<NaiveDate> {
        let problem = self.problem.as_ref().filter(|_| self.is_suspended())?;
        self.schedule().ok()?.next_after(problem.on).map(|charge| charge.date)
    }

    /// The charges of the twelve months from `today` on that will be made if nothing changes; none
    /// once it has ended or is suspended. What is due today and was asked for already is not among
    /// them.
    #[must_use]
    pub fn coming(&self, today: NaiveDate, past: &[PastCharge]) -> Vec<Charge> {
        if self.state != SubscriptionState::Active || self.is_suspended() {
            return Vec::new();
        }
        let Ok(schedule) = self.schedule() else { return Vec::new() };
        let from = today.max(self.bills_from);
        let open = |charge: &Charge| {
            // The gateway bills a simple contract early on its day, and the joining is what made it
            // active.
            let begun = past.iter().any(|past| past.due_on == charge.date);
            !begun && (charge.date != today || !self.recurring.is_simple())
        };
        schedule.charges_within_a_year(from).filter(open).collect()
    }

    /// What was charged until `today`, the latest first: what is on record, the cycles that were
    /// free, and the months that the gateway bills by itself, of which it tells only those that it
    /// could not bill.
    #[must_use]
    pub fn history(&self, today: NaiveDate, recorded: &[PastCharge]) -> Vec<PastCharge> {
        let mut history = recorded.to_vec();
        if self.state == SubscriptionState::Pending {
            return history;
        }
        let until = self.ends_on.unwrap_or(today).min(today);
        for due_on in self.recurring.free_days(self.amount, until) {
            history.push(PastCharge { due_on, amount: 0, outcome: PastOutcome::Free, payment: None });
        }
        if let (true, Ok(schedule)) = (self.recurring.is_simple(), self.schedule()) {
            // The gateway tells the months that fail and no others.
            for charge in schedule.charges().take_while(|charge| charge.date <= until) {
                if !recorded.iter().any(|past| past.due_on == charge.date) {
                    let amount = charge.amount.most().get();
                    history.push(PastCharge { due_on: charge.date, amount, outcome: PastOutcome::Paid, payment: None });
                }
            }
        }
        history.sort_by_key(|charge| std::cmp::Reverse(charge.due_on));
        history
    }
}

/// Whose trouble it is that the gateway could not bill a month of a simple contract, by the four
/// digits of the link type; without any, nobody's but the payment service's.
fn whose(code: &str) -> Whose {
    let Ok(code) = code.parse::<LinkErrorCode>() else { return Whose::Carrier };
    match Verdict::of_purchase_error(Some(code)).actor {
        Some(Actor::Payer) => Whose::Payer,
        Some(Actor::Carrier | Actor::Gateway) => Whose::Carrier,
        Some(Actor::Merchant) | None => Whose::Shop,
    }
}
