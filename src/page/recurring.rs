//! A recurring contract as a page describes it, parsed once.
//!
//! The member `recurring` is described in docs/page-contract.md, "Order"; every date and every amount comes from
//! `sbps::schedule`, and none from a browser's clock or time zone.

mod reading;
mod writing;

use crate::json::Json;
use chrono::NaiveDate;
use sbps::billing::BillingMethod;
use sbps::money::Yen;
use sbps::schedule::{Charge, FixedTerm, PayAsYouGo, Schedule, ScheduleError, Simple};

/// A recurring contract: its terms, and what a page says beside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurring {
    /// What was agreed.
    pub terms: Terms,
    /// The day on which the payer joins.
    pub joined: NaiveDate,
    /// When it is charged, and how much.
    pub schedule: Schedule,
    /// The charges that are shown: those of the twelve months from the day of joining on.
    pub charges: Vec<Charge>,
    /// Where one leaves.
    pub cancel_url: String,
    /// Whom to ask, in words.
    pub contact: String,
    known: Known,
}

/// That this build knows contracts. Without feature `recurring` there is no value of it, and so none of [`Recurring`]:
/// the compiler leaves out whatever a payer of a one-time order would download for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    #[cfg(feature = "recurring")]
    Yes,
}

impl Known {
    #[cfg(feature = "recurring")]
    const HERE: Option<Self> = Some(Self::Yes);
    #[cfg(not(feature = "recurring"))]
    const HERE: Option<Self> = None;
}

/// The terms of a recurring contract, by who bills it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terms {
    /// The gateway, on the first of each month.
    Simple(Simple),
    /// The merchant, on the days of its timing.
    FixedTerm(FixedTerm),
    /// The merchant, when something was used.
    PayAsYouGo(PayAsYouGo),
}

impl Terms {
    /// Every charge of the contract.
    ///
    /// # Errors
    /// [`ScheduleError`] if these terms cannot be a contract.
    pub fn schedule(&self) -> Result<Schedule, ScheduleError> {
        match *self {
            Self::Simple(terms) => Schedule::simple(terms),
            Self::FixedTerm(terms) => Schedule::fixed_term(terms),
            Self::PayAsYouGo(terms) => Schedule::pay_as_you_go(terms),
        }
    }

    /// The day on which the payer joins.
    pub const fn joined(&self) -> NaiveDate {
        match self {
            Self::Simple(terms) => terms.joined,
            Self::FixedTerm(terms) => terms.joined,
            Self::PayAsYouGo(terms) => terms.joined,
        }
    }
}

impl Recurring {
    /// The contract of these terms, with the address where one leaves and whom to ask.
    ///
    /// # Errors
    /// [`ScheduleError`] if the terms cannot be a contract.
    #[cfg(feature = "recurring")]
    pub fn new(terms: Terms, cancel_url: String, contact: String) -> Result<Self, ScheduleError> {
        Self::known(terms, cancel_url, contact, Known::Yes)
    }

    /// This contract on other terms.
    ///
    /// # Errors
    /// As [`Recurring::new`].
    pub(super) fn on(&self, terms: Terms, contact: String) -> Result<Self, ScheduleError> {
        Self::known(terms, self.cancel_url.clone(), contact, self.known)
    }

    fn known(terms: Terms, cancel_url: String, contact: String, known: Known) -> Result<Self, ScheduleError> {
        let (schedule, joined) = (terms.schedule()?, terms.joined());
        let charges = schedule.charges_within_a_year(joined).collect();
        Ok(Self { terms, joined, schedule, charges, cancel_url, contact, known })
    }

    /// Whether an order is one that only a build which knows contracts can show.
    pub fn is_beyond(order: &Json) -> bool {
        Known::HERE.is_none() && *order.get("recurring") != Json::Null
    }

    /// What is paid at au by joining, if the first charge of a contract that the merchant bills is due then.
    pub fn first_purchase(&self) -> Option<Yen> {
        self.schedule.first_purchase(self.joined)
    }

    /// The billing method.
    pub const fn billing_method(&self) -> BillingMethod {
        match self.terms {
            Terms::Simple(_) => BillingMethod::RecurringSimple,
            Terms::FixedTerm(_) | Terms::PayAsYouGo(_) => BillingMethod::RecurringFixedTerm,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
