//! What a plan says before anybody has joined: the terms that an order freezes.

use super::recurring::{CancellationMonth, FirstMonthTerms, IntroductionTerms, Recurring, Settlement, TimingTerms};
use chrono::{Datelike, Days, Months, NaiveDate};
use sbps::billing::BillingMethod;
use sbps::date_time::YearMonth;
use serde::{Deserialize, Serialize};

/// The terms of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case")]
pub enum PlanTerms {
    /// Billed by the gateway on the first of each month.
    Simple {
        /// What the month of joining costs.
        first_month: FirstMonthTerms,
        /// What the month of joining costs if the contract is cancelled in it.
        cancellation_month: CancellationMonth,
        /// How many months it runs, that of joining among them; `None` is indefinite.
        months: Option<u32>,
    },
    /// Billed by this server.
    FixedTerm {
        /// On which days it is billed.
        timing: TimingTerms,
        /// How many days after joining the first charge can be.
        wait_days: u32,
        /// The number of cycles; `None` is indefinite.
        cycles: Option<u16>,
        /// Cycles at the start that are free or cost less.
        introduction: Option<IntroductionTerms>,
        /// Who makes a sale of what a charge reserves.
        #[serde(default, skip_serializing_if = "Settlement::is_at_once")]
        settlement: Settlement,
    },
}

impl PlanTerms {
    /// The billing method.
    #[must_use]
    pub const fn billing_method(&self) -> BillingMethod {
        match self {
            Self::Simple { .. } => BillingMethod::RecurringSimple,
            Self::FixedTerm { .. } => BillingMethod::RecurringFixedTerm,
        }
    }

    /// Whether the amount of a charge is known only up to its bound: what was used is what varies.
    #[must_use]
    pub const fn varies(&self) -> bool {
        matches!(self, Self::FixedTerm { timing: TimingTerms::Usage, .. })
    }

    /// The contract of somebody who joins on `day`.
    #[must_use]
    pub fn joined_on(&self, day: NaiveDate) -> Recurring {
        match *self {
            Self::Simple { first_month, cancellation_month, months } => {
                let last = |months: u32| day.checked_add_months(Months::new(months.saturating_sub(1)));
                let last_month = months.and_then(last).and_then(|last| YearMonth::new(last.year(), last.month()));
                Recurring::Simple { joined_on: day, first_month, cancellation_month, last_month }
            }
            Self::FixedTerm { timing, wait_days, cycles, introduction, settlement } => Recurring::FixedTerm {
                joined_on: day,
                timing,
                first_charge_from: (wait_days > 0)
                    .then(|| day.checked_add_days(Days::new(u64::from(wait_days))))
                    .flatten(),
                cycles,
                introduction,
                varies: self.varies(),
                settlement,
            },
        }
    }
}
