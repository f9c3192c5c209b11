//! Staff see where a payment stands, are told what an action would do, and do it.

use crate::domain::language::Language;
use crate::domain::payment::Action;
use crate::domain::person::Viewer;
use crate::domain::typed;
use crate::service::payment::find;
use crate::service::payment_preview::{Previewed, preview};
use crate::service::problem::{Code, Problem};
use crate::service::{Shop, StaffWish, change_payment};
use crate::web::extract::{NamedPath, Operating, PageLanguage, Query, Staff, StaffForm, Viewing};
use crate::web::pages::staff_payment::{confirmation_of, own_page, page_of, refusal_of};
use crate::web::respond::Shape;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use kantan_checkout::page::day::read_month;
use sbps::date_time::YearMonth;
use sbps::money::Yen;
use std::sync::Arc;

/// Which payment, and how much of it.
pub(super) struct Asked {
    pub(super) month: Option<YearMonth>,
    pub(super) amount: Option<Yen>,
}

pub(super) fn asked(month: Option<&str>, amount: Option<&str>) -> Result<Asked, Problem> {
    let filled = |text: Option<&str>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let month = match filled(month) {
        None => None,
        Some(text) => Some(read_month(&text).ok_or_else(|| Problem::of_field("month", "is no month"))?),
    };
    let amount = match filled(amount) {
        None => None,
        Some(text) => {
            // Somebody copies an amount with its sign and commas.
            let yen = typed::yen(&text).and_then(|yen| Yen::new(yen).ok());
            Some(yen.ok_or_else(|| Problem::of_field("amount", "should be 1 to 9999999 yen, or blank for all of it"))?)
        }
    };
    Ok(Asked { month, amount })
}

pub(in crate::web) async fn page(
    Staff { viewer, .. }: Staff<Viewing>,
    NamedPath(name): NamedPath<String>,
    PageLanguage(language): PageLanguage,
    query: Query,
    State(shop): State<Arc<Shop>>,
) -> Response {
    let month = query.get("month").and_then(read_month);
    match find(&shop, &name, month).await {
        Ok(view) => page_of(&view, &viewer, None, &shop.storefront, language),
        Err(problem) => problem.then("/staff/search").respond(&shop.storefront, Shape::Page, language),
    }
}

pub(in crate::web) async fn confirm(
    Staff { viewer, .. }: Staff<Operating>,
    NamedPath((name, action)): NamedPath<(String, String)>,
    PageLanguage(language): PageLanguage,
    query: Query,
    State(shop): State<Arc<Shop>>,
) -> Response {
    let previewed = async {
        let action = Action::from_name(&action).ok_or(Code::NotFound)?;
        let Asked { month, amount } = asked(query.get("month"), query.get("amount"))?;
        Ok((action, preview(&shop, &name, month, action, amount).await?))
    };
    match previewed.await {
        Ok((action, Previewed::Possible(preview))) => {
            confirmation_of(&preview, action, &viewer, &shop.storefront, language)
        }
        Ok((_, Previewed::Refused(facts, refused))) => {
            let problem = Problem::from(Code::PaymentNotPossible);
            refusal_of(&facts, &refused, (&viewer, &problem), &shop.storefront, language)
        }
        Err(problem) => again(&shop, &name, query.get("month").and_then(read_month), &viewer, &problem, language).await,
    }
}

pub(in crate::web) async fn change(
    NamedPath((name, action)): NamedPath<(String, String)>,
    State(shop): State<Arc<Shop>>,
    StaffForm { sent, language, viewer }: StaffForm,
) -> Response {
    // Of what was sent, also where the rest of it is wrong.
    let month = sent.as_ref().ok().and_then(|(posted, _)| read_month(posted.optional("month").ok()??));
    let request = || {
        let (posted, asker) = sent?;
        let action = Action::from_name(&action).ok_or(Code::NotFound)?;
        let Asked { month, amount } = asked(posted.optional("month")?, posted.optional("amount")?)?;
        let idempotency_key = Some(posted.wish()?.to_owned());
        Ok((StaffWish { name: name.clone(), action, amount, month, idempotency_key }, asker))
    };
    let done = match request() {
        Ok((wish, asker)) => {
            // It goes on when the browser has gone away: what the gateway did must be written down.
            let shop = Arc::clone(&shop);
            let carried_out = tokio::spawn(async move { change_payment(&shop, wish, &asker).await });
            carried_out.await.unwrap_or_else(|error| {
                tracing::error!(%error, "a call about a payment broke off");
                Err(Code::Internal.into())
            })
        }
        Err(problem) => Err(problem),
    };
    match done {
        Ok(view) => Redirect::to(&own_page(&view.facts, language)).into_response(),
        Err(problem) => again(&shop, &name, month, &viewer, &problem, language).await,
    }
}

/// The payment as it stands, with what went wrong.
async fn again(
    shop: &Shop,
    name: &str,
    month: Option<YearMonth>,
    viewer: &Viewer,
    problem: &Problem,
    language: Language,
) -> Response {
    if !matches!(problem.code, Code::Internal | Code::CrossSite | Code::NotFound | Code::PaymentUnknown)
        && let Ok(view) = find(shop, name, month).await
    {
        return page_of(&view, viewer, Some(problem), &shop.storefront, language);
    }
    problem.clone().then("/staff/search").respond(&shop.storefront, Shape::Page, language)
}
