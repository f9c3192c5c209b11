//! What may be done to a payment in every state and channel, and what is offered instead.
#![expect(clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

use chrono::NaiveDate;
use sbps::billing::{BillingMethod, Contract, SalesMethod};
use sbps::date_time::YearMonth;
use sbps::money::Yen;
use sbps::status::{
    Allowance, Attempt, Channel, Fact, Instead, Operation, OperationWarning, Payment, PaymentState, Permission,
    Refusal, RefusalReason, SubscriptionState, ask, provided_function, provided_functions,
};

const AUTOMATIC: BillingMethod = BillingMethod::OneTime(SalesMethod::Automatic);
const SPECIFIED: BillingMethod = BillingMethod::OneTime(SalesMethod::Specified);
const SIMPLE: BillingMethod = BillingMethod::RecurringSimple;
const FIXED_TERM: BillingMethod = BillingMethod::RecurringFixedTerm;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

fn yen(yen: u32) -> Yen {
    Yen::new(yen).expect("an amount")
}

/// A payment of ¥3,000, requested and settled on 2026-11-24, of which every fact is known.
fn payment(contract: Contract, method: BillingMethod, state: PaymentState, subscription: SubscriptionState) -> Payment {
    Payment {
        state,
        subscription,
        requested: Some(day(2026, 11, 24)),
        settled: Some(day(2026, 11, 24)),
        month: YearMonth::new(2026, 11),
        last_payment: Some(day(2026, 11, 24)),
        authorized_amount: Some(yen(3_000)),
        settled_amount: Some(yen(3_000)),
        ..Payment::new(contract, method)
    }
}

/// The same with the subscription that its billing method has.
fn basic(method: BillingMethod, state: PaymentState) -> Payment {
    let subscribed = matches!(method, SIMPLE | FIXED_TERM);
    let subscription = if subscribed { SubscriptionState::Active } else { SubscriptionState::Absent };
    payment(Contract::Basic, method, state, subscription)
}

fn attempt(operation: Operation, channel: Channel, today: NaiveDate) -> Attempt {
    Attempt { operation, channel, amount: None, today }
}

fn allowed(payment: &Payment, attempt: &Attempt) -> Allowance {
    match ask(payment, attempt) {
        Permission::Allowed(allowance) => allowance,
        Permission::Refused(refusal) => panic!("{attempt:?} is refused: {refusal:?}"),
    }
}

fn refused(payment: &Payment, attempt: &Attempt) -> Refusal {
    match ask(payment, attempt) {
        Permission::Refused(refusal) => refusal,
        Permission::Allowed(allowance) => panic!("{attempt:?} is allowed: {allowance:?}"),
    }
}

/// A day in the period of every function of a payment of 2026-11-24.
fn good_day() -> NaiveDate {
    day(2026, 12, 10)
}

#[test]
fn what_has_no_mark_is_refused_in_every_state_and_what_has_one_is_allowed_in_some() {
    let today = good_day();
    let (mut with_mark, mut without) = (0, 0);
    for method in BillingMethod::ALL {
        for operation in Operation::ALL {
            for channel in Channel::ALL {
                let marked = provided_function(method, operation).is_some_and(|row| row.entry(channel).is_some());
                let possible = PaymentState::ALL.into_iter().any(|state| {
                    SubscriptionState::ALL.into_iter().any(|subscription| {
                        let payment = payment(Contract::Basic, method, state, subscription);
                        matches!(ask(&payment, &attempt(operation, channel, today)), Permission::Allowed(_))
                    })
                });
                assert_eq!(possible, marked, "{method}, {operation}, {channel}");
                *(if marked { &mut with_mark } else { &mut without }) += 1;
            }
        }
    }
    // The ○ of "List of Provided Functions": 5 + 11 + 8 + 18.
    assert_eq!((with_mark, without), (42, 4 * 12 * 3 - 42));
}

