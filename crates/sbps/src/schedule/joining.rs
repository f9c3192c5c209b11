//! What a payer pays by joining a contract that the merchant bills.
//!
//! Link type: A01-1 with `pay_type` 2 makes the contract (I) and reserves its first charge, with the amount on the
//! carrier's screen; D01-1 makes it without an amount.

use super::{Amount, Rhythm, Schedule};
use crate::money::Yen;
use chrono::NaiveDate;

impl Schedule {
    /// The first charge of a contract that the merchant bills, if it is due on the day of joining and its amount is
    /// known: then it is joined by a first purchase (A01-1), and by an application (D01-1) otherwise. `None` for a
    /// recurring (simple) contract, which is always joined by A01-1 with codes of its own.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use sbps::money::Yen;
    /// use sbps::schedule::{Amount, FixedTerm, Schedule, Timing};
    ///
    /// let joined = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
    /// let amount = Yen::new(3_000)?;
    /// let terms = |timing| FixedTerm {
    ///     joined,
    ///     starts: joined,
    ///     timing,
    ///     amount: Amount::Fixed(amount),
    ///     introduction: None,
    ///     cycles: None,
    /// };
    /// let flowers = Schedule::fixed_term(terms(Timing::every_days(30)?))?;
    /// assert_eq!(flowers.first_purchase(joined), Some(amount));
    /// let wine = Schedule::fixed_term(terms(Timing::day_of_month(1, 20)?))?;
    /// assert_eq!(wine.first_purchase(joined), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn first_purchase(&self, joined: NaiveDate) -> Option<Yen> {
        if !matches!(self.rhythm, Rhythm::Term { .. }) {
            return None;
        }
        let first = self.charges().next()?;
        match first.amount {
            Amount::Fixed(amount) if first.date == joined => Some(amount),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::schedule::examples::{cycles, indefinite, simple, terms, yen};
    use crate::schedule::{Amount, FirstMonth, FixedTerm, Introduction, PayAsYouGo, Schedule, Timing, day};

    #[test]
    fn what_is_due_on_the_day_of_joining_is_paid_by_joining() {
        let joined = day(2026, 11, 24);
        let daily = Timing::every_days(30).expect("a timing");
        let made = |terms| Schedule::fixed_term(terms).expect("a schedule");
        let introduced = |amount| Some(Introduction { cycles: cycles(1), amount });
        for (schedule, expected) in [
            (indefinite(daily, joined), Some(3_000)),
            (indefinite(Timing::day_of_month(1, 24).expect("a timing"), joined), Some(3_000)),
            (indefinite(Timing::day_of_month(1, 25).expect("a timing"), joined), None),
            (made(FixedTerm { introduction: introduced(Some(yen(980))), ..terms(daily, joined) }), Some(980)),
            (made(FixedTerm { introduction: introduced(None), ..terms(daily, joined) }), None),
            (made(FixedTerm { starts: day(2026, 11, 25), ..terms(daily, joined) }), None),
            (made(FixedTerm { cycles: Some(cycles(1)), ..terms(daily, joined) }), Some(3_000)),
            // How much of it is used nobody knows on that day.
            (made(FixedTerm { amount: Amount::UpTo(yen(3_000)), ..terms(daily, joined) }), None),
        ] {
            let paid = schedule.first_purchase(joined).map(|amount| amount.get());
            assert_eq!(paid, expected, "{schedule:?}");
        }
    }

    #[test]
    fn nothing_else_is_a_first_purchase() {
        let joined = day(2026, 11, 24);
        for first_month in [FirstMonth::Charged, FirstMonth::Free] {
            assert_eq!(simple(joined, first_month, None).first_purchase(joined), None);
        }
        let usage = Schedule::pay_as_you_go(PayAsYouGo { joined, up_to: yen(5_000) }).expect("a schedule");
        assert_eq!(usage.first_purchase(joined), None);
        let daily = indefinite(Timing::every_days(1).expect("a timing"), joined);
        assert_eq!(daily.first_purchase(day(2026, 11, 25)), None, "a later charge is not the first");
    }
}
