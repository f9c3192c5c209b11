//! The contracts on the preview's subscriber's page: one for each thing that there is to say of a contract.

use super::plan::{Plan, contact};
use crate::json::Json;
use crate::language::Language;
use crate::page::subscription::Action;

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

/// A contract as a merchant's page writes it (DESIGN.md, "The subscriber's page").
struct Draft {
    today: &'static str,
    plan: Plan,
    joined_on: &'static str,
    state: &'static str,
    ends_on: Option<&'static str>,
    /// The gateway's code, the day of the charge, and from when on billing is suspended.
    problem: Option<[&'static str; 3]>,
    /// The latest first: the day, the amount, and what became of it.
    history: Vec<(&'static str, i32, &'static str)>,
    actions: &'static [Action],
    /// The day of the receipt.
    receipt: Option<&'static str>,
    leaving: &'static str,
    /// From what the payer came back, how far it came, and the gateway's code.
    returned: Option<(Action, &'static str, Option<&'static str>)>,
    /// The day and the amount of a charge that is known beforehand though the plan is pay as you go.
    known_charge: Option<(&'static str, i32)>,
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

    /// The page's JSON; the merchant's texts are in the page's language.
    pub(super) fn account(self, language: Language) -> Json {
        let subscriptions = if self == Self::Nothing { Vec::new() } else { vec![self.contract(language)] };
        Json::object(vec![("today", Json::from_text(self.draft().today)), ("subscriptions", Json::List(subscriptions))])
    }

    /// The contract alone, as the server answers it after an ending.
    pub(super) fn contract(self, language: Language) -> Json {
        let Json::Object(mut members) = self.draft().json(language) else { return Json::Null };
        if self == Self::Invalid {
            members.retain(|(name, _)| name != "amount");
        }
        Json::Object(members)
    }

    /// What it is a contract for.
    pub(super) fn plan(self) -> Plan {
        self.draft().plan
    }

    fn draft(self) -> Draft {
        let draft = monthly();
        let cancelled = Draft { state: "cancelled", ends_on: Some("2026-12-19"), actions: RENEW, ..monthly() };
        match self {
            Self::Active | Self::Nothing | Self::Invalid => draft,
            Self::AtAu => Draft { leaving: "au", ..draft },
            Self::Simple => Draft { actions: &[Action::Cancel], leaving: "au", ..simple() },
            Self::FirstMonthFree => Draft {
                joined_on: "2026-11-24",
                history: vec![("2026-11-24", 0, "free")],
                actions: &[Action::Cancel],
                ..simple()
            },
            Self::Usage => Draft {
                plan: Plan::Usage,
                history: vec![("2026-11-02", 1_240, "paid"), ("2026-10-02", 980, "refunded")],
                ..draft
            },
            Self::Used => Draft { known_charge: Some(("2026-11-25", 640)), ..Self::Usage.draft() },
            Self::PaymentFailed => Draft {
                problem: Some(["402L4999", "2026-11-20", "2026-12-20"]),
                history: vec![("2026-11-20", 3_000, "failed"), ("2026-10-20", 3_000, "paid")],
                actions: &[Action::Unsubscribe, Action::Reapply],
                ..draft
            },
            Self::Pending => {
                Draft { state: "pending", joined_on: "2026-11-24", history: Vec::new(), actions: &[], ..draft }
            }
            Self::CancellationPending => Draft { state: "cancellation_pending", actions: &[], ..draft },
            Self::Cancelled => Draft { receipt: Some("2026-11-24"), ..cancelled },
            Self::EndedByCarrier => Draft { state: "ended_by_carrier", ends_on: Some("2026-11-30"), ..simple() },
            Self::EndedLastMonth => Draft {
                today: "2027-04-02",
                plan: Plan::SimpleLastMonth,
                joined_on: "2027-01-24",
                state: "ended_last_month",
                ends_on: Some("2027-03-31"),
                history: vec![
                    ("2027-03-01", 8_800, "paid"),
                    ("2027-02-01", 8_800, "paid"),
                    ("2027-01-24", 8_800, "paid"),
                ],
                actions: &[],
                ..draft
            },
            Self::Expired => Draft {
                joined_on: "2025-08-10",
                state: "expired",
                ends_on: Some("2026-11-20"),
                history: vec![("2025-12-20", 3_000, "failed"), ("2025-11-20", 3_000, "paid")],
                actions: RENEW,
                ..draft
            },
            Self::Unknown => Draft {
                state: "unknown",
                history: vec![("2026-11-20", 3_000, "unknown"), ("2026-10-20", 3_000, "paid")],
                actions: &[],
                ..draft
            },
            Self::NotLeft => Draft { leaving: "au", returned: Some((Action::Unsubscribe, "cancelled", None)), ..draft },
            Self::LeavingFailed => {
                Draft { leaving: "au", returned: Some((Action::Unsubscribe, "failed", Some("8297"))), ..draft }
            }
            Self::LeavingConfirming => Draft {
                state: "cancellation_pending",
                actions: &[],
                leaving: "au",
                returned: Some((Action::Unsubscribe, "confirming", None)),
                ..draft
            },
            Self::NotRenewed => Draft { returned: Some((Action::Reapply, "cancelled", None)), ..cancelled },
            Self::RenewalConfirming => {
                Draft { actions: &[], returned: Some((Action::Reapply, "confirming", None)), ..cancelled }
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
        state: "active",
        ends_on: None,
        problem: None,
        history: ["2026-11-20", "2026-10-20", "2026-09-20", "2026-08-20"].map(|on| (on, 3_000, "paid")).into(),
        actions: LEAVE,
        receipt: None,
        leaving: "shop",
        returned: None,
        known_charge: None,
    }
}

/// Billed by the gateway on the first of each month, after a free one.
fn simple() -> Draft {
    Draft {
        plan: Plan::SimpleFreeMonth,
        joined_on: "2026-09-24",
        history: vec![("2026-11-01", 980, "paid"), ("2026-10-01", 980, "paid"), ("2026-09-24", 0, "free")],
        actions: &[],
        ..monthly()
    }
}

impl Draft {
    fn json(&self, language: Language) -> Json {
        let (text, number) = (Json::from_text, |number: i32| Json::Number(f64::from(number)));
        let optional = |text: Option<&str>| text.map_or(Json::Null, Json::from_text);
        let (item_name, _, amount) = self.plan.item(language);
        let past = |&(on, amount, outcome): &(&str, i32, &str)| {
            Json::object(vec![("on", text(on)), ("amount", number(amount)), ("outcome", text(outcome))])
        };
        let problem = |[code, on, from]: [&str; 3]| {
            Json::object(vec![("code", text(code)), ("on", text(on)), ("suspended_from", text(from))])
        };
        let receipt = |on: &str| Json::object(vec![("number", text("3AC3E3BFC571")), ("on", text(on))]);
        let returned = |(from, outcome, code): (Action, &str, Option<&str>)| {
            Json::object(vec![("from", text(from.word())), ("outcome", text(outcome)), ("code", optional(code))])
        };
        let known_charge = |(on, amount): (&str, i32)| Json::object(vec![("on", text(on)), ("amount", number(amount))]);
        let is_known = self.plan != Plan::Usage || self.known_charge.is_some();
        let is_billed = self.state == "active" && self.problem.is_none() && is_known;
        Json::object(vec![
            ("reference", text("preview-1")),
            ("item_name", text(item_name)),
            ("amount", number(amount)),
            ("state", text(self.state)),
            ("recurring", self.plan.joined(self.joined_on, language)),
            ("ends_on", optional(self.ends_on)),
            ("problem", self.problem.map_or(Json::Null, problem)),
            ("history", Json::List(self.history.iter().map(past).collect())),
            ("known_charge", self.known_charge.map_or(Json::Null, known_charge)),
            ("actions", Json::List(self.actions.iter().map(|action| text(action.word())).collect())),
            ("receipt", self.receipt.map_or(Json::Null, receipt)),
            ("leaving", text(self.leaving)),
            ("returned", self.returned.map_or(Json::Null, returned)),
            ("calendar_url", optional(is_billed.then_some("?state=subscriptions-active"))),
            ("other_ways_url", text("?state=shop")),
            ("contact", text(contact(language))),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::account::Account;

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
