//! Whether an operation can be done: the table, the contract, the state, the period and the amount, in this order.

use super::answer::{Allowance, Instead, OperationWarning, Permission, Refusal};
use super::function::{Note, PeriodRule, ProvidedFunction};
use super::operation::{Channel, Operation};
use super::payment::{Attempt, Payment};
use super::reason::{Fact, RefusalReason};
use super::state::{PaymentState, SubscriptionState};
use super::table::provided_function;
use crate::billing::{BillingMethod, SalesMethod};
use crate::money::Yen;
use crate::period::{self, Period, Standing};

/// Whether `attempt` can be done to `payment`.
///
/// ```
/// use chrono::NaiveDate;
/// use sbps::billing::{BillingMethod, Contract, SalesMethod};
/// use sbps::status::{Permission, Attempt, Channel, Instead, Operation, Payment, PaymentState, ask};
///
/// let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day);
/// let mut payment = Payment::new(Contract::Basic, BillingMethod::OneTime(SalesMethod::Automatic));
/// (payment.state, payment.requested) = (PaymentState::Settled, day(11, 24));
///
/// let today = day(11, 30).expect("a day");
/// let attempt = Attempt { operation: Operation::PartialRefund, channel: Channel::Api, amount: None, today };
/// let Permission::Refused(refusal) = ask(&payment, &attempt) else { panic!("not in the month of the settlement") };
/// assert_eq!(refusal.because.to_string(), "this is possible only from 2026-12-01 on");
/// assert_eq!(refusal.instead[0], Instead::Do { operation: Operation::Refund, channel: Channel::Api });
/// ```
#[must_use]
pub fn ask(payment: &Payment, attempt: &Attempt) -> Permission {
    match decide(payment, attempt) {
        Ok(allowance) => Permission::Allowed(allowance),
        Err(because) => Permission::Refused(Refusal { because, instead: instead(payment, attempt, because) }),
    }
}

fn decide(payment: &Payment, attempt: &Attempt) -> Result<Allowance, RefusalReason> {
    let Payment { contract, billing_method, .. } = *payment;
    let operation = attempt.operation;
    let Some(function) = provided_function(billing_method, operation) else {
        return Err(not_provided(billing_method, operation));
    };
    if !contract.has(billing_method) {
        return Err(RefusalReason::BillingMethodNotInContract);
    }
    if operation.is_refund() && !contract.has_refund() {
        return Err(RefusalReason::RefundNotInContract);
    }
    if function.entry(attempt.channel).is_none() {
        return Err(RefusalReason::ChannelNotProvided);
    }
    let mut warnings = Vec::new();
    let (next_payment, next_subscription) = next_states(payment, function, &mut warnings)?;
    let period = period_of(payment, function.period)?;
    if let Some(period) = period {
        within(period, attempt, function.period)?;
    }
    let most = payment.most(operation);
    let next_payment = match (most, attempt.amount) {
        (Some(0), _) => return Err(RefusalReason::AlreadyRefunded),
        (Some(most), Some(offered)) if offered.get() > most => {
            return Err(RefusalReason::AmountTooLarge { offered, most });
        }
        // Giving back all that is left ends it (I).
        (Some(most), Some(offered)) if offered.get() == most && operation.is_refund() => PaymentState::Refunded,
        _ => next_payment,
    };
    warn(payment, attempt, function, period, &mut warnings);
    let by_month = operation.is_refund() && billing_method == BillingMethod::RecurringSimple;
    Ok(Allowance {
        payment: next_payment,
        subscription: next_subscription,
        until: period.map(Period::last),
        at_most: most.and_then(|most| Yen::new(most).ok()),
        cancel_target_month: payment.month.filter(|_| by_month && attempt.channel == Channel::Api),
        warnings,
    })
}

fn not_provided(billing_method: BillingMethod, operation: Operation) -> RefusalReason {
    let needs_specified_sales = operation.is_settlement() || operation == Operation::Cancellation;
    if needs_specified_sales && billing_method.sales_method() == SalesMethod::Automatic {
        RefusalReason::AutomaticSales
    } else {
        RefusalReason::OperationNotProvided
    }
}

fn next_states(
    payment: &Payment,
    function: &ProvidedFunction,
    warnings: &mut Vec<OperationWarning>,
) -> Result<(PaymentState, SubscriptionState), RefusalReason> {
    let (mut next_payment, mut next_subscription) = (payment.state, payment.subscription);
    let mut inferred = false;
    if let Some(step) = &function.subscription {
        inferred |=
            step.is_inferred_from(payment.subscription).ok_or_else(|| wrong_subscription(payment.subscription))?;
        next_subscription = step.to;
    }
    if let Some(step) = &function.payment {
        inferred |=
            step.is_inferred_from(payment.state).ok_or_else(|| wrong_state(payment.state, function.operation))?;
        next_payment = step.to;
    }
    if inferred {
        warnings.push(OperationWarning::Inferred);
    }
    Ok((next_payment, next_subscription))
}

