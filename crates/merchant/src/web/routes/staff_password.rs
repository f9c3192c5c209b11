//! A person changes the own password.

use crate::service::Shop;
use crate::service::address::sign_in_page;
use crate::service::persons::{NextPassword, PasswordChange, change_password};
use crate::service::problem::{Code, Problem};
use crate::web::extract::{OwnForm, PageLanguage, Source, Staff, StaffsOwn, Viewing};
use crate::web::pages::staff_password::page_of;
use crate::web::respond::Shape;
use crate::web::sign_in_limits::SignInLimits;
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

/// The page; for whoever has come by the token there is none.
pub(in crate::web) async fn page(
    Staff { viewer, .. }: Staff<Viewing>,
    PageLanguage(language): PageLanguage,
    State(shop): State<Arc<Shop>>,
) -> Response {
    match viewer.name {
        Some(_) => page_of(&viewer, None, &shop.storefront, language),
        None => Problem::from(Code::NotFound).then("/staff").respond(&shop.storefront, Shape::Page, language),
    }
}

pub(in crate::web) async fn change(
    State(shop): State<Arc<Shop>>,
    Extension(limits): Extension<Arc<SignInLimits>>,
    source: Source,
    StaffsOwn { viewer, form, .. }: StaffsOwn<Viewing>,
) -> Response {
    let OwnForm { posted, language } = form;
    let changed = async {
        let posted = posted?;
        let name = viewer.name.as_deref().ok_or(Code::NotFound)?;
        let (former, next) = (posted.text("former")?, posted.text("next")?);
        let is_typed_twice = next == posted.text("again")?;
        let Some(next) = NextPassword::of(next, name, former).filter(|_| is_typed_twice) else {
            return Ok(PasswordChange::NotAllowed);
        };
        // Whoever has found somebody's browser open must not find the password out.
        if let Some(seconds) = limits.wait(name, source.one()) {
            return Err(Problem::from(Code::TooManyRequests).after(seconds).then("/staff/password"));
        }
        change_password(&shop, name, former, next).await
    };
    match changed.await {
        Ok(PasswordChange::Changed) => Redirect::to(&sign_in_page(language)).into_response(),
        Ok(tried) => page_of(&viewer, Some(tried), &shop.storefront, language),
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language),
    }
}
