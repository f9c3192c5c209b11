//! The inputs of the form: their names, kinds and groups, and what they open with.

mod texts;

use super::super::words::{CANCELLATION, DELIVERY, ITEM, SHOP, Words, of};
use crate::language::{Language, Sentence};

/// An input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Input {
    Contract,
    Commodity,
    Method,
    Description,
    Name,
    ItemId,
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
    Delivery,
    Cancellation,
    PaymentTiming,
    ApplicationPeriod,
    Contact,
    Reference,
    BackUrl,
    CancelUrl,
}

/// How an input is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// A text of several lines.
    Prose,
    Number,
    Day,
    Month,
    Choice,
}

/// A choice's value and its name.
type Choice = (&'static str, Words);

impl Input {
    pub(super) const ALL: [Self; 29] = [
        Self::Contract,
        Self::Commodity,
        Self::Method,
        Self::Description,
        Self::Name,
        Self::ItemId,
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
        Self::Delivery,
        Self::Cancellation,
        Self::PaymentTiming,
        Self::ApplicationPeriod,
        Self::Contact,
        Self::Reference,
        Self::BackUrl,
        Self::CancelUrl,
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
            Self::Delivery => "delivery",
            Self::Cancellation => "cancellation",
            Self::PaymentTiming => "payment-timing",
            Self::ApplicationPeriod => "application-period",
            Self::Contact => "contact",
            Self::Reference => "order-reference",
            Self::BackUrl => "back-url",
            Self::CancelUrl => "cancel-url",
        }
    }

    /// How it is filled in.
    pub(super) const fn kind(self) -> Kind {
        match self {
            Self::Description
            | Self::Name
            | Self::ItemId
            | Self::Contact
            | Self::Reference
            | Self::BackUrl
            | Self::CancelUrl => Kind::Text,
            Self::Delivery | Self::Cancellation | Self::PaymentTiming | Self::ApplicationPeriod => Kind::Prose,
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
        match self {
            Self::Method | Self::TimingKind | Self::Varies => true,
            _ => matches!(self.kind(), Kind::Text | Kind::Prose),
        }
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
            Self::Joined => "2026-11-24",
            Self::FirstMonth | Self::CancellationMonth => "charged",
            Self::TimingKind => "day_of_month",
            Self::Months | Self::Weeks => "1",
            Self::Day => "20",
            Self::Weekday => "friday",
            Self::Days => "30",
            Self::Varies => "false",
            Self::Delivery => language.pick(DELIVERY.0, DELIVERY.1),
            Self::Cancellation => language.pick(CANCELLATION.0, CANCELLATION.1),
            Self::Contact => language.pick(SHOP.0, SHOP.1),
            Self::Reference => "order-1",
            Self::BackUrl => "/cart",
            Self::CancelUrl => "/subscriptions/order-1",
            Self::LastMonth
            | Self::FirstChargeFrom
            | Self::Cycles
            | Self::IntroductionCycles
            | Self::IntroductionAmount
            | Self::PaymentTiming
            | Self::ApplicationPeriod => "",
        }
    }

    /// The inputs in groups, each with its heading.
    pub(super) const GROUPS: [(Words, &'static [Self]); 6] = [
        (("販売のしかた", "How it is sold"), &[Self::Contract, Self::Commodity, Self::Method]),
        (("商品", "Product"), &[Self::Description, Self::Name, Self::ItemId]),
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
        (
            of(Sentence::Terms),
            &[Self::Delivery, Self::Cancellation, Self::PaymentTiming, Self::ApplicationPeriod, Self::Contact],
        ),
        (("ページ", "Page"), &[Self::Reference, Self::BackUrl, Self::CancelUrl]),
    ];

    /// Where it stands in the order's JSON; nowhere if the order does not hold it.
    pub(super) const fn path(self) -> Option<&'static str> {
        match self {
            Self::ItemId => Some("item_id"),
            Self::Name => Some("item_name"),
            Self::Joined => Some("recurring.joined_on"),
            Self::FirstMonth => Some("recurring.first_month"),
            Self::CancellationMonth => Some("recurring.cancellation_month"),
            Self::LastMonth => Some("recurring.last_month"),
            Self::TimingKind => Some("recurring.timing.kind"),
            Self::Months => Some("recurring.timing.months"),
            Self::Day => Some("recurring.timing.day"),
            Self::Weeks => Some("recurring.timing.weeks"),
            Self::Weekday => Some("recurring.timing.weekday"),
            Self::Days => Some("recurring.timing.days"),
            Self::FirstChargeFrom => Some("recurring.first_charge_from"),
            Self::Cycles => Some("recurring.cycles"),
            Self::IntroductionCycles => Some("recurring.introduction.cycles"),
            Self::IntroductionAmount => Some("recurring.introduction.amount"),
            Self::Varies => Some("recurring.varies"),
            Self::Delivery => Some("delivery"),
            Self::Cancellation => Some("cancellation"),
            Self::PaymentTiming => Some("payment_timing"),
            Self::ApplicationPeriod => Some("application_period"),
            Self::Contact => Some("recurring.contact"),
            Self::Reference => Some("order_reference"),
            Self::BackUrl => Some("back_url"),
            Self::CancelUrl => Some("recurring.cancel_url"),
            Self::Contract | Self::Commodity | Self::Method | Self::Description => None,
        }
    }

    /// The input that a problem of the order is about, by the problem's path; `None` for one of the lines.
    pub(super) fn of_path(path: &str) -> Option<Self> {
        match path {
            "recurring.timing" => Some(Self::TimingKind),
            "recurring.introduction" => Some(Self::IntroductionAmount),
            _ => Self::ALL.into_iter().find(|input| input.path() == Some(path)),
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
