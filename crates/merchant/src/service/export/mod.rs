//! Files for accounting: what was ordered, charged and refunded in some days, with columns that stay
//! as they are.

mod chargebacks;
mod charges;
mod orders;
mod refunds;

use super::Shop;
use super::problem::Problem;
use crate::domain::csv::{self, Encoding};
use chrono::{Days, NaiveDate};
use sbps::date_time::JstDateTime;

/// What a file is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportKind {
    /// Orders, by the day on which they were made.
    Orders,
    /// Charges of contracts, by the day on which they were due.
    Charges,
    /// What was given back, by the day on which it was asked for.
    Refunds,
    /// Chargebacks of which something was told in these days.
    Chargebacks,
    /// The same by months, summed up.
    ChargebackMonths,
}

impl ExportKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Orders, Self::Charges, Self::Refunds, Self::Chargebacks, Self::ChargebackMonths];

    /// Its word, in addresses and for commands.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Orders => "orders",
            Self::Charges => "charges",
            Self::Refunds => "refunds",
            Self::Chargebacks => "chargebacks",
            Self::ChargebackMonths => "chargeback_months",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn from_name(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Its columns, in their order. New ones come at the end.
    #[must_use]
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Orders => &orders::COLUMNS,
            Self::Charges => &charges::COLUMNS,
            Self::Refunds => &refunds::COLUMNS,
            Self::Chargebacks => &chargebacks::COLUMNS,
            Self::ChargebackMonths => &chargebacks::MONTH_COLUMNS,
        }
    }
}

/// What is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Export {
    /// What the file is about.
    pub kind: ExportKind,
    /// The first day in Japan.
    pub from: NaiveDate,
    /// The last day in Japan.
    pub until: NaiveDate,
    /// How it is written.
    pub encoding: Encoding,
}

impl Export {
    /// What the file is called.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("{}-{}-{}.csv", self.kind.as_str(), self.from, self.until)
    }

    /// From which moment on, and before which, in seconds since 1970-01-01T00:00:00Z.
    fn moments(&self) -> Option<(i64, i64)> {
        let start = |day: NaiveDate| JstDateTime::from_local(day.and_hms_opt(0, 0, 0)?).map(JstDateTime::unix_seconds);
        Some((start(self.from)?, start(self.until.checked_add_days(Days::new(1))?)?))
    }
}

/// The file, whole.
///
/// # Errors
/// `request_invalid` where the last day is before the first; the [`Problem`] of a store that
/// does not answer.
pub async fn export(shop: &Shop, wanted: Export) -> Result<Vec<u8>, Problem> {
    let moments = wanted.moments().filter(|_| wanted.from <= wanted.until);
    let moments = moments.ok_or_else(|| Problem::of_field("until", "is before the first day"))?;
    let rows = match wanted.kind {
        ExportKind::Orders => orders::rows(shop, moments).await?,
        ExportKind::Charges => charges::rows(shop, wanted.from, wanted.until).await?,
        ExportKind::Refunds => refunds::rows(shop, moments).await?,
        ExportKind::Chargebacks => chargebacks::rows(shop, wanted.from, wanted.until).await?,
        ExportKind::ChargebackMonths => chargebacks::months(shop, wanted.from, wanted.until).await?,
    };
    Ok(csv::file(wanted.kind.columns(), &rows, wanted.encoding))
}
