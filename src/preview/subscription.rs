//! The contracts on the preview's subscriber's page: one for each thing that there is to say of a contract.

use super::plan::{Plan, contact};
use super::words::NUMBER;
use crate::json::Json;
use crate::language::Language;
use crate::page::account::Account;
use crate::page::day::read_day;
use crate::page::subscription::{
    Action, ChargeOutcome, FailedCharge, Leaving, PastCharge, Receipt, ReturnOutcome, Returned, Subscription,
    SubscriptionState, Whose,
};
use sbps::money::Yen;
use sbps::schedule::{Amount, Charge, ChargeReason};
use sbps::text::ItemName;
use std::rc::Rc;

/// What the subscriber's page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holding {
    /// Charged as planned, left on the shop's page.
    Active,
    /// The same, left at au.
    AtAu,
    /// Billed by the gateway, left at au.
    Simple,
    /// In the free month of joining.
    FirstMonthFree,
    /// Billed when something was used.
    Usage,
    /// The same, with something that is billed tomorrow.
    Used,
    /// The last charge did not go through.
    PaymentFailed,
    /// The application is under way.
    Pending,
    /// The cancellation is under way.
    CancellationPending,
    /// Cancelled, with a receipt.
    Cancelled,
    /// Ended by the carrier.
    EndedByCarrier,
    /// Ended by itself after the last month.
    EndedLastMonth,
    /// No payment for 365 days.
    Expired,
    /// Nobody knows what came of a cancellation.
    Unknown,
    /// Back from au, where the payer gave up leaving.
    NotLeft,
    /// Back from au, where leaving failed.
    LeavingFailed,
    /// Back from au, the gateway's word is still to come.
    LeavingConfirming,
    /// Back from au, where the payer gave up the renewal.
    NotRenewed,
    /// Back from au, the word about the renewal is still to come.
    RenewalConfirming,
    /// There are none.
    Nothing,
    /// The data are not valid.
    Invalid,
}

