//! What was used under a contract of pay as you go: told by the merchant's own systems, or tried on the demo shop's page.

use super::billing::{is_staff, not_staff};
use super::checkout::json_answer;
use super::form::Posted;
use super::{NamedPath, is_cross_site, media_type, refused_body};
use crate::Shop;
use crate::checkout::in_language;
use crate::language::Language;
use crate::problem::{Code, Problem, Shape};
use crate::subscription::application::address;
use crate::usage::{Usage, service};
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use sbps::money::Yen;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// What the merchant's systems tell.
#[derive(Deserialize)]
struct Told {
    subscription: String,
    usage_id: String,
    amount: i64,
    used_on: NaiveDate,
    description: String,
}

impl Told {
    fn usage(self) -> Result<Usage, Problem> {
        let amount = u32::try_from(self.amount).ok().and_then(|amount| Yen::new(amount).ok()).ok_or_else(|| {
            let detail = format!("member `amount` is {}; it should be 1 to 9999999 yen", self.amount);
            Problem::with_detail(Code::RequestInvalid, detail)
        })?;
        let Self { subscription, usage_id, used_on, description, .. } = self;
        let usage = Usage { subscription, usage_id, amount, used_on, description };
        usage.check()?;
        Ok(usage)
    }
}

pub(super) async fn record(
    State(shop): State<Arc<Shop>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    if !is_staff(&shop, &headers) {
        return not_staff();
    }
    match take(&shop, &headers, body).await {
        Ok(answer) => json_answer(&answer),
        Err(problem) => problem.respond(Shape::Json, Language::default()),
    }
}

async fn take(shop: &Shop, headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<Value, Problem> {
    let body = body.map_err(|rejection| refused_body(&rejection))?;
    if media_type(headers) != "application/json" {
        return Err(Problem::with_detail(Code::UnsupportedMediaType, "send application/json"));
    }
    let told: Told =
        serde_json::from_slice(&body).map_err(|error| Problem::with_detail(Code::RequestInvalid, error.to_string()))?;
    let now = shop.clock.now().ok_or(Code::Internal)?;
    let recorded = shop.store.record_usage(&told.usage()?, now).await??;
    let usage = recorded.usage;
    Ok(json!({
        "subscription": usage.subscription, "usage_id": usage.usage_id, "amount": usage.amount.get(),
        "used_on": usage.used_on, "description": usage.description, "bills_on": recorded.bills_on,
    }))
}

/// The demo shop's service, used once from the subscriber's page. The form's own name for it makes a second press of the
/// same button no second use.
pub(super) async fn try_out(
    NamedPath(reference): NamedPath<String>,
    State(shop): State<Arc<Shop>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let mut language = Language::default();
    let tried = async {
        if is_cross_site(&headers) {
            return Err(Code::CrossSite.into());
        }
        let body = body.map_err(|rejection| refused_body(&rejection))?;
        if media_type(&headers) != "application/x-www-form-urlencoded" {
            return Err(Code::UnsupportedMediaType.into());
        }
        let posted = Posted::read(&body)?;
        language = Language::from_tag(posted.optional("language")?.unwrap_or_default());
        use_once(&shop, &reference, posted.text("usage_id")?, language).await
    };
    match tried.await {
        Ok(()) => Redirect::to(&in_language(&address(&reference), language)).into_response(),
        Err(problem) => problem.respond(Shape::Page, language),
    }
}

async fn use_once(shop: &Shop, reference: &str, usage_id: &str, language: Language) -> Result<(), Problem> {
    let subscription = shop.store.subscription(reference).await?.ok_or(Code::SubscriptionUnknown)?;
    let service = service::of_plan(&subscription.plan).ok_or(Code::NotFound)?;
    let now = shop.clock.now().ok_or(Code::Internal)?;
    let usage = Usage {
        subscription: subscription.reference,
        usage_id: usage_id.to_owned(),
        amount: Yen::new(service.price).map_err(|_| Code::Internal)?,
        used_on: now.date(),
        description: service.name.get(language).to_owned(),
    };
    usage.check()?;
    shop.store.record_usage(&usage, now).await?.map_err(|refusal| Problem::from(refusal).then(address(reference)))?;
    Ok(())
}
