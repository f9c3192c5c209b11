//! The reports on the preview's page after the return.

use super::plan::{Plan, contact};
use super::words::{ITEM, NUMBER};
use crate::json::Json;
use crate::language::Language;
use crate::page::report::{PaymentOutcome, Report as Data};
use sbps::error_code::LinkErrorCode;
use sbps::money::Yen;

/// The address of the made-up shop.
const SHOP: &str = "?state=shop";

/// What became of an order.
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
    /// The report as a page holds it; the merchant's texts are in the page's language.
    pub(super) fn json(self, language: Language) -> Json {
        self.data(language).map_or(Json::Null, |report| report.to_json())
    }

    /// `None` never happens: the tests read every one.
    fn data(self, language: Language) -> Option<Data> {
        let (item_name, amount, page) = match self.bought {
            Bought::Goods => (language.pick(ITEM.0, ITEM.1), 3_500, None),
            Bought::Contract => contract(Plan::Monthly, language),
            Bought::Usage => contract(Plan::Usage, language),
            Bought::Nothing => ("", 3_500, None),
        };
        let order_url = if page.is_some() { "?state=review-recurring_monthly" } else { "?state=review" };
        Some(Data {
            outcome: PaymentOutcome::of(self.outcome, Some(self.code).filter(|code| !code.is_empty()))?,
            reference: "preview-1".to_owned(),
            number: Some(NUMBER.to_owned()),
            item_name: item_name.to_owned(),
            amount: Yen::new(amount).ok()?,
            varies: self.bought == Bought::Usage,
            not_charged: self.code.parse::<LinkErrorCode>().is_ok_and(|code| !code.advice().may_be_done()),
            result_url: None,
            order_url: order_url.to_owned(),
            shop_url: SHOP.to_owned(),
            other_ways_url: Some(SHOP.to_owned()),
            subscription_url: page.map(str::to_owned),
            contact: contact(language).to_owned(),
        })
    }
}

fn contract(plan: Plan, language: Language) -> (&'static str, u32, Option<&'static str>) {
    let (item_name, _, amount) = plan.item(language);
    (
        item_name,
        amount,
        Some(if plan == Plan::Usage { "?state=subscriptions-usage" } else { "?state=subscriptions-active" }),
    )
}
