//! Whether a schedule may be offered: what holds for a contract that is to be made, and no longer
//! for one that goes on.
//!
//! Service specification, "Uses of recurring billing (fixed term/pay as you go)": it "cannot be
//! used for one-time billing"; "Basic Specifications": the 365th day.

use super::error::ScheduleError;
use super::{Rhythm, Schedule};
use crate::period::authorization::{AUTHORIZATION_DAYS, is_uncertain};
use chrono::NaiveDate;
use core::fmt;

/// Two payments so far apart that the later one is good by our reading of the 365th day and not by
/// the strictest: it may be refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LapseWarning {
    /// The day of the last payment, or of joining.
    pub last_payment: NaiveDate,
    /// The day of the charge that may come too late.
    pub next_charge: NaiveDate,
    /// The days between them: 364 or 365.
    pub days: u32,
}

impl LapseWarning {
    /// A stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "authorization_uncertain"
    }
}

impl fmt::Display for LapseWarning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { last_payment, next_charge, days } = self;
        write!(
            formatter,
            "from {last_payment:?} to {next_charge:?} are {days} days; read strictly the authorisation has lapsed by \
             then (its {AUTHORIZATION_DAYS}th day counts from the payment), so the charge may be refused"
        )
    }
}

impl Schedule {
    /// The schedule, if a contract may be joined by it. One that goes on is not asked again: the
    /// last cycle of a renewed contract is a charge like any other.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use sbps::money::Yen;
    /// use sbps::schedule::{Amount, FixedTerm, Schedule, Timing};
    ///
    /// let joined = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
    /// let once = Schedule::fixed_term(FixedTerm {
    ///     joined,
    ///     starts: joined,
    ///     timing: Timing::every_days(30)?,
    ///     amount: Amount::Fixed(Yen::new(3_000)?),
    ///     introduction: None,
    ///     cycles: std::num::NonZeroU16::new(1),
    /// })?;
    /// assert_eq!(once.offered().map_err(|error| error.code()), Err("one_time_use"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`ScheduleError::OneTimeUse`] of a contract that the merchant bills and that would charge
    /// once: free cycles before it make no difference.
    pub fn offered(self) -> Result<Self, ScheduleError> {
        let charges = self.cycles.map(|cycles| cycles.saturating_sub(self.free_cycles()));
        match (self.rhythm, charges) {
            (Rhythm::Term { .. }, Some(1)) => Err(ScheduleError::OneTimeUse),
            _ => Ok(self),
        }
    }

