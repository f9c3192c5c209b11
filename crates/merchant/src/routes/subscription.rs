//! The subscriber's page and what can be done on it: JSON from the element, forms from a browser without script.

use super::checkout::{hand_off, json_answer};
use super::form::Posted;
use super::shop::asked_language;
use super::{NamedPath, field, fields, is_cross_site, media_type, refused_body};
use crate::Shop;
use crate::checkout::{in_language, unguessable};
use crate::language::Language;
use crate::pages;
use crate::problem::{Code, Problem, Shape};
use crate::subscription::application::address;
use crate::subscription::leaving::{Left, leave};
use crate::subscription::rules::Action;
use crate::subscription::view::View;
use crate::subscription::{Subscription, calendar as calendar_file, reapplication};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use sbps::calendar::MEDIA_TYPE;
use serde::Deserialize;
use std::sync::Arc;

/// What a payer asks for.
#[derive(Deserialize)]
struct Asked {
    action: String,
    #[serde(default)]
    language: String,
    displayed: Displayed,
}

/// What the payer saw.
#[derive(Deserialize)]
struct Displayed {
    state: String,
}

/// The contract, and the language of its page: the one asked for, else the one it was ordered in.
async fn find(shop: &Shop, reference: &str, language: &mut Option<Language>) -> Result<Subscription, Problem> {
    let subscription = shop.store.subscription(reference).await?.ok_or(Code::SubscriptionUnknown)?;
    if language.is_none() {
        *language = shop.store.order(&subscription.order_reference).await?.map(|order| order.language);
    }
    Ok(subscription)
}

async fn view(shop: &Shop, reference: &str, language: &mut Option<Language>) -> Result<View, Problem> {
    let subscription = find(shop, reference, language).await?;
    let today = shop.clock.now().ok_or(Code::Internal)?.date();
    Ok(View::of(shop, subscription, today).await?)
}

pub(super) async fn page(
    NamedPath(reference): NamedPath<String>,
    RawQuery(query): RawQuery,
    State(shop): State<Arc<Shop>>,
) -> Response {
    let mut language = asked_language(query.as_deref());
    let query = fields(query.as_deref().unwrap_or_default().as_bytes());
    let viewed = async {
        let view = view(&shop, &reference, &mut language).await?;
        let Some(token) = field(&query, "request") else { return Ok(view) };
        let answered = shop.store.contract_request(token).await?;
        Ok::<_, Problem>(match answered {
            Some(answered) => view.after(answered),
            None => view,
        })
    };
    match viewed.await {
        Ok(view) => pages::subscription::page_of(&shop, &view, language.unwrap_or_default(), &unguessable()),
        Err(problem) => problem.respond(Shape::Page, language.unwrap_or_default()),
    }
}

pub(super) async fn confirm(
    NamedPath((reference, name)): NamedPath<(String, String)>,
    RawQuery(query): RawQuery,
    State(shop): State<Arc<Shop>>,
) -> Response {
    let mut language = asked_language(query.as_deref());
    let confirmed = async {
        let action = Action::from_name(&name).ok_or(Code::NotFound)?;
        let view = view(&shop, &reference, &mut language).await?;
        if !view.actions.contains(&action) {
            return Err(Problem::from(Code::ActionNotPossible).then(address(&reference)));
        }
        let past = shop.store.charges(&reference).await?;
        let renewed = reapplication::renewed(&view.subscription, &past, view.today);
        let spoken = language.unwrap_or_default();
        Ok(pages::subscription::confirm::page_of(&view, action, renewed.as_ref(), spoken))
    };
    match confirmed.await {
        Ok(page) => page,
        Err(problem) => problem.respond(Shape::Page, language.unwrap_or_default()),
    }
}

pub(super) async fn calendar(
    NamedPath(reference): NamedPath<String>,
    RawQuery(query): RawQuery,
    State(shop): State<Arc<Shop>>,
) -> Response {
    let mut language = asked_language(query.as_deref());
    let file = async {
        let view = view(&shop, &reference, &mut language).await?;
        let now = shop.clock.now().ok_or(Code::Internal)?;
        // A contract of which nothing will be charged has no calendar.
        let file = calendar_file::file(&view, shop.config.host(), now, language.unwrap_or_default());
        file.ok_or_else(|| Problem::from(Code::NotFound))
    };
    match file.await {
        Ok(file) => {
            let headers = [
                (header::CONTENT_TYPE, MEDIA_TYPE),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"charges.ics\""),
                (header::CACHE_CONTROL, "no-store"),
            ];
            (headers, file).into_response()
        }
        Err(problem) => problem.respond(Shape::Page, language.unwrap_or_default()),
    }
}

pub(super) async fn act(
    NamedPath(reference): NamedPath<String>,
    State(shop): State<Arc<Shop>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let media_type = media_type(&headers);
    let shape = match media_type.as_str() {
        "application/json" => Shape::Json,
        "application/x-www-form-urlencoded" => Shape::Page,
        _ => Shape::wanted(&headers),
    };
    let mut language = Language::default();
    let asked = match (body, media_type.as_str()) {
        _ if is_cross_site(&headers) => Err(Code::CrossSite.into()),
        (Err(rejection), _) => Err(refused_body(&rejection)),
        (Ok(body), "application/json") => {
            serde_json::from_slice(&body).map_err(|error| Problem::with_detail(Code::RequestInvalid, error.to_string()))
        }
        (Ok(body), "application/x-www-form-urlencoded") => from_form(&body),
        _ => Err(Code::UnsupportedMediaType.into()),
    };
    let done = match asked {
        Ok(asked) => {
            language = Language::from_tag(&asked.language);
            // It goes on when the browser has gone away: what the gateway did must be written down.
            let carried_out = tokio::spawn(carry_out(shop, reference, asked, shape, language));
            carried_out.await.unwrap_or_else(|error| {
                tracing::error!(%error, "an action broke off");
                Err(Code::Internal.into())
            })
        }
        Err(problem) => Err(problem),
    };
    done.unwrap_or_else(|problem| problem.respond(shape, language))
}

async fn carry_out(
    shop: Arc<Shop>,
    reference: String,
    asked: Asked,
    shape: Shape,
    language: Language,
) -> Result<Response, Problem> {
    let action = Action::from_name(&asked.action).ok_or_else(|| {
        Problem::with_detail(Code::RequestInvalid, "member `action` should be cancel, unsubscribe or reapply")
    })?;
    let subscription = find(&shop, &reference, &mut Some(language)).await?;
    if action == Action::Reapply {
        let handoff = reapplication::sign(&shop, &subscription, &asked.displayed.state).await?;
        return Ok(hand_off(&handoff, shape, language));
    }
    let left = leave(&shop, &subscription, action, &asked.displayed.state).await?;
    Ok(match shape {
        _ if let Left::AtGateway(handoff) = &left => hand_off(handoff, shape, language),
        Shape::Page => Redirect::to(&in_language(&address(&reference), language)).into_response(),
        Shape::Json => json_answer(&view(&shop, &reference, &mut Some(language)).await?.json(language)),
    })
}

fn from_form(body: &[u8]) -> Result<Asked, Problem> {
    let posted = Posted::read(body)?;
    Ok(Asked {
        action: posted.text("action")?.to_owned(),
        language: posted.optional("language")?.unwrap_or_default().to_owned(),
        displayed: Displayed { state: posted.text("state")?.to_owned() },
    })
}
