//! What the form says of its inputs: labels, hints, bounds and choices.

use super::{Choice, Input};
use crate::language::Sentence;
use crate::preview::words::{Words, of};

impl Input {
    /// Its label.
    pub(in super::super) const fn label(self) -> Words {
        match self {
            Self::Contract => ("契約", "Contract"),
            Self::Commodity => ("販売するもの", "What is sold"),
            Self::Method => ("課金方式", "Billing method"),
            Self::Description => ("商品・サービスの説明", "Description"),
            Self::Name => ("商品名（item_name）", "Item name (item_name)"),
            Self::ItemId => ("商品ID（item_id）", "Item id (item_id)"),
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
            Self::Delivery => of(Sentence::TermDelivery),
            Self::Cancellation => of(Sentence::TermCancellation),
            Self::PaymentTiming => ("お支払いの時期", "When payment is made"),
            Self::ApplicationPeriod => of(Sentence::TermPeriod),
            Self::Contact => ("お問い合わせ先", "Contact"),
            Self::Reference => ("注文の番号（order_reference）", "Order reference (order_reference)"),
            Self::BackUrl => ("内容を訂正するページ（back_url）", "Where the order is corrected (back_url)"),
            Self::CancelUrl => ("解約のページ（cancel_url）", "Where the contract is left (cancel_url)"),
        }
    }

    /// What is said below it; blank if nothing.
    pub(in super::super) const fn hint(self) -> Words {
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
            Self::PaymentTiming => (
                "空欄なら、au かんたん決済でのお支払いとして説明されます。",
                "Blank: explained as a payment with au Kantan Kessai.",
            ),
            Self::ApplicationPeriod => (
                "期間限定で販売するときに書きます。空欄なら「期間の定めはありません」と表示されます。",
                "For what is sold for a limited time. Blank: “There is no limited period.”",
            ),
            Self::Contact => (
                "解約などの問い合わせ先です。電話番号は押せるようになります。",
                "Whom to ask about the contract. A telephone number can be pressed.",
            ),
            Self::Reference => (
                "本番では、注文ごとに新しい番号をサーバーが入れます。",
                "In a shop, your server writes a new one for every order.",
            ),
            Self::BackUrl => (
                "ショップの中のパスか https のアドレス。空欄ならリンクを出しません。",
                "A path on your site or an https address. Blank: no link.",
            ),
            _ => ("", ""),
        }
    }

    /// The numbers that it takes; blank if it is no number.
    pub(in super::super) const fn bounds(self) -> Words {
        match self {
            Self::IntroductionAmount => ("0〜9,999,999", "0 to 9,999,999"),
            Self::Cycles | Self::IntroductionCycles => ("1〜65,535", "1 to 65,535"),
            Self::Months => ("1〜12", "1 to 12"),
            Self::Day => ("1〜31", "1 to 31"),
            Self::Weeks => ("1〜52", "1 to 52"),
            Self::Days => ("1〜365", "1 to 365"),
            _ => ("", ""),
        }
    }

    /// What can be chosen; nothing for an input that is typed.
    pub(in super::super) const fn options(self) -> &'static [Choice] {
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
}
