//! What staff do about the billing run: hold it, release it, lift a suspension.

use super::staff::{is_from_elsewhere, show, witness};
use crate::domain::language::Language;
use crate::domain::staff::Witness;
use crate::service::Shop;
use crate::service::billing;
use crate::service::problem::{Code, Problem};
use crate::web::extract::{PageForm, Posted, StaffBrowser};
use crate::web::respond::Shape;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

pub(in crate::web) async fn run(
    _: StaffBrowser,
    State(shop): State<Arc<Shop>>,
    headers: HeaderMap,
    PageForm { posted, language }: PageForm,
) -> Response {
    let done = async {
        let (posted, witness) = read(&shop, &headers, posted)?;
        let now = shop.clock.unix_seconds();
        match posted.optional("do")? {
            Some("hold") => Ok(billing::hold(&shop.store, &witness, now).await?),
            Some("release") => Ok(billing::release(&shop.store, &witness, now).await?),
            _ => Err(Problem::with_detail(Code::RequestInvalid, "field `do` should be hold or release")),
        }
    };
    answer(&shop, language, done.await).await
}

pub(in crate::web) async fn lift(
    _: StaffBrowser,
    State(shop): State<Arc<Shop>>,
    headers: HeaderMap,
    PageForm { posted, language }: PageForm,
) -> Response {
    let done = async {
        let (posted, witness) = read(&shop, &headers, posted)?;
        let now = shop.clock.now().ok_or(Code::Internal)?;
        Ok(billing::lift_suspension(&shop.store, posted.text("subscription")?, &witness, now).await?)
    };
    answer(&shop, language, done.await).await
}

fn read(shop: &Shop, headers: &HeaderMap, posted: Result<Posted, Problem>) -> Result<(Posted, Witness), Problem> {
    if is_from_elsewhere(shop, headers) {
        return Err(Code::CrossSite.into());
    }
    let posted = posted?;
    let witness = witness(&posted)?;
    Ok((posted, witness))
}

/// Back to the page; what was so already is said there.
async fn answer(shop: &Shop, language: Language, done: Result<bool, Problem>) -> Response {
    let problem = match done {
        Ok(true) => return Redirect::to(&format!("/staff?language={}", language.tag())).into_response(),
        Ok(false) => Problem::from(Code::NoLongerUnknown),
        Err(problem) => problem,
    };
    if matches!(problem.code, Code::NoLongerUnknown | Code::RequestInvalid) {
        show(shop, language, Some(&problem)).await
    } else {
        problem.respond(&shop.storefront, Shape::Page, language)
    }
}
