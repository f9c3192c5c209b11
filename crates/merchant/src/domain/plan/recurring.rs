//! A recurring contract as it is frozen and as the page holds it (`recurring`): from it, and from
//! nothing else, every date and amount is derived by [`Schedule`].

use chrono::{NaiveDate, Weekday};
use kantan_checkout::page::recurring::Terms;
use sbps::date_time::YearMonth;
use sbps::money::Yen;
use sbps::schedule::{
    Amount, FirstMonth, FirstMonthCancellation, FixedTerm, Introduction, PayAsYouGo, Quantity, Schedule, ScheduleError,
    Simple, Timing,
};
use serde::{Deserialize, Serialize};
use std::num::NonZeroU16;

/// The terms of a contract that somebody joins, or has joined, on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case")]
pub enum Recurring {
    /// Billed by the gateway on the first of each month.
    Simple {
        /// The day of joining, in Japan.
        joined_on: NaiveDate,
        /// What the month of joining costs.
        first_month: FirstMonthTerms,
        /// What the month of joining costs if the contract is cancelled in it: an option of the
        /// merchant's contract.
        cancellation_month: CancellationMonth,
        /// The last month to be billed; `None` is indefinite.
        #[serde(with = "year_month")]
        last_month: Option<YearMonth>,
    },
    /// Billed by this server; pay as you go is one of its timings.
    FixedTerm {
        /// The day of joining, in Japan.
        joined_on: NaiveDate,
        /// On which days it is billed.
        timing: TimingTerms,
        /// No charge before this day; `None` is the day of joining.
        first_charge_from: Option<NaiveDate>,
        /// The number of cycles, the introductory ones among them; `None` is indefinite.
        cycles: Option<u16>,
        /// Cycles at the start that are free or cost less.
        introduction: Option<IntroductionTerms>,
        /// Whether the amount is an upper bound.
        varies: bool,
        /// Who makes a sale of what a charge reserves.
        #[serde(default, skip_serializing_if = "Settlement::is_at_once")]
        settlement: Settlement,
    },
}

/// Who makes a sale of what a charge of a fixed-term contract reserves ("Specified sales").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settlement {
    /// The billing run, as soon as it is reserved.
    #[default]
    AtOnce,
    /// The shop, all of it or a part, as when it has sent its goods; or it gives it up.
    ByShop,
}

impl Settlement {
    /// Whether the billing run does it.
    #[must_use]
    pub const fn is_at_once(&self) -> bool {
        matches!(self, Self::AtOnce)
    }
}

/// What the month of joining costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FirstMonthTerms {
    /// A full month.
    Charged,
    /// Nothing.
    Free,
}

/// What the month of joining costs if the contract is cancelled in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancellationMonth {
    /// A full month.
    Charged,
    /// Nothing.
    NotCharged,
}

/// When this server bills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TimingTerms {
    /// Every so many months on a day; in a shorter month on its last day.
    DayOfMonth {
        /// 1 to 12.
        months: u32,
        /// 1 to 31.
        day: u32,
    },
    /// Every so many months on the last day.
    LastDayOfMonth {
        /// 1 to 12.
        months: u32,
    },
    /// Every so many weeks on a day of the week.
    DayOfWeek {
        /// 1 to 52.
        weeks: u32,
        /// The day of the week.
        weekday: WeekdayName,
    },
    /// Every so many days.
    EveryDays {
        /// 1 to 365.
        days: u32,
    },
    /// When something was used.
    Usage,
}

/// A day of the week, spelt out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum WeekdayName {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// Cycles at the start that are free or cost less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntroductionTerms {
    /// How many.
    pub cycles: u16,
    /// What each costs in yen; 0 is free.
    pub amount: u32,
}

impl TimingTerms {
    /// The timing.
    ///
    /// # Errors
    /// [`ScheduleError`] for a number outside its bounds.
    pub fn timing(self) -> Result<Timing, ScheduleError> {
        match self {
            Self::DayOfMonth { months, day } => Timing::day_of_month(months, day),
            Self::LastDayOfMonth { months } => Timing::last_day_of_month(months),
            Self::DayOfWeek { weeks, weekday } => Timing::day_of_week(weeks, weekday.into()),
            Self::EveryDays { days } => Timing::every_days(days),
            Self::Usage => Ok(Timing::PayAsYouGo),
        }
    }
}

impl From<WeekdayName> for Weekday {
    fn from(name: WeekdayName) -> Self {
        match name {
            WeekdayName::Monday => Self::Mon,
            WeekdayName::Tuesday => Self::Tue,
            WeekdayName::Wednesday => Self::Wed,
            WeekdayName::Thursday => Self::Thu,
            WeekdayName::Friday => Self::Fri,
            WeekdayName::Saturday => Self::Sat,
            WeekdayName::Sunday => Self::Sun,
        }
    }
}

/// A number of cycles.
fn counted(quantity: Quantity, offered: u16) -> Result<NonZeroU16, ScheduleError> {
    let refused =
        ScheduleError::OutOfRange { quantity, offered: offered.into(), smallest: 1, largest: u16::MAX.into() };
    NonZeroU16::new(offered).ok_or(refused)
}

impl IntroductionTerms {
    fn introduction(self) -> Result<Introduction, ScheduleError> {
        let cycles = counted(Quantity::IntroductoryCycles, self.cycles)?;
        Ok(Introduction { cycles, amount: Yen::new(self.amount).ok() })
    }
}