/// "Payment Status Transition": where each function leads from the state that it is meant for, and until when.
#[test]
fn each_function_leads_where_the_transition_tables_say() {
    use Operation::*;
    use PaymentState::*;
    use SubscriptionState::{Absent, Active, Ended};
    let today = good_day();
    let settle_by = Some(day(2027, 2, 21));
    let refund_by = Some(day(2027, 1, 31));
    for (method, operation, from, to, until) in [
        (AUTOMATIC, Purchase, (NotStarted, Absent), (Settled, Absent), None),
        (AUTOMATIC, Refund, (Settled, Absent), (Refunded, Absent), refund_by),
        (AUTOMATIC, PartialRefund, (Settled, Absent), (PartiallyRefunded, Absent), refund_by),
        (SPECIFIED, Purchase, (NotStarted, Absent), (Authorized, Absent), None),
        (SPECIFIED, Settlement, (Authorized, Absent), (Settled, Absent), settle_by),
        (SPECIFIED, PartialSettlement, (Authorized, Absent), (Settled, Absent), settle_by),
        (SPECIFIED, Cancellation, (Authorized, Absent), (Cancelled, Absent), settle_by),
        (SPECIFIED, Refund, (Settled, Absent), (Refunded, Absent), refund_by),
        (SPECIFIED, PartialRefund, (Settled, Absent), (PartiallyRefunded, Absent), refund_by),
        (SIMPLE, Purchase, (NotStarted, Absent), (Settled, Active), None),
        (SIMPLE, Refund, (Settled, Active), (Refunded, Active), refund_by),
        (SIMPLE, PartialRefund, (Settled, Ended), (PartiallyRefunded, Ended), refund_by),
        (SIMPLE, SimpleCancellation, (Settled, Active), (Settled, Ended), None),
        (SIMPLE, SimpleCancellationNotification, (Settled, Active), (Settled, Ended), None),
        (FIXED_TERM, Purchase, (NotStarted, Absent), (Authorized, Active), None),
        (FIXED_TERM, Settlement, (Authorized, Active), (Settled, Active), settle_by),
        (FIXED_TERM, PartialSettlement, (Authorized, Active), (Settled, Active), settle_by),
        (FIXED_TERM, Cancellation, (Authorized, Ended), (Cancelled, Ended), settle_by),
        (FIXED_TERM, Refund, (Settled, Active), (Refunded, Active), refund_by),
        (FIXED_TERM, PartialRefund, (Settled, Active), (PartiallyRefunded, Active), refund_by),
        (FIXED_TERM, FixedTermRequest, (NotStarted, Absent), (NotStarted, Active), None),
        (FIXED_TERM, FixedTermReRequest, (Settled, Ended), (Settled, Active), None),
        (FIXED_TERM, FixedTermPurchase, (NotStarted, Active), (Authorized, Active), Some(day(2027, 11, 24))),
        (FIXED_TERM, FixedTermUnsubscribing, (Settled, Active), (Settled, Ended), None),
    ] {
        let row = provided_function(method, operation).expect("a row of the list");
        for channel in Channel::ALL.into_iter().filter(|channel| row.entry(*channel).is_some()) {
            let allowance =
                allowed(&payment(Contract::Basic, method, from.0, from.1), &attempt(operation, channel, today));
            assert_eq!((allowance.payment, allowance.subscription), to, "{method}, {operation}");
            assert_eq!(allowance.until, until, "{method}, {operation}");
            let names_a_month = method == SIMPLE && operation == Refund && channel == Channel::Api;
            assert_eq!(allowance.cancel_target_month.is_some(), names_a_month, "{method}, {operation}");
            let inferred = allowance.warnings.contains(&OperationWarning::Inferred);
            assert_eq!(inferred, operation == FixedTermReRequest, "{method}, {operation}");
        }
    }
}