    /// The first charge that only our reading of the 365th day allows, for a contract joined on
    /// that day. Two payments in a row that are that far apart are a year apart, and so are all
    /// later ones.
    ///
    /// ```
    /// # use chrono::NaiveDate;
    /// # use sbps::money::Yen;
    /// # use sbps::schedule::{Amount, FixedTerm, Schedule, Timing};
    /// # let joined = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
    /// # let terms = |timing| FixedTerm {
    /// #     joined,
    /// #     starts: joined,
    /// #     timing,
    /// #     amount: Amount::Fixed(Yen::new(3_000).expect("yen")),
    /// #     introduction: None,
    /// #     cycles: None,
    /// # };
    /// let yearly = Schedule::fixed_term(terms(Timing::every_days(365)?))?;
    /// assert_eq!(yearly.lapse_warning(joined).map(|warning| warning.days), Some(365));
    /// let shorter = Schedule::fixed_term(terms(Timing::every_days(363)?))?;
    /// assert_eq!(shorter.lapse_warning(joined), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn lapse_warning(&self, joined: NaiveDate) -> Option<LapseWarning> {
        if !matches!(self.rhythm, Rhythm::Term { .. }) {
            return None;
        }
        let mut last_payment = joined;
        // As when it is made: the way to the first charge and nine anniversaries show every
        // distance.
        for charge in self.charges().take(10) {
            if is_uncertain(last_payment, charge.date) {
                let days = charge.date.signed_duration_since(last_payment).num_days();
                let days = u32::try_from(days).unwrap_or(u32::MAX);
                return Some(LapseWarning { last_payment, next_charge: charge.date, days });
            }
            last_payment = charge.date;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::examples::{cycles, simple, terms, yen};
    use crate::schedule::{FirstMonth, FixedTerm, Introduction, PayAsYouGo, Timing, day};

    #[test]
    fn a_contract_that_would_charge_once_is_not_offered() {
        let joined = day(2026, 11, 24);
        let monthly = terms(Timing::day_of_month(1, 20).expect("a timing"), joined);
        let free = |count| Some(Introduction { cycles: cycles(count), amount: None });
        let reduced = Some(Introduction { cycles: cycles(1), amount: Some(yen(100)) });
        for (terms, is_offered) in [
            (FixedTerm { cycles: Some(cycles(1)), ..monthly }, false),
            (FixedTerm { cycles: Some(cycles(1)), introduction: reduced, ..monthly }, false),
            (FixedTerm { cycles: Some(cycles(3)), introduction: free(2), ..monthly }, false),
            (FixedTerm { cycles: Some(cycles(4)), introduction: free(2), ..monthly }, true),
            (FixedTerm { cycles: Some(cycles(2)), introduction: reduced, ..monthly }, true),
            (FixedTerm { cycles: Some(cycles(2)), ..monthly }, true),
            (monthly, true),
        ] {
            let schedule = Schedule::fixed_term(terms).expect("one that goes on may have it");
            let expected = if is_offered { Ok(schedule) } else { Err(ScheduleError::OneTimeUse) };
            assert_eq!(schedule.offered(), expected, "{terms:?}");
        }
        let usage = Schedule::pay_as_you_go(PayAsYouGo { joined, up_to: yen(1) }).expect("a schedule");
        assert!(usage.offered().is_ok());
        let month = simple(joined, FirstMonth::Charged, Some((2026, 11)));
        assert!(month.offered().is_ok(), "the rule is that of the contracts that the merchant bills");
        assert_eq!(ScheduleError::OneTimeUse.code(), "one_time_use");
    }

    #[test]
    fn a_charge_on_a_day_in_dispute_is_warned_of() {
        let joined = day(2025, 1, 20);
        let every = |days| terms(Timing::every_days(days).expect("a timing"), joined);
        let free = |count| Some(Introduction { cycles: cycles(count), amount: None });
        for (terms, expected) in [
            (every(365), Some((joined + chrono::Days::new(365), 365))),
            (every(364), Some((joined + chrono::Days::new(364), 364))),
            (every(363), None),
            (
                terms(Timing::day_of_week(52, chrono::Weekday::Mon).expect("a timing"), joined),
                Some((day(2026, 1, 19), 364)),
            ),
            (terms(Timing::day_of_month(11, 20).expect("a timing"), joined), None),
            (
                FixedTerm { cycles: Some(cycles(3)), ..terms(Timing::day_of_year(1, 20).expect("a timing"), joined) },
                Some((day(2026, 1, 20), 365)),
            ),
            (FixedTerm { cycles: Some(cycles(1)), ..every(365) }, None),
            (FixedTerm { starts: day(2026, 1, 19), ..every(1) }, Some((day(2026, 1, 19), 364))),
            (FixedTerm { starts: day(2026, 1, 18), ..every(1) }, None),
            (FixedTerm { introduction: free(365), ..every(1) }, Some((day(2026, 1, 20), 365))),
        ] {
            let schedule = Schedule::fixed_term(terms).expect("good by our reading");
            let warning = schedule.lapse_warning(joined);
            assert_eq!(warning.map(|it| (it.next_charge, it.days)), expected, "{terms:?}");
            if let Some(warning) = warning {
                assert_eq!(warning.code(), "authorization_uncertain");
                let days = warning.next_charge.signed_duration_since(warning.last_payment).num_days();
                assert_eq!(days, i64::from(warning.days));
                assert!(warning.to_string().contains(&format!("are {days} days; read strictly")), "{warning}");
            }
        }
        assert_eq!(simple(joined, FirstMonth::Free, None).lapse_warning(joined), None);
    }

    /// Every distance that a timing can have, for every day of joining within four years.
    #[test]
    fn the_warning_is_there_exactly_where_two_payments_are_on_disputed_days() {
        let mut timings: Vec<_> = [1, 30, 362, 363, 364, 365].map(Timing::every_days).into();
        timings.extend([1, 6, 11, 12].map(|months| Timing::day_of_month(months, 31)));
        timings.extend([1, 51, 52].map(|weeks| Timing::day_of_week(weeks, chrono::Weekday::Fri)));
        for joined in day(2026, 1, 1).iter_days().step_by(13).take(110) {
            for timing in timings.iter().flatten() {
                let Ok(schedule) =
                    Schedule::fixed_term(FixedTerm { cycles: Some(cycles(8)), ..terms(*timing, joined) })
                else {
                    continue;
                };
                let mut last = joined;
                let mut disputed = false;
                for charge in schedule.charges() {
                    disputed |= (364..=365).contains(&charge.date.signed_duration_since(last).num_days());
                    last = charge.date;
                }
                assert_eq!(schedule.lapse_warning(joined).is_some(), disputed, "{timing:?} from {joined}");
            }
        }
    }
}
