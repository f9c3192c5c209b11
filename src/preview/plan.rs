//! The recurring contracts on the preview's page: one of each kind that a shop offers.

use crate::json::Json;
use crate::language::Language;

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
    pub(super) fn item(self, language: Language) -> (&'static str, &'static str, i32) {
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

    /// The contract of an order, which is joined today.
    pub(super) fn json(self, language: Language) -> Json {
        self.joined("2026-11-24", language)
    }

    /// The contract as a merchant's page writes it (DESIGN.md, "The order on the page").
    pub(super) fn joined(self, day: &str, language: Language) -> Json {
        let text = Json::from_text;
        let cancel_url = ("cancel_url", text("?state=subscriptions-active"));
        let mut members = vec![("joined_on", text(day)), cancel_url, ("contact", text(contact(language)))];
        members.extend(match self {
            Self::SimpleFreeMonth => simple("free", Json::Null),
            Self::SimpleLastMonth => simple("charged", text("2027-03")),
            Self::Monthly => {
                fixed_term(vec![("kind", text("day_of_month")), ("months", number(1)), ("day", number(20))])
            }
            Self::Weekly => {
                fixed_term(vec![("kind", text("day_of_week")), ("weeks", number(1)), ("weekday", text("friday"))])
            }
            Self::MonthEnd => {
                let introduction = Json::object(vec![("cycles", number(2)), ("amount", number(4_950))]);
                let mut members = fixed_term(vec![("kind", text("last_day_of_month")), ("months", number(1))]);
                members.extend([("cycles", number(12)), ("introduction", introduction)]);
                members
            }
            Self::FromToday => fixed_term(vec![("kind", text("every_days")), ("days", number(30))]),
            Self::Usage => fixed_term(vec![("kind", text("usage"))]),
        });
        Json::object(members)
    }
}

/// Whom to ask about everything that the made-up shop sells.
pub(super) fn contact(language: Language) -> &'static str {
    language.pick("くらしのワイン店 03-0000-0000", "The Everyday Wine Shop, 03-0000-0000")
}

fn number(number: u32) -> Json {
    Json::Number(f64::from(number))
}

fn simple(first_month: &str, last_month: Json) -> Vec<(&'static str, Json)> {
    vec![
        ("method", Json::from_text("simple")),
        ("first_month", Json::from_text(first_month)),
        ("cancellation_month", Json::from_text("not_charged")),
        ("last_month", last_month),
    ]
}

fn fixed_term(timing: Vec<(&str, Json)>) -> Vec<(&'static str, Json)> {
    vec![("method", Json::from_text("fixed_term")), ("timing", Json::object(timing))]
}

#[cfg(test)]
mod tests {
    use super::super::order::{Sample, order};
    use super::*;
    use crate::page::order::Order;
    use crate::page::recurring::Terms;
    use sbps::schedule::Timing;

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