#[test]
fn a_state_that_a_function_does_not_start_from_is_named_as_the_reason() {
    use Operation::*;
    use PaymentState::*;
    let today = good_day();
    for (method, state, operation, reason, api_type) in [
        (SPECIFIED, NotStarted, Settlement, RefusalReason::NotPurchased, Some("20")),
        (SPECIFIED, Cancelled, Settlement, RefusalReason::AlreadyCancelled, Some("21")),
        (SPECIFIED, Settled, PartialSettlement, RefusalReason::AlreadySettled, Some("23")),
        (SPECIFIED, Refunded, Settlement, RefusalReason::AlreadySettled, Some("23")),
        (AUTOMATIC, Settled, Settlement, RefusalReason::AutomaticSales, Some("24")),
        (AUTOMATIC, Settled, Cancellation, RefusalReason::AutomaticSales, Some("40")),
        (SIMPLE, Settled, PartialSettlement, RefusalReason::AutomaticSales, Some("24")),
        (AUTOMATIC, Settled, FixedTermPurchase, RefusalReason::OperationNotProvided, None),
        (SPECIFIED, NotStarted, Cancellation, RefusalReason::NotPurchased, Some("25")),
        (SPECIFIED, Cancelled, Cancellation, RefusalReason::AlreadyCancelled, Some("26")),
        (SPECIFIED, Settled, Cancellation, RefusalReason::AlreadySettled, None),
        (SPECIFIED, Authorized, Refund, RefusalReason::NotSettled, None),
        (SPECIFIED, Refunded, PartialRefund, RefusalReason::AlreadyRefunded, Some("30")),
        (SPECIFIED, Refunded, Cancellation, RefusalReason::AlreadyRefunded, Some("30")),
        (FIXED_TERM, Authorized, FixedTermPurchase, RefusalReason::AlreadyPurchased, None),
    ] {
        let refusal = refused(&basic(method, state), &attempt(operation, Channel::Api, today));
        assert_eq!(refusal.because, reason, "{method}, {state:?}, {operation}");
        assert_eq!(reason.api_type(operation), api_type, "{method}, {state:?}, {operation}");
    }
    for (subscription, operation, reason, api_type) in [
        (SubscriptionState::Absent, FixedTermPurchase, RefusalReason::NotSubscribed, Some("L0")),
        (SubscriptionState::Ended, FixedTermPurchase, RefusalReason::AlreadyUnsubscribed, Some("L2")),
        (SubscriptionState::Absent, FixedTermUnsubscribing, RefusalReason::NotSubscribed, Some("L5")),
        (SubscriptionState::Ended, FixedTermUnsubscribing, RefusalReason::AlreadyUnsubscribed, Some("L7")),
    ] {
        let payment = payment(Contract::Basic, FIXED_TERM, NotStarted, subscription);
        assert_eq!(refused(&payment, &attempt(operation, Channel::Api, today)).because, reason);
        assert_eq!(reason.api_type(operation), api_type);
    }
    let ended = payment(Contract::Basic, SIMPLE, Settled, SubscriptionState::Ended);
    let refusal = refused(&ended, &attempt(SimpleCancellation, Channel::Api, today));
    assert_eq!(
        (refusal.because, refusal.because.api_type(SimpleCancellation)),
        (RefusalReason::AlreadyUnsubscribed, Some("32"))
    );
    let active = basic(FIXED_TERM, NotStarted);
    assert_eq!(
        refused(&active, &attempt(FixedTermRequest, Channel::Link, today)).because,
        RefusalReason::AlreadySubscribed
    );
}

#[test]
fn nothing_is_asked_for_while_an_outcome_is_unknown_but_a_notification_is_heard() {
    let today = good_day();
    for method in BillingMethod::ALL {
        for row in provided_functions(method) {
            for channel in Channel::ALL.into_iter().filter(|channel| row.entry(*channel).is_some()) {
                let payment = payment(Contract::Basic, method, PaymentState::Unknown, SubscriptionState::Unknown);
                let answer = ask(&payment, &attempt(row.operation, channel, today));
                if row.operation == Operation::SimpleCancellationNotification {
                    let Permission::Allowed(allowance) = answer else { panic!("a notification is always heard") };
                    assert_eq!(allowance.subscription, SubscriptionState::Ended);
                    assert_eq!(allowance.payment, PaymentState::Unknown, "it tells nothing of a month's money");
                } else {
                    let instead = vec![Instead::LookUpOutcome];
                    assert_eq!(
                        answer,
                        Permission::Refused(Refusal { because: RefusalReason::OutcomeUnknown, instead })
                    );
                }
            }
        }
    }
}

