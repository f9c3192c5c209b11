//! A recurring contract as a page describes it, parsed once.
//!
//! The member `recurring` is described in DESIGN.md, "The order on the page"; every date and every amount comes from
//! `sbps::schedule`, and none from a browser's clock or time zone.

mod reading;

use chrono::NaiveDate;
use sbps::billing::BillingMethod;
use sbps::date_time::YearMonth;
use sbps::money::Yen;
use sbps::schedule::{Charge, FirstMonth, FirstMonthCancellation, Schedule};

/// The terms of a recurring contract.
#[derive(Debug)]
pub struct Recurring {
    /// The day on which the payer joins.
    pub joined: NaiveDate,
    /// When it is charged, and how much.
    pub schedule: Schedule,
    /// The charges that are shown: those of the twelve months from the day of joining on.
    pub charges: Vec<Charge>,
    /// Who bills.
    pub kind: Kind,
    /// Where one leaves.
    pub cancel_url: String,
    /// Whom to ask, in words.
    pub contact: String,
}

/// Who bills a recurring contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The gateway, on the first of each month.
    Simple {
        /// What the month of joining costs.
        first_month: FirstMonth,
        /// What cancelling in the month of joining costs.
        cancellation: FirstMonthCancellation,
        /// The last month to be billed.
        last_month: Option<YearMonth>,
    },
    /// The merchant, at its own timing (fixed term or pay as you go).
    FixedTerm,
}

impl Recurring {
    /// What is paid at au by joining, if the first charge of a contract that the merchant bills is due then.
    pub fn first_purchase(&self) -> Option<Yen> {
        self.schedule.first_purchase(self.joined)
    }

    /// The billing method.
    pub const fn billing_method(&self) -> BillingMethod {
        match self.kind {
            Kind::Simple { .. } => BillingMethod::RecurringSimple,
            Kind::FixedTerm => BillingMethod::RecurringFixedTerm,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
