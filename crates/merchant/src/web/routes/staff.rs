//! The staff's page: what nobody knows, and what a person found out about it. It asks the gateway
//! for nothing.

use crate::domain::language::Language;
use crate::domain::staff::{ChargeFinding, ContractFinding, Witness};
use crate::service::Shop;
use crate::service::problem::{Code, Problem};
use crate::service::staff::{Finding, open, write_down};
use crate::web::extract::{PageForm, Posted, Sender, StaffBrowser};
use crate::web::pages;
use crate::web::respond::Shape;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

/// The most characters of a name.
const LONGEST_NAME: usize = 40;
/// The most characters of a note.
const LONGEST_NOTE: usize = 500;

pub(in crate::web) async fn page(_: StaffBrowser, language: Language, State(shop): State<Arc<Shop>>) -> Response {
    show(&shop, language, None).await
}

pub(in crate::web) async fn note_contract(
    _: StaffBrowser,
    State(shop): State<Arc<Shop>>,
    headers: HeaderMap,
    form: PageForm,
) -> Response {
    note(&shop, &headers, form, contract_finding).await
}

pub(in crate::web) async fn note_charge(
    _: StaffBrowser,
    State(shop): State<Arc<Shop>>,
    headers: HeaderMap,
    form: PageForm,
) -> Response {
    note(&shop, &headers, form, charge_finding).await
}

async fn note(
    shop: &Shop,
    headers: &HeaderMap,
    PageForm { posted, language }: PageForm,
    finding: fn(&Posted) -> Result<Finding, Problem>,
) -> Response {
    let noted = async {
        if is_from_elsewhere(shop, headers) {
            return Err(Problem::from(Code::CrossSite));
        }
        let posted = posted?;
        let witness = witness(&posted)?;
        let reference = posted.text("subscription")?;
        write_down(shop, reference, finding(&posted)?, &witness).await
    };
    match noted.await {
        Ok(()) => Redirect::to(&format!("/staff?language={}", language.tag())).into_response(),
        // Said on the page, above what is still open.
        Err(problem) if matches!(problem.code, Code::NoLongerUnknown | Code::RequestInvalid) => {
            show(shop, language, Some(&problem)).await
        }
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language),
    }
}

/// Who looked, and what they write.
pub(super) fn witness(posted: &Posted) -> Result<Witness, Problem> {
    Ok(Witness { by: text(posted, "by", LONGEST_NAME)?, note: text(posted, "note", LONGEST_NOTE)? })
}

fn invalid(detail: &str) -> Problem {
    Problem::with_detail(Code::RequestInvalid, detail)
}

fn contract_finding(posted: &Posted) -> Result<Finding, Problem> {
    let says = match posted.optional("says")? {
        Some("ended") => ContractFinding::Ended,
        Some("still_active") => ContractFinding::StillActive,
        _ => return Err(invalid("field `says` should be ended or still_active")),
    };
    Ok(Finding::Contract { seen: posted.number("seen")?, says })
}

fn charge_finding(posted: &Posted) -> Result<Finding, Problem> {
    let says = match posted.optional("says")? {
        Some("paid") => ChargeFinding::Paid,
        Some("not_taken") => ChargeFinding::NotTaken,
        _ => return Err(invalid("field `says` should be paid or not_taken")),
    };
    let due_on = posted.text("due_on")?.parse().map_err(|_| invalid("field `due_on` is no day"))?;
    Ok(Finding::Charge { due_on, says })
}

/// A text that somebody has to write.
fn text(posted: &Posted, name: &str, longest: usize) -> Result<String, Problem> {
    // A form has two characters for the end of a line.
    let text = posted.text(name)?.replace("\r\n", "\n");
    let text = text.trim();
    let wrong = |detail: String| Err(Problem::with_detail(Code::RequestInvalid, detail));
    if text.is_empty() {
        return wrong(format!("field `{name}` is empty"));
    }
    if text.chars().count() > longest {
        return wrong(format!("field `{name}` is longer than {longest} characters"));
    }
    Ok(text.to_owned())
}

pub(super) async fn show(shop: &Shop, language: Language, problem: Option<&Problem>) -> Response {
    match open(shop).await {
        Ok(open) => pages::staff::page_of(&open, problem, &shop.storefront, language),
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language),
    }
}

/// A browser sends the password by itself, so whoever hides where a form comes from is refused too.
pub(super) fn is_from_elsewhere(shop: &Shop, headers: &HeaderMap) -> bool {
    matches!(Sender::of(headers, &shop.settings.public_url), Sender::Other | Sender::Hidden)
}
