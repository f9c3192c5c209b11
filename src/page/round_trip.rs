//! Whatever a page can say is read again as it was written, every member of it; as a server prints it, too.

use super::account::Account;
use super::answer::Answer;
use super::maintenance::Window;
use super::order::{Line, Order};
use super::problem::{ProblemCode, ProblemDocument};
use super::recurring::{Recurring, Terms};
use super::report::{PaymentOutcome, Report};
use super::request::{ActionRequest, CheckoutRequest, PageRequest};
use super::subscription::{
    Action, ChargeOutcome, FailedCharge, Leaving, PastCharge, Receipt, ReturnOutcome, Returned, Subscription,
    SubscriptionState, Whose,
};
use crate::json::Json;
use crate::language::Language;
use chrono::{Days, NaiveDate, Weekday};
use core::num::NonZeroU16;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use sbps::date_time::{JstDateTime, YearMonth};
use sbps::error_code::LinkErrorCode;
use sbps::identifier::ItemId;
use sbps::money::{Tax, Yen};
use sbps::schedule::{
    Amount, Charge, ChargeReason, FirstMonth, FirstMonthCancellation, FixedTerm, Introduction, PayAsYouGo, Simple,
    Timing,
};
use sbps::text::ItemName;
use std::rc::Rc;

/// A text that says something.
fn text() -> impl Strategy<Value = String> {
    "\\PC{1,30}".prop_filter("it says something", |text| !text.chars().all(char::is_whitespace))
}

fn address() -> impl Strategy<Value = String> {
    "(https://shop\\.example)?/[a-z0-9/?&=#:%]{0,20}"
}

fn item_name() -> impl Strategy<Value = ItemName> {
    select(vec!["ワイン定期便 毎月20日課金", "茶", "Wine (half)", "赤ワイン（ハーフ）", "Yame Gyokuro 100g x 3"])
        .prop_map(|name| ItemName::new(name).expect("a name"))
}

fn yen() -> impl Strategy<Value = Yen> {
    (1..=9_999_999_u32).prop_map(|yen| Yen::new(yen).expect("an amount"))
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (0..20_000_u64).prop_map(|days| {
        NaiveDate::from_ymd_opt(2020, 1, 1).expect("a day").checked_add_days(Days::new(days)).expect("a later day")
    })
}

fn month() -> impl Strategy<Value = YearMonth> {
    (2026..2100, 1..=12_u32).prop_map(|(year, month)| YearMonth::new(year, month).expect("a month"))
}

fn moment() -> impl Strategy<Value = JstDateTime> {
    (0..4_000_000_000_i64).prop_map(|seconds| JstDateTime::from_unix_seconds(seconds).expect("a moment"))
}

fn window() -> impl Strategy<Value = Window> {
    let notice = proptest::option::of("障害が発生しています。|[a-z]{1,9}");
    (moment(), moment(), notice).prop_filter_map("it has a length", |(one, other, notice)| {
        (one != other).then(|| Window { from: one.min(other), until: one.max(other), notice })
    })
}

fn timing() -> impl Strategy<Value = Timing> {
    let weekday =
        select(vec![Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun]);
    prop_oneof![
        (1..=12_u32, 1..=31_u32).prop_map(|(months, day)| Timing::day_of_month(months, day)),
        (1..=12_u32).prop_map(Timing::last_day_of_month),
        (1..=52_u32, weekday).prop_map(|(weeks, weekday)| Timing::day_of_week(weeks, weekday)),
        (1..=365_u32).prop_map(Timing::every_days),
    ]
    .prop_map(|timing| timing.expect("within its bounds"))
}

fn simple() -> impl Strategy<Value = Terms> {
    let first = select(vec![FirstMonth::Charged, FirstMonth::Free]);
    let cancellation = select(vec![FirstMonthCancellation::Charged, FirstMonthCancellation::NotCharged]);
    (day(), yen(), first, cancellation, option::of(month())).prop_map(
        |(joined, amount, first_month, cancelled, last)| {
            Terms::Simple(Simple { joined, amount, first_month, first_month_cancellation: cancelled, last_month: last })
        },
    )
}

fn fixed_term() -> impl Strategy<Value = Terms> {
    let introduction = (1..10_u16, option::of(1..1_000_u32)).prop_map(|(cycles, amount)| Introduction {
        cycles: NonZeroU16::new(cycles).expect("not zero"),
        amount: amount.map(|amount| Yen::new(amount).expect("an amount")),
    });
    let cycles = option::of((1..=u16::MAX).prop_map(|cycles| NonZeroU16::new(cycles).expect("not zero")));
    let amount = (yen(), any::<bool>()).prop_map(|(yen, varies)| match varies {
        true => Amount::UpTo(yen),
        false => Amount::Fixed(yen),
    });
    (day(), 0..40_u64, timing(), amount, option::of(introduction), cycles).prop_map(
        |(joined, later, timing, amount, introduction, cycles)| {
            let starts = joined.checked_add_days(Days::new(later)).expect("a later day");
            Terms::FixedTerm(FixedTerm { joined, starts, timing, amount, introduction, cycles })
        },
    )
}

