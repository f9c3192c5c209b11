//! Whether staff ask: their systems by HTTP Bearer with the staff's token; a person's browser by the
//! cookie of whoever is signed in. As long as nobody can sign in, the token opens the pages too, by
//! HTTP Basic with any name: for the first steps.

use super::request::PageLanguage;
use crate::domain::language::Language;
use crate::domain::person::{Role, Viewer};
use crate::service::Shop;
use crate::service::address::SIGN_IN;
use crate::service::persons::{signed_in, somebody_signs_in};
use crate::service::problem::{Code, Problem};
use crate::web::respond::Shape;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::TypedHeader;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use axum_extra::headers::Authorization;
use axum_extra::headers::authorization::{Basic, Bearer, Credentials};
use sbps::wire::{Encoding, write_form};
use std::marker::PhantomData;
use std::sync::Arc;

/// A system of the merchant's own.
pub(in crate::web) struct StaffSystem;

impl FromRequestParts<Arc<Shop>> for StaffSystem {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, shop: &Arc<Shop>) -> Result<Self, Response> {
        match shown::<Bearer>(parts).await {
            Some(bearer) if is_token(shop, bearer.token()) => Ok(Self),
            _ => {
                let problem = Problem::from(Code::StaffOnly);
                Err(challenged(problem.respond(&shop.storefront, Shape::Program, Language::default()), "Bearer"))
            }
        }
    }
}

/// The role that a person has to have.
pub(in crate::web) trait NeedsRole {
    /// Which.
    const ROLE: Role;
}

/// Looking.
pub(in crate::web) struct Viewing;
/// Doing.
pub(in crate::web) struct Operating;
/// Reading who did what.
pub(in crate::web) struct Administering;

impl NeedsRole for Viewing {
    const ROLE: Role = Role::View;
}

impl NeedsRole for Operating {
    const ROLE: Role = Role::Operate;
}

impl NeedsRole for Administering {
    const ROLE: Role = Role::Admin;
}

/// A person at a browser, who may do what this is for.
pub(in crate::web) struct Staff<T> {
    /// Who it is.
    pub(in crate::web) viewer: Viewer,
    needed: PhantomData<T>,
}

impl<T: NeedsRole> FromRequestParts<Arc<Shop>> for Staff<T> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, shop: &Arc<Shop>) -> Result<Self, Response> {
        let Ok(PageLanguage(language)) = PageLanguage::from_request_parts(parts, shop).await;
        Self::asking(parts, shop, language).await
    }
}

impl<T: NeedsRole> Staff<T> {
    /// Who asks, in the language of the page that is asked from; or what they are answered who may not.
    pub(super) async fn asking(parts: &mut Parts, shop: &Arc<Shop>, language: Language) -> Result<Self, Response> {
        let refused = |problem: Problem| problem.respond(&shop.storefront, Shape::Page, language);
        let viewer = match viewer(parts, shop).await.map_err(refused)? {
            Ok(viewer) => viewer,
            Err(way) => return Err(way.response(parts, shop, language)),
        };
        if viewer.may(T::ROLE) {
            return Ok(Self { viewer, needed: PhantomData });
        }
        Err(refused(lacks_role(T::ROLE)))
    }
}

/// Why somebody may not do something who is signed in.
pub(in crate::web) fn lacks_role(role: Role) -> Problem {
    Problem::with_detail(Code::RoleForbidden, format!("it takes the role {}", role.as_str())).then("/staff")
}

/// How somebody who is nobody yet gets in.
enum WayIn {
    /// By signing in.
    SignIn,
    /// By the token.
    Token,
    /// There is none.
    None,
}

impl WayIn {
    fn response(&self, parts: &Parts, shop: &Shop, language: Language) -> Response {
        match self {
            Self::None => Problem::from(Code::NotFound).respond(&shop.storefront, Shape::Page, language),
            Self::Token => {
                let problem = Problem::from(Code::StaffOnly).then("/staff");
                challenged(problem.respond(&shop.storefront, Shape::Page, language), BASIC)
            }
            // What was asked for is shown after signing in; what was posted is not posted again.
            Self::SignIn if parts.method == Method::GET => {
                let next = parts.uri.path_and_query().map_or("/staff", |path| path.as_str());
                Redirect::to(&sign_in_address(next, language)).into_response()
            }
            Self::SignIn => {
                let next = sign_in_address("/staff", language);
                Problem::from(Code::StaffOnly).then(next).respond(&shop.storefront, Shape::Page, language)
            }
        }
    }
}

/// Where somebody signs in, to go on to that address.
fn sign_in_address(next: &str, language: Language) -> String {
    // UTF-8 has every character.
    let query = write_form([("language", language.tag()), ("next", next)], Encoding::Utf8).unwrap_or_default();
    format!("{SIGN_IN}?{query}")
}

async fn viewer(parts: &mut Parts, shop: &Shop) -> Result<Result<Viewer, WayIn>, Problem> {
    if let Some(token) = session_token(&parts.headers, shop)
        && let Some(person) = signed_in(shop, &token).await?
    {
        return Ok(Ok(Viewer { name: Some(person.name), role: person.role }));
    }
    if somebody_signs_in(shop).await? {
        return Ok(Err(WayIn::SignIn));
    }
    if shop.settings.staff_token.is_none() {
        return Ok(Err(WayIn::None));
    }
    Ok(match shown::<Basic>(parts).await {
        Some(basic) if is_token(shop, basic.password()) => Ok(Viewer { name: None, role: Role::Admin }),
        _ => Err(WayIn::Token),
    })
}

fn is_https(shop: &Shop) -> bool {
    shop.settings.public_url.starts_with("https://")
}

/// The name of the cookie. `__Host-` has a browser keep it for this host alone, over TLS.
fn cookie_name(shop: &Shop) -> &'static str {
    if is_https(shop) { "__Host-kantan-staff" } else { "kantan-staff" }
}

/// What a browser shows that is signed in.
pub(in crate::web) fn session_token(headers: &HeaderMap, shop: &Shop) -> Option<String> {
    CookieJar::from_headers(headers).get(cookie_name(shop)).map(|cookie| cookie.value().to_owned())
}

/// The cookie of whoever is signed in; without a token the one that takes it away. It ends with the
/// browser, and no script and no page of another site can use it.
pub(in crate::web) fn session_cookie(shop: &Shop, token: Option<&str>) -> HeaderValue {
    let cookie = Cookie::build((cookie_name(shop), token.unwrap_or_default()))
        .path("/")
        .http_only(true)
        .secure(is_https(shop))
        .same_site(SameSite::Strict);
    let cookie = if token.is_some() { cookie.build() } else { cookie.removal().build() };
    // A name, hexadecimal digits and attributes.
    HeaderValue::from_str(&cookie.to_string()).unwrap_or(HeaderValue::from_static(""))
}

pub(super) async fn shown<C: Credentials>(parts: &mut Parts) -> Option<C> {
    let header = TypedHeader::<Authorization<C>>::from_request_parts(parts, &()).await;
    header.ok().map(|TypedHeader(Authorization(credentials))| credentials)
}

fn is_token(shop: &Shop, text: &str) -> bool {
    shop.settings.staff_token.as_ref().is_some_and(|token| token.is(text))
}

/// How a browser is asked for the token.
const BASIC: &str = "Basic realm=\"staff\", charset=\"UTF-8\"";

fn challenged(mut response: Response, challenge: &'static str) -> Response {
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    response
}
