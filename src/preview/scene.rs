//! Every state of the elements, each with the name that its address has.

mod checkout;
mod result;
mod subscriptions;

use super::Words;
use super::order::{Sample, order};
use super::report::Report;
use super::server::Server;
use super::subscription::Holding;
use crate::json::Json;
use crate::language::Language;
use crate::page::subscription::Action;

/// A state: what is on the page, and what happens to it.
pub(super) struct Scene {
    /// Its name in the address.
    pub(super) id: &'static str,
    /// The element that shows it.
    pub(super) element: Element,
    /// Its heading in the list.
    pub(super) group: Words,
    /// What it shows.
    pub(super) name: Words,
    /// What is on the page, and what happens.
    pub(super) show: Show,
}

/// One of the three elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Checkout,
    Result,
    Subscriptions,
}

/// What is on the page, and what happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Show {
    /// An order.
    Checkout(Sample, Play),
    /// What became of an order, and what the server says when it is asked again.
    Result(Report, Later),
    /// A payer's contracts.
    Subscriptions(Holding, Deed),
}

/// What happens after the order is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Play {
    /// The visitor does what a payer would.
    Visitor,
    /// Nothing.
    Nothing,
    /// The button is pressed, and the page says no.
    Withhold,
    /// The button is pressed, the server does this, and then so many seconds pass; time stands still after that.
    Press(Server, u32),
    /// The button is pressed, the answer is posted, and the page's own policy stops the form.
    Blocked,
    /// The button is pressed, and the page is shown again from the back/forward cache.
    Return,
}

/// What happens after the result is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Later {
    /// Nothing, and time stands still.
    Nothing,
    /// So many seconds pass, and the server says this to every question.
    Says(&'static str, u32),
}

/// What happens after the contracts are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// Nothing.
    Nothing,
    /// The control is pressed.
    Pressed(Action),
    /// The control and the confirmation in its place are pressed, the server does this, and then so many seconds pass; time
    /// stands still after that.
    Confirmed(Action, Server, u32),
}

/// What the preview opens with.
pub(super) fn first() -> &'static Scene {
    let [first, ..] = &checkout::SCENES;
    first
}

/// All of them, the first one first.
pub(super) fn scenes() -> impl Iterator<Item = &'static Scene> {
    checkout::SCENES.iter().chain(&result::SCENES).chain(&subscriptions::SCENES)
}

impl Scene {
    /// The data on the page; the merchant's texts are in the page's language.
    pub(super) fn data(&self, language: Language) -> Json {
        match self.show {
            Show::Checkout(sample, _) => order(sample, language),
            Show::Result(report, _) => report.json(language),
            Show::Subscriptions(holding, _) => holding.account(language),
        }
    }

    /// Whether it is what it is by its data alone.
    pub(super) fn is_data_alone(&self) -> bool {
        matches!(
            self.show,
            Show::Checkout(_, Play::Nothing) | Show::Result(_, Later::Nothing) | Show::Subscriptions(_, Deed::Nothing)
        )
    }
}

impl Element {
    /// In the order in which a payer meets them.
    pub(super) const ALL: [Self; 3] = [Self::Checkout, Self::Result, Self::Subscriptions];

    /// Its tag.
    pub(super) const fn tag(self) -> &'static str {
        match self {
            Self::Checkout => "kantan-checkout",
            Self::Result => "kantan-result",
            Self::Subscriptions => "kantan-subscriptions",
        }
    }

    /// The property that holds its data.
    pub(super) const fn property(self) -> &'static str {
        match self {
            Self::Checkout => "order",
            Self::Result => "result",
            Self::Subscriptions => "subscriptions",
        }
    }

    /// What it is for.
    pub(super) const fn name(self) -> Words {
        match self {
            Self::Checkout => ("ご注文の確認", "The order"),
            Self::Result => ("お支払いの結果", "The result"),
            Self::Subscriptions => ("ご契約のページ", "The subscriptions"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::report::Bought;
    use super::*;
    use crate::page::account::Account;
    use crate::page::failure::Code;
    use crate::page::report::Report as Read;
    use sbps::error_code::{LinkErrorCode, PayerReason};

    #[test]
    fn each_address_is_one_state() {
        let mut ids: Vec<_> = scenes().map(|scene| scene.id).collect();
        assert!(ids.iter().all(|id| id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))));
        ids.sort_unstable();
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn every_code_of_the_element_has_its_state() {
        for code in Code::ALL {
            let id = ["error-", code.as_str()].concat();
            assert!(scenes().any(|scene| scene.id == id), "{id}");
        }
    }

    #[test]
    fn groups_stay_together() {
        let mut groups: Vec<_> = scenes().map(|scene| (scene.element, scene.group.1)).collect();
        groups.dedup();
        let count = |element| groups.iter().filter(|(of, _)| *of == element).count();
        assert_eq!(Element::ALL.map(count), [7, 4, 4]);
    }

    #[test]
    fn every_reason_of_a_failure_and_every_outcome_has_its_state() {
        let shown = |is: &dyn Fn(&Report) -> bool| {
            scenes().any(|scene| matches!(&scene.show, Show::Result(report, Later::Nothing) if is(report)))
        };
        for reason in PayerReason::ALL {
            let gives = |code: &str| code.parse().is_ok_and(|code: LinkErrorCode| code.advice().reason == reason);
            assert!(shown(&|report| report.outcome == "failed" && gives(report.code)), "{reason:?}");
        }
        for outcome in ["paid", "already_paid", "failed", "cancelled", "confirming", "expired", "open"] {
            for bought in [Bought::Goods, Bought::Contract] {
                assert!(shown(&|it| (it.outcome, it.code, it.bought) == (outcome, "", bought)), "{outcome} {bought:?}");
            }
        }
    }

    #[test]
    fn every_contract_has_its_state_and_can_be_asked_for_what_is_pressed() {
        for holding in Holding::ALL {
            let is_shown = |scene: &Scene| matches!(scene.show, Show::Subscriptions(shown, _) if shown == holding);
            assert!(scenes().any(is_shown), "{holding:?}");
        }
        for scene in scenes() {
            let Show::Subscriptions(_, Deed::Pressed(action) | Deed::Confirmed(action, ..)) = scene.show else {
                continue;
            };
            let account = Account::read(&scene.data(Language::Japanese), &mut Vec::new()).expect("an account");
            let contract = account.subscriptions.first().expect("a contract");
            assert!(contract.offered(account.today).any(|offered| offered == action), "{}", scene.id);
        }
    }

    #[test]
    fn every_report_is_valid_but_the_one_that_must_not_be() {
        for scene in scenes() {
            let Show::Result(report, _) = scene.show else { continue };
            for language in [Language::Japanese, Language::English] {
                let mut problems = Vec::new();
                let read = Read::read(&scene.data(language), &mut problems);
                assert_eq!(read.is_some(), report.bought != Bought::Nothing, "{} {problems:?}", scene.id);
            }
        }
    }
}
