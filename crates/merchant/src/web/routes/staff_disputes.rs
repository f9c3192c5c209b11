//! Staff see chargebacks and investigations, write down a notice, and what became of it.

use super::staff_payments::{Asked, asked};
use crate::domain::dispute::{DisputeKind, DisputeSource, DisputeState};
use crate::domain::language::Language;
use crate::domain::person::Viewer;
use crate::service::Shop;
use crate::service::dispute::{Told, advance, dispute, disputes, receive};
use crate::service::problem::{Code, Problem};
use crate::web::extract::{NamedPath, PageLanguage, Posted, Query, Staff, StaffForm, Viewing};
use crate::web::pages::staff_dispute_parts::disputes_page;
use crate::web::pages::staff_disputes::{Filled, dispute_of, page_of};
use crate::web::respond::Shape;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use std::sync::Arc;

pub(in crate::web) async fn page(
    Staff { viewer, .. }: Staff<Viewing>,
    PageLanguage(language): PageLanguage,
    query: Query,
    State(shop): State<Arc<Shop>>,
) -> Response {
    let text = |name: &str| query.get(name).unwrap_or_default().chars().take(128).collect::<String>();
    list(&shop, &Filled { name: text("name"), month: text("month") }, &viewer, None, language).await
}

async fn list(
    shop: &Shop,
    filled: &Filled,
    viewer: &Viewer,
    problem: Option<&Problem>,
    language: Language,
) -> Response {
    match disputes(shop).await {
        Ok(disputes) => page_of(&disputes, filled, (viewer, problem), &shop.storefront, language),
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language),
    }
}

pub(super) fn invalid(name: &str) -> Problem {
    Problem::of_field(name, "should be one of what the form offers")
}

fn day(posted: &Posted, name: &str) -> Result<Option<NaiveDate>, Problem> {
    match posted.optional(name)?.map(str::trim).filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|_| invalid(name)),
    }
}

fn told(posted: &Posted) -> Result<Told, Problem> {
    let Asked { month, amount } = asked(posted.optional("month")?, posted.optional("amount")?)?;
    let kind = posted.optional("kind")?.and_then(DisputeKind::from_name).ok_or_else(|| invalid("kind"))?;
    let source = posted.optional("source")?.and_then(DisputeSource::from_name).ok_or_else(|| invalid("source"))?;
    Ok(Told {
        name: posted.text("name")?.trim().to_owned(),
        month,
        kind,
        source,
        amount,
        received_on: day(posted, "received_on")?,
        answer_by: day(posted, "answer_by")?,
        number: posted.optional("notice")?.unwrap_or_default().to_owned(),
    })
}

pub(in crate::web) async fn write_down(
    State(shop): State<Arc<Shop>>,
    StaffForm { sent, language, viewer }: StaffForm,
) -> Response {
    let mut filled = Filled::default();
    let written = async {
        let (posted, asker) = sent?;
        let text = |name: &str| Ok::<_, Problem>(posted.optional(name)?.unwrap_or_default().to_owned());
        filled = Filled { name: text("name")?, month: text("month")? };
        receive(&shop, told(&posted)?, &asker).await
    };
    match written.await {
        Ok(it) => Redirect::to(&disputes_page(Some(it.id), language)).into_response(),
        Err(problem) if matches!(problem.code, Code::Internal | Code::CrossSite) => {
            problem.respond(&shop.storefront, Shape::Page, language)
        }
        Err(problem) => list(&shop, &filled, &viewer, Some(&problem), language).await,
    }
}

pub(in crate::web) async fn one(
    Staff { viewer, .. }: Staff<Viewing>,
    NamedPath(number): NamedPath<String>,
    PageLanguage(language): PageLanguage,
    State(shop): State<Arc<Shop>>,
) -> Response {
    show(&shop, id_of(&number), &viewer, None, language).await
}

/// The number in an address; one that there is not, where it has none.
fn id_of(number: &str) -> i64 {
    number.parse().unwrap_or_default()
}

async fn show(shop: &Shop, id: i64, viewer: &Viewer, problem: Option<&Problem>, language: Language) -> Response {
    let found = async { Ok((dispute(shop, id).await?, shop.clock.now().ok_or(Code::Internal)?)) };
    match found.await {
        Ok((it, now)) => dispute_of(&it, now.date(), (viewer, problem), &shop.storefront, language),
        Err(problem) => Problem::then(problem, "/staff/disputes").respond(&shop.storefront, Shape::Page, language),
    }
}

pub(in crate::web) async fn step(
    NamedPath(number): NamedPath<String>,
    State(shop): State<Arc<Shop>>,
    StaffForm { sent, language, viewer }: StaffForm,
) -> Response {
    let id = id_of(&number);
    let done = async {
        let (posted, asker) = sent?;
        let state = posted.optional("state")?.and_then(DisputeState::from_name).ok_or_else(|| invalid("state"))?;
        advance(&shop, id, state, day(&posted, "on")?, &asker).await
    };
    match done.await {
        Ok(it) => Redirect::to(&disputes_page(Some(it.id), language)).into_response(),
        Err(problem) if matches!(problem.code, Code::Internal | Code::CrossSite) => {
            problem.respond(&shop.storefront, Shape::Page, language)
        }
        Err(problem) => show(&shop, id, &viewer, Some(&problem), language).await,
    }
}
