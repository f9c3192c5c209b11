//! A person changes the own password.

use crate::domain::person::check_password;
use crate::service::Shop;
use crate::service::persons::{PasswordChange, change_password};
use crate::service::problem::{Code, Problem};
use crate::web::extract::{OwnForm, PageLanguage, Source, Staff, Viewing};
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
        None => Problem::from(Code::NotFound).respond(&shop.storefront, Shape::Page, language),
    }
}

pub(in crate::web) async fn change(
    Staff { viewer, .. }: Staff<Viewing>,
    State(shop): State<Arc<Shop>>,
    Extension(limits): Extension<Arc<SignInLimits>>,
    source: Source,
    OwnForm { posted, language }: OwnForm,
) -> Response {
    let changed = async {
        let posted = posted?;
        let name = viewer.name.as_deref().ok_or(Code::NotFound)?;
        let (former, next) = (posted.text("former")?, posted.text("next")?);
        if next != posted.text("again")? || check_password(next, name).is_err() {
            return Ok(PasswordChange::NotAllowed);
        }
        // Whoever has found somebody's browser open must not find the password out.
        if let Some(seconds) = limits.wait(name, source.one()) {
            return Err(Problem::from(Code::TooManyRequests).after(seconds).then("/staff/password"));
        }
        change_password(&shop, name, former, next).await
    };
    match changed.await {
        Ok(PasswordChange::Changed) => {
            Redirect::to(&format!("/staff/sign-in?language={}", language.tag())).into_response()
        }
        Ok(tried) => page_of(&viewer, Some(tried), &shop.storefront, language),
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language),
    }
}
