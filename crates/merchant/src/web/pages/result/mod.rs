//! What became of an order, from the shop's record alone, with one clear next step: the element,
//! its JSON, and the plain page inside it, which says the same.

mod sentence;

use super::frame::{Permissions, Script, page};
use crate::domain::order::{Order, Outcome};
use crate::domain::plan::PlanTerms;
use crate::service::address::{in_language, order_address, subscription_address};
use crate::service::ordering::Standing;
use crate::service::storefront::Storefront;
use crate::web::json::embedded;
use axum::http::StatusCode;
use axum::response::Response;
use kantan_checkout::page::report::{PaymentOutcome, Report};
use maud::{Markup, html};
use sbps::error_code::NextStep;

/// What became of an order, as the element has it.
fn payment_outcome(outcome: &Outcome) -> PaymentOutcome {
    match outcome {
        Outcome::Paid => PaymentOutcome::Paid,
        Outcome::AlreadyPaid => PaymentOutcome::AlreadyPaid,
        Outcome::Failed(None) => PaymentOutcome::Unrecorded,
        Outcome::Failed(Some(code)) => PaymentOutcome::Failed(code.parse().ok()),
        Outcome::Cancelled => PaymentOutcome::Cancelled,
        Outcome::Confirming => PaymentOutcome::Confirming,
        Outcome::Expired => PaymentOutcome::Expired,
        Outcome::Open => PaymentOutcome::Open,
    }
}

/// The result of an order, as seen from the request that the browser came back from.
#[derive(Debug)]
pub(in crate::web) struct OrderResult<'a> {
    /// The order, in the language to show it in.
    pub(in crate::web) order: &'a Order,
    /// What has become of it.
    pub(in crate::web) standing: &'a Standing,
    /// Who sells.
    pub(in crate::web) storefront: &'a Storefront,
    /// Where this result is.
    pub(in crate::web) address: String,
}

impl OrderResult<'_> {
    /// The result as the element reads it. The shop takes no other way of paying.
    #[must_use]
    pub(in crate::web) fn data(&self) -> Report {
        let (order, language) = (self.order, self.order.language);
        let contract = self.standing.contract.as_deref();
        Report {
            outcome: payment_outcome(&self.standing.outcome),
            reference: order.reference.clone(),
            item_name: order.item_name.as_str().to_owned(),
            amount: order.amount,
            varies: self.varies(),
            order_url: in_language(&order_address(&order.reference), language),
            shop_url: in_language("/", language),
            other_ways_url: None,
            subscription_url: contract.map(|contract| in_language(&subscription_address(contract), language)),
            contact: self.storefront.contact.get(language).to_owned(),
        }
    }

    /// The page. The element may find out more while it is open, so that whatever stands around it
    /// says only what the page is about.
    #[must_use]
    pub(in crate::web) fn page(&self, nonce: &str) -> Response {
        let language = self.order.language;
        let joins = self.standing.contract.is_some();
        let about = if joins {
            language.pick("お申し込みの結果", "Your application")
        } else {
            language.pick("お支払いの結果", "Your payment")
        };
        let main = html! {
            main id="main" data-outcome=(self.standing.outcome.as_str()) {
                h1 { (about) }
                kantan-result lang=(language.tag()) endpoint=(self.address) data-unavailable=(self.unavailable()) {
                    script type="application/json" { (embedded(&self.data().to_json())) }
                    (self.plain())
                }
            }
        };
        let title = match self.standing.outcome {
            Outcome::Confirming => about,
            _ => sentence::title(&self.standing.outcome, joins, language),
        };
        let script = Script { address: "/assets/kantan-result.js", nonce };
        page(
            self.storefront,
            language,
            StatusCode::OK,
            title,
            Permissions { script: Some(script), ..Permissions::default() },
            &main,
        )
    }

    /// What a browser says that cannot run the element. The plain page lacks nothing but to look
    /// again by itself.
    const fn unavailable(&self) -> &'static str {
        match self.standing.outcome {
            Outcome::Confirming => self.order.language.pick(
                "このブラウザーでは、画面は自動で更新されません。上のボタンから、最新の状況をご確認ください。",
                "In this browser the page does not update by itself. Please look again with the button above.",
            ),
            _ => "",
        }
    }

    fn plain(&self) -> Markup {
        let (order, language) = (self.order, self.order.language);
        let joins = self.standing.contract.is_some();
        let (address, label) = self.next_step();
        html! {
            section.plain {
                h2 { (sentence::title(&self.standing.outcome, joins, language)) }
                p data-meaning { (sentence::meaning(&self.standing.outcome, joins, language)) }
                @if let Some(code) = self.standing.outcome.code() {
                    p { (language.pick("エラーコード：", "Error code: ")) (code) }
                }
                p { a.button href=(address) { (label) } }
                dl {
                    dt { (language.pick("ご注文番号", "Order number")) }
                    dd { code { (order.reference) } }
                    dt { (language.pick("商品", "Item")) }
                    dd lang="ja" { (order.item_name) }
                    dt { (self.amount_label()) }
                    dd { (language.yen(order.amount.get())) }
                    dt { (language.pick("お問い合わせ先", "Whom to ask")) }
                    dd { (self.storefront.contact.get(language)) }
                }
            }
        }
    }

    fn amount_label(&self) -> &'static str {
        let language = self.order.language;
        match self.standing.contract {
            None => language.pick("金額（税・送料込み）", "Amount, tax and shipping included"),
            Some(_) if self.varies() => {
                language.pick("1回のお支払いの上限（税込み）", "At most each time, tax included")
            }
            Some(_) => language.pick("1回のお支払い（税・送料込み）", "Each time, tax and shipping included"),
        }
    }

    /// Whether the amount is the most that a charge can be.
    fn varies(&self) -> bool {
        self.order.plan.as_ref().is_some_and(PlanTerms::varies)
    }

    /// Where the one button leads, and what it says.
    fn next_step(&self) -> (String, &'static str) {
        let language = self.order.language;
        let step = match &self.standing.outcome {
            Outcome::Paid | Outcome::AlreadyPaid | Outcome::Expired => NextStep::Shop,
            Outcome::Cancelled | Outcome::Open | Outcome::Failed(None) => NextStep::Order,
            Outcome::Confirming => return (self.address.clone(), language.pick("最新の状況を見る", "Look again")),
            Outcome::Failed(Some(code)) => sentence::advice(code).next_step(false),
        };
        match (step, self.standing.contract.as_deref()) {
            (NextStep::Shop, Some(contract)) if self.standing.outcome.is_paid() => (
                in_language(&subscription_address(contract), language),
                language.pick("ご契約のページへ", "To your subscription"),
            ),
            (NextStep::Order, _) => (
                in_language(&order_address(&self.order.reference), language),
                language.pick("ご注文内容の確認へ戻る", "Back to the order"),
            ),
            (NextStep::Shop | NextStep::OtherWays, _) => {
                (in_language("/", language), language.pick("ショップへ戻る", "Back to the shop"))
            }
        }
    }
}