/// "Combination of payment methods", and note *1 as we read it.
#[test]
fn contracts_with_webmoney_have_no_refund_and_others_no_billing_method_that_they_lack() {
    let today = good_day();
    for contract in [Contract::BasicAndWebMoney, Contract::BasicAndCreditCardAndWebMoney] {
        let payment = payment(contract, AUTOMATIC, PaymentState::Settled, SubscriptionState::Absent);
        for operation in [Operation::Refund, Operation::PartialRefund] {
            let refusal = refused(&payment, &attempt(operation, Channel::ManagementTool, today));
            assert_eq!(refusal.because, RefusalReason::RefundNotInContract);
            assert_eq!(refusal.because.api_type(operation), Some("41"));
            assert_eq!(refusal.instead, [Instead::DealWithPayer]);
        }
    }
    let lacking =
        payment(Contract::BasicAndCreditCard, FIXED_TERM, PaymentState::NotStarted, SubscriptionState::Absent);
    let refusal = refused(&lacking, &attempt(Operation::Purchase, Channel::Link, today));
    assert_eq!(refusal.because, RefusalReason::BillingMethodNotInContract);
}

/// Note *3 and "Distinction among payment methods".
#[test]
fn a_partial_settlement_is_allowed_with_a_warning_where_the_payer_may_have_used_a_credit_card() {
    let today = good_day();
    for (contract, operation, warnings) in [
        (Contract::Basic, Operation::PartialSettlement, vec![]),
        (Contract::BasicAndCreditCard, Operation::PartialSettlement, vec![OperationWarning::NotByCreditCard]),
        (Contract::BasicAndCreditCard, Operation::Settlement, vec![]),
    ] {
        let payment = payment(contract, SPECIFIED, PaymentState::Authorized, SubscriptionState::Absent);
        assert_eq!(allowed(&payment, &attempt(operation, Channel::Api, today)).warnings, warnings, "{contract}");
    }
}

/// Note *2 and "Period for refund".
#[test]
fn a_refund_on_the_first_day_of_its_period_comes_with_a_warning() {
    let settled = basic(SPECIFIED, PaymentState::Settled);
    let ask_on = |operation, today| ask(&settled, &attempt(operation, Channel::Api, today));
    let first = day(2026, 12, 1);
    let Permission::Refused(refusal) = ask_on(Operation::PartialRefund, day(2026, 11, 30)) else { panic!("too early") };
    assert_eq!(refusal.because, RefusalReason::NotYet { from: first });
    let refund = Instead::Do { operation: Operation::Refund, channel: Channel::Api };
    assert_eq!(refusal.instead, [refund, Instead::WaitUntil(first)]);
    for (operation, today, warns) in [
        (Operation::PartialRefund, first, true),
        (Operation::PartialRefund, day(2026, 12, 2), false),
        (Operation::Refund, day(2026, 11, 24), true),
        (Operation::Refund, first, false),
    ] {
        let Permission::Allowed(allowance) = ask_on(operation, today) else { panic!("in its period") };
        assert_eq!(allowance.warnings.contains(&OperationWarning::MayFailForAMoment), warns, "{operation} on {today}");
    }
    let Permission::Refused(refusal) = ask_on(Operation::Refund, day(2027, 2, 1)) else { panic!("too late") };
    assert_eq!(refusal.because, RefusalReason::PeriodOver { last: day(2027, 1, 31) });
    assert_eq!(refusal.instead, [Instead::DealWithPayer]);
}

