//! The reports on the preview's page after the return.

use super::plan::{Plan, contact};
use crate::json::Json;
use crate::language::Language;

/// What became of an order (DESIGN.md, "The result on the page").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Report {
    /// What the order is for.
    pub(super) bought: Bought,
    /// The word for what became of it.
    pub(super) outcome: &'static str,
    /// The gateway's code of a failure; blank without one.
    pub(super) code: &'static str,
}

/// What an order is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bought {
    /// Something that is bought once.
    Goods,
    /// A contract with a fixed amount.
    Contract,
    /// A contract whose amount varies.
    Usage,
    /// Something without a name: the report is not valid.
    Nothing,
}

impl Report {
    /// The report's JSON; the merchant's texts are in the page's language.
    pub(super) fn json(self, language: Language) -> Json {
        let text = Json::from_text;
        let (item_name, amount, page) = match self.bought {
            Bought::Goods => (language.pick("赤ワイン（ハーフ）", "Red wine (half)"), 3_500, None),
            Bought::Contract => contract(Plan::Monthly, language),
            Bought::Usage => contract(Plan::Usage, language),
            Bought::Nothing => ("", 3_500, None),
        };
        let mut members = vec![
            ("outcome", text(self.outcome)),
            ("code", if self.code.is_empty() { Json::Null } else { text(self.code) }),
            ("order_reference", text("preview-1")),
            ("item_name", text(item_name)),
            ("amount", Json::Number(f64::from(amount))),
            ("order_url", text(if page.is_some() { "?state=review-recurring_monthly" } else { "?state=review" })),
            ("shop_url", text("?state=shop")),
            ("other_ways_url", text("?state=shop")),
            ("contact", text(contact(language))),
        ];
        if let Some(page) = page {
            members.push(("subscription_url", text(page)));
            members.push(("varies", Json::Truth(self.bought == Bought::Usage)));
        }
        Json::object(members)
    }
}

fn contract(plan: Plan, language: Language) -> (&'static str, i32, Option<&'static str>) {
    let (item_name, _, amount) = plan.item(language);
    (
        item_name,
        amount,
        Some(if plan == Plan::Usage { "?state=subscriptions-usage" } else { "?state=subscriptions-active" }),
    )
}
