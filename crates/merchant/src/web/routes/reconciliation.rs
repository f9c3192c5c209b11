//! The reconciliation list of staff: a page, a file, and what they found.

use super::staff::is_said_on_page;
use crate::domain::csv;
use crate::domain::language::Language;
use crate::domain::person::Viewer;
use crate::domain::reconciliation::{Finding, Kind};
use crate::service::problem::{Code, Problem};
use crate::service::reconciliation::{COLUMNS, NotTaken, Told, Wanted, list, nothing_chosen, resolve, whole};
use crate::service::{Shop, written_down};
use crate::web::extract::{PageLanguage, Posted, Query, Staff, StaffForm, Viewing};
use crate::web::pages::reconciliation::{Shown, address, page_of};
use crate::web::respond::Shape;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

/// What of the list is asked for; a kind or a place that there is not is said and not passed over.
fn wanted(query: &Query) -> (Wanted, Option<Problem>) {
    let filled = |name: &str| query.get(name).filter(|text| !text.is_empty());
    let kind = filled("kind").map(|kind| Kind::from_name(kind).ok_or("kind")).transpose();
    let after = filled("after").map(|after| after.parse().map_err(|_| "after")).transpose();
    let wrong = kind.err().or(after.err());
    let wanted = Wanted {
        kind: kind.unwrap_or_default(),
        text: query.get("text").unwrap_or_default().trim().chars().take(64).collect(),
        closed: query.get("closed") == Some("1"),
        after: after.unwrap_or_default(),
        most: 0,
    };
    (wanted, wrong.map(|name| Problem::of_field(name, "is none that there is")))
}

pub(in crate::web) async fn page(
    Staff { viewer, .. }: Staff<Viewing>,
    PageLanguage(language): PageLanguage,
    query: Query,
    State(shop): State<Arc<Shop>>,
) -> Response {
    let (wanted, problem) = wanted(&query);
    show(&shop, language, &viewer, &wanted, problem.as_ref()).await
}

/// The same as a file that a spreadsheet opens: UTF-8 with its mark, lines as RFC 4180 has them.
pub(in crate::web) async fn file(
    _: Staff<Viewing>,
    PageLanguage(language): PageLanguage,
    query: Query,
    State(shop): State<Arc<Shop>>,
) -> Response {
    let (wanted, problem) = wanted(&query);
    let items = match problem {
        Some(problem) => Err(problem.then("/staff/reconciliation")),
        None => whole(&shop, Wanted { after: None, ..wanted }).await,
    };
    match items {
        Ok(items) => {
            let rows: Vec<Vec<String>> = items.iter().map(|item| Told::of(item).cells().to_vec()).collect();
            let text = csv::file(&COLUMNS, &rows, csv::Encoding::Utf8);
            let disposition = "attachment; filename=\"reconciliation.csv\"";
            ([(header::CONTENT_TYPE, "text/csv; charset=utf-8"), (header::CONTENT_DISPOSITION, disposition)], text)
                .into_response()
        }
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language),
    }
}

pub(in crate::web) async fn close(
    State(shop): State<Arc<Shop>>,
    StaffForm { sent, language, viewer }: StaffForm,
) -> Response {
    let closed = async {
        let (posted, asker) = sent?;
        let items = posted.numbered("item-")?;
        if items.is_empty() {
            return Err(nothing_chosen());
        }
        let finding = finding(&posted)?;
        let numbers: Vec<String> = items.iter().map(ToString::to_string).collect();
        let subject = format!("items {}", numbers.join(" "));
        written_down(&shop, &asker, "items.close", subject, finding.as_str().to_owned()).await?;
        resolve(&shop, &items, &finding, &asker.witness).await
    };
    match closed.await {
        Ok(_) => Redirect::to(&address(&Wanted::default(), language)).into_response(),
        Err(problem) if is_said_on_page(&problem) => {
            show(&shop, language, &viewer, &Wanted::default(), Some(&problem)).await
        }
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language),
    }
}

fn finding(posted: &Posted) -> Result<Finding, Problem> {
    match posted.optional("says")? {
        Some("settled") => Ok(Finding::Settled),
        Some("not_paid") => Ok(Finding::NotPaid),
        Some("done") => Ok(Finding::Done),
        Some("not_done") => Ok(Finding::NotDone),
        Some("paid") => {
            let tracking_id = posted.text("tracking_id")?.trim().parse();
            tracking_id.map(Finding::Paid).map_err(|_| Problem::of_field("tracking_id", "should be 14 digits"))
        }
        Some("ended") => {
            let day = posted.text("ended_on")?.trim().parse();
            day.map(Finding::Ended).map_err(|_| Problem::of_field("ended_on", "is no day"))
        }
        _ => Err(Problem::of_field("says", "should be settled, paid, not_paid, ended, done or not_done")),
    }
}

/// The list, and why a file of the management tool was not taken in.
pub(super) async fn refused_file(shop: &Shop, language: Language, viewer: &Viewer, refused: &NotTaken) -> Response {
    let problem = Problem::from(Code::RequestInvalid);
    show_with(shop, language, viewer, &Wanted::default(), (Some(&problem), Some(refused))).await
}

async fn show(
    shop: &Shop,
    language: Language,
    viewer: &Viewer,
    wanted: &Wanted,
    problem: Option<&Problem>,
) -> Response {
    show_with(shop, language, viewer, wanted, (problem, None)).await
}

async fn show_with(
    shop: &Shop,
    language: Language,
    viewer: &Viewer,
    wanted: &Wanted,
    (problem, refused_file): (Option<&Problem>, Option<&NotTaken>),
) -> Response {
    match list(shop, wanted.clone()).await {
        Ok(list) => {
            let shown = Shown { list: &list, wanted, now: shop.clock.unix_seconds(), viewer, problem, refused_file };
            page_of(&shown, &shop.storefront, language)
        }
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language),
    }
}