#[test]
fn a_month_of_a_recurring_contract_is_refunded_by_naming_it_and_in_part_only_in_the_tool() {
    let today = good_day();
    let mut payment = basic(SIMPLE, PaymentState::Settled);
    let allowance = allowed(&payment, &attempt(Operation::Refund, Channel::Api, today));
    assert_eq!(allowance.cancel_target_month, YearMonth::new(2026, 11));
    let allowance = allowed(&payment, &attempt(Operation::Refund, Channel::ManagementTool, today));
    assert_eq!(allowance.cancel_target_month, None, "the tool asks for no field");
    let refusal = refused(&payment, &attempt(Operation::PartialRefund, Channel::Api, today));
    assert_eq!(refusal.because, RefusalReason::ChannelNotProvided);
    let in_the_tool = Instead::Do { operation: Operation::PartialRefund, channel: Channel::ManagementTool };
    assert_eq!(refusal.instead[0], in_the_tool);
    // The first month's money goes back only from the next month on.
    let refusal = refused(&payment, &attempt(Operation::Refund, Channel::Api, day(2026, 11, 30)));
    assert_eq!(refusal.because, RefusalReason::NotYet { from: day(2026, 12, 1) });
    assert_eq!(refusal.instead, [Instead::WaitUntil(day(2026, 12, 1))]);
    payment.month = YearMonth::new(2026, 10);
    let refusal = refused(&payment, &attempt(Operation::Refund, Channel::Api, today));
    assert_eq!(
        (refusal.because, refusal.because.api_type(Operation::Refund)),
        (RefusalReason::MonthNotBilled, Some("27"))
    );
}

#[test]
fn automatic_sales_are_refunded_instead_of_cancelled() {
    let mut payment = basic(AUTOMATIC, PaymentState::Settled);
    payment.settled = None;
    let refusal = refused(&payment, &attempt(Operation::Cancellation, Channel::Api, day(2026, 11, 24)));
    let refund = Instead::Do { operation: Operation::Refund, channel: Channel::Api };
    assert_eq!(refusal.instead, [refund], "the purchase is the settlement");
}

#[test]
fn an_expired_fixed_term_contract_is_applied_for_again() {
    let payment = basic(FIXED_TERM, PaymentState::NotStarted);
    let ask_on = |today| ask(&payment, &attempt(Operation::FixedTermPurchase, Channel::Api, today));
    let last = day(2027, 11, 24);
    let Permission::Allowed(allowance) = ask_on(last) else { panic!("the 365th day after") };
    assert_eq!(allowance.warnings, [OperationWarning::ExpiryUncertain]);
    let Permission::Allowed(allowance) = ask_on(day(2027, 11, 22)) else { panic!("long enough before") };
    assert_eq!(allowance.warnings, []);
    let Permission::Refused(refusal) = ask_on(day(2027, 11, 25)) else { panic!("the 366th day after") };
    assert_eq!(refusal.because, RefusalReason::AuthorizationExpired { last });
    assert_eq!(refusal.because.api_type(Operation::FixedTermPurchase), Some("L3"));
    let again = Instead::Do { operation: Operation::FixedTermReRequest, channel: Channel::Link };
    assert_eq!(refusal.instead, [again]);
}

#[test]
fn a_person_has_to_deal_with_the_payer_only_where_the_service_has_nothing_left() {
    let refunded = basic(SPECIFIED, PaymentState::Refunded);
    let refusal = refused(&refunded, &attempt(Operation::Refund, Channel::Api, good_day()));
    assert_eq!(refusal.instead, [], "everything is done already");
    let unsettled = basic(SPECIFIED, PaymentState::Authorized);
    let too_late = day(2027, 2, 22);
    let refusal = refused(&unsettled, &attempt(Operation::Cancellation, Channel::Api, too_late));
    assert_eq!(refusal.because, RefusalReason::PeriodOver { last: day(2027, 2, 21) });
    assert_eq!(refusal.instead, [Instead::DealWithPayer]);
    // A purchase under a contract of years ago that was never billed: apply again, nothing to deal with.
    let expired = basic(FIXED_TERM, PaymentState::NotStarted);
    let refusal = refused(&expired, &attempt(Operation::FixedTermPurchase, Channel::ManagementTool, day(2030, 1, 1)));
    assert!(!refusal.instead.contains(&Instead::DealWithPayer));
}