fn recurring() -> impl Strategy<Value = Recurring> {
    let usage = (day(), yen()).prop_map(|(joined, up_to)| Terms::PayAsYouGo(PayAsYouGo { joined, up_to }));
    (prop_oneof![simple(), fixed_term(), usage], address(), text())
        .prop_filter_map("the rules allow it", |(terms, cancel_url, contact)| {
            Recurring::new(terms, cancel_url, contact).ok()
        })
}

/// What a full cycle costs, which stands beside the terms.
fn amount(recurring: &Recurring) -> Yen {
    recurring.schedule.amount().most()
}

fn line() -> impl Strategy<Value = Line> {
    (text(), 1..=999_999_u32, -1_000..=100_000_i32).prop_map(|(name, quantity, amount)| Line { name, quantity, amount })
}

/// The lines of an order and what they add up to.
fn lines() -> impl Strategy<Value = (Vec<Line>, Yen)> {
    vec(line(), 1..6).prop_filter_map("it costs something", |lines| {
        let sum: i32 = lines.iter().map(|line| line.amount).sum();
        Some((lines, Yen::new(u32::try_from(sum).ok()?).ok()?))
    })
}

prop_compose! {
    fn order()(
        reference in text(),
        item_id in "[A-Za-z0-9-]{1,32}",
        item_name in item_name(),
        (lines, amount) in lines(),
        recurring in option::of(recurring()),
        tax in option::of(0..100_u32),
        texts in (text(), text(), option::of(text()), option::of(text())),
        times in (option::of(moment()), option::of(moment()), vec(window(), 0..3)),
        back_url in option::of(address()),
    ) -> Order {
        let (amount, lines) = match &recurring {
            None => (amount, lines),
            Some(recurring) => {
                let amount = self::amount(recurring);
                let whole = i32::try_from(amount.get()).expect("seven digits");
                (amount, vec![Line { name: "1".to_owned(), quantity: 1, amount: whole }])
            }
        };
        let tax = tax.map(|percent| Tax::new(amount.get() * percent / 100).expect("a part of the amount"));
        let (delivery, cancellation, payment_timing, application_period) = texts;
        let (expires_at, now, maintenance) = times;
        Order {
            reference, item_id: ItemId::new(&item_id).expect("an id"), item_name, amount, tax, lines, delivery,
            cancellation, payment_timing, application_period, expires_at, now, maintenance, back_url, recurring,
        }
    }
}

fn payment_outcome() -> impl Strategy<Value = PaymentOutcome> {
    let code = (0..=9_999_u16).prop_map(LinkErrorCode::new);
    prop_oneof![
        select(vec![
            PaymentOutcome::Paid,
            PaymentOutcome::AlreadyPaid,
            PaymentOutcome::Failed(None),
            PaymentOutcome::Unrecorded,
            PaymentOutcome::Cancelled,
            PaymentOutcome::Confirming,
            PaymentOutcome::Expired,
            PaymentOutcome::Open,
            PaymentOutcome::Withdrawn,
        ]),
        code.prop_map(PaymentOutcome::Failed),
    ]
}

prop_compose! {
    fn report()(
        outcome in payment_outcome(),
        (reference, number, item_name, contact) in (text(), option::of(text()), text(), text()),
        amount in yen(),
        (varies, not_charged) in any::<(bool, bool)>(),
        (order_url, shop_url) in (address(), address()),
        (other_ways_url, subscription_url) in (option::of(address()), option::of(address())),
        result_url in option::of(address()),
    ) -> Report {
        Report {
            outcome, reference, number, item_name, amount, varies, not_charged, result_url, order_url, shop_url, other_ways_url, subscription_url,
            contact,
        }
    }
}

fn words<T: Copy + std::fmt::Debug + 'static>(all: &[(&str, T)]) -> impl Strategy<Value = T> + use<T> {
    select(all.iter().map(|(_, value)| *value).collect::<Vec<_>>())
}

fn known_charge() -> impl Strategy<Value = Charge> {
    (day(), yen()).prop_map(|(date, yen)| Charge {
        date,
        amount: Amount::Fixed(yen),
        reason: ChargeReason::Regular,
        number: 1,
        is_last: false,
    })
}

prop_compose! {
    fn past_charge()(on in day(), amount in 0..=9_999_999_u32, outcome in words(&ChargeOutcome::ALL)) -> PastCharge {
        PastCharge { on, amount, outcome }
    }
}

