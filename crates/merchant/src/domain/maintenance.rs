//! When the payment service is closed, as the merchant was told.
//!
//! Service specification, "Service Suspension Due to Maintenance, etc.": a suspension is told about
//! a week before. Nothing is signed while it lasts: what a payer would begin then could not be
//! finished.

use chrono::NaiveDateTime;
use sbps::date_time::JstDateTime;
use std::str::FromStr;

/// For so many seconds before it begins maintenance is announced.
const ANNOUNCED_SECONDS: i64 = 24 * 60 * 60;

/// From one moment on, and before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first moment.
    pub from: JstDateTime,
    /// The moment at which it is over.
    pub until: JstDateTime,
    /// Why it is closed.
    pub closing: Closing,
}

/// Why it is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// Announced by the gateway.
    Maintenance,
    /// Something is broken, at the gateway or at the carrier; the end is what is expected.
    Failure,
}

impl Closing {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Maintenance, Self::Failure];

    /// The word in the record, of forms and for commands.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Maintenance => "maintenance",
            Self::Failure => "failure",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_name(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|closing| closing.as_str() == word)
    }
}

/// A window that staff have set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetWindow {
    /// Its number.
    pub id: i64,
    /// When, and why.
    pub window: Window,
}

/// All of them, in their order; no two overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Maintenance(Vec<Window>);

impl Maintenance {
    /// These and those: what overlaps or touches is one, and a failure where a part of it is one. That is what its
    /// payers meet, and nobody said of it that it would be over in time.
    #[must_use]
    pub fn with(&self, others: impl IntoIterator<Item = Window>) -> Self {
        let mut windows: Vec<Window> = self.0.iter().copied().chain(others).collect();
        windows.sort_by_key(|window| window.from);
        let mut joined: Vec<Window> = Vec::with_capacity(windows.len());
        for window in windows {
            match joined.last_mut() {
                Some(last) if window.from <= last.until => {
                    last.until = last.until.max(window.until);
                    if window.closing == Closing::Failure {
                        last.closing = Closing::Failure;
                    }
                }
                _ => joined.push(window),
            }
        }
        Self(joined)
    }

    /// The one that is on.
    #[must_use]
    pub fn on(&self, now: JstDateTime) -> Option<Window> {
        self.announced(now).filter(|window| window.from <= now)
    }

    /// The one that is on or begins within a day.
    #[must_use]
    pub fn announced(&self, now: JstDateTime) -> Option<Window> {
        let near = |window: &Window| window.from.unix_seconds() - now.unix_seconds() <= ANNOUNCED_SECONDS;
        self.to_come(now).next().filter(near)
    }

    /// Those that are not over.
    pub fn to_come(&self, now: JstDateTime) -> impl Iterator<Item = Window> {
        self.0.iter().copied().filter(move |window| now < window.until)
    }
}

impl FromStr for Maintenance {
    type Err = ();

    /// Reads `2026-12-01T02:00/2026-12-01T05:00` in Japan's time, and more of them after spaces.
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut windows = text.split_whitespace().map(window).collect::<Option<Vec<_>>>().ok_or(())?;
        windows.sort_by_key(|window| window.from);
        let overlap = windows.windows(2).any(|pair| matches!(pair, [one, next] if next.from < one.until));
        if overlap { Err(()) } else { Ok(Self(windows)) }
    }
}

fn window(text: &str) -> Option<Window> {
    let moment = |text| JstDateTime::from_local(NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").ok()?);
    let (from, until) = text.split_once('/')?;
    let window = Window { from: moment(from)?, until: moment(until)?, closing: Closing::Maintenance };
    (window.from < window.until).then_some(window)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(digits: &str) -> JstDateTime {
        digits.parse().expect("a moment")
    }

    #[test]
    fn a_window_holds_its_first_second_and_not_its_last_moment() {
        let maintenance: Maintenance = "2026-12-01T02:00/2026-12-01T05:00".parse().expect("one window");
        for (now, is_announced, is_on) in [
            ("20261130015959", false, false),
            ("20261130020000", true, false),
            ("20261201015959", true, false),
            ("20261201020000", true, true),
            ("20261201045959", true, true),
            ("20261201050000", false, false),
        ] {
            let now = moment(now);
            assert_eq!(maintenance.announced(now).is_some(), is_announced, "{now}");
            assert_eq!(maintenance.on(now).is_some(), is_on, "{now}");
        }
    }

    #[test]
    fn several_windows_are_told_in_their_order_as_long_as_they_are_not_over() {
        let text = "2026-12-31T23:00/2027-01-01T01:00\n 2026-12-01T02:00/2026-12-01T05:00";
        let maintenance: Maintenance = text.parse().expect("two windows");
        let window = |from, until| Window { from: moment(from), until: moment(until), closing: Closing::Maintenance };
        let (first, second) = (window("20261201020000", "20261201050000"), window("20261231230000", "20270101010000"));
        let to_come = |now| maintenance.to_come(moment(now)).collect::<Vec<_>>();
        assert_eq!(to_come("20261201045959"), [first, second]);
        assert_eq!(to_come("20261201050000"), [second]);
        assert_eq!(to_come("20270101010000"), []);
        let adjacent = "2026-12-01T02:00/2026-12-01T03:00 2026-12-01T03:00/2026-12-01T04:00";
        assert!(adjacent.parse::<Maintenance>().is_ok(), "one may begin where another is over");
    }

    #[test]
    fn what_overlaps_is_one_window() {
        let told: Maintenance = "2026-12-01T02:00/2026-12-01T05:00".parse().expect("one window");
        let window = |from, until| Window { from: moment(from), until: moment(until), closing: Closing::Maintenance };
        let all = told.with([
            window("20261201040000", "20261201043000"),
            window("20261201050000", "20261201060000"),
            window("20261130000000", "20261130010000"),
        ]);
        let expected = "2026-11-30T00:00/2026-11-30T01:00 2026-12-01T02:00/2026-12-01T06:00";
        assert_eq!(all, expected.parse().expect("two windows"));
        let failure = Window { closing: Closing::Failure, ..window("20261201043000", "20261201070000") };
        let now = moment("20261201030000");
        let on = told.with([failure]).on(now).expect("one of both");
        assert_eq!((on.until, on.closing), (moment("20261201070000"), Closing::Failure), "what payers meet");
        assert_eq!(told.on(now).map(|on| on.closing), Some(Closing::Maintenance));
    }

    #[test]
    fn what_is_no_window_is_refused() {
        for text in [
            "tonight",
            "2026-12-01T02:00",
            "2026-12-01T02:00/",
            "2026-12-01T02:00/2026-12-01T02:00",
            "2026-12-01T05:00/2026-12-01T02:00",
            "2026-12-01T02:00+09:00/2026-12-01T05:00+09:00",
            "2026-12-01T02:00/2026-12-01T24:00",
            "2026-11-31T02:00/2026-12-01T05:00",
            "2026-12-01T02:00/2026-12-01T05:00,2026-12-02T02:00/2026-12-02T05:00",
            "2026-12-01T02:00/2026-12-01T05:00 2026-12-01T04:59/2026-12-01T06:00",
        ] {
            assert!(text.parse::<Maintenance>().is_err(), "{text:?}");
        }
    }
}
