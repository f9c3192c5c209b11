//! Whether the billing run may go on: it stands still when something is wrong that concerns every
//! contract, and goes on when a person has released it.

use serde::Serialize;

/// So many calls in a row of which nobody knows what they did stop the run.
pub const UNCERTAIN_IN_A_ROW: i64 = 5;
/// The longest time between two runs, in seconds: a month, the usual cycle. After more than that
/// the clock is wrong, or what is due has to be looked through by a person.
pub const LONGEST_GAP: i64 = 31 * 24 * 60 * 60;
/// By how much a clock may be set back, in seconds: what the validity of a request allows for.
pub const CLOCK_TOLERANCE: i64 = 10 * 60;

/// Why the run stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldReason {
    /// The gateway refused for our set-up: key, account, clock, form of the request.
    OurFault,
    /// Several calls in a row may have done what they asked for.
    UncertainInARow,
    /// The clock is behind an earlier run.
    ClockBackwards,
    /// The last run was too long ago, or the clock is ahead.
    ClockGap,
    /// A person stopped it.
    Staff,
    /// The record is from a backup.
    Restored,
}

impl HoldReason {
    /// Every reason.
    pub const ALL: [Self; 6] =
        [Self::OurFault, Self::UncertainInARow, Self::ClockBackwards, Self::ClockGap, Self::Staff, Self::Restored];

    /// The word in the database and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OurFault => "our_fault",
            Self::UncertainInARow => "uncertain_in_a_row",
            Self::ClockBackwards => "clock_backwards",
            Self::ClockGap => "clock_gap",
            Self::Staff => "staff",
            Self::Restored => "restored",
        }
    }

    /// The reason of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == name)
    }
}

/// A run that stands still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Why.
    pub reason: HoldReason,
    /// What was seen, for whoever looks.
    pub detail: String,
    /// Since when, in seconds since 1970-01-01T00:00:00Z.
    pub held_at: i64,
}

/// Whether the clock says something that no run may go by, after the one of `last_run_at`; all in
/// seconds since 1970-01-01T00:00:00Z.
#[must_use]
pub const fn clock_fault(last_run_at: i64, now: i64) -> Option<HoldReason> {
    if now < last_run_at - CLOCK_TOLERANCE {
        Some(HoldReason::ClockBackwards)
    } else if now > last_run_at + LONGEST_GAP {
        Some(HoldReason::ClockGap)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_believed_within_its_bounds() {
        let last = 1_795_489_200;
        for (now, fault) in [
            (last, None),
            (last - CLOCK_TOLERANCE, None),
            (last - CLOCK_TOLERANCE - 1, Some(HoldReason::ClockBackwards)),
            (last + LONGEST_GAP, None),
            (last + LONGEST_GAP + 1, Some(HoldReason::ClockGap)),
            (last + 366 * 86_400, Some(HoldReason::ClockGap)),
        ] {
            assert_eq!(clock_fault(last, now), fault, "{now}");
        }
        for reason in HoldReason::ALL {
            assert_eq!(HoldReason::from_name(reason.as_str()), Some(reason));
        }
    }
}
