//! Staff set, change and end when the payment service is closed.

use super::staff_disputes::invalid;
use crate::domain::language::Language;
use crate::domain::maintenance::Closing;
use crate::domain::person::Viewer;
use crate::service::Shop;
use crate::service::closing::{self, to_come};
use crate::service::problem::{Code, Problem};
use crate::web::extract::{NamedPath, PageLanguage, Posted, Staff, StaffForm, Viewing};
use crate::web::pages::staff_maintenance::{address, page_of};
use crate::web::respond::Shape;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDateTime;
use sbps::date_time::JstDateTime;
use std::sync::Arc;

pub(in crate::web) async fn page(
    Staff { viewer, .. }: Staff<Viewing>,
    PageLanguage(language): PageLanguage,
    State(shop): State<Arc<Shop>>,
) -> Response {
    show(&shop, &viewer, None, language).await
}

async fn show(shop: &Shop, viewer: &Viewer, problem: Option<&Problem>, language: Language) -> Response {
    let known = async { Ok::<_, Problem>((to_come(shop).await?, shop.clock.now().ok_or(Code::Internal)?)) };
    match known.await {
        Ok(((set, configured), now)) => page_of(&set, &configured, now, (viewer, problem), &shop.storefront, language),
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language),
    }
}

/// A moment in Japan as a browser writes it; none where the field is blank.
fn moment(posted: &Posted, name: &str) -> Result<Option<JstDateTime>, Problem> {
    let Some(text) = posted.optional(name)?.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let read = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .into_iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    read.and_then(JstDateTime::from_local).map(Some).ok_or_else(|| invalid(name))
}

pub(in crate::web) async fn set(
    State(shop): State<Arc<Shop>>,
    StaffForm { sent, language, viewer }: StaffForm,
) -> Response {
    let done = async {
        let (posted, asker) = sent?;
        let why = posted.optional("kind")?.and_then(Closing::from_name).ok_or_else(|| invalid("kind"))?;
        let until = moment(&posted, "until")?.ok_or_else(|| invalid("until"))?;
        let change = match posted.optional("number")? {
            None => None,
            Some(_) => Some(posted.number("number")?),
        };
        closing::set(&shop, change, why, (moment(&posted, "from")?, until), &asker).await
    };
    answer(&shop, &viewer, done.await, language).await
}

pub(in crate::web) async fn end(
    NamedPath(number): NamedPath<String>,
    State(shop): State<Arc<Shop>>,
    StaffForm { sent, language, viewer }: StaffForm,
) -> Response {
    let done = async {
        let (_, asker) = sent?;
        closing::end(&shop, number.parse().map_err(|_| invalid("number"))?, &asker).await
    };
    answer(&shop, &viewer, done.await, language).await
}

async fn answer(shop: &Shop, viewer: &Viewer, done: Result<(), Problem>, language: Language) -> Response {
    match done {
        Ok(()) => Redirect::to(&address(language)).into_response(),
        Err(problem) if problem.code == Code::RequestInvalid => show(shop, viewer, Some(&problem), language).await,
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language),
    }
}