impl Recurring {
    /// The terms as the rules and the pages have them, where a full cycle costs `amount`.
    ///
    /// # Errors
    /// [`ScheduleError`] for a number outside its bounds.
    pub fn terms(&self, amount: Yen) -> Result<Terms, ScheduleError> {
        Ok(match *self {
            Self::Simple { joined_on, first_month, cancellation_month, last_month } => Terms::Simple(Simple {
                joined: joined_on,
                amount,
                first_month: match first_month {
                    FirstMonthTerms::Charged => FirstMonth::Charged,
                    FirstMonthTerms::Free => FirstMonth::Free,
                },
                first_month_cancellation: match cancellation_month {
                    CancellationMonth::Charged => FirstMonthCancellation::Charged,
                    CancellationMonth::NotCharged => FirstMonthCancellation::NotCharged,
                },
                last_month,
            }),
            Self::FixedTerm { joined_on, timing: TimingTerms::Usage, .. } => {
                Terms::PayAsYouGo(PayAsYouGo { joined: joined_on, up_to: amount })
            }
            Self::FixedTerm { joined_on, timing, first_charge_from, cycles, introduction, varies, settlement: _ } => {
                Terms::FixedTerm(FixedTerm {
                    joined: joined_on,
                    starts: first_charge_from.unwrap_or(joined_on),
                    timing: timing.timing()?,
                    amount: if varies { Amount::UpTo(amount) } else { Amount::Fixed(amount) },
                    introduction: introduction.map(IntroductionTerms::introduction).transpose()?,
                    cycles: cycles.map(|cycles| counted(Quantity::Cycles, cycles)).transpose()?,
                })
            }
        })
    }

    /// Every charge of the contract, where a full cycle costs `amount`.
    ///
    /// # Errors
    /// [`ScheduleError`] if these terms cannot be a contract.
    pub fn schedule(&self, amount: Yen) -> Result<Schedule, ScheduleError> {
        self.terms(amount)?.schedule()
    }

    /// The day of joining.
    #[must_use]
    pub const fn joined_on(&self) -> NaiveDate {
        match self {
            Self::Simple { joined_on, .. } | Self::FixedTerm { joined_on, .. } => *joined_on,
        }
    }

    /// The last month that the gateway bills, as `YYYY-MM`.
    #[must_use]
    pub fn last_month(&self) -> Option<String> {
        match self {
            Self::Simple { last_month, .. } => last_month.map(year_month::written),
            Self::FixedTerm { .. } => None,
        }
    }

    /// Whether the gateway bills it.
    #[must_use]
    pub const fn is_simple(&self) -> bool {
        matches!(self, Self::Simple { .. })
    }

    /// Whether it has no fixed day: it is billed when something was used.
    #[must_use]
    pub const fn is_usage(&self) -> bool {
        matches!(self, Self::FixedTerm { timing: TimingTerms::Usage, .. })
    }

    /// Whether the shop settles what its charges reserve.
    #[must_use]
    pub const fn is_settled_by_shop(&self) -> bool {
        matches!(self, Self::FixedTerm { settlement: Settlement::ByShop, .. })
    }

    /// The days of free cycles at the start, up to `until`.
    #[must_use]
    pub fn free_days(&self, amount: Yen, until: NaiveDate) -> Vec<NaiveDate> {
        let (whole, free) = match self {
            Self::Simple { joined_on, first_month: FirstMonthTerms::Free, .. } => return vec![*joined_on],
            Self::FixedTerm { introduction: Some(IntroductionTerms { cycles, amount: 0 }), .. } => {
                let mut whole = self.clone();
                if let Self::FixedTerm { introduction, .. } = &mut whole {
                    *introduction = None;
                }
                (whole, usize::from(*cycles))
            }
            _ => return Vec::new(),
        };
        let Ok(schedule) = whole.schedule(amount) else { return Vec::new() };
        schedule.charges().take(free).map(|charge| charge.date).take_while(|day| *day <= until).collect()
    }

    /// The same contract made again on `day`, when so many of its cycles have passed: without an
    /// introduction, which nobody gets twice, and billed from that day on. `None` if no cycle is
    /// left, or if it is a simple one, which cannot be applied for again.
    #[must_use]
    pub fn renewed_on(&self, day: NaiveDate, passed: u32) -> Option<Self> {
        match *self {
            Self::Simple { .. } => None,
            Self::FixedTerm { timing, cycles, varies, settlement, .. } => {
                let left =
                    |cycles: u16| u16::try_from(u32::from(cycles).saturating_sub(passed)).ok().filter(|it| *it > 0);
                let cycles = match cycles {
                    None => None,
                    Some(cycles) => Some(left(cycles)?),
                };
                Some(Self::FixedTerm {
                    joined_on: day,
                    timing,
                    first_charge_from: None,
                    cycles,
                    introduction: None,
                    varies,
                    settlement,
                })
            }
        }
    }
}

/// A month as `YYYY-MM`.
mod year_month {
    use sbps::date_time::YearMonth;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn written(month: YearMonth) -> String {
        format!("{:04}-{:02}", month.year(), month.month())
    }

    pub(super) fn serialize<S: Serializer>(month: &Option<YearMonth>, serializer: S) -> Result<S::Ok, S::Error> {
        match month {
            None => serializer.serialize_none(),
            Some(month) => serializer.serialize_str(&written(*month)),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<YearMonth>, D::Error> {
        let text: Option<String> = Option::deserialize(deserializer)?;
        let read = |text: String| text.replacen('-', "", 1).parse().map_err(D::Error::custom);
        text.map(read).transpose()
    }
}
