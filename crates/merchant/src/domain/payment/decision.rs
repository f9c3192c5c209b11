//! Whether something can be done to a payment today, and what can be done instead.

use super::call::Action;
use super::facts::{Facts, PaymentKind, REFUND_WAITING};
use chrono::NaiveDate;
use sbps::billing::Contract;
use sbps::money::Yen;
use sbps::status::{Allowance, Attempt, Channel, Instead, Operation, OperationWarning, Permission, RefusalReason, ask};

/// What is wished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// What.
    pub action: Action,
    /// How much in yen; `None` is all of it.
    pub amount: Option<Yen>,
}

/// What is to be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// How much the call names; `None` is all of it.
    pub amount: Option<Yen>,
    /// What follows from it, by the rules.
    pub allowance: Allowance,
}

/// Why it cannot be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// A stable code: the rules' own, or one of this service's.
    pub because: &'static str,
    /// The same in a sentence.
    pub detail: String,
    /// From when on, or until when, it is or was possible.
    pub days: Option<(&'static str, NaiveDate)>,
    /// The most in yen that can be asked for, of what asked for more.
    pub at_most: Option<u32>,
    /// What can be done instead, the nearest first.
    pub instead: Vec<Chance>,
}

/// Something that can be done, by whom and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chance {
    /// What: an operation of the rules, or `wait`, `look_up_outcome`, `deal_with_payer`.
    pub what: &'static str,
    /// Where it is asked for.
    pub channel: Option<Channel>,
    /// From which day on; `None` for today.
    pub from: Option<NaiveDate>,
    /// The last day, where there is one.
    pub until: Option<NaiveDate>,
    /// The most in yen, of what takes an amount.
    pub at_most: Option<Yen>,
    /// What may go otherwise.
    pub warnings: Vec<OperationWarning>,
}

/// Whether a wish can be asked for at a moment: its day in Japan and its seconds since
/// 1970-01-01T00:00:00Z.
///
/// # Errors
/// [`Refused`] with the reason and what can be done instead.
pub fn decide(facts: &Facts, contract: Contract, wish: Wish, now: (NaiveDate, i64)) -> Result<Decided, Refused> {
    let (today, seconds) = now;
    let (payment, money) = (facts.payment(contract, seconds), facts.money(seconds));
    if facts.retry.is_some() {
        let detail = "a refund of it waits to be asked for again".to_owned();
        return Err(Refused { because: REFUND_WAITING, detail, days: None, at_most: None, instead: Vec::new() });
    }
    if let (Action::Cancel, Some(_)) = (wish.action, wish.amount) {
        let detail = "a payment is cancelled as a whole; settle the part that is to be taken".to_owned();
        let instead = chances(facts, contract, now);
        return Err(Refused { because: "operation_not_provided", detail, days: None, at_most: None, instead });
    }
    if matches!(facts.kind, PaymentKind::Charge { by_shop: false, .. }) && wish.action != Action::Refund {
        let detail = "charges of a contract are settled by the billing run".to_owned();
        let instead = chances(facts, contract, now);
        return Err(Refused { because: "settled_by_billing_run", detail, days: None, at_most: None, instead });
    }
    if facts.is_charged_back && wish.action == Action::Refund {
        let detail = "a chargeback of this payment stands: its payer has the money back already".to_owned();
        let instead = vec![Chance::plain("deal_with_payer")];
        return Err(Refused { because: "charged_back", detail, days: None, at_most: None, instead });
    }
    // Asking for all in figures is asking for all.
    let all = match wish.action {
        Action::Settle => Some(facts.amount),
        Action::Cancel => None,
        Action::Refund => money.settled.filter(|_| money.refunded == 0),
    };
    let amount = wish.amount.filter(|amount| Some(*amount) != all);
    let operation = match (wish.action, amount) {
        (Action::Settle, None) => Operation::Settlement,
        (Action::Settle, Some(_)) => Operation::PartialSettlement,
        (Action::Cancel, _) => Operation::Cancellation,
        (Action::Refund, None) => Operation::Refund,
        (Action::Refund, Some(_)) => Operation::PartialRefund,
    };
    let attempt = Attempt { operation, channel: Channel::Api, amount, today };
    match ask(&payment, &attempt) {
        Permission::Allowed(allowance) => Ok(Decided { amount, allowance }),
        Permission::Refused(refusal) => {
            let instead = refusal.instead.iter().map(|instead| match *instead {
                Instead::Do { operation, channel } => {
                    let there = Attempt { operation, channel, amount: None, today };
                    match ask(&payment, &there) {
                        Permission::Allowed(allowance) => Chance::of(operation, channel, allowance),
                        Permission::Refused(_) => Chance::plain(operation.code()),
                    }
                }
                Instead::WaitUntil(from) => Chance { from: Some(from), ..Chance::plain("wait") },
                Instead::LookUpOutcome => Chance::plain("look_up_outcome"),
                Instead::DealWithPayer => Chance::plain("deal_with_payer"),
            });
            // Waiting does not make it less.
            let left = money.settled.map_or(0, Yen::get).saturating_sub(money.refunded);
            let because = match (refusal.because, amount) {
                (RefusalReason::NotYet { .. }, Some(offered)) if offered.get() > left => {
                    RefusalReason::AmountTooLarge { offered, most: left }
                }
                (because, _) => because,
            };
            let days = match because {
                RefusalReason::NotYet { from } => Some(("from", from)),
                RefusalReason::PeriodOver { last } => Some(("until", last)),
                _ => None,
            };
            let at_most = match because {
                RefusalReason::AmountTooLarge { most, .. } => Some(most),
                _ => None,
            };
            let (because, detail) = (because.code(), because.to_string());
            let mut instead: Vec<Chance> = instead.collect();
            if instead.is_empty() {
                // Of something that a billing method does not have: what it has.
                instead = chances(facts, contract, now);
            }
            Err(Refused { because, detail, days, at_most, instead })
        }
    }
}

