//! No operation outside its period, every operation inside it, and nothing offered that would be refused.
#![expect(clippy::expect_used, reason = "a test may stop at the first surprise")]

use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use sbps::billing::{BillingMethod, Contract};
use sbps::date_time::YearMonth;
use sbps::money::Yen;
use sbps::status::{
    Attempt, Channel, Instead, Operation, Payment, PaymentState, Permission, SubscriptionState, ask, provided_functions,
};

const SIMPLE: BillingMethod = BillingMethod::RecurringSimple;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

fn yen(yen: u32) -> Yen {
    Yen::new(yen).expect("an amount")
}

/// Months since the year 0, to count months without the crate's own calendar.
fn months(day: NaiveDate) -> i32 {
    day.year() * 12 + i32::try_from(day.month()).expect("1 to 12")
}

/// Whether the specification's periods hold today, computed without `sbps::period`.
fn in_period(payment: &Payment, operation: Operation, today: NaiveDate) -> bool {
    let since = |day: Option<NaiveDate>| (today - day.expect("known")).num_days();
    let month = payment.month.expect("known");
    let billed = month.year() * 12 + i32::try_from(month.month()).expect("1 to 12");
    let joined = months(payment.requested.expect("known"));
    let settled = months(payment.settled.expect("known"));
    match operation {
        Operation::Settlement | Operation::PartialSettlement | Operation::Cancellation => {
            (0..90).contains(&since(payment.requested))
        }
        Operation::Refund if payment.billing_method == SIMPLE => {
            let first = i32::from(billed == joined);
            billed >= joined && (first..=2).contains(&(months(today) - billed))
        }
        Operation::PartialRefund if payment.billing_method == SIMPLE => {
            billed >= joined && (1..=2).contains(&(months(today) - billed))
        }
        Operation::Refund => since(payment.settled) >= 0 && months(today) - settled <= 2,
        Operation::PartialRefund => (1..=2).contains(&(months(today) - settled)),
        Operation::FixedTermPurchase => (0..=365).contains(&since(payment.last_payment)),
        _ => true,
    }
}

prop_compose! {
    /// Any facts about a payment around the leap day of 2028, with today some days before to fourteen months after.
    fn facts()(
        method in proptest::sample::select(BillingMethod::ALL.to_vec()),
        contract in proptest::sample::select(Contract::ALL.to_vec()),
        state in proptest::sample::select(PaymentState::ALL.to_vec()),
        subscription in proptest::sample::select(SubscriptionState::ALL.to_vec()),
        requested in 0_u64..500,
        settled_after in 0_u64..91,
        month_after in -1_i32..5,
        authorized in 1_u32..5_000,
        refunded in proptest::option::of(1_u32..5_000),
    ) -> Payment {
        let requested = day(2027, 6, 1) + Days::new(requested);
        let month = months(requested) - 1 + month_after;
        Payment {
            state,
            subscription,
            requested: Some(requested),
            settled: Some(requested + Days::new(settled_after)),
            month: YearMonth::new(month.div_euclid(12), u32::try_from(month.rem_euclid(12)).expect("0 to 11") + 1),
            last_payment: Some(requested),
            authorized_amount: Some(yen(authorized)),
            settled_amount: Some(yen(authorized)),
            refunded_amount: refunded.map(yen),
            ..Payment::new(contract, method)
        }
    }
}

prop_compose! {
    fn attempts()(
        operation in proptest::sample::select(Operation::ALL.to_vec()),
        channel in proptest::sample::select(Channel::ALL.to_vec()),
        amount in proptest::option::of(1_u32..6_000),
        today in 0_u64..950,
    ) -> Attempt {
        Attempt { operation, channel, amount: amount.map(yen), today: day(2027, 5, 20) + Days::new(today) }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the facts: what is allowed is in its period, and what is offered instead would be allowed.
    #[test]
    fn no_operation_is_ever_allowed_outside_its_period(payment in facts(), attempt in attempts()) {
        match ask(&payment, &attempt) {
            Permission::Allowed(allowance) => {
                prop_assert!(in_period(&payment, attempt.operation, attempt.today));
                prop_assert!(allowance.until.is_none_or(|until| until >= attempt.today));
            }
            Permission::Refused(refusal) => for instead in refusal.instead {
                let other = match instead {
                    Instead::Do { operation, channel } => Attempt { operation, channel, ..attempt },
                    Instead::WaitUntil(today) => Attempt { today, ..attempt },
                    Instead::LookUpOutcome | Instead::DealWithPayer => continue,
                };
                prop_assert!(matches!(ask(&payment, &other), Permission::Allowed(_)), "{:?}", instead);
                prop_assert_ne!(other, attempt);
            },
        }
    }

    /// Where contract, channel, state and amount fit, the period alone decides, to the day.
    #[test]
    fn in_its_period_every_function_is_allowed(
        payment in facts(),
        row in proptest::sample::select(BillingMethod::ALL.into_iter().flat_map(provided_functions).collect::<Vec<_>>()),
        today in 0_u64..950,
    ) {
        let start = |states: &[SubscriptionState], inferred: &[SubscriptionState]| states.iter().chain(inferred).next().copied();
        let payment = Payment {
            contract: Contract::Basic,
            billing_method: row.billing_method,
            state: row.payment.map_or(payment.state, |step| step.from[0]),
            subscription: row.subscription.and_then(|step| start(step.from, step.inferred)).unwrap_or(payment.subscription),
            refunded_amount: None,
            ..payment
        };
        let channel = Channel::ALL.into_iter().find(|channel| row.entry(*channel).is_some()).expect("one at least");
        let today = day(2027, 5, 20) + Days::new(today);
        let answer = ask(&payment, &Attempt { operation: row.operation, channel, amount: None, today });
        let expected = in_period(&payment, row.operation, today);
        prop_assert_eq!(matches!(answer, Permission::Allowed(_)), expected, "{:?}", answer);
    }
}
