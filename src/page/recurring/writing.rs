//! Writes the member `recurring`.

use super::reading::{
    CANCELLATION_MONTHS, DAY_OF_MONTH, DAY_OF_WEEK, EVERY_DAYS, FIRST_MONTHS, FIXED_TERM, LAST_DAY_OF_MONTH, SIMPLE,
    USAGE, WEEKDAYS,
};
use super::{Recurring, Terms};
use crate::json::Json;
use crate::page::writer::{day, month, optional, whole, word, yen};
use sbps::schedule::{FixedTerm, Introduction, PayAsYouGo, Simple, Timing};

impl Recurring {
    /// The member `recurring` of an order or of a subscription, whose `amount` is that of these terms.
    pub fn to_json(&self) -> Json {
        let mut members = self.terms.members();
        members
            .extend([("cancel_url", Json::from_text(&self.cancel_url)), ("contact", Json::from_text(&self.contact))]);
        Json::object(members)
    }
}

impl Terms {
    fn members(&self) -> Vec<(&'static str, Json)> {
        match self {
            Self::Simple(terms) => simple(terms),
            Self::FixedTerm(terms) => fixed_term(terms),
            Self::PayAsYouGo(PayAsYouGo { joined, .. }) => vec![
                ("method", Json::from_text(FIXED_TERM)),
                ("joined_on", day(*joined)),
                ("timing", timing(Timing::PayAsYouGo)),
                ("varies", Json::Truth(true)),
            ],
        }
    }
}

fn simple(terms: &Simple) -> Vec<(&'static str, Json)> {
    vec![
        ("method", Json::from_text(SIMPLE)),
        ("joined_on", day(terms.joined)),
        ("first_month", word(&terms.first_month, &FIRST_MONTHS)),
        ("cancellation_month", word(&terms.first_month_cancellation, &CANCELLATION_MONTHS)),
        ("last_month", optional(terms.last_month, month)),
    ]
}

fn fixed_term(terms: &FixedTerm) -> Vec<(&'static str, Json)> {
    let FixedTerm { joined, starts, amount, introduction, cycles, .. } = terms;
    vec![
        ("method", Json::from_text(FIXED_TERM)),
        ("joined_on", day(*joined)),
        ("timing", timing(terms.timing)),
        ("first_charge_from", optional(Some(*starts).filter(|starts| starts != joined), day)),
        ("cycles", optional(*cycles, |cycles| whole(cycles.get()))),
        ("introduction", optional(introduction.as_ref(), self::introduction)),
        ("varies", Json::Truth(amount.varies())),
    ]
}

/// Free cycles are those that cost nothing.
fn introduction(introduction: &Introduction) -> Json {
    let amount = introduction.amount.map_or(whole(0), yen);
    Json::object(vec![("cycles", whole(introduction.cycles.get())), ("amount", amount)])
}

fn timing(timing: Timing) -> Json {
    let (kind, members) = match timing {
        Timing::DayOfMonth { months, day, .. } => (DAY_OF_MONTH, vec![("months", whole(months)), ("day", whole(day))]),
        Timing::LastDayOfMonth { months, .. } => (LAST_DAY_OF_MONTH, vec![("months", whole(months))]),
        Timing::DayOfWeek { weeks, weekday, .. } => {
            (DAY_OF_WEEK, vec![("weeks", whole(weeks)), ("weekday", word(&weekday, &WEEKDAYS))])
        }
        // No page can ask for it: the same days are those of every twelfth month. Readers refuse the word.
        Timing::DayOfYear { month, day, .. } => ("day_of_year", vec![("month", whole(month)), ("day", whole(day))]),
        Timing::Days { days, .. } => (EVERY_DAYS, vec![("days", whole(days))]),
        Timing::PayAsYouGo => (USAGE, Vec::new()),
    };
    Json::object([vec![("kind", Json::from_text(kind))], members].concat())
}
