//! The subscriber's page and what can be done on it: JSON from the element, forms from a browser
//! without script.

use super::checkout::signed_answer;
use crate::domain::language::Language;
use crate::domain::reference::unguessable;
use crate::domain::subscription::Subscription;
use crate::domain::subscription::link::Power;
use crate::domain::subscription::rules::{Action, Leaving};
use crate::service::Shop;
use crate::service::address::{in_language, subscription_address, subscription_handoff_address};
use crate::service::problem::{Code, Problem};
use crate::service::subscription::former::formerly_planned;
use crate::service::subscription::leaving::{Left, leave};
use crate::service::subscription::view::View;
use crate::service::subscription::{find_by_link, ordered_in, reapplication};
use crate::web::calendar::{calendar_file, disposition};
use crate::web::extract::{FormOrJson, NamedPath, Query};
use crate::web::json::json_answer;
use crate::web::pages::{self, Elements, Sheets};
use crate::web::respond::Shape;
use axum::Extension;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use kantan_checkout::page::request::ActionRequest;
use sbps::calendar::MEDIA_TYPE;
use std::sync::Arc;

/// The contract, and the language of its page: the one asked for, else the one it was ordered in.
async fn find(shop: &Shop, link: &str, language: &mut Option<Language>) -> Result<(Subscription, Power), Problem> {
    let (subscription, power) = find_by_link(shop, link).await?;
    if language.is_none() {
        *language = ordered_in(shop, &subscription).await?;
    }
    Ok((subscription, power))
}

async fn view(shop: &Shop, link: &str, language: &mut Option<Language>) -> Result<View, Problem> {
    let (subscription, power) = find(shop, link, language).await?;
    Ok(View::of(shop, subscription).await?.by(power))
}

pub(in crate::web) async fn page(
    NamedPath(link): NamedPath<String>,
    query: Query,
    State(shop): State<Arc<Shop>>,
    Extension(sheets): Extension<Arc<Sheets>>,
) -> Response {
    let mut language = query.language();
    let viewed = async {
        let view = view(&shop, &link, &mut language).await?;
        match query.get("request") {
            Some(token) => view.after(&shop, token).await,
            None => Ok(view),
        }
    };
    let elements = Elements { nonce: &unguessable(), sheets: &sheets };
    let page = viewed
        .await
        .and_then(|view| pages::subscription::page_of(&shop, &view, language.unwrap_or_default(), elements));
    match page {
        Ok(page) => page,
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language.unwrap_or_default()),
    }
}

pub(in crate::web) async fn confirm(
    NamedPath((link, name)): NamedPath<(String, String)>,
    query: Query,
    State(shop): State<Arc<Shop>>,
) -> Response {
    let mut language = query.language();
    let confirmed = async {
        let action = Action::of_word(&name).ok_or(Code::NotFound)?;
        let view = view(&shop, &link, &mut language).await?;
        if !view.actions.contains(&action) {
            let problem = if view.power == Power::View { Code::ViewOnly } else { Code::ActionNotPossible };
            return Err(Problem::from(problem).then(subscription_address(&link)));
        }
        pages::subscription::confirmation(&shop, &view, action, language.unwrap_or_default())
    };
    match confirmed.await {
        Ok(page) => page,
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language.unwrap_or_default()),
    }
}

pub(in crate::web) async fn calendar(
    NamedPath(link): NamedPath<String>,
    query: Query,
    State(shop): State<Arc<Shop>>,
) -> Response {
    let mut language = query.language();
    let file = async {
        let view = view(&shop, &link, &mut language).await?;
        let now = shop.clock.now().ok_or(Code::Internal)?;
        // A contract of which nothing will be charged has no calendar.
        let formerly = formerly_planned(&shop, &view).await?;
        let language = language.unwrap_or_default();
        let file = calendar_file(&view, &formerly, shop.settings.host(), now, language);
        let file = file.ok_or_else(|| Problem::from(Code::NotFound))?;
        Ok::<_, Problem>((disposition(&view.subscription, language), file))
    };
    match file.await {
        Ok((disposition, file)) => {
            let headers = [
                (header::CONTENT_TYPE, MEDIA_TYPE.to_owned()),
                (header::CONTENT_DISPOSITION, disposition),
                (header::CACHE_CONTROL, "no-store".to_owned()),
            ];
            (headers, file).into_response()
        }
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language.unwrap_or_default()),
    }
}

pub(in crate::web) async fn act(
    NamedPath(link): NamedPath<String>,
    State(shop): State<Arc<Shop>>,
    FormOrJson { sent, shape, language }: FormOrJson<ActionRequest>,
) -> Response {
    let done = match sent {
        Ok(asked) => {
            // It goes on when the browser has gone away: what the gateway did must be written down.
            let carried_out = carry_out(Arc::clone(&shop), link, asked, shape, language);
            tokio::spawn(carried_out).await.unwrap_or_else(|error| {
                tracing::error!(%error, "an action broke off");
                Err(Code::Internal.into())
            })
        }
        Err(problem) => Err(problem),
    };
    done.unwrap_or_else(|problem| problem.respond(&shop.storefront, shape, language))
}

async fn carry_out(
    shop: Arc<Shop>,
    link: String,
    asked: ActionRequest,
    shape: Shape,
    language: Language,
) -> Result<Response, Problem> {
    let ActionRequest { action, state: shown, .. } = asked;
    let (subscription, power) = find(&shop, &link, &mut Some(language)).await?;
    if power == Power::View {
        return Err(Problem::from(Code::ViewOnly).then(subscription_address(&link)));
    }
    let at_gateway = action == Action::Reapply || shop.settings.leaving == Leaving::Link;
    if shape == Shape::Page && at_gateway {
        // That page signs, and says what stands in the way.
        let page = subscription_handoff_address(&link, action, shown);
        return Ok(Redirect::to(&in_language(&page, language)).into_response());
    }
    if action == Action::Reapply {
        return Ok(signed_answer(&reapplication::sign(&shop, &subscription, shown).await?));
    }
    let left = leave(&shop, &subscription, action, shown).await?;
    Ok(match (left, shape) {
        (Left::AtGateway(handoff), _) => signed_answer(&handoff),
        (Left::Ended, Shape::Page) => {
            Redirect::to(&in_language(&subscription_address(&link), language)).into_response()
        }
        (Left::Ended, Shape::Json | Shape::Program) => {
            let view = view(&shop, &link, &mut Some(language)).await?;
            json_answer(&pages::subscription::contract(&view, &shop.storefront, language)?.to_json())
        }
    })
}
