//! The terms of a contract as they were typed, and the schedule's own reason for refusing them, with its days and numbers:
//! an order's problem has only the code.

use super::draft::{Draft, Method};
use super::input::Input;
use crate::page::recurring::Terms;
use chrono::Weekday;
use core::num::NonZeroU16;
use sbps::money::Yen;
use sbps::schedule::{
    Amount, FirstMonth, FirstMonthCancellation, FixedTerm, Introduction, PayAsYouGo, Schedule, ScheduleError, Simple,
    Timing,
};

/// When a contract is billed, for its name; `None` for one-time purchases and while the numbers are not right.
pub(super) fn timing(draft: &Draft) -> Option<Timing> {
    match draft.method() {
        Method::OneTime(_) => None,
        Method::Simple => Timing::day_of_month(1, 1).ok(),
        Method::Usage => Some(Timing::PayAsYouGo),
        Method::FixedTerm => match draft.text(Input::TimingKind) {
            "day_of_month" => Timing::day_of_month(draft.whole(Input::Months)?, draft.whole(Input::Day)?),
            "last_day_of_month" => Timing::last_day_of_month(draft.whole(Input::Months)?),
            "day_of_week" => Timing::day_of_week(draft.whole(Input::Weeks)?, weekday(draft)?),
            _ => Timing::every_days(draft.whole(Input::Days)?),
        }
        .ok(),
    }
}

fn weekday(draft: &Draft) -> Option<Weekday> {
    let place = Input::Weekday.options().iter().position(|(value, _)| *value == draft.text(Input::Weekday))?;
    u8::try_from(place).ok().and_then(|place| Weekday::try_from(place).ok())
}

/// The terms of the contract; `None` for one-time purchases, and while a number or a day is not right in itself.
pub(super) fn terms(draft: &Draft) -> Option<Terms> {
    if let Method::OneTime(_) = draft.method() {
        return None;
    }
    let (joined, amount) = (draft.day(Input::Joined)?, draft.amount()?);
    Some(match draft.method() {
        Method::OneTime(_) | Method::Usage => Terms::PayAsYouGo(PayAsYouGo { joined, up_to: amount }),
        Method::Simple => Terms::Simple(Simple {
            joined,
            amount,
            first_month: match draft.text(Input::FirstMonth) {
                "free" => FirstMonth::Free,
                _ => FirstMonth::Charged,
            },
            first_month_cancellation: match draft.text(Input::CancellationMonth) {
                "not_charged" => FirstMonthCancellation::NotCharged,
                _ => FirstMonthCancellation::Charged,
            },
            last_month: draft.month(Input::LastMonth),
        }),
        Method::FixedTerm => {
            let cycles = |input| draft.whole(input).and_then(|it| u16::try_from(it).ok()).and_then(NonZeroU16::new);
            let introduction = cycles(Input::IntroductionCycles).zip(draft.whole(Input::IntroductionAmount));
            Terms::FixedTerm(FixedTerm {
                joined,
                starts: draft.day(Input::FirstChargeFrom).unwrap_or(joined),
                timing: timing(draft)?,
                amount: if draft.text(Input::Varies) == "true" { Amount::UpTo(amount) } else { Amount::Fixed(amount) },
                introduction: introduction
                    .map(|(cycles, amount)| Introduction { cycles, amount: Yen::new(amount).ok() }),
                cycles: cycles(Input::Cycles),
            })
        }
    })
}

/// Why no contract can be offered on the terms of the draft; `None` if one can, and while a number or a day is not right
/// in itself.
pub(super) fn refusal(draft: &Draft) -> Option<ScheduleError> {
    terms(draft)?.schedule().and_then(Schedule::offered).err()
}

#[cfg(test)]
mod tests {
    use super::super::draft::tests::draft;
    use super::super::order::order;
    use super::*;
    use crate::language::Language;
    use crate::page::order::Order;
    use crate::page::problem::Reason;

    #[test]
    fn the_schedule_refuses_what_the_element_refuses_and_for_the_same_reason() {
        let fixed_term = (Input::Method, "fixed_term");
        let simple = (Input::Method, "simple");
        for changes in [
            vec![],
            vec![simple],
            vec![simple, (Input::LastMonth, "2026-10")],
            vec![simple, (Input::LastMonth, "2026-11"), (Input::FirstMonth, "free")],
            vec![simple, (Input::LastMonth, "2026-11")],
            vec![fixed_term],
            vec![fixed_term, (Input::Months, "12")],
            vec![fixed_term, (Input::Months, "11")],
            vec![fixed_term, (Input::FirstChargeFrom, "2026-11-23")],
            vec![fixed_term, (Input::FirstChargeFrom, "2027-12-01")],
            vec![fixed_term, (Input::IntroductionCycles, "2"), (Input::IntroductionAmount, "3000")],
            vec![fixed_term, (Input::IntroductionCycles, "2"), (Input::IntroductionAmount, "0"), (Input::Cycles, "2")],
            vec![fixed_term, (Input::TimingKind, "every_days"), (Input::Days, "365"), (Input::Varies, "true")],
            vec![fixed_term, (Input::TimingKind, "day_of_week"), (Input::Weeks, "52")],
            vec![fixed_term, (Input::TimingKind, "last_day_of_month"), (Input::Months, "12")],
            vec![fixed_term, (Input::Cycles, "1")],
            vec![fixed_term, (Input::IntroductionCycles, "2"), (Input::IntroductionAmount, "0"), (Input::Cycles, "3")],
            vec![(Input::Method, "usage")],
        ] {
            let draft = draft(&changes);
            let mut problems = Vec::new();
            let _ = Order::read(&order(&draft, Language::Japanese), &mut problems);
            let code = problems.iter().find_map(|problem| match problem.reason {
                Reason::Schedule(code) => Some(code),
                _ => None,
            });
            assert_eq!(refusal(&draft).map(|error| error.code()), code, "{changes:?}");
        }
    }

    #[test]
    fn every_leap_years_anniversary_is_a_day_too_late() {
        let error = refusal(&draft(&[(Input::Method, "fixed_term"), (Input::Months, "12")]));
        assert!(matches!(error, Some(ScheduleError::AuthorizationLapses { days: 366.., .. })), "{error:?}");
    }
}
