//! Where a request to pay is asked for: as JSON by the element, which is given the signed form; as a
//! form by a browser without script, which is led to the page that signs.

use crate::domain::language::Language;
use crate::service::Shop;
use crate::service::address::{in_language, order_handoff_address};
use crate::service::checkout::{CheckoutRequest, Displayed, check, sign};
use crate::service::problem::{Code, Problem};
use crate::service::signing::Handoff;
use crate::web::extract::{FormOrJson, FromForm, Posted};
use crate::web::json::json_answer;
use crate::web::respond::Shape;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use kantan_checkout::page::answer::Answer;
use std::sync::Arc;

pub(in crate::web) async fn request(
    State(shop): State<Arc<Shop>>,
    FormOrJson { sent, shape, language }: FormOrJson<CheckoutRequest>,
) -> Response {
    let answered = match sent {
        Ok(asked) => answer(&shop, &asked, shape, language).await,
        Err(problem) => Err(problem),
    };
    answered.unwrap_or_else(|problem| problem.respond(&shop.storefront, shape, language))
}

/// The signed form for the element to post. A form is sent on to a page that signs: what a POST has
/// brought could not be shown again.
async fn answer(shop: &Shop, asked: &CheckoutRequest, shape: Shape, language: Language) -> Result<Response, Problem> {
    Ok(match shape {
        Shape::Json => signed_answer(&sign(shop, asked).await?),
        Shape::Page => {
            let page = order_handoff_address(&asked.order_reference, check(shop, asked).await?);
            Redirect::to(&in_language(&page, language)).into_response()
        }
    })
}

/// The signed form, for an element to post.
pub(super) fn signed_answer(handoff: &Handoff) -> Response {
    let field = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let fields = handoff.signed.fields().map(field).collect();
    json_answer(&Answer { action: handoff.action.as_str().to_owned(), fields }.to_json())
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
