//! The one address that signs: JSON from the element, a form from a browser without script.

use crate::domain::language::Language;
use crate::service::Shop;
use crate::service::checkout::{CheckoutRequest, Displayed, sign};
use crate::service::problem::{Code, Problem};
use crate::service::signing::Handoff;
use crate::service::storefront::Storefront;
use crate::web::extract::{FormOrJson, FromForm, Posted};
use crate::web::json::json_answer;
use crate::web::pages;
use crate::web::respond::Shape;
use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use kantan_checkout::page::answer::Answer;
use std::sync::Arc;

pub(in crate::web) async fn request(
    State(shop): State<Arc<Shop>>,
    FormOrJson { sent, shape, language }: FormOrJson<CheckoutRequest>,
) -> Response {
    let signed = match sent {
        Ok(asked) => sign(&shop, &asked).await,
        Err(problem) => Err(problem),
    };
    match signed {
        Ok(handoff) => hand_off(&handoff, &shop.storefront, shape, language),
        Err(problem) => problem.respond(&shop.storefront, shape, language),
    }
}

/// The signed form, for the element to post or as a page with one button.
pub(super) fn hand_off(handoff: &Handoff, storefront: &Storefront, shape: Shape, language: Language) -> Response {
    match shape {
        Shape::Page => pages::handoff::page_of(handoff, storefront, language),
        Shape::Json => {
            let field = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
            let fields = handoff.signed.fields().map(field).collect();
            json_answer(&Answer { action: handoff.action.as_str().to_owned(), fields }.to_json())
        }
    }
}

impl FromForm for CheckoutRequest {
    fn from_form(posted: &Posted) -> Result<Self, Problem> {
        let text = |name: &str| posted.text(name).map(str::to_owned);
        let tax = match posted.optional("tax")? {
            None | Some("") => None,
            Some(_) => Some(posted.number("tax")?),
        };
        let charges = posted.optional("charges")?.map(read_charges).transpose()?;
        let displayed = Displayed {
            item_id: text("item_id")?,
            item_name: text("item_name")?,
            amount: posted.number("amount")?,
            tax,
            charges,
        };
        let language = posted.language()?.tag().to_owned();
        Ok(Self { order_reference: text("order_reference")?, language, displayed })
    }

    fn language(&self) -> &str {
        &self.language
    }
}

/// Reads `2026-12-20:3000,…`; nothing for pay as you go.
fn read_charges(text: &str) -> Result<Vec<(NaiveDate, i64)>, Problem> {
    let charge = |part: &str| {
        let (day, amount) = part.split_once(':')?;
        Some((day.parse().ok()?, amount.parse().ok()?))
    };
    let charges: Option<_> = text.split(',').filter(|part| !part.is_empty()).map(charge).collect();
    charges.ok_or_else(|| {
        Problem::with_detail(Code::RequestInvalid, "field `charges` is not a list like 2026-12-20:3000,2027-01-20:3000")
    })
}