/// Everything that can be asked for by the API type, today or from a later day on.
#[must_use]
pub fn chances(facts: &Facts, contract: Contract, (today, seconds): (NaiveDate, i64)) -> Vec<Chance> {
    if facts.retry.is_some() {
        return Vec::new();
    }
    let payment = facts.payment(contract, seconds);
    let is_runs = matches!(facts.kind, PaymentKind::Charge { by_shop: false, .. });
    let operations = [
        Operation::Settlement,
        Operation::PartialSettlement,
        Operation::Cancellation,
        Operation::Refund,
        Operation::PartialRefund,
    ];
    let chance = |operation: Operation| {
        let attempt = |today| Attempt { operation, channel: Channel::Api, amount: None, today };
        match ask(&payment, &attempt(today)) {
            Permission::Allowed(allowance) => Some(Chance::of(operation, Channel::Api, allowance)),
            Permission::Refused(refusal) => match refusal.because {
                RefusalReason::NotYet { from } => match ask(&payment, &attempt(from)) {
                    Permission::Allowed(allowance) => {
                        Some(Chance { from: Some(from), ..Chance::of(operation, Channel::Api, allowance) })
                    }
                    Permission::Refused(_) => None,
                },
                _ => None,
            },
        }
    };
    let is_offered = |operation: &Operation| {
        if operation.is_refund() { !facts.is_charged_back } else { !is_runs }
    };
    operations.into_iter().filter(is_offered).filter_map(chance).collect()
}

impl Chance {
    const fn plain(what: &'static str) -> Self {
        Self { what, channel: None, from: None, until: None, at_most: None, warnings: Vec::new() }
    }

    fn of(operation: Operation, channel: Channel, allowance: Allowance) -> Self {
        let Allowance { until, at_most, warnings, .. } = allowance;
        Self { what: operation.code(), channel: Some(channel), from: None, until, at_most, warnings }
    }
}
