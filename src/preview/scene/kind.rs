//! What a state of an element is made of.

use crate::json::Json;
use crate::language::Language;
use crate::page::subscription::Action;
use crate::preview::order::{Sample, order};
use crate::preview::report::Report;
use crate::preview::server::Server;
use crate::preview::subscription::Holding;
use crate::preview::words::Words;

/// A state: what is on the page, and what happens to it.
pub(in crate::preview) struct Scene {
    /// Its name in the address.
    pub(in crate::preview) id: &'static str,
    /// The element that shows it.
    pub(in crate::preview) element: Element,
    /// Its heading in the list.
    pub(in crate::preview) group: Words,
    /// What it shows.
    pub(in crate::preview) name: Words,
    /// What is on the page, and what happens.
    pub(in crate::preview) show: Show,
}

/// One of the three elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::preview) enum Element {
    Checkout,
    Result,
    Subscriptions,
}

/// What is on the page, and what happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::preview) enum Show {
    /// An order.
    Checkout(Sample, Play),
    /// What became of an order, and what the server says when it is asked again.
    Result(Report, Later),
    /// A payer's contracts.
    Subscriptions(Holding, Deed),
}

/// What happens after the order is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::preview) enum Play {
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
pub(in crate::preview) enum Later {
    /// Nothing, and time stands still.
    Nothing,
    /// So many seconds pass, and the server says this to every question.
    Says(&'static str, u32),
}

/// What happens after the contracts are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::preview) enum Deed {
    /// Nothing.
    Nothing,
    /// The control is pressed.
    Pressed(Action),
    /// The control and the confirmation in its place are pressed, the server does this, and then so many seconds pass; time
    /// stands still after that.
    Confirmed(Action, Server, u32),
}

impl Scene {
    /// The data on the page; the merchant's texts are in the page's language.
    pub(in crate::preview) fn data(&self, language: Language) -> Json {
        match self.show {
            Show::Checkout(sample, _) => order(sample, language),
            Show::Result(report, _) => report.json(language),
            Show::Subscriptions(holding, _) => holding.account(language),
        }
    }

    /// Whether it is what it is by its data alone.
    pub(in crate::preview) fn is_data_alone(&self) -> bool {
        matches!(
            self.show,
            Show::Checkout(_, Play::Nothing) | Show::Result(_, Later::Nothing) | Show::Subscriptions(_, Deed::Nothing)
        )
    }
}

impl Element {
    /// In the order in which a payer meets them.
    pub(in crate::preview) const ALL: [Self; 3] = [Self::Checkout, Self::Result, Self::Subscriptions];

    /// Its tag.
    pub(in crate::preview) const fn tag(self) -> &'static str {
        match self {
            Self::Checkout => "kantan-checkout",
            Self::Result => "kantan-result",
            Self::Subscriptions => "kantan-subscriptions",
        }
    }

    /// The property that holds its data.
    pub(in crate::preview) const fn property(self) -> &'static str {
        match self {
            Self::Checkout => "order",
            Self::Result => "result",
            Self::Subscriptions => "subscriptions",
        }
    }

    /// What it is for.
    pub(in crate::preview) const fn name(self) -> Words {
        match self {
            Self::Checkout => ("ご注文の確認", "The order"),
            Self::Result => ("お支払いの結果", "The result"),
            Self::Subscriptions => ("ご契約のページ", "The subscriptions"),
        }
    }
}
