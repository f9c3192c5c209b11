//! Plans: what is sold by recurring contract. Each is checked when the server starts, so that
//! nobody can apply for a contract that could not be billed.
//!
//! Service specification, "Combination of payment methods", "Basic Specifications" (the 365th day)
//! and "Mandatory tag element in payment request for recurring billing (fixed term/pay as you go)".

pub mod recurring;
pub mod terms;

pub use recurring::Recurring;
pub use terms::PlanTerms;

use super::language::Text;
use chrono::NaiveDate;
use recurring::TimingTerms;
use sbps::billing::{Commodity, Contract, Offering};
use sbps::identifier::ItemId;
use sbps::money::{Tax, Yen};
use sbps::schedule::{LapseWarning, Schedule, ScheduleError};
use sbps::text::ItemName;
use sbps::text::recurring_name::{NameWarning, suggestions};

/// Which recurring contracts can be made with the addresses that are configured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Methods {
    /// Simple ones: their payers can join and leave by the link type alone.
    Simple,
    /// Simple and fixed-term ones: the latter are billed by the API type, and D01-1 has a
    /// destination of its own.
    All,
}

impl Methods {
    /// Whether contracts of these terms can be made.
    #[must_use]
    pub fn include(self, terms: &PlanTerms) -> bool {
        match terms {
            PlanTerms::Simple { .. } => true,
            PlanTerms::FixedTerm { .. } => self == Self::All,
        }
    }
}

/// A plan.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its name in addresses and forms; also its item id.
    pub id: ItemId,
    /// Its name on the carrier's screens and the payer's bill: what it is and, where this server
    /// bills, when.
    pub name: ItemName,
    /// One sentence about it.
    pub about: Text,
    /// What a full cycle costs in yen, tax and shipping included.
    pub amount: Yen,
    /// The tax contained in it.
    pub tax: Tax,
    /// The tax rate in percent.
    pub tax_percent: u32,
    /// When it is delivered.
    pub delivery: Text,
    /// How to leave.
    pub cancellation: Text,
    /// When it is billed.
    pub terms: PlanTerms,
}

/// How many days of joining a plan is checked for: four years, with a leap day among them.
const JOINING_DAYS: usize = 4 * 365 + 1;

/// Whether a plan can be sold under a contract with the gateway to whoever joins on `today` or
/// within four years.
///
/// Whoever sells it may be warned of a charge that only the generous reading of the 365th day allows.
///
/// # Errors
/// The rule that it breaks: its code, and a sentence.
pub fn check(
    terms: &PlanTerms,
    amount: Yen,
    commodity: Commodity,
    contract: Contract,
    today: NaiveDate,
) -> Result<Option<LapseWarning>, String> {
    Offering::new(contract, commodity, terms.billing_method())
        .map_err(|error| format!("{}: {error} ({})", error.code(), error.section()))?;
    let days = today.iter_days().take(JOINING_DAYS);
    check_joined(terms, amount, days).map_err(|(code, detail)| format!("{code}: {detail}"))
}

/// Whether a contract of these terms can be made by whoever joins on one of these days.
///
/// # Errors
/// The rule that it breaks: its code, and a sentence.
pub fn check_joined(
    terms: &PlanTerms,
    amount: Yen,
    days: impl Iterator<Item = NaiveDate>,
) -> Result<Option<LapseWarning>, (&'static str, String)> {
    // A contract that is billed by use has no other cycles than its uses: one of them is one-time use.
    if let PlanTerms::FixedTerm { timing: TimingTerms::Usage, cycles: Some(1), .. } = terms {
        let error = ScheduleError::OneTimeUse;
        return Err((error.code(), error.to_string()));
    }
    let mut warning = None;
    for day in days {
        let schedule = terms.joined_on(day).schedule(amount).and_then(Schedule::offered);
        let schedule = schedule.map_err(|error| (error.code(), format!("joined on {day}, {error}")))?;
        warning = warning.or(schedule.lapse_warning(day));
    }
    Ok(warning)
}

/// The name at the carrier. The gateway bills a simple contract on a day that is the same for all;
/// a fixed-term one has to say when it is billed, and its name is refused if the payer's screen
/// would lose some of that.
///
/// # Errors
/// Why no name can be made of the description.
pub fn name_at_carrier(description: &str, terms: &PlanTerms) -> Result<ItemName, String> {
    let timing = match terms {
        PlanTerms::Simple { .. } => return ItemName::new(description).map_err(|error| error.to_string()),
        PlanTerms::FixedTerm { timing, .. } => timing.timing().map_err(|error| error.to_string())?,
    };
    let names = suggestions(description, timing).map_err(|error| error.to_string())?;
    let name = names.first().ok_or("no name can be made of its description")?;
    let lost = [NameWarning::NumberCut, NameWarning::TimingCut, NameWarning::TimingHidden];
    match name.warnings().iter().find(|warning| lost.contains(warning)) {
        Some(warning) => Err(format!("{}: {:?}: {warning}", warning.code(), name.as_str())),
        None => Ok(name.name().clone()),
    }
}

impl Plan {
    /// Whether its amount is an upper bound.
    #[must_use]
    pub const fn varies(&self) -> bool {
        self.terms.varies()
    }
}
