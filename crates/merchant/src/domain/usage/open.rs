//! What was used and has not been billed yet.

use crate::domain::charge::PastCharge;
use chrono::NaiveDate;
use sbps::money::Yen;

/// Something that was used and is in no charge, or only in charges of which it is certain that
/// nothing was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenEntry {
    /// Its number in the record.
    pub id: i64,
    /// What it costs.
    pub amount: Yen,
    /// The day it was used.
    pub used_on: NaiveDate,
    /// What it was.
    pub description: String,
    /// The first day on which it can be billed.
    pub bills_on: NaiveDate,
}

/// Everything that is open under a contract, in the order in which it was recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenUsage(pub Vec<OpenEntry>);

impl OpenUsage {
    /// What it comes to.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.0.iter().fold(0, |total, entry| total.saturating_add(entry.amount.get()))
    }

    /// What the charge of a day takes, and how much that is: whole entries in their order, up to
    /// the most that one charge may take. Only after a charge that did not go through can anything
    /// be left for the next day.
    #[must_use]
    pub fn due(&self, day: NaiveDate, up_to: Yen) -> Option<(&[OpenEntry], Yen)> {
        let (mut count, mut total) = (0, 0_u32);
        for entry in self.0.iter().take_while(|entry| entry.bills_on <= day) {
            match total.checked_add(entry.amount.get()).filter(|total| *total <= up_to.get()) {
                Some(more) => (count, total) = (count + 1, more),
                None => break,
            }
        }
        Some((self.0.get(..count)?, Yen::new(total).ok()?))
    }

    /// The day and the amount of the next charge from `today` on: not on a day that has a charge
    /// already.
    #[must_use]
    pub fn next(&self, today: NaiveDate, past: &[PastCharge], up_to: Yen) -> Option<(NaiveDate, Yen)> {
        let earliest = self.0.first()?.bills_on.max(today);
        let day = earliest.iter_days().find(|day| past.iter().all(|charge| charge.due_on != *day))?;
        self.due(day, up_to).map(|(_, amount)| (day, amount))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::charge::PastOutcome;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn open(entries: &[(u32, &str)]) -> OpenUsage {
        let entry = |(id, (amount, bills_on)): (usize, &(u32, &str))| OpenEntry {
            id: id as i64,
            amount: Yen::new(*amount).expect("yen"),
            used_on: day("2026-11-24"),
            description: "翻訳".to_owned(),
            bills_on: day(bills_on),
        };
        OpenUsage(entries.iter().enumerate().map(entry).collect())
    }

    #[test]
    fn a_charge_takes_whole_entries_in_order_and_never_more_than_its_bound() {
        let up_to = Yen::new(5_000).expect("yen");
        for (entries, on, expected) in [
            (&[][..], "2026-11-25", None),
            (&[(300, "2026-11-25")], "2026-11-24", None),
            (&[(300, "2026-11-25"), (300, "2026-11-25")], "2026-11-25", Some((2, 600))),
            (&[(300, "2026-11-25"), (700, "2026-11-26")], "2026-11-25", Some((1, 300))),
            (&[(5_000, "2026-11-25")], "2026-11-27", Some((1, 5_000))),
            // What a small one after it would leave room for waits too: nothing is billed out of
            // turn.
            (&[(3_000, "2026-11-25"), (2_001, "2026-11-25"), (1, "2026-11-25")], "2026-11-25", Some((1, 3_000))),
        ] {
            let usage = open(entries);
            let due = usage.due(day(on), up_to).map(|(taken, amount)| (taken.len(), amount.get()));
            assert_eq!(due, expected, "{entries:?} on {on}");
        }
        assert_eq!(open(&[(9_999_999, "2026-11-25"); 3]).total(), 29_999_997);
    }

    #[test]
    fn the_next_charge_is_on_a_day_that_has_none() {
        let (up_to, usage) = (Yen::new(5_000).expect("yen"), open(&[(4_000, "2026-11-25"), (2_000, "2026-11-26")]));
        let past =
            |due_on: &str| PastCharge { due_on: day(due_on), amount: 1, outcome: PastOutcome::Failed, payment: None };
        let next = |today: &str, past: &[PastCharge]| {
            usage.next(day(today), past, up_to).map(|(day, amount)| (day.to_string(), amount.get()))
        };
        assert_eq!(next("2026-11-24", &[]), Some(("2026-11-25".to_owned(), 4_000)));
        assert_eq!(next("2026-11-27", &[]), Some(("2026-11-27".to_owned(), 4_000)));
        let days = [past("2026-11-25"), past("2026-11-26")];
        assert_eq!(next("2026-11-25", &days), Some(("2026-11-27".to_owned(), 4_000)));
        assert_eq!(OpenUsage::default().next(day("2026-11-24"), &[], up_to), None);
    }
}