#[test]
fn no_more_is_settled_than_reserved_and_no_more_given_back_than_is_left() {
    let today = good_day();
    let with = |payment: &Payment, operation, amount| {
        ask(payment, &Attempt { amount: Some(yen(amount)), ..attempt(operation, Channel::Api, today) })
    };
    let authorized = basic(SPECIFIED, PaymentState::Authorized);
    let Permission::Allowed(allowance) = with(&authorized, Operation::PartialSettlement, 3_000) else {
        panic!("all of it")
    };
    assert_eq!((allowance.payment, allowance.at_most), (PaymentState::Settled, Some(yen(3_000))));
    let Permission::Refused(refusal) = with(&authorized, Operation::PartialSettlement, 3_001) else {
        panic!("too much")
    };
    assert_eq!(refusal.because, RefusalReason::AmountTooLarge { offered: yen(3_001), most: 3_000 });
    assert_eq!(refusal.because.api_type(Operation::PartialSettlement), Some("22"));
    assert_eq!(refusal.instead, [Instead::Do { operation: Operation::Settlement, channel: Channel::Api }]);

    let mut partly = basic(SPECIFIED, PaymentState::PartiallyRefunded);
    partly.refunded_amount = Some(yen(1_000));
    for (amount, state) in [(1_999, PaymentState::PartiallyRefunded), (2_000, PaymentState::Refunded)] {
        let Permission::Allowed(allowance) = with(&partly, Operation::PartialRefund, amount) else {
            panic!("no more than left")
        };
        assert_eq!((allowance.payment, allowance.at_most), (state, Some(yen(2_000))), "{amount}");
        assert_eq!(allowance.warnings, [OperationWarning::Inferred], "a second partial refund is not published");
    }
    let Permission::Refused(refusal) = with(&partly, Operation::PartialRefund, 2_001) else { panic!("too much") };
    assert_eq!(refusal.because, RefusalReason::AmountTooLarge { offered: yen(2_001), most: 2_000 });
    assert_eq!(refusal.because.api_type(Operation::PartialRefund), Some("75"));
    partly.refunded_amount = Some(yen(3_000));
    let Permission::Refused(refusal) = with(&partly, Operation::PartialRefund, 1) else { panic!("nothing is left") };
    assert_eq!(refusal.because, RefusalReason::AlreadyRefunded);
}

#[test]
fn a_fact_that_a_period_needs_is_asked_for_and_never_guessed() {
    let today = good_day();
    for (method, state, operation, fact, code) in [
        (SPECIFIED, PaymentState::Authorized, Operation::Settlement, Fact::Requested, "requested_missing"),
        (SPECIFIED, PaymentState::Authorized, Operation::Cancellation, Fact::Requested, "requested_missing"),
        (SPECIFIED, PaymentState::Settled, Operation::Refund, Fact::Settled, "settled_missing"),
        (AUTOMATIC, PaymentState::Settled, Operation::PartialRefund, Fact::Settled, "settled_missing"),
        (SIMPLE, PaymentState::Settled, Operation::Refund, Fact::Month, "month_missing"),
        (FIXED_TERM, PaymentState::NotStarted, Operation::FixedTermPurchase, Fact::LastPayment, "last_payment_missing"),
    ] {
        let mut payment = basic(method, state);
        (payment.settled, payment.month, payment.last_payment) = (None, None, None);
        if method != SIMPLE && fact != Fact::LastPayment {
            payment.requested = None;
        }
        let refusal = refused(&payment, &attempt(operation, Channel::Api, today));
        assert_eq!(
            (refusal.because, refusal.because.code()),
            (RefusalReason::FactMissing(fact), code),
            "{method}, {operation}"
        );
    }
}
