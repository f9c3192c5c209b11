//! The inputs of the form: their names, labels, choices and what they open with.

use super::super::Words;
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
            Self::Name => language.pick("赤ワイン（ハーフ）", "Red wine (half)"),
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

    /// Its label.
    pub(super) const fn label(self) -> Words {
        match self {
            Self::Contract => ("契約", "Contract"),
            Self::Commodity => ("販売するもの", "What is sold"),
            Self::Method => ("課金方式", "Billing method"),
            Self::Description => ("商品・サービスの説明", "Description"),
            Self::Name => ("商品名（item_name）", "Item name (item_name)"),
            Self::ItemId => ("商品ID（item_id）", "Item id (item_id)"),
            Self::Amount => ("金額（円、税込）", "Amount (yen, tax included)"),
            Self::Tax => ("うち消費税（円）", "Tax in it (yen)"),
            Self::Joined => ("申込日（例）", "Day of joining (example)"),
            Self::FirstMonth => ("初月", "First month"),
            Self::CancellationMonth => ("申込月に解約したとき", "If cancelled in the first month"),
            Self::LastMonth => ("最終課金月", "Last month"),
            Self::TimingKind => ("課金タイミング", "Timing"),
            Self::Months => ("何か月ごと", "Months between"),
            Self::Day => ("日", "Day of the month"),
            Self::Weeks => ("何週ごと", "Weeks between"),
            Self::Weekday => ("曜日", "Day of the week"),
            Self::Days => ("何日ごと", "Days between"),
            Self::FirstChargeFrom => ("初回課金はこの日以降", "First charge from"),
            Self::Cycles => ("回数", "Cycles"),
            Self::IntroductionCycles => ("はじめの無料・割引の回数", "Introductory cycles"),
            Self::IntroductionAmount => ("その間の金額（円）", "Amount in them (yen)"),
            Self::Varies => ("毎回の金額", "Each amount"),
        }
    }

    /// What is said below it; blank if nothing.
    pub(super) const fn hint(self) -> Words {
        match self {
            Self::Description => (
                "何の代金か。下の候補は、これに課金タイミングを組み合わせた名前です。",
                "What it is. The names below put it together with when it is billed.",
            ),
            Self::Name => (
                "全角20文字（40バイト）まで。au の画面には先頭16文字が表示されます。",
                "Up to 20 double-byte characters (40 bytes). au shows the first 16.",
            ),
            Self::ItemId => ("半角英数字と記号、32文字まで。", "Printable ASCII, up to 32 characters."),
            Self::Amount => (
                "1〜9,999,999。従量課金では1回の上限額です。",
                "1 to 9,999,999. Of pay as you go, the most that one charge takes.",
            ),
            Self::Tax => ("空欄なら表示しません。", "Blank: not shown."),
            Self::Joined => ("本番ではサーバーがその日の日付を入れます。", "In a shop, your server writes the day."),
            Self::LastMonth => ("空欄なら無期限。例：2027-03", "Blank: indefinite. For example 2027-03"),
            Self::Months => ("1〜12", "1 to 12"),
            Self::Day => ("1〜31。その日がない月は月末。", "1 to 31; in shorter months the last day."),
            Self::Weeks => ("1〜52", "1 to 52"),
            Self::Days => ("1〜365", "1 to 365"),
            Self::FirstChargeFrom => ("空欄なら申込日から。", "Blank: from the day of joining."),
            Self::Cycles => ("空欄なら無期限。", "Blank: indefinite."),
            Self::IntroductionCycles => ("空欄ならなし。", "Blank: none."),
            Self::IntroductionAmount => ("0なら無料。", "0 is free."),
            _ => ("", ""),
        }
    }

    /// The numbers that it takes; blank if it is no number.
    pub(super) const fn bounds(self) -> Words {
        match self {
            Self::Amount => ("1〜9,999,999", "1 to 9,999,999"),
            Self::Tax | Self::IntroductionAmount => ("0〜9,999,999", "0 to 9,999,999"),
            Self::Cycles | Self::IntroductionCycles => ("1〜65,535", "1 to 65,535"),
            Self::Months => ("1〜12", "1 to 12"),
            Self::Day => ("1〜31", "1 to 31"),
            Self::Weeks => ("1〜52", "1 to 52"),
            Self::Days => ("1〜365", "1 to 365"),
            _ => ("", ""),
        }
    }

    /// What can be chosen; nothing for an input that is typed.
    pub(super) const fn options(self) -> &'static [Choice] {
        match self {
            Self::Contract => &[
                ("basic", ("基本", "Basic")),
                ("basic_and_credit_card", ("基本＋クレジットカード", "Basic + credit card")),
                ("basic_and_webmoney", ("基本＋WebMoney", "Basic + WebMoney")),
                (
                    "basic_and_credit_card_and_webmoney",
                    ("基本＋クレジットカード＋WebMoney", "Basic + credit card + WebMoney"),
                ),
            ],
            Self::Commodity => {
                &[("goods", ("物品", "Goods")), ("digital_content", ("デジタルコンテンツ", "Digital content"))]
            }
            Self::Method => &[
                ("one_time", ("都度課金（自動売上）", "One-time, automatic sales")),
                ("one_time_specified", ("都度課金（指定売上）", "One-time, specified sales")),
                ("simple", ("継続課金（簡易）：毎月1日", "Recurring (simple), the 1st of each month")),
                ("fixed_term", ("継続課金（定期）", "Recurring (fixed term)")),
                ("usage", ("継続課金（従量）", "Recurring (pay as you go)")),
            ],
            Self::FirstMonth => &[("charged", ("課金する", "Charged")), ("free", ("無料", "Free"))],
            Self::CancellationMonth => {
                &[("charged", ("課金する", "Charged")), ("not_charged", ("課金しない", "Not charged"))]
            }
            Self::TimingKind => &[
                ("day_of_month", ("毎月・数か月ごとの決まった日", "A day of the month")),
                ("last_day_of_month", ("月末", "The last day of the month")),
                ("day_of_week", ("曜日", "A day of the week")),
                ("every_days", ("数日ごと", "Every so many days")),
            ],
            Self::Weekday => &[
                ("monday", ("月曜日", "Monday")),
                ("tuesday", ("火曜日", "Tuesday")),
                ("wednesday", ("水曜日", "Wednesday")),
                ("thursday", ("木曜日", "Thursday")),
                ("friday", ("金曜日", "Friday")),
                ("saturday", ("土曜日", "Saturday")),
                ("sunday", ("日曜日", "Sunday")),
            ],
            Self::Varies => &[
                ("false", ("一定", "Always the same")),
                ("true", ("変動（上の金額まで）", "Varies, up to the amount")),
            ],
            _ => &[],
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

    /// The input that a problem of the order is about, by the problem's path; `None` for one that another tells already.
    pub(super) fn of_path(path: &str) -> Option<Self> {
        Some(match path.strip_prefix("recurring.").unwrap_or(path) {
            "item_id" => Self::ItemId,
            "item_name" => Self::Name,
            "amount" => Self::Amount,
            "tax" => Self::Tax,
            "joined_on" => Self::Joined,
            "last_month" => Self::LastMonth,
            "timing" | "timing.kind" => Self::TimingKind,
            "timing.months" => Self::Months,
            "timing.day" => Self::Day,
            "timing.weeks" => Self::Weeks,
            "timing.days" => Self::Days,
            "first_charge_from" => Self::FirstChargeFrom,
            "cycles" => Self::Cycles,
            "introduction.cycles" => Self::IntroductionCycles,
            "introduction" | "introduction.amount" => Self::IntroductionAmount,
            // The one line is made of name and amount.
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_input_stands_in_exactly_one_group_under_an_id_of_its_own() {
        let grouped: Vec<Input> = Input::GROUPS.iter().flat_map(|(_, inputs)| inputs.iter().copied()).collect();
        assert_eq!(grouped.len(), Input::ALL.len());
        for (index, input) in Input::ALL.into_iter().enumerate() {
            assert!(grouped.contains(&input), "{input:?}");
            let of_the_gallery = ["view", "state", "language", "width", "scheme", "alone"].contains(&input.id());
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
