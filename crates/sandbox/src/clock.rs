//! The clock of the sandbox: the only place that reads the time. It shows the machine's time and a number of whole days
//! on top, which only grows: what was billed on a day that is over cannot become unbilled.

use chrono::{Days, NaiveDate, Utc};
use sbps::date_time::JstDateTime;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

const SECONDS_OF_A_DAY: i64 = 24 * 60 * 60;

/// The furthest that the clock is moved at once, in days: ten years.
pub const FURTHEST_MOVE_DAYS: u32 = 3_660;

/// Where the time comes from, and how far ahead of it the sandbox is.
#[derive(Clone, Debug)]
pub struct Clock {
    source: Source,
    ahead_days: Arc<AtomicI64>,
}

#[derive(Clone, Debug)]
enum Source {
    /// The machine.
    System,
    /// A number of seconds since 1970-01-01T00:00:00Z that a test sets.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn system() -> Self {
        Self { source: Source::System, ahead_days: Arc::default() }
    }

    /// A clock that stands at `now` until it is moved.
    #[must_use]
    pub fn fixed(now: JstDateTime) -> (Self, Arc<AtomicI64>) {
        let seconds = Arc::new(AtomicI64::new(now.unix_seconds()));
        (Self { source: Source::Fixed(Arc::clone(&seconds)), ahead_days: Arc::default() }, seconds)
    }

    /// The moment in Japan. `None` only outside the years 1 to 9999, which no clock of a machine shows.
    #[must_use]
    pub fn now(&self) -> Option<JstDateTime> {
        let seconds = match &self.source {
            Source::System => Utc::now().timestamp(),
            Source::Fixed(seconds) => seconds.load(Ordering::SeqCst),
        };
        // Japan has no summer time: a day has the same number of seconds on every date.
        JstDateTime::from_unix_seconds(seconds.checked_add(self.ahead_days().checked_mul(SECONDS_OF_A_DAY)?)?)
    }

    /// How many days the sandbox is ahead of the machine.
    #[must_use]
    pub fn ahead_days(&self) -> i64 {
        self.ahead_days.load(Ordering::SeqCst)
    }

    /// Moves on by so many days, to the same time of the day.
    pub(crate) fn advance(&self, days: i64) {
        self.ahead_days.fetch_add(days, Ordering::SeqCst);
    }
}

/// Where the clock shall go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// To a date.
    Date(NaiveDate),
    /// One day on.
    NextDay,
    /// Seven days on.
    NextWeek,
    /// To the first of the next month, when simple contracts are billed.
    NextMonth,
    /// 365 days on, the longest that a fixed-term contract lives without a payment.
    Days365,
}

/// Why the clock does not go there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotReached {
    /// The date is over.
    Backwards,
    /// The date is further away than [`FURTHEST_MOVE_DAYS`].
    TooFar,
}

impl Destination {
    /// The destination that a form names: `to=YYYY-MM-DD`, or `advance=` with one of the names of
    /// [`Self::name`].
    #[must_use]
    pub fn read(to: &str, advance: &str) -> Option<Self> {
        if !to.is_empty() {
            return if advance.is_empty() { read_date(to).map(Self::Date) } else { None };
        }
        Self::STEPS.into_iter().find(|step| step.name() == advance)
    }

    /// The steps that have a button.
    pub const STEPS: [Self; 4] = [Self::NextDay, Self::NextWeek, Self::NextMonth, Self::Days365];

    /// The value of `advance`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Date(_) => "",
            Self::NextDay => "day",
            Self::NextWeek => "week",
            Self::NextMonth => "next_month",
            Self::Days365 => "365_days",
        }
    }

    /// The date, seen from `today`.
    ///
    /// # Errors
    /// [`NotReached`] when it is over or too far away.
    pub fn date(self, today: NaiveDate) -> Result<NaiveDate, NotReached> {
        let later = |days| today.checked_add_days(Days::new(days)).ok_or(NotReached::TooFar);
        let date = match self {
            Self::Date(date) => date,
            Self::NextDay => later(1)?,
            Self::NextWeek => later(7)?,
            Self::NextMonth => crate::contract::period::first_of_next_month(today),
            Self::Days365 => later(365)?,
        };
        if date < today {
            return Err(NotReached::Backwards);
        }
        if date > later(FURTHEST_MOVE_DAYS.into())? { Err(NotReached::TooFar) } else { Ok(date) }
    }
}

/// Reads `YYYY-MM-DD`, as a browser's date field posts it.
fn read_date(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    let digits = bytes.iter().enumerate().all(|(at, byte)| matches!(at, 4 | 7) || byte.is_ascii_digit());
    if bytes.len() != 10 || !digits || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    NaiveDate::from_ymd_opt(text.get(..4)?.parse().ok()?, text.get(5..7)?.parse().ok()?, text.get(8..)?.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        read_date(text).expect("a date")
    }

    #[test]
    fn the_clock_moves_by_whole_days() {
        let (clock, _) = Clock::fixed("20261231235959".parse().expect("a moment"));
        clock.advance(1);
        assert_eq!(clock.now().map(|now| now.to_string()).as_deref(), Some("20270101235959"));
        assert_eq!(clock.ahead_days(), 1);
    }

    #[test]
    fn only_dates_and_named_steps_are_destinations() {
        for (to, advance, expected) in [
            ("2028-02-29", "", Some(Destination::Date(date("2028-02-29")))),
            ("", "next_month", Some(Destination::NextMonth)),
            ("", "365_days", Some(Destination::Days365)),
            ("2027-02-29", "", None),
            ("2027-2-9", "", None),
            ("2027/02/09", "", None),
            ("+027-02-09", "", None),
            ("2027-02-09", "day", None),
            ("", "yesterday", None),
            ("", "", None),
        ] {
            assert_eq!(Destination::read(to, advance), expected, "{to:?} {advance:?}");
        }
    }

    #[test]
    fn a_destination_lies_ahead_and_within_ten_years() {
        let today = date("2026-12-31");
        for (destination, expected) in [
            (Destination::NextDay, Ok(date("2027-01-01"))),
            (Destination::NextWeek, Ok(date("2027-01-07"))),
            (Destination::NextMonth, Ok(date("2027-01-01"))),
            (Destination::Date(today), Ok(today)),
            (Destination::Date(date("2026-12-30")), Err(NotReached::Backwards)),
            (Destination::Date(date("2037-01-08")), Err(NotReached::TooFar)),
        ] {
            assert_eq!(destination.date(today), expected, "{destination:?}");
        }
    }
}
