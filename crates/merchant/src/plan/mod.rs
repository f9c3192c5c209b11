//! Plans: what the shop sells by recurring contract. Each is checked when the server starts, so that nobody can apply for
//! a contract that could not be billed.
//!
//! Service specification, "Combination of payment methods", "Basic Specifications" (the 365th day) and "Mandatory tag
//! element in payment request for recurring billing (fixed term/pay as you go)".

pub mod recurring;
mod table;
pub mod terms;

pub use recurring::Recurring;
pub use terms::PlanTerms;

use crate::catalogue::{CatalogueError, Text, contained_tax};
use crate::config::Config;
use crate::language::Language;
use chrono::NaiveDate;
use sbps::billing::{Contract, Offering};
use sbps::identifier::ItemId;
use sbps::money::{Tax, Yen};
use sbps::text::ItemName;
use sbps::text::recurring_name::{NameWarning, suggestions};
use table::{ROWS, Row};

/// Which recurring contracts can be made with the addresses that are configured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Methods {
    /// Simple ones: their payers can join and leave by the link type alone.
    Simple,
    /// Simple and fixed-term ones: the latter are billed by the API type, and D01-1 has a destination of its own.
    All,
}

impl Methods {
    /// The methods that the addresses in the settings allow.
    #[must_use]
    pub const fn of(config: &Config) -> Self {
        if config.api.is_some() && config.application_url.is_some() { Self::All } else { Self::Simple }
    }
}

/// A plan.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its name in addresses and forms; also its item id.
    pub id: ItemId,
    /// Its name on the carrier's screens and the payer's bill: what it is and, where this server bills, when.
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
    /// When it is billed.
    pub terms: PlanTerms,
}

/// How many days of joining a plan is checked for: four years, with a leap day among them.
const JOINING_DAYS: usize = 4 * 365 + 1;

impl Plan {
    /// The demo shop's plans for these methods, each checked for whoever joins on `today` or within four years.
    ///
    /// # Errors
    /// [`CatalogueError`] naming the plan and the rule that it breaks.
    pub fn demo(contract: Contract, methods: Methods, today: NaiveDate) -> Result<Vec<Self>, CatalogueError> {
        let configured = |row: &&Row| match row.terms {
            PlanTerms::Simple { .. } => true,
            PlanTerms::FixedTerm { .. } => methods == Methods::All,
        };
        ROWS.iter().filter(configured).map(|row| Self::of_row(row, contract, today)).collect()
    }

    fn of_row(row: &Row, contract: Contract, today: NaiveDate) -> Result<Self, CatalogueError> {
        let wrong = |reason: String| CatalogueError { product: row.id, reason };
        let refused = |error: &dyn std::fmt::Display| wrong(error.to_string());
        Offering::new(contract, row.commodity, row.terms.billing_method())
            .map_err(|error| wrong(format!("{}: {error} ({})", error.code(), error.section())))?;
        let amount = Yen::new(row.amount).map_err(|error| refused(&error))?;
        for day in today.iter_days().take(JOINING_DAYS) {
            row.terms
                .joined_on(day)
                .schedule(amount)
                .map_err(|error| wrong(format!("{}: joined on {day}, {error}", error.code())))?;
        }
        Ok(Self {
            id: ItemId::new(row.id).map_err(|error| refused(&error))?,
            name: name_of(row).map_err(wrong)?,
            about: row.about,
            amount,
            tax: Tax::new(contained_tax(row.amount, row.tax_percent)).map_err(|error| refused(&error))?,
            tax_percent: row.tax_percent,
            delivery: row.delivery,
            terms: row.terms.clone(),
        })
    }

    /// Whether its amount is an upper bound.
    #[must_use]
    pub const fn varies(&self) -> bool {
        matches!(self.terms, PlanTerms::FixedTerm { timing: recurring::TimingTerms::Usage, .. })
    }

    /// How to leave.
    #[must_use]
    pub const fn cancellation(&self, language: Language) -> &'static str {
        match self.terms {
            PlanTerms::Simple { .. } => language.pick(
                "いつでも解約できます。ご契約のページの「解約する」からお手続きください。次回の課金日の前日までに解約すると、次回以降の料金はかかりません。お支払い済みの月は月末までご利用いただけます。",
                "You can leave at any time, by “Cancel” on your subscription's page. If you leave by the day before the next billing date, nothing more is charged. A month that is paid can be used to its end.",
            ),
            PlanTerms::FixedTerm { timing: recurring::TimingTerms::Usage, .. } => language.pick(
                "いつでも解約できます。ご契約のページの「解約する」からお手続きください。ご請求の前に解約された場合、まだ請求されていないご利用分は請求されません。サービスの性質上、請求済みのご利用分の返金はできません。",
                "You can leave at any time, by “Cancel” on your subscription's page. What was used and not charged yet is not charged then. Because of its nature, what was charged cannot be given back.",
            ),
            PlanTerms::FixedTerm { .. } => language.pick(
                "いつでも解約できます。ご契約のページの「解約する」からお手続きください。次回の課金日の前日までに解約すると、次回以降の料金はかかりません。お届け済みの商品は、未開封に限り到着後8日以内に返品できます（返送料はお客さま負担）。",
                "You can leave at any time, by “Cancel” on your subscription's page. If you leave by the day before the next billing date, nothing more is charged. Unopened goods can be returned within 8 days of arrival; you pay for sending them back.",
            ),
        }
    }
}

/// The name at the carrier. The gateway bills a simple contract on a day that is the same for all; a fixed-term one has to
/// say when it is billed, and its name is refused if the payer's screen would lose some of that.
fn name_of(row: &Row) -> Result<ItemName, String> {
    let timing = match row.terms {
        PlanTerms::Simple { .. } => return ItemName::new(row.description).map_err(|error| error.to_string()),
        PlanTerms::FixedTerm { timing, .. } => timing.timing().map_err(|error| error.to_string())?,
    };
    let names = suggestions(row.description, timing).map_err(|error| error.to_string())?;
    let name = names.first().ok_or("no name can be made of its description")?;
    let lost = [NameWarning::NumberCut, NameWarning::TimingCut, NameWarning::TimingHidden];
    match name.warnings().iter().find(|warning| lost.contains(warning)) {
        Some(warning) => Err(format!("{}: {:?}: {warning}", warning.code(), name.as_str())),
        None => Ok(name.name().clone()),
    }
}

/// Whom to ask.
#[must_use]
pub const fn contact(language: Language) -> &'static str {
    language.pick(
        "カンタン商店 お客さま窓口 0120-000-000（平日10時〜17時）",
        "Kantan Store, customer service, 0120-000-000 (weekdays, 10:00–17:00 in Japan)",
    )
}

#[cfg(test)]
mod tests;
