//! The inputs of the form: their names, kinds and groups, and what they open with.

mod texts;

use super::super::words::{ITEM, Words};
use crate::language::Language;

/// An input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Input {
    Contract,
    Commodity,
    Method,
    Description,
    Name,
    ItemId,
    Amount,
    Tax,
    Joined,
    FirstMonth,
    CancellationMonth,
    LastMonth,
    TimingKind,
    Months,
    Day,
    Weeks,
    Weekday,
    Days,
    FirstChargeFrom,
    Cycles,
    IntroductionCycles,
    IntroductionAmount,
    Varies,
}

/// How an input is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    Day,
    Month,
    Choice,
}

/// A choice's value and its name.
type Choice = (&'static str, Words);

impl Input {
    pub(super) const ALL: [Self; 23] = [
        Self::Contract,
        Self::Commodity,
        Self::Method,
        Self::Description,
        Self::Name,
        Self::ItemId,
        Self::Amount,
        Self::Tax,
        Self::Joined,
        Self::FirstMonth,
        Self::CancellationMonth,
        Self::LastMonth,
        Self::TimingKind,
        Self::Months,
        Self::Day,
        Self::Weeks,
        Self::Weekday,
        Self::Days,
        Self::FirstChargeFrom,
        Self::Cycles,
        Self::IntroductionCycles,
        Self::IntroductionAmount,
        Self::Varies,
    ];

    /// Its id in the page and name in the address; hint, error and row are named after it.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Contract => "contract",
            Self::Commodity => "commodity",
            Self::Method => "method",
            Self::Description => "description",
            Self::Name => "item-name",
            Self::ItemId => "item-id",
            Self::Amount => "amount",
            Self::Tax => "tax",
            Self::Joined => "joined-on",
            Self::FirstMonth => "first-month",
            Self::CancellationMonth => "cancellation-month",
            Self::LastMonth => "last-month",
            Self::TimingKind => "timing",
            Self::Months => "months",
            Self::Day => "day",
            Self::Weeks => "weeks",
            Self::Weekday => "weekday",
            Self::Days => "days",
            Self::FirstChargeFrom => "first-charge-from",
            Self::Cycles => "cycles",
            Self::IntroductionCycles => "introduction-cycles",
            Self::IntroductionAmount => "introduction-amount",
            Self::Varies => "varies",
        }
    }

    /// How it is filled in.
    pub(super) const fn kind(self) -> Kind {
        match self {
            Self::Description | Self::Name | Self::ItemId => Kind::Text,
            Self::Joined | Self::FirstChargeFrom => Kind::Day,
            Self::LastMonth => Kind::Month,
            Self::Contract
            | Self::Commodity
            | Self::Method
            | Self::FirstMonth
            | Self::CancellationMonth
            | Self::TimingKind
            | Self::Weekday
            | Self::Varies => Kind::Choice,
            _ => Kind::Number,
        }
    }

    /// Whether it needs a line of its own.
    pub(super) const fn is_long(self) -> bool {
        matches!(self, Self::Method | Self::Description | Self::Name | Self::ItemId | Self::TimingKind | Self::Varies)
    }

    /// What it opens with.
    pub(super) fn initial(self, language: Language) -> &'static str {
        match self {
            Self::Contract => "basic",
            Self::Commodity => "goods",
            Self::Method => "one_time",
            Self::Description => language.pick("ワイン定期便３０００円コース", "Wine club"),
            Self::Name => language.pick(ITEM.0, ITEM.1),
            Self::ItemId => "wine-3000",
            Self::Amount => "3000",
            Self::Tax => "272",
            Self::Joined => "2026-11-24",
            Self::FirstMonth | Self::CancellationMonth => "charged",
            Self::TimingKind => "day_of_month",
            Self::Months | Self::Weeks => "1",
            Self::Day => "20",
            Self::Weekday => "friday",
            Self::Days => "30",
            Self::Varies => "false",
            Self::LastMonth
            | Self::FirstChargeFrom
            | Self::Cycles
            | Self::IntroductionCycles
            | Self::IntroductionAmount => "",
        }
    }

    /// The inputs in groups, each with its heading.
    pub(super) const GROUPS: [(Words, &'static [Self]); 4] = [
        (("販売のしかた", "How it is sold"), &[Self::Contract, Self::Commodity, Self::Method]),
        (("商品", "Product"), &[Self::Description, Self::Name, Self::ItemId, Self::Amount, Self::Tax]),
        (("継続課金（簡易）", "Recurring (simple)"), &[Self::FirstMonth, Self::CancellationMonth, Self::LastMonth]),
        (
            ("課金の予定", "Billing"),
            &[
                Self::Joined,
                Self::TimingKind,
                Self::Months,
                Self::Day,
                Self::Weeks,
                Self::Weekday,
                Self::Days,
                Self::FirstChargeFrom,
                Self::Cycles,
                Self::IntroductionCycles,
                Self::IntroductionAmount,
                Self::Varies,
            ],
        ),
    ];

    /// Where it stands in the order's JSON; nowhere if the order does not hold it.
    pub(super) const fn paths(self) -> &'static [&'static str] {
        match self {
            Self::ItemId => &["item_id"],
            // The one line is made of name and amount.
            Self::Name => &["item_name", "lines[0].name"],
            Self::Amount => &["amount", "lines[0].amount"],
            Self::Tax => &["tax"],
            Self::Joined => &["recurring.joined_on"],
            Self::FirstMonth => &["recurring.first_month"],
            Self::CancellationMonth => &["recurring.cancellation_month"],
            Self::LastMonth => &["recurring.last_month"],
            Self::TimingKind => &["recurring.timing.kind"],
            Self::Months => &["recurring.timing.months"],
            Self::Day => &["recurring.timing.day"],
            Self::Weeks => &["recurring.timing.weeks"],
            Self::Weekday => &["recurring.timing.weekday"],
            Self::Days => &["recurring.timing.days"],
            Self::FirstChargeFrom => &["recurring.first_charge_from"],
            Self::Cycles => &["recurring.cycles"],
            Self::IntroductionCycles => &["recurring.introduction.cycles"],
            Self::IntroductionAmount => &["recurring.introduction.amount"],
            Self::Varies => &["recurring.varies"],
            Self::Contract | Self::Commodity | Self::Method | Self::Description => &[],
        }
    }

    /// The input that a problem of the order is about, by the problem's path; `None` for one that another tells already,
    /// as that of a line does.
    pub(super) fn of_path(path: &str) -> Option<Self> {
        match path {
            "recurring.timing" => Some(Self::TimingKind),
            "recurring.introduction" => Some(Self::IntroductionAmount),
            _ => Self::ALL.into_iter().find(|input| input.paths().first() == Some(&path)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preview::choice::Choice;

    #[test]
    fn each_input_stands_in_exactly_one_group_under_an_id_of_its_own() {
        let grouped: Vec<Input> = Input::GROUPS.iter().flat_map(|(_, inputs)| inputs.iter().copied()).collect();
        assert_eq!(grouped.len(), Input::ALL.len());
        for (index, input) in Input::ALL.into_iter().enumerate() {
            assert!(grouped.contains(&input), "{input:?}");
            let of_the_gallery = Choice::is_named(input.id());
            assert!(!of_the_gallery, "{input:?}");
            assert!(Input::ALL[..index].iter().all(|other| other.id() != input.id()), "{input:?}");
        }
    }

    #[test]
    fn a_choice_opens_with_one_of_its_options_and_only_choices_have_them() {
        for input in Input::ALL {
            let initial = input.initial(Language::Japanese);
            assert_eq!(input.options().is_empty(), input.kind() != Kind::Choice, "{input:?}");
            assert!(
                input.options().is_empty() || input.options().iter().any(|(value, _)| *value == initial),
                "{input:?}"
            );
        }
    }
}
