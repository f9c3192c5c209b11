//! The decision: how an order stands at a moment. No clock is read here.
//!
//! Service specification, "Payment deadline setting": started before the deadline is enough, and what is started is
//! complete within four minutes. That midnight stops what is under way is C (`sbps::period::midnight`).

use crate::language::TimeSentence;
use crate::page::order::Order;
use sbps::date_time::JstDateTime;
use sbps::period::deadline::LONGEST_PAYMENT_SECONDS;
use sbps::period::{crosses_midnight, seconds_before_midnight};

/// For so many seconds before its deadline an order counts down: before that, its terms say the deadline.
const COUNTED: i64 = 10 * 60;
/// For so many seconds before it begins maintenance is announced.
const ANNOUNCED: i64 = 24 * 60 * 60;

/// Whether a payment can be started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gate {
    /// It can.
    #[default]
    Open,
    /// Not before maintenance is over.
    Closed,
    /// Its deadline has passed.
    Expired,
    /// A recurring contract that was shown would be joined on another day.
    AnotherDay,
}

/// How an order stands. It is another one only when something else is to be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whether a payment can be started.
    pub gate: Gate,
    /// How many seconds are left to start it, in the last minutes; in whole minutes before the last one.
    pub left: Option<u32>,
    /// Maintenance that is on or will be within a day: which one of the order's.
    pub maintenance: Option<usize>,
    /// Whether a payment of four minutes that is started now would run into maintenance.
    pub runs_into_it: bool,
    /// Whether such a payment would be stopped by midnight.
    pub crosses_midnight: bool,
    /// Whether it could be started after midnight as well.
    pub can_wait: bool,
}

/// How `order` stands at `now`.
pub fn standing(now: JstDateTime, order: &Order) -> Standing {
    let seconds = now.unix_seconds();
    let seconds_to = |moment: JstDateTime| moment.unix_seconds() - seconds;
    let midnight = i64::from(seconds_before_midnight(now));
    // Its place among the order's, and how many seconds away it is.
    let mut maintenance = None;
    let left = order.expires_at.map(seconds_to);
    let mut can_wait = left.is_none_or(|left| midnight < left);
    for (place, window) in order.maintenance.iter().enumerate() {
        let (from, until) = (seconds_to(window.from), seconds_to(window.until));
        can_wait &= midnight < from || until <= midnight;
        if until > 0 && from <= maintenance.map_or(ANNOUNCED, |(_, other)| other) {
            maintenance = Some((place, from));
        }
    }
    // As `sbps::period::PaymentDeadline` says it: what starts at the deadline is too late.
    let gate = if left.is_some_and(|left| left <= 0) {
        Gate::Expired
    } else if order.now.is_some() && order.recurring.as_ref().is_some_and(|recurring| recurring.joined < now.date()) {
        // Whoever signs today joins today. Which day it is, is the server's to say, not a browser's clock's.
        Gate::AnotherDay
    } else if maintenance.is_some_and(|(_, from)| from <= 0) {
        Gate::Closed
    } else {
        Gate::Open
    };
    if matches!(gate, Gate::Expired | Gate::AnotherDay) {
        return Standing { gate, ..Standing::default() };
    }
    let is_open = gate == Gate::Open;
    Standing {
        gate,
        left: left.filter(|left| *left <= COUNTED).and_then(whole_minutes),
        maintenance: maintenance.map(|(place, _)| place),
        runs_into_it: is_open && maintenance.is_some_and(|(_, from)| from <= LONGEST_PAYMENT_SECONDS.into()),
        crosses_midnight: is_open && crosses_midnight(now),
        can_wait,
    }
}

/// Whole minutes, in seconds; of the last minute every second.
fn whole_minutes(seconds: i64) -> Option<u32> {
    let seconds = u32::try_from(seconds).ok()?;
    Some(if seconds < 60 { seconds } else { seconds - seconds % 60 })
}

impl Standing {
    /// What is worth being said without being asked; the same all the while that it is.
    pub const fn said(&self) -> Option<TimeSentence> {
        match (self.gate, self.left) {
            (Gate::Closed, _) => Some(TimeSentence::Closed),
            (_, Some(0..60)) => Some(TimeSentence::OneMinute),
            (_, Some(240)) => Some(TimeSentence::FiveMinutes),
            _ if self.runs_into_it => Some(TimeSentence::Soon),
            _ if self.crosses_midnight => Some(TimeSentence::Midnight),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
