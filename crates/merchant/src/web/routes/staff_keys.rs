//! Whoever runs the service makes, rotates and revokes the keys of the shop's own programs.

use crate::domain::api_key::{NewKey, Scope};
use crate::domain::audit::Asker;
use crate::domain::language::Language;
use crate::domain::person::{Role, Viewer};
use crate::service::Shop;
use crate::service::keys::{make_key, revoke_key, rotate_key};
use crate::service::problem::{Code, Problem};
use crate::web::extract::{Administering, NamedPath, PageLanguage, Posted, Staff, StaffForm, lacks_role};
use crate::web::pages::staff_keys::{Made, Shown, address, page_of};
use crate::web::respond::Shape;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

pub(in crate::web) async fn page(
    Staff { viewer, .. }: Staff<Administering>,
    PageLanguage(language): PageLanguage,
    State(shop): State<Arc<Shop>>,
) -> Response {
    show(&shop, &viewer, None, None, language).await
}

async fn show(
    shop: &Shop,
    viewer: &Viewer,
    made: Option<&Made>,
    problem: Option<&Problem>,
    language: Language,
) -> Response {
    match shop.store.keys().await {
        Ok(keys) => page_of(&Shown { keys: &keys, made, viewer, problem }, &shop.storefront, language),
        Err(error) => Problem::from(error).respond(&shop.storefront, Shape::Page, language),
    }
}

/// What was sent, of somebody who may decide about keys.
fn allowed(sent: Result<(Posted, Asker), Problem>, viewer: &Viewer) -> Result<(Posted, Asker), Problem> {
    if viewer.may(Role::Admin) { sent } else { Err(lacks_role(Role::Admin)) }
}

fn number(text: &str) -> Result<i64, Problem> {
    text.parse().map_err(|_| Code::NoLongerUnknown.into())
}

pub(in crate::web) async fn make(
    State(shop): State<Arc<Shop>>,
    StaffForm { sent, language, viewer }: StaffForm,
) -> Response {
    let made = async {
        let (posted, asker) = allowed(sent, &viewer)?;
        let mut scopes = Vec::new();
        for scope in Scope::ALL {
            if posted.optional(&format!("may-{}", scope.as_str()))?.is_some() {
                scopes.push(scope);
            }
        }
        make_key(&shop, posted.text("name")?, &scopes, posted.wish()?, &asker).await
    };
    answer(&shop, &viewer, made.await, language).await
}

pub(in crate::web) async fn rotate(
    NamedPath(id): NamedPath<String>,
    State(shop): State<Arc<Shop>>,
    StaffForm { sent, language, viewer }: StaffForm,
) -> Response {
    let made = async {
        let (posted, asker) = allowed(sent, &viewer)?;
        rotate_key(&shop, number(&id)?, posted.wish()?, &asker).await
    };
    answer(&shop, &viewer, made.await, language).await
}

pub(in crate::web) async fn revoke(
    NamedPath(id): NamedPath<String>,
    State(shop): State<Arc<Shop>>,
    StaffForm { sent, language, viewer }: StaffForm,
) -> Response {
    let revoked = async {
        let (_, asker) = allowed(sent, &viewer)?;
        revoke_key(&shop, number(&id)?, &asker).await
    };
    match revoked.await {
        Ok(()) => Redirect::to(&address(language)).into_response(),
        Err(problem) => refused(&shop, &viewer, problem, language).await,
    }
}

/// The page with the new key on it: it is in no address, and shown this once.
async fn answer(shop: &Shop, viewer: &Viewer, made: Result<Option<NewKey>, Problem>, language: Language) -> Response {
    match made {
        Ok(made) => show(shop, viewer, Some(&made.map_or(Made::Before, Made::New)), None, language).await,
        Err(problem) => refused(shop, viewer, problem, language).await,
    }
}

async fn refused(shop: &Shop, viewer: &Viewer, problem: Problem, language: Language) -> Response {
    if matches!(problem.code, Code::RequestInvalid | Code::NoLongerUnknown) && viewer.may(Role::Admin) {
        return show(shop, viewer, None, Some(&problem), language).await;
    }
    problem.respond(&shop.storefront, Shape::Page, language)
}
