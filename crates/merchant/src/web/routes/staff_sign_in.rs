//! Signing in and out.

use crate::domain::person::LONGEST_PASSWORD;
use crate::service::Shop;
use crate::service::address::{SIGN_IN, sign_in_page};
use crate::service::persons::{sign_in, sign_out, somebody_signs_in};
use crate::service::problem::{Code, Problem};
use crate::web::extract::{OwnForm, PageLanguage, Posted, Query, Source, session_cookie, session_token};
use crate::web::pages::staff_sign_in::page_of;
use crate::web::respond::Shape;
use crate::web::sign_in_limits::SignInLimits;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

/// An address of the staff's pages, and nothing that leads elsewhere.
fn own(next: Option<&str>) -> &str {
    let is_own = |next: &&str| {
        (*next == "/staff" || next.starts_with("/staff/") || next.starts_with("/staff?"))
            && next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
    };
    next.filter(is_own).unwrap_or("/staff")
}

/// The page; where nobody can sign in, there is none.
pub(in crate::web) async fn page(
    PageLanguage(language): PageLanguage,
    query: Query,
    State(shop): State<Arc<Shop>>,
) -> Response {
    match somebody_signs_in(&shop).await {
        Ok(true) => page_of(&shop.storefront, language, StatusCode::OK, own(query.get("next"))),
        Ok(false) => Problem::from(Code::NotFound).then("/staff").respond(&shop.storefront, Shape::Page, language),
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language),
    }
}

pub(in crate::web) async fn enter(
    State(shop): State<Arc<Shop>>,
    Extension(limits): Extension<Arc<SignInLimits>>,
    source: Source,
    OwnForm { posted, language }: OwnForm,
) -> Response {
    let entered = async {
        let posted: Posted = posted?;
        let (name, password) = (posted.text("name")?.trim(), posted.text("password")?);
        let next = own(posted.optional("next")?).to_owned();
        if let Some(seconds) = limits.wait(name, source.one()) {
            tracing::warn!(%source, seconds, "too many tries to sign in");
            return Err(Problem::from(Code::TooManyRequests).after(seconds).then(SIGN_IN));
        }
        let token = if password.len() > LONGEST_PASSWORD { None } else { sign_in(&shop, name, password).await? };
        if token.is_none() {
            tracing::warn!(%source, "a sign-in was refused");
        }
        Ok((token, next))
    };
    match entered.await {
        Ok((Some(token), next)) => {
            let cookie = session_cookie(&shop, Some(token.expose()));
            ([(header::SET_COOKIE, cookie)], Redirect::to(&next)).into_response()
        }
        Ok((None, next)) => page_of(&shop.storefront, language, StatusCode::UNAUTHORIZED, &next),
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language),
    }
}

pub(in crate::web) async fn leave(
    State(shop): State<Arc<Shop>>,
    headers: HeaderMap,
    OwnForm { posted, language }: OwnForm,
) -> Response {
    let left = async {
        posted?;
        match session_token(&headers, &shop) {
            Some(token) => sign_out(&shop, &token).await,
            None => Ok(()),
        }
    };
    match left.await {
        Ok(()) => {
            let cookie = session_cookie(&shop, None);
            ([(header::SET_COOKIE, cookie)], Redirect::to(&sign_in_page(language))).into_response()
        }
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language),
    }
}

#[cfg(test)]
mod tests {
    use super::own;

    #[test]
    fn signing_in_leads_to_the_staffs_pages_alone() {
        for next in ["/staff", "/staff?language=en", "/staff/payments/1?a=b"] {
            assert_eq!(own(Some(next)), next);
        }
        for next in
            ["", "/", "//evil.example", "https://evil.example/staff", "/staffing", "/staff\\@evil", "/staff\r\nx"]
        {
            assert_eq!(own(Some(next)), "/staff", "{next:?}");
        }
        assert_eq!(own(None), "/staff");
    }
}
