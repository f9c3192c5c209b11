//! Staff take in a file of the management tool, look at what it would close, and confirm it.

use super::reconciliation::refused_file;
use super::staff::is_said_on_page;
use crate::domain::language::Language;
use crate::domain::person::Viewer;
use crate::service::Shop;
use crate::service::problem::{Code, Problem};
use crate::service::reconciliation::{NotTaken, confirm as close, preview, take as keep};
use crate::web::extract::{NamedPath, PageLanguage, Posted, Staff, StaffForm, StaffUpload, Viewing};
use crate::web::pages::staff_import::{address, page_of};
use crate::web::respond::Shape;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use std::collections::HashMap;
use std::sync::Arc;

pub(in crate::web) async fn take(
    State(shop): State<Arc<Shop>>,
    StaffUpload { sent, language, viewer }: StaffUpload,
) -> Response {
    let taken = async {
        let bytes = sent.map_err(NotTaken::Problem)?;
        keep(&shop, &bytes, viewer.name.as_deref().unwrap_or("-")).await
    };
    match taken.await {
        Ok(number) => Redirect::to(&address(number, language)).into_response(),
        Err(NotTaken::Problem(problem)) => {
            problem.then("/staff/reconciliation").respond(&shop.storefront, Shape::Page, language)
        }
        Err(refused) => refused_file(&shop, language, &viewer, &refused).await,
    }
}

fn number(text: &str) -> Result<i64, Problem> {
    text.parse().map_err(|_| Code::NotFound.into())
}

pub(in crate::web) async fn page(
    Staff { viewer, .. }: Staff<Viewing>,
    NamedPath(id): NamedPath<String>,
    PageLanguage(language): PageLanguage,
    State(shop): State<Arc<Shop>>,
) -> Response {
    show(&shop, &id, &viewer, None, language).await
}

async fn show(shop: &Shop, id: &str, viewer: &Viewer, problem: Option<&Problem>, language: Language) -> Response {
    let shown = async {
        let id = number(id)?;
        Ok::<_, Problem>((id, preview(shop, id).await?))
    };
    match shown.await {
        Ok((id, preview)) => page_of(id, &preview, viewer, problem, &shop.storefront, language),
        Err(problem) => problem.then("/staff/reconciliation").respond(&shop.storefront, Shape::Page, language),
    }
}

/// The items that were chosen, each with the word for what was shown of it.
fn chosen(posted: &Posted) -> Result<HashMap<i64, String>, Problem> {
    let items = posted.numbered("item-")?;
    items.into_iter().map(|item| Ok((item, posted.text(&format!("item-{item}"))?.to_owned()))).collect()
}

pub(in crate::web) async fn confirm(
    NamedPath(id): NamedPath<String>,
    State(shop): State<Arc<Shop>>,
    StaffForm { sent, language, viewer }: StaffForm,
) -> Response {
    let done = async {
        let (posted, asker) = sent?;
        let id = number(&id)?;
        close(&shop, id, &chosen(&posted)?, &asker).await?;
        Ok::<_, Problem>(id)
    };
    match done.await {
        Ok(id) => Redirect::to(&address(id, language)).into_response(),
        Err(problem) if is_said_on_page(&problem) => show(&shop, &id, &viewer, Some(&problem), language).await,
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language),
    }
}
