//! What comes next: the next charge, what can be done, and what a renewal would be.

use super::{Action, PastCharge, Subscription, SubscriptionState};
use crate::page::recurring::{Recurring, Terms};
use chrono::NaiveDate;
use core::num::NonZeroU16;
use sbps::schedule::{Charge, FixedTerm, PayAsYouGo};

impl Subscription {
    /// Whether the payer can end it.
    pub fn can_end(&self) -> bool {
        self.actions.iter().any(|action| *action != Action::Reapply)
    }

    /// The contract as it would be made again today: the same terms without a second introduction, and the cycles that
    /// are left. A charge that did not go through is no cycle gone. `None` for a simple contract, which cannot be applied
    /// for again, and if no cycle is left.
    pub fn renewed(&self, today: NaiveDate) -> Option<Recurring> {
        let Recurring { terms, joined, schedule, .. } = &self.recurring;
        let is_gone = |past: &&PastCharge| past.on >= *joined && !past.outcome.is_nothing();
        let gone = u32::try_from(self.history.iter().filter(is_gone).count()).ok()?;
        let cycles = match schedule.cycles() {
            None => None,
            Some(all) => Some(NonZeroU16::new(u16::try_from(all.saturating_sub(gone)).ok()?)?),
        };
        let again = match *terms {
            Terms::Simple(_) => return None,
            Terms::PayAsYouGo(terms) => Terms::PayAsYouGo(PayAsYouGo { joined: today, ..terms }),
            Terms::FixedTerm(terms) => {
                Terms::FixedTerm(FixedTerm { joined: today, starts: today, introduction: None, cycles, ..terms })
            }
        };
        self.recurring.on(again, self.contact.clone()).ok()
    }

    /// What the payer can do today. A renewal is offered only where there is something to renew.
    pub fn offered(&self, today: NaiveDate) -> impl Iterator<Item = Action> {
        let renewable = self.renewed(today).is_some();
        self.actions.iter().copied().filter(move |action| *action != Action::Reapply || renewable)
    }

    /// The next charge, if it goes on as it is: not one that has been made today already, and none once it has ended
    /// or is suspended.
    pub fn next_charge(&self, today: NaiveDate) -> Option<Charge> {
        if !self.goes_on() {
            return None;
        }
        let known = self.known_charge.filter(|charge| !self.is_made(charge));
        known.or_else(|| self.recurring.schedule.charges_from(today).find(|charge| !self.is_made(charge)))
    }

    /// The charges of the twelve months to come, as far as the terms tell their days.
    pub fn coming(&self, today: NaiveDate) -> Vec<Charge> {
        let charges = self.recurring.schedule.charges_within_a_year(today);
        charges.filter(|charge| self.goes_on() && !self.is_made(charge)).collect()
    }

    fn goes_on(&self) -> bool {
        self.state == SubscriptionState::Active && !self.is_suspended()
    }

    /// Whether a charge that did not go through keeps the later ones from being made.
    pub fn is_suspended(&self) -> bool {
        self.problem.as_ref().is_some_and(|problem| problem.suspended_from.is_some())
    }

    fn is_made(&self, charge: &Charge) -> bool {
        self.history.iter().any(|past| past.on == charge.date)
    }
}
