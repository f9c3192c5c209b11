//! Staff look for orders, see everything around one, withdraw it, or end its contract.

use crate::domain::language::Language;
use crate::domain::person::Viewer;
use crate::domain::typed;
use crate::service::problem::{Code, Problem};
use crate::service::search::{OrderSearch, search, whole};
use crate::service::{Shop, cancel_order, end_contract};
use crate::web::extract::{NamedPath, PageLanguage, Query, Staff, StaffForm, Viewing};
use crate::web::pages::staff_order::page_of;
use crate::web::pages::staff_search::{self, Shown, Typed, Wrong, order_page};
use crate::web::respond::Shape;
use crate::web::v1::read_cursor;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use sbps::date_time::JstDateTime;
use std::sync::Arc;

/// The first moment of a day in Japan, so many days later.
fn moment_of(day: NaiveDate, later: u64) -> Option<i64> {
    let start = day.checked_add_days(chrono::Days::new(later))?.and_hms_opt(0, 0, 0)?;
    JstDateTime::from_local(start).map(JstDateTime::unix_seconds)
}

/// What was typed, read: what is blank is not looked for, and what cannot be read is said.
fn wanted(typed: &Typed, after: Option<&str>) -> Result<OrderSearch, Wrong> {
    let filled = |text: &'_ str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let day = |text: &str| filled(text).map(|text| typed::day(&text).ok_or(Wrong::Day)).transpose();
    let (from, until) = (day(&typed.from)?, day(&typed.until)?);
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        return Err(Wrong::Period);
    }
    let moment = |day: Option<NaiveDate>, later| day.map(|day| moment_of(day, later).ok_or(Wrong::Day)).transpose();
    Ok(OrderSearch {
        name: typed.name.clone(),
        // Somebody copies an amount with its sign and commas.
        amount: filled(&typed.amount).map(|text| typed::yen(&text).ok_or(Wrong::Amount)).transpose()?,
        from: moment(from, 0)?,
        until: moment(until, 1)?,
        after: after.map(|after| read_cursor(after).map_err(|_| Wrong::Next)).transpose()?,
        most: 0,
    })
}

pub(in crate::web) async fn find(
    Staff { viewer, .. }: Staff<Viewing>,
    PageLanguage(language): PageLanguage,
    query: Query,
    State(shop): State<Arc<Shop>>,
) -> Response {
    let text = |name: &str| query.get(name).unwrap_or_default().trim().chars().take(128).collect::<String>();
    let typed = Typed { name: text("q"), amount: text("amount"), from: text("from"), until: text("until") };
    let found = match wanted(&typed, query.get("after")) {
        Ok(wanted) => search(&shop, wanted).await.map(Ok),
        Err(wrong) => Ok(Err(wrong)),
    };
    match found {
        Ok(found) => {
            let found = found.as_ref().map_err(|wrong| *wrong);
            let shown = Shown { typed: &typed, found, now: shop.clock.unix_seconds() };
            staff_search::page_of(&shown, &viewer, &shop.storefront, language)
        }
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language),
    }
}

pub(in crate::web) async fn page(
    Staff { viewer, .. }: Staff<Viewing>,
    NamedPath(reference): NamedPath<String>,
    PageLanguage(language): PageLanguage,
    State(shop): State<Arc<Shop>>,
) -> Response {
    show(&shop, &reference, &viewer, None, language).await
}

pub(in crate::web) async fn cancel(
    NamedPath(reference): NamedPath<String>,
    State(shop): State<Arc<Shop>>,
    StaffForm { sent, language, viewer }: StaffForm,
) -> Response {
    let done = async {
        let (_, asker) = sent?;
        cancel_order(&shop, &reference, &asker).await.map(drop)
    };
    answer(&shop, &reference, &viewer, language, done.await).await
}

pub(in crate::web) async fn end(
    NamedPath(reference): NamedPath<String>,
    State(shop): State<Arc<Shop>>,
    StaffForm { sent, language, viewer }: StaffForm,
) -> Response {
    let (of, order) = (Arc::clone(&shop), reference.clone());
    // It goes on when the browser has gone away: what the gateway did must be written down.
    let done = tokio::spawn(async move {
        let (_, asker) = sent?;
        let contract = of.store.subscription_of_order(&order).await?.ok_or(Code::SubscriptionUnknown)?;
        end_contract(&of, &contract, &asker).await.map(drop)
    });
    let done = done.await.unwrap_or_else(|error| {
        tracing::error!(%error, "ending a contract broke off");
        Err(Code::Internal.into())
    });
    answer(&shop, &reference, &viewer, language, done).await
}

/// Back to the order, or the order with what went wrong.
async fn answer(
    shop: &Shop,
    reference: &str,
    viewer: &Viewer,
    language: Language,
    done: Result<(), Problem>,
) -> Response {
    match done {
        Ok(()) => Redirect::to(&order_page(reference, language)).into_response(),
        Err(problem) if matches!(problem.code, Code::Internal | Code::CrossSite) => {
            problem.respond(&shop.storefront, Shape::Page, language)
        }
        Err(problem) => show(shop, reference, viewer, Some(&problem), language).await,
    }
}

async fn show(
    shop: &Shop,
    reference: &str,
    viewer: &Viewer,
    problem: Option<&Problem>,
    language: Language,
) -> Response {
    match whole(shop, reference).await {
        Ok(whole) => page_of(&whole, shop.clock.unix_seconds(), viewer, problem, &shop.storefront, language),
        Err(problem) => problem.then("/staff/search").respond(&shop.storefront, Shape::Page, language),
    }
}