/// What the contracts differ in.
struct Draft {
    today: &'static str,
    plan: Plan,
    joined_on: &'static str,
    state: SubscriptionState,
    ends_on: Option<&'static str>,
    /// The gateway's code, the day of the charge, and from when on billing is suspended.
    problem: Option<[&'static str; 3]>,
    /// The latest first: the day, the amount, and what became of it.
    history: Vec<(&'static str, u32, ChargeOutcome)>,
    actions: &'static [Action],
    /// The day of the receipt.
    receipt: Option<&'static str>,
    leaving: Leaving,
    /// From what the payer came back, how far it came, and the gateway's code.
    returned: Option<(Action, ReturnOutcome, Option<&'static str>)>,
    /// The day and the amount of a charge that is known beforehand though the plan is pay as you go.
    known_charge: Option<(&'static str, u32)>,
}

const LEAVE: &[Action] = &[Action::Unsubscribe];
const RENEW: &[Action] = &[Action::Reapply];

impl Holding {
    #[cfg(test)]
    pub(super) const ALL: [Self; 21] = [
        Self::Active,
        Self::AtAu,
        Self::Simple,
        Self::FirstMonthFree,
        Self::Usage,
        Self::Used,
        Self::PaymentFailed,
        Self::Pending,
        Self::CancellationPending,
        Self::Cancelled,
        Self::EndedByCarrier,
        Self::EndedLastMonth,
        Self::Expired,
        Self::Unknown,
        Self::NotLeft,
        Self::LeavingFailed,
        Self::LeavingConfirming,
        Self::NotRenewed,
        Self::RenewalConfirming,
        Self::Nothing,
        Self::Invalid,
    ];

    /// The account as a page holds it; the merchant's texts are in the page's language.
    pub(super) fn account(self, language: Language) -> Json {
        let Some(today) = read_day(self.draft().today) else { return Json::Null };
        let subscription =
            Some(()).filter(|()| self != Self::Nothing).and_then(|()| self.draft().subscription(language));
        let account = Account { today, subscriptions: subscription.map(Rc::new).into_iter().collect() }.to_json();
        if self == Self::Invalid {
            account.with("subscriptions", Json::List(vec![self.contract(language).with("amount", Json::Null)]))
        } else {
            account
        }
    }

    /// The contract alone, as the server answers it after an ending.
    pub(super) fn contract(self, language: Language) -> Json {
        self.draft().subscription(language).map_or(Json::Null, |subscription| subscription.to_json())
    }

    /// What it is a contract for.
    pub(super) fn plan(self) -> Plan {
        self.draft().plan
    }

    fn draft(self) -> Draft {
        let draft = monthly();
        let cancelled =
            Draft { state: SubscriptionState::Cancelled, ends_on: Some("2026-12-19"), actions: RENEW, ..monthly() };
        match self {
            Self::Active | Self::Nothing | Self::Invalid => draft,
            Self::AtAu => Draft { leaving: Leaving::Au, ..draft },
            Self::Simple => Draft { actions: &[Action::Cancel], leaving: Leaving::Au, ..simple() },
            Self::FirstMonthFree => Draft {
                joined_on: "2026-11-24",
                history: vec![("2026-11-24", 0, ChargeOutcome::Free)],
                actions: &[Action::Cancel],
                ..simple()
            },
            Self::Usage => Draft {
                plan: Plan::Usage,
                history: vec![("2026-11-02", 1_240, ChargeOutcome::Paid), ("2026-10-02", 980, ChargeOutcome::Refunded)],
                ..draft
            },
            Self::Used => Draft { known_charge: Some(("2026-11-25", 640)), ..Self::Usage.draft() },
            Self::PaymentFailed => Draft {
                problem: Some(["402L4999", "2026-11-20", "2026-12-20"]),
                history: vec![("2026-11-20", 3_000, ChargeOutcome::Failed), ("2026-10-20", 3_000, ChargeOutcome::Paid)],
                actions: &[Action::Unsubscribe, Action::Reapply],
                ..draft
            },
            Self::Pending => Draft {
                state: SubscriptionState::Pending,
                joined_on: "2026-11-24",
                history: Vec::new(),
                actions: &[],
                ..draft
            },
            Self::CancellationPending => Draft { state: SubscriptionState::CancellationPending, actions: &[], ..draft },
            Self::Cancelled => Draft { receipt: Some("2026-11-24"), ..cancelled },
            Self::EndedByCarrier => {
                Draft { state: SubscriptionState::EndedByCarrier, ends_on: Some("2026-11-30"), ..simple() }
            }
            Self::EndedLastMonth => Draft {
                today: "2027-04-02",
                plan: Plan::SimpleLastMonth,
                joined_on: "2027-01-24",
                state: SubscriptionState::EndedLastMonth,
                ends_on: Some("2027-03-31"),
                history: vec![
                    ("2027-03-01", 8_800, ChargeOutcome::Paid),
                    ("2027-02-01", 8_800, ChargeOutcome::Paid),
                    ("2027-01-24", 8_800, ChargeOutcome::Paid),
                ],
                actions: &[],
                ..draft
            },
            Self::Expired => Draft {
                joined_on: "2025-08-10",
                state: SubscriptionState::Expired,
                ends_on: Some("2026-11-20"),
                history: vec![("2025-12-20", 3_000, ChargeOutcome::Failed), ("2025-11-20", 3_000, ChargeOutcome::Paid)],
                actions: RENEW,
                ..draft
            },
            Self::Unknown => Draft {
                state: SubscriptionState::Unknown,
                history: vec![
                    ("2026-11-20", 3_000, ChargeOutcome::Unknown),
                    ("2026-10-20", 3_000, ChargeOutcome::Paid),
                ],
                actions: &[],
                ..draft
            },
            Self::NotLeft => Draft {
                leaving: Leaving::Au,
                returned: Some((Action::Unsubscribe, ReturnOutcome::Cancelled, None)),
                ..draft
            },
            Self::LeavingFailed => Draft {
                leaving: Leaving::Au,
                returned: Some((Action::Unsubscribe, ReturnOutcome::Failed, Some("8297"))),
                ..draft
            },
            Self::LeavingConfirming => Draft {
                state: SubscriptionState::CancellationPending,
                actions: &[],
                leaving: Leaving::Au,
                returned: Some((Action::Unsubscribe, ReturnOutcome::Confirming, None)),
                ..draft
            },
            Self::NotRenewed => {
                Draft { returned: Some((Action::Reapply, ReturnOutcome::Cancelled, None)), ..cancelled }
            }
            Self::RenewalConfirming => {
                Draft { actions: &[], returned: Some((Action::Reapply, ReturnOutcome::Confirming, None)), ..cancelled }
            }
        }
    }
}

/// Billed by the merchant on the 20th of each month.
fn monthly() -> Draft {
    Draft {
        today: "2026-11-24",
        plan: Plan::Monthly,
        joined_on: "2026-08-10",
        state: SubscriptionState::Active,
        ends_on: None,
        problem: None,
        history: ["2026-11-20", "2026-10-20", "2026-09-20", "2026-08-20"]
            .map(|on| (on, 3_000, ChargeOutcome::Paid))
            .into(),
        actions: LEAVE,
        receipt: None,
        leaving: Leaving::Shop,
        returned: None,
        known_charge: None,
    }
}

/// Billed by the gateway on the first of each month, after a free one.
fn simple() -> Draft {
    Draft {
        plan: Plan::SimpleFreeMonth,
        joined_on: "2026-09-24",
        history: vec![
            ("2026-11-01", 980, ChargeOutcome::Paid),
            ("2026-10-01", 980, ChargeOutcome::Paid),
            ("2026-09-24", 0, ChargeOutcome::Free),
        ],
        actions: &[],
        ..monthly()
    }
}

impl Draft {
    /// `None` never happens: the tests read every one.
    fn subscription(self, language: Language) -> Option<Subscription> {
        let (item_name, _, amount) = self.plan.item(language);
        let is_known = self.plan != Plan::Usage || self.known_charge.is_some();
        let is_billed = self.state == SubscriptionState::Active && self.problem.is_none() && is_known;
        let past = |(on, amount, outcome)| Some(PastCharge { on: read_day(on)?, amount, outcome });
        let problem = |[code, on, from]: [&str; 3]| {
            Some(FailedCharge {
                code: code.to_owned(),
                on: read_day(on)?,
                suspended_from: read_day(from),
                whose: Whose::Payer,
            })
        };
        let known_charge = |(on, amount)| {
            let (date, amount) = (read_day(on)?, Amount::Fixed(Yen::new(amount).ok()?));
            Some(Charge { date, amount, reason: ChargeReason::Regular, number: 1, is_last: false })
        };
        let receipt = |on| Some(Receipt { number: "3AC3E3BFC571".to_owned(), on: read_day(on)? });
        let returned = |(from, outcome, code): (Action, ReturnOutcome, Option<&str>)| Returned {
            from,
            outcome,
            code: code.map(str::to_owned),
        };
        Some(Subscription {
            reference: "preview-1".to_owned(),
            number: Some(NUMBER.to_owned()),
            item_name: ItemName::new(item_name).ok()?,
            amount: Yen::new(amount).ok()?,
            recurring: self.plan.joined(read_day(self.joined_on)?, language)?,
            state: self.state,
            ends_on: self.ends_on.and_then(read_day),
            problem: self.problem.and_then(problem),
            history: self.history.into_iter().map(past).collect::<Option<_>>()?,
            known_charge: self.known_charge.and_then(known_charge),
            actions: self.actions.to_vec(),
            confirm_url: None,
            calendar_url: is_billed.then(|| "?state=subscriptions-active".to_owned()),
            other_ways_url: Some("?state=shop".to_owned()),
            contact: contact(language).to_owned(),
            receipt: self.receipt.and_then(receipt),
            leaving: self.leaving,
            returned: self.returned.map(returned),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_account_is_valid_but_the_one_that_must_not_be() {
        for holding in Holding::ALL {
            for language in [Language::Japanese, Language::English] {
                let mut problems = Vec::new();
                let read = Account::read(&holding.account(language), &mut problems);
                let problems: Vec<_> = problems.iter().map(|it| (it.path.as_str(), it.reason.code())).collect();
                let expected: &[_] = match holding {
                    Holding::Invalid => &[("subscriptions[0].amount", "missing")],
                    _ => &[],
                };
                assert_eq!(problems, expected, "{holding:?} {language:?}");
                assert_eq!(read.is_some(), expected.is_empty(), "{holding:?}");
            }
        }
    }

    #[test]
    fn what_a_page_offers_can_be_done() {
        for holding in Holding::ALL {
            let Some(account) = Account::read(&holding.account(Language::English), &mut Vec::new()) else { continue };
            for subscription in &account.subscriptions {
                let offered = subscription.offered(account.today).count();
                assert_eq!(offered, subscription.actions.len(), "{holding:?}");
                let is_charged = subscription.next_charge(account.today).is_some();
                assert_eq!(subscription.calendar_url.is_some(), is_charged, "{holding:?}");
            }
        }
    }
}
