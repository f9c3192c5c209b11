//! What was used under a contract of pay as you go: told by the merchant's own systems, or tried on
//! the subscriber's page.

use crate::domain::language::Language;
use crate::domain::usage::Usage;
use crate::service::address::{in_language, subscription_address};
use crate::service::problem::{Code, Problem};
use crate::service::{Shop, usage};
use crate::web::extract::{Json, NamedPath, PageForm, StaffSystem};
use crate::web::json::json_answer;
use crate::web::respond::Shape;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use sbps::money::Yen;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// What the merchant's systems tell.
#[derive(Deserialize)]
pub(in crate::web) struct UsageReport {
    subscription: String,
    usage_id: String,
    amount: i64,
    used_on: NaiveDate,
    description: String,
}

impl UsageReport {
    fn usage(self) -> Result<Usage, Problem> {
        let amount = u32::try_from(self.amount).ok().and_then(|amount| Yen::new(amount).ok()).ok_or_else(|| {
            let detail = format!("member `amount` is {}; it should be 1 to 9999999 yen", self.amount);
            Problem::with_detail(Code::RequestInvalid, detail)
        })?;
        let Self { subscription, usage_id, used_on, description, .. } = self;
        Ok(Usage { subscription, usage_id, amount, used_on, description })
    }
}

pub(in crate::web) async fn record(
    _: StaffSystem,
    State(shop): State<Arc<Shop>>,
    Json(told): Json<UsageReport>,
) -> Response {
    let recorded = async { answer(&shop, told?.usage()?).await };
    match recorded.await {
        Ok(answer) => json_answer(&answer),
        Err(problem) => problem.respond(&shop.storefront, Shape::Program, Language::default()),
    }
}

async fn answer(shop: &Shop, usage: Usage) -> Result<Value, Problem> {
    let recorded = usage::record(shop, &usage).await?;
    let usage = recorded.usage;
    Ok(json!({
        "subscription": usage.subscription, "usage_id": usage.usage_id, "amount": usage.amount.get(),
        "used_on": usage.used_on, "description": usage.description, "bills_on": recorded.bills_on,
    }))
}

/// What can be tried, used once from the subscriber's page.
pub(in crate::web) async fn try_out(
    NamedPath(reference): NamedPath<String>,
    State(shop): State<Arc<Shop>>,
    PageForm { posted, language }: PageForm,
) -> Response {
    let tried = async {
        let posted = posted?;
        usage::try_out(&shop, &reference, posted.text("usage_id")?, language).await
    };
    match tried.await {
        Ok(_) => Redirect::to(&in_language(&subscription_address(&reference), language)).into_response(),
        Err(problem) => problem.respond(&shop.storefront, Shape::Page, language),
    }
}