prop_compose! {
    fn failed_charge()(
        code in text(), on in day(), suspended_from in option::of(day()), whose in words(&Whose::ALL),
    ) -> FailedCharge {
        FailedCharge { code, on, suspended_from, whose }
    }
}

prop_compose! {
    fn returned()(
        from in words(&Action::ALL), outcome in words(&ReturnOutcome::ALL), code in option::of(text()),
    ) -> Returned {
        Returned { from, outcome, code }
    }
}

prop_compose! {
    fn subscription()(
        (reference, number, contact) in (text(), option::of(text()), text()),
        item_name in item_name(),
        recurring in recurring(),
        state in words(&SubscriptionState::ALL),
        ends_on in option::of(day()),
        problem in option::of(failed_charge()),
        history in vec(past_charge(), 0..5),
        known_charge in option::of(known_charge()),
        (actions, leaving) in (vec(words(&Action::ALL), 0..3), words(&Leaving::ALL)),
        (calendar_url, other_ways_url) in (option::of(address()), option::of(address())),
        confirm_url in option::of(address()),
        receipt in option::of((text(), day()).prop_map(|(number, on)| Receipt { number, on })),
        returned in option::of(returned()),
    ) -> Subscription {
        Subscription {
            reference, number, item_name, amount: amount(&recurring), recurring, state, ends_on, problem, history,
            known_charge, actions, confirm_url, calendar_url, other_ways_url, contact, receipt, leaving, returned,
        }
    }
}

/// The same value after a server has printed it and a parser has read it.
fn sent(json: &Json) -> Json {
    serde_json::from_str(&serde_json::to_string(json).expect("JSON")).expect("JSON")
}

proptest! {
    #[test]
    fn an_order(order in order()) {
        let mut problems = Vec::new();
        let read = Order::read(&sent(&order.to_json()), &mut problems);
        prop_assert_eq!(problems, []);
        prop_assert_eq!(read, Some(order));
    }

    #[test]
    fn a_report(report in report()) {
        let mut problems = Vec::new();
        let read = Report::read(&sent(&report.to_json()), &mut problems);
        prop_assert_eq!(problems, []);
        prop_assert_eq!(read, Some(report));
    }

    #[test]
    fn an_account(today in day(), subscriptions in vec(subscription().prop_map(Rc::new), 0..3)) {
        let account = Account { today, subscriptions };
        let mut problems = Vec::new();
        let read = Account::read(&sent(&account.to_json()), &mut problems);
        prop_assert_eq!(problems, []);
        prop_assert_eq!(read, Some(account));
    }

    #[test]
    fn an_answer(action in ".*", fields in vec((".*", ".*"), 0..40)) {
        let answer = Answer { action, fields };
        prop_assert_eq!(Answer::read(&sent(&answer.to_json())), Ok(answer));
    }

    #[test]
    fn a_request_to_sign(order in order(), english in any::<bool>()) {
        let language = if english { Language::English } else { Language::Japanese };
        let request = CheckoutRequest::of(&order, language);
        prop_assert_eq!(CheckoutRequest::json_of(&order, language), request.to_json());
        let mut problems = Vec::new();
        let fields = request.to_fields();
        let field = |name: &str| fields.iter().find(|(of, _)| *of == name).map(|(_, value)| value.clone());
        prop_assert!(fields.iter().all(|(name, _)| CheckoutRequest::FIELDS.contains(name)));
        prop_assert_eq!(CheckoutRequest::read(&CheckoutRequest::json_of_fields(field), &mut problems), Some(request.clone()));
        let read = CheckoutRequest::read(&sent(&request.to_json()), &mut problems);
        prop_assert_eq!(problems, []);
        prop_assert_eq!(read, Some(request));
    }

    #[test]
    fn a_request_to_act(action in words(&Action::ALL), state in words(&SubscriptionState::ALL)) {
        let request = ActionRequest { action, language: Language::English, state };
        let mut problems = Vec::new();
        let fields = request.to_fields();
        let field = |name: &str| fields.iter().find(|(of, _)| *of == name).map(|(_, value)| value.clone());
        prop_assert!(fields.iter().all(|(name, _)| ActionRequest::FIELDS.contains(name)));
        prop_assert_eq!(ActionRequest::read(&ActionRequest::json_of_fields(field), &mut problems), Some(request));
        let read = ActionRequest::read(&sent(&request.to_json()), &mut problems);
        prop_assert_eq!(problems, []);
        prop_assert_eq!(read, Some(request));
    }

    #[test]
    fn a_problem_document(code in select(ProblemCode::ALL), title in ".*", detail in ".*", url in ".*") {
        let members = vec![("result_url".to_owned(), Json::Text(url))];
        let document = ProblemDocument { code, title, detail, members };
        prop_assert_eq!(ProblemDocument::read(&sent(&document.to_json())), Some(document));
    }
}