/// Why an operation does not start from this state of a payment.
fn wrong_state(state: PaymentState, operation: Operation) -> RefusalReason {
    match state {
        PaymentState::Unknown => RefusalReason::OutcomeUnknown,
        _ if matches!(operation, Operation::Purchase | Operation::FixedTermPurchase) => RefusalReason::AlreadyPurchased,
        PaymentState::NotStarted => RefusalReason::NotPurchased,
        PaymentState::Authorized => RefusalReason::NotSettled,
        PaymentState::Cancelled => RefusalReason::AlreadyCancelled,
        PaymentState::Refunded if !operation.is_settlement() => RefusalReason::AlreadyRefunded,
        PaymentState::Settled | PaymentState::PartiallyRefunded | PaymentState::Refunded => {
            RefusalReason::AlreadySettled
        }
    }
}

/// Why an operation does not start from this state of a subscription.
fn wrong_subscription(state: SubscriptionState) -> RefusalReason {
    match state {
        SubscriptionState::Absent => RefusalReason::NotSubscribed,
        SubscriptionState::Active => RefusalReason::AlreadySubscribed,
        SubscriptionState::Ended => RefusalReason::AlreadyUnsubscribed,
        SubscriptionState::Unknown => RefusalReason::OutcomeUnknown,
    }
}

/// The days of a rule for this payment; `None` for any day.
fn period_of(payment: &Payment, rule: PeriodRule) -> Result<Option<Period>, RefusalReason> {
    let requested = payment.requested.ok_or(RefusalReason::FactMissing(Fact::Requested));
    let settled = payment.settlement_day().ok_or(RefusalReason::FactMissing(Fact::Settled));
    let month = payment.month.ok_or(RefusalReason::FactMissing(Fact::Month));
    let monthly = payment.billing_method == BillingMethod::RecurringSimple;
    let period = match rule {
        PeriodRule::AnyDay => return Ok(None),
        PeriodRule::Settlement => period::settlement(requested?),
        PeriodRule::Cancellation => period::cancellation(requested?),
        PeriodRule::Refund if monthly => {
            period::monthly_refund(requested?, month?).ok_or(RefusalReason::MonthNotBilled)?
        }
        PeriodRule::PartialRefund if monthly => {
            period::monthly_partial_refund(requested?, month?).ok_or(RefusalReason::MonthNotBilled)?
        }
        PeriodRule::Refund => period::refund(settled?),
        PeriodRule::PartialRefund => period::partial_refund(settled?),
        PeriodRule::Authorization => {
            period::authorization(payment.last_payment.ok_or(RefusalReason::FactMissing(Fact::LastPayment))?)
        }
    };
    Ok(Some(period))
}

fn within(period: Period, attempt: &Attempt, rule: PeriodRule) -> Result<(), RefusalReason> {
    match period.standing(attempt.today) {
        Standing::Within => Ok(()),
        Standing::NotYet => Err(RefusalReason::NotYet { from: period.first() }),
        Standing::Over if rule == PeriodRule::Authorization => {
            Err(RefusalReason::AuthorizationExpired { last: period.last() })
        }
        Standing::Over => Err(RefusalReason::PeriodOver { last: period.last() }),
    }
}

fn warn(
    payment: &Payment,
    attempt: &Attempt,
    function: &ProvidedFunction,
    period: Option<Period>,
    warnings: &mut Vec<OperationWarning>,
) {
    let first_day = period.is_some_and(|period| period::refund::may_fail_for_a_moment(period, attempt.today));
    if first_day && attempt.operation.is_refund() {
        warnings.push(OperationWarning::MayFailForAMoment);
    }
    if function.notes.contains(&Note::Three) && payment.contract.has_credit_card() {
        warnings.push(OperationWarning::NotByCreditCard);
    }
    let uncertain = |last_payment| period::authorization::is_uncertain(last_payment, attempt.today);
    if function.period == PeriodRule::Authorization && payment.last_payment.is_some_and(uncertain) {
        warnings.push(OperationWarning::ExpiryUncertain);
    }
}

/// What can be done instead of a refused attempt. Every operation is asked about before it is offered.
fn instead(payment: &Payment, attempt: &Attempt, because: RefusalReason) -> Vec<Instead> {
    let allowed =
        |operation, channel, today| decide(payment, &Attempt { operation, channel, today, ..*attempt }).is_ok();
    let mut found = Vec::new();
    if because == RefusalReason::OutcomeUnknown {
        found.push(Instead::LookUpOutcome);
        return found;
    }
    let operations = core::iter::once(&attempt.operation).chain(attempt.operation.similar());
    for &operation in operations {
        // The channel that was asked for first, then any other.
        let channels = core::iter::once(attempt.channel).chain(Channel::ALL);
        if let Some(channel) = channels.into_iter().find(|channel| allowed(operation, *channel, attempt.today)) {
            found.push(Instead::Do { operation, channel });
        }
    }
    if let RefusalReason::NotYet { from } = because
        && allowed(attempt.operation, attempt.channel, from)
    {
        found.push(Instead::WaitUntil(from));
    }
    let money_stays = matches!(because, RefusalReason::RefundNotInContract | RefusalReason::PeriodOver { .. });
    if found.is_empty() && money_stays {
        found.push(Instead::DealWithPayer);
    }
    found
}
