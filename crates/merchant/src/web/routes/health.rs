//! Whether the program lives, whether it can take an order, and what it did: for whoever watches it.
//!
//! The first two tell no secret and are open: a supervisor has no password. The counts tell how much
//! is sold, so they are for staff's systems.

use crate::domain::language::Language;
use crate::domain::reconciliation::Kind;
use crate::service::metrics::Now;
use crate::service::problem::Problem;
use crate::service::readiness::Ready;
use crate::service::{Shop, reconciliation};
use crate::store::StoreError;
use crate::web::extract::StaffSystem;
use crate::web::respond::Shape;
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sbps::date_time::JstDateTime;
use serde_json::json;
use std::sync::Arc;

/// The text format of OpenMetrics, which Prometheus reads.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// It answers.
pub(in crate::web) async fn lives() -> &'static str {
    "ok\n"
}

/// Whether the record can be written, and whether billing stands still, which is told and is no
/// reason to send nobody here.
pub(in crate::web) async fn ready(State(shop): State<Arc<Shop>>) -> Response {
    let Ready { is_ready, held } = shop.readiness.of(&shop.store, shop.clock.unix_seconds()).await;
    if !is_ready {
        return (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "status": "not_ready" }))).into_response();
    }
    let billing = if held.is_some() { "held" } else { "runs" };
    Json(json!({ "status": "ready", "billing": billing, "reason": held.map(|reason| reason.as_str()) })).into_response()
}

/// The counts of this process, and what is open now.
pub(in crate::web) async fn metrics(_: StaffSystem, State(shop): State<Arc<Shop>>) -> Response {
    let Ready { is_ready, held } = shop.readiness.of(&shop.store, shop.clock.unix_seconds()).await;
    let looked_up = async {
        let counts = reconciliation::open_counts(&shop).await?;
        let disputes = shop.store.dispute_counts(shop.clock.now().map(JstDateTime::date)).await?;
        let (messages, mails) = (shop.store.message_counts().await?, shop.store.mail_counts().await?);
        let are_mails_held = shop.store.mail_hold().await?.is_some();
        let is_held = held.is_some();
        Ok::<_, StoreError>(Now {
            open_items: by_kind(&counts),
            disputes,
            messages,
            mails,
            are_mails_held,
            is_held,
            is_ready,
        })
    };
    let now = match looked_up.await {
        Ok(now) => now,
        Err(error) => return Problem::from(error).respond(&shop.storefront, Shape::Program, Language::default()),
    };
    let text = shop.metrics.text(&now);
    ([(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response()
}

/// The open items of every kind, also of those of which there is none.
fn by_kind(counts: &[(Kind, i64)]) -> Vec<(&'static str, i64)> {
    let number = |kind: Kind| counts.iter().find(|(open, _)| *open == kind).map_or(0, |(_, number)| *number);
    Kind::ALL.into_iter().map(|kind| (kind.as_str(), number(kind))).collect()
}
