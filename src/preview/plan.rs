//! The recurring contracts on the preview's page: one of each kind that a shop offers.

use super::words::SHOP;
use crate::language::Language;
use crate::page::recurring::{Recurring, Terms};
use chrono::{NaiveDate, Weekday};
use core::num::NonZeroU16;
use sbps::date_time::YearMonth;
use sbps::money::Yen;
use sbps::schedule::{Amount, FirstMonth, FirstMonthCancellation, FixedTerm, Introduction, PayAsYouGo, Simple, Timing};

/// A recurring contract to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plan {
    /// Billed by the gateway, the month of joining free.
    SimpleFreeMonth,
    /// Billed by the gateway, ending by itself.
    SimpleLastMonth,
    /// Billed by the merchant on the 20th of each month.
    Monthly,
    /// Billed by the merchant every Friday.
    Weekly,
    /// Billed by the merchant twelve times at the end of the month, at first for less.
    MonthEnd,
    /// Billed by the merchant every thirty days, the first time by joining.
    FromToday,
    /// Billed by the merchant when something was used.
    Usage,
}

impl Plan {
    #[cfg(test)]
    pub(super) const ALL: [Self; 7] = [
        Self::SimpleFreeMonth,
        Self::SimpleLastMonth,
        Self::Monthly,
        Self::Weekly,
        Self::MonthEnd,
        Self::FromToday,
        Self::Usage,
    ];

    /// What is sold: the name on the bill, the name of the line, and what a full cycle costs, or can cost at most.
    pub(super) fn item(self, language: Language) -> (&'static str, &'static str, u32) {
        let (japanese, english, amount) = match self {
            Self::SimpleFreeMonth => {
                (("動画見放題プラン", "動画見放題プラン（月額）"), ("Film club", "Film club, each month"), 980)
            }
            Self::SimpleLastMonth => (
                ("料理教室 冬コース", "料理教室 冬コース（月額）"),
                ("Cooking, winter", "Cooking course, winter, each month"),
                8_800,
            ),
            Self::Monthly => (
                ("ワイン定期便 毎月20日課金", "ワイン定期便（赤白2本）"),
                ("Wine, 20th monthly", "Wine club, two bottles"),
                3_000,
            ),
            Self::Weekly => (
                ("野菜セット 毎週金曜日課金", "旬の野菜セット（7品）"),
                ("Veg box, Fridays", "Vegetable box, seven kinds"),
                2_480,
            ),
            Self::MonthEnd => (
                ("英会話レッスン 月末課金", "英会話レッスン（月4回）"),
                ("Lessons, month end", "Lessons, four each month"),
                9_900,
            ),
            Self::FromToday => (
                ("季節の花便 30日ごと課金", "季節の花便（花束）"),
                ("Flowers, every 30 days", "Bouquet of the season"),
                2_750,
            ),
            Self::Usage => (("クラウド保存 従量課金", "クラウド保存"), ("Storage, by use", "Cloud storage"), 5_000),
        };
        let (item_name, line) = language.pick(japanese, english);
        (item_name, line, amount)
    }

    /// What the shop says of delivery and of cancelling.
    pub(super) fn texts(self, language: Language) -> (&'static str, &'static str) {
        match self {
            Self::Monthly | Self::Weekly | Self::FromToday => language.pick(
                ("お支払い日の3日後までにお届けします。", "品質に問題があるときは、到着後8日以内に返品できます。"),
                (
                    "Delivered within 3 days after each payment.",
                    "If something is wrong with the goods, send them back within 8 days of arrival.",
                ),
            ),
            _ => language.pick(
                ("お申し込みの直後からご利用いただけます。", "サービスの性質上、ご利用開始後の返金はできません。"),
                (
                    "Available as soon as you have subscribed.",
                    "Because of its nature, no refund once it has been used.",
                ),
            ),
        }
    }

    /// The contract, as it is joined on a day. `None` never happens: the tests make every one.
    pub(super) fn joined(self, joined: NaiveDate, language: Language) -> Option<Recurring> {
        let (_, _, amount) = self.item(language);
        let amount = Yen::new(amount).ok()?;
        let simple = |first_month, last_month| {
            let first_month_cancellation = FirstMonthCancellation::NotCharged;
            Terms::Simple(Simple { joined, amount, first_month, first_month_cancellation, last_month })
        };
        let term = |timing| {
            let amount = Amount::Fixed(amount);
            FixedTerm { joined, starts: joined, timing, amount, introduction: None, cycles: None }
        };
        let terms = match self {
            Self::SimpleFreeMonth => simple(FirstMonth::Free, None),
            Self::SimpleLastMonth => simple(FirstMonth::Charged, YearMonth::new(2027, 3)),
            Self::Monthly => Terms::FixedTerm(term(Timing::day_of_month(1, 20).ok()?)),
            Self::Weekly => Terms::FixedTerm(term(Timing::day_of_week(1, Weekday::Fri).ok()?)),
            Self::MonthEnd => {
                let introduction = Introduction { cycles: NonZeroU16::new(2)?, amount: Yen::new(4_950).ok() };
                let term = term(Timing::last_day_of_month(1).ok()?);
                Terms::FixedTerm(FixedTerm { cycles: NonZeroU16::new(12), introduction: Some(introduction), ..term })
            }
            Self::FromToday => Terms::FixedTerm(term(Timing::every_days(30).ok()?)),
            Self::Usage => Terms::PayAsYouGo(PayAsYouGo { joined, up_to: amount }),
        };
        let cancel_url = "?state=subscriptions-active".to_owned();
        Recurring::new(terms, cancel_url, contact(language).to_owned()).ok()
    }
}

/// Whom to ask about everything that the made-up shop sells.
pub(super) fn contact(language: Language) -> &'static str {
    language.pick(SHOP.0, SHOP.1)
}

#[cfg(test)]
mod tests {
    use super::super::order::{Sample, order};
    use super::*;
    use crate::page::order::Order;

    #[test]
    fn each_plan_is_the_contract_that_it_says() {
        for plan in Plan::ALL {
            let json = order(Sample::Recurring(plan), Language::English);
            let contract = Order::read(&json, &mut Vec::new()).and_then(|order| order.recurring).expect("a contract");
            let schedule = contract.schedule;
            let (charges, cycles) = match plan {
                Plan::SimpleFreeMonth => (12, None),
                Plan::SimpleLastMonth => (5, Some(5)),
                Plan::Monthly => (12, None),
                Plan::Weekly => (52, None),
                Plan::MonthEnd => (12, Some(12)),
                Plan::FromToday => (13, None),
                Plan::Usage => (0, None),
            };
            assert_eq!((contract.charges.len(), schedule.cycles()), (charges, cycles), "{plan:?}");
            let is_simple = matches!(contract.terms, Terms::Simple(_));
            assert_eq!(is_simple, matches!(plan, Plan::SimpleFreeMonth | Plan::SimpleLastMonth));
            assert_eq!(contract.first_purchase().is_some(), plan == Plan::FromToday, "{plan:?}");
            assert_eq!(schedule.timing() == Timing::PayAsYouGo, plan == Plan::Usage);
        }
    }
}
