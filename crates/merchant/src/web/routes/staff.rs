//! The staff's page: what nobody knows, and what a person found out about it. It asks the gateway
//! for nothing.

use crate::domain::language::Language;
use crate::domain::person::Viewer;
use crate::domain::staff::{ChargeFinding, ContractFinding};
use crate::service::problem::{Code, Problem};
use crate::service::staff::{Finding, contract_named, open, write_down};
use crate::service::{Shop, written_down};
use crate::web::extract::{PageLanguage, Posted, Staff, StaffForm, Viewing};
use crate::web::pages;
use crate::web::respond::Shape;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

pub(in crate::web) async fn page(
    Staff { viewer, .. }: Staff<Viewing>,
    PageLanguage(language): PageLanguage,
    State(shop): State<Arc<Shop>>,
) -> Response {
    show(&shop, language, &viewer, None).await
}

pub(in crate::web) async fn note_contract(State(shop): State<Arc<Shop>>, form: StaffForm) -> Response {
    note(&shop, form, "contract.note", contract_finding).await
}

pub(in crate::web) async fn note_charge(State(shop): State<Arc<Shop>>, form: StaffForm) -> Response {
    note(&shop, form, "charge.note", charge_finding).await
}

async fn note(
    shop: &Shop,
    StaffForm { sent, language, viewer }: StaffForm,
    what: &'static str,
    finding: fn(&Posted) -> Result<Finding, Problem>,
) -> Response {
    let noted = async {
        let (posted, asker) = sent?;
        let reference = posted.text("subscription")?;
        let finding = finding(&posted)?;
        let subject = contract_named(shop, reference).await?;
        let on = posted.optional("due_on")?.unwrap_or_default();
        let says = [on, posted.text("says")?].join(" ");
        written_down(shop, &asker, what, subject, says.trim().to_owned()).await?;
        write_down(shop, reference, finding, &asker.witness).await
    };
    answer(shop, language, &viewer, noted.await).await
}

/// Back to the page, or the page with what went wrong.
pub(super) async fn answer(shop: &Shop, language: Language, viewer: &Viewer, done: Result<(), Problem>) -> Response {
    match done {
        Ok(()) => Redirect::to(&format!("/staff?language={}", language.tag())).into_response(),
        Err(problem) if is_said_on_page(&problem) => show(shop, language, viewer, Some(&problem)).await,
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language),
    }
}

/// Whether a problem is said on the page that was filled in, above what is still open.
pub(super) const fn is_said_on_page(problem: &Problem) -> bool {
    matches!(problem.code, Code::NoLongerUnknown | Code::RequestInvalid)
}

fn contract_finding(posted: &Posted) -> Result<Finding, Problem> {
    let says = match posted.optional("says")? {
        Some("ended") => ContractFinding::Ended,
        Some("still_active") => ContractFinding::StillActive,
        _ => return Err(Problem::of_field("says", "should be ended or still_active")),
    };
    Ok(Finding::Contract { seen: posted.number("seen")?, says })
}

fn charge_finding(posted: &Posted) -> Result<Finding, Problem> {
    let says = match posted.optional("says")? {
        Some("paid") => ChargeFinding::Paid,
        Some("not_taken") => ChargeFinding::NotTaken,
        _ => return Err(Problem::of_field("says", "should be paid or not_taken")),
    };
    let due_on = posted.text("due_on")?.parse().map_err(|_| Problem::of_field("due_on", "is no day"))?;
    Ok(Finding::Charge { due_on, says })
}

async fn show(shop: &Shop, language: Language, viewer: &Viewer, problem: Option<&Problem>) -> Response {
    match open(shop).await {
        Ok(open) => pages::staff::page_of(&open, viewer, problem, &shop.storefront, language),
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language),
    }
}
