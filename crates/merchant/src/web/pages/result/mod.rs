//! What became of an order, from the shop's record alone, with one clear next step.

use super::element::{element, printed};
use super::frame::{Elements, Module, Permissions, other, page_of};
use crate::domain::language::Language;
use crate::domain::order::{AttemptState, Order, OrderOutcome};
use crate::domain::order_number::order_number;
use crate::domain::plan::PlanTerms;
use crate::service::address::{in_language, order_address, subscription_address};
use crate::service::ordering::Standing;
use crate::service::problem::Problem;
use crate::service::storefront::{Seller, Storefront};
use axum::http::StatusCode;
use axum::response::Response;
use kantan_checkout::language::amount;
use kantan_checkout::page::report::{PaymentOutcome, Report};
use kantan_checkout::print::{self, Element};
use maud::html;
use sbps::error_code::LinkErrorCode;
use sbps::status::PaymentState;

/// What became of an order, as the element has it.
fn payment_outcome(outcome: &OrderOutcome) -> PaymentOutcome {
    match outcome {
        OrderOutcome::Paid => PaymentOutcome::Paid,
        OrderOutcome::AlreadyPaid => PaymentOutcome::AlreadyPaid,
        OrderOutcome::Failed(None) => PaymentOutcome::Unrecorded,
        OrderOutcome::Failed(Some(code)) => PaymentOutcome::Failed(code.parse().ok()),
        OrderOutcome::Cancelled => PaymentOutcome::Cancelled,
        OrderOutcome::Confirming => PaymentOutcome::Confirming,
        OrderOutcome::Expired => PaymentOutcome::Expired,
        OrderOutcome::Open => PaymentOutcome::Open,
        OrderOutcome::Withdrawn => PaymentOutcome::Withdrawn,
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
    /// In whose name it is told.
    fn seller(&self) -> Seller<'_> {
        Seller::of(self.order.said.as_ref().map(|said| &said.goods), self.storefront, self.order.language)
    }

    /// The result as the element reads it. Another way of paying is offered where the order names
    /// one.
    #[must_use]
    pub(in crate::web) fn data(&self) -> Report {
        let (order, language) = (self.order, self.order.language);
        let contract = self.standing.contract.as_deref();
        let seller = self.seller();
        Report {
            outcome: payment_outcome(&self.standing.outcome),
            reference: order.reference.clone(),
            number: Some(order_number(&order.reference)),
            item_name: order.item_name.as_str().to_owned(),
            amount: order.amount,
            varies: self.varies(),
            not_charged: self.is_certainly_not_charged(),
            order_url: in_language(&order_address(&order.reference), language),
            result_url: Some(self.address.clone()),
            shop_url: seller.home.into_owned(),
            other_ways_url: seller.other_ways.map(str::to_owned),
            subscription_url: contract.map(|contract| in_language(&subscription_address(contract), language)),
            contact: seller.contact.into_owned(),
        }
    }

    /// The page. The element may find out more while it is open, so that whatever stands around it
    /// says only what the page is about.
    pub(in crate::web) fn page(&self, elements: Elements<'_>) -> Result<Response, Problem> {
        let language = self.order.language;
        let joins = self.standing.contract.is_some();
        let about = if joins {
            language.pick("お申し込みの結果", "Your application")
        } else {
            language.pick("お支払いの結果", "Your payment")
        };
        let data = self.data().to_json();
        let script = elements.script(Module::Result);
        let element = Element { styles: script.styles(), ..element(language, Module::Result, &self.address) };
        let result = printed(print::result(&data, &element))?;
        let title = match self.standing.outcome {
            OrderOutcome::Confirming => about,
            _ => print::result_title(&data, element.language).unwrap_or(about),
        };
        let main = html! {
            main #main .told data-outcome=(self.standing.outcome.as_str()) {
                h1 { (about) }
                @if let Some(said) = self.given_back() { p data-payment=(said.0) { (said.1) } }
                (result)
            }
        };
        // The address names its language once, and before what names the request.
        let tag = |language: Language| format!("lang={}", language.tag());
        let other = self.address.replacen(&tag(language), &tag(other(language)), 1);
        let allowed = Permissions { script: Some(script), other_language: Some(&other), ..Permissions::default() };
        Ok(page_of(&self.seller(), language, StatusCode::OK, title, allowed, &main))
    }

    /// What the payer is told of a payment that was given back or given up since, and the word for it.
    fn given_back(&self) -> Option<(&'static str, String)> {
        let (money, language) = (self.standing.payment?, self.order.language);
        let said = match money.state {
            PaymentState::Refunded => {
                language.pick("このお支払いは全額を返金しました。", "This payment was refunded in full.").to_owned()
            }
            PaymentState::PartiallyRefunded => {
                let part = amount(language, money.refunded);
                match language {
                    Language::Japanese => format!("このお支払いのうち、{part}を返金しました。"),
                    Language::English => format!("{part} of this payment was refunded."),
                }
            }
            PaymentState::Cancelled => language
                .pick(
                    "このお支払いは取り消されました。代金は請求されません。",
                    "This payment was cancelled. Nothing is charged.",
                )
                .to_owned(),
            _ => return None,
        };
        Some((money.state.code(), said))
    }

    /// Whether it is certain that the request that the browser came back from took nothing: by the gateway's own word,
    /// and not by the address it came back to, and for no reason that says that something was or is being done.
    fn is_certainly_not_charged(&self) -> bool {
        let attempt = self.standing.attempt.as_ref().filter(|attempt| attempt.state == AttemptState::Failed);
        attempt.is_some_and(|attempt| {
            let code = attempt.error_code.as_deref().and_then(|code| code.parse::<LinkErrorCode>().ok());
            code.is_none_or(|code| !code.advice().may_be_done())
        })
    }

    /// Whether the amount is the most that a charge can be.
    fn varies(&self) -> bool {
        self.order.plan.as_ref().is_some_and(PlanTerms::varies)
    }
}
