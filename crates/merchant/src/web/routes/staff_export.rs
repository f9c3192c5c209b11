//! Files for accounting.

use crate::domain::audit::{Asker, Means};
use crate::domain::csv::Encoding;
use crate::domain::language::Language;
use crate::domain::person::Viewer;
use crate::domain::staff::Witness;
use crate::domain::typed;
use crate::service::export::{Export, ExportKind, export};
use crate::service::problem::{Code, Problem};
use crate::service::{Shop, written_down};
use crate::web::extract::{PageLanguage, Query, Staff, Viewing};
use crate::web::pages::staff_export::page_of;
use crate::web::respond::Shape;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::{Datelike, NaiveDate};
use std::sync::Arc;

pub(in crate::web) async fn page(
    Staff { viewer, .. }: Staff<Viewing>,
    PageLanguage(language): PageLanguage,
    State(shop): State<Arc<Shop>>,
) -> Response {
    show(&shop, &viewer, None, language)
}

fn show(shop: &Shop, viewer: &Viewer, problem: Option<&Problem>, language: Language) -> Response {
    let Some(now) = shop.clock.now() else {
        return Problem::from(Code::Internal).respond(&shop.storefront, Shape::Page, language);
    };
    page_of(month_before(now.date()), (viewer, problem), &shop.storefront, language)
}

/// The first and the last day of the month before: what is closed at its beginning.
fn month_before(today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let first = today.with_day(1).unwrap_or(today);
    let last = first.pred_opt().unwrap_or(first);
    (last.with_day(1).unwrap_or(last), last)
}

pub(in crate::web) async fn file(
    Staff { viewer, .. }: Staff<Viewing>,
    PageLanguage(language): PageLanguage,
    query: Query,
    State(shop): State<Arc<Shop>>,
) -> Response {
    let made = async {
        let wanted = wanted(&query)?;
        // Who takes customers' names out of the house is on record.
        written_down(&shop, &asker(&viewer), "export", format!("file {}", wanted.file_name()), String::new()).await?;
        Ok::<_, Problem>((wanted, export(&shop, wanted).await?))
    };
    match made.await {
        Ok((wanted, bytes)) => {
            let media_type = format!("text/csv; charset={}", wanted.encoding.as_str());
            let disposition = format!("attachment; filename=\"{}\"", wanted.file_name());
            ([(header::CONTENT_TYPE, media_type), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
        }
        Err(problem) if problem.code == Code::RequestInvalid => show(&shop, &viewer, Some(&problem), language),
        Err(problem) => Problem::then(problem, "/staff/export").respond(&shop.storefront, Shape::Page, language),
    }
}

fn asker(viewer: &Viewer) -> Asker {
    let by = viewer.name.clone().unwrap_or_else(|| "-".to_owned());
    Asker { witness: Witness { by, note: String::new() }, means: Means::Page }
}

fn wanted(query: &Query) -> Result<Export, Problem> {
    let invalid = |name: &str| Problem::of_field(name, "is not valid");
    let day = |name: &str| query.get(name).and_then(typed::day).ok_or_else(|| invalid(name));
    let kind = query.get("kind").and_then(ExportKind::from_name).ok_or_else(|| invalid("kind"))?;
    let encoding = query.get("encoding").and_then(Encoding::from_name).ok_or_else(|| invalid("encoding"))?;
    Ok(Export { kind, from: day("from")?, until: day("until")?, encoding })
}

#[cfg(test)]
mod tests {
    use super::month_before;

    #[test]
    fn the_month_before_is_whole() {
        let day = |text: &str| text.parse().expect("a day");
        assert_eq!(month_before(day("2027-01-31")), (day("2026-12-01"), day("2026-12-31")));
        assert_eq!(month_before(day("2028-03-01")), (day("2028-02-01"), day("2028-02-29")));
    }
}
