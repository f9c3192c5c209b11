//! Whether the program lives, and whether it can take an order: for whoever watches it.
//!
//! Neither tells a secret, and both are open: a supervisor has no password.

use crate::service::Shop;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::sync::Arc;

/// It answers.
pub(in crate::web) async fn lives() -> &'static str {
    "ok\n"
}

/// Whether the record can be written, which is tried, and whether billing stands still, which is
/// told and is no reason to send nobody here.
pub(in crate::web) async fn ready(State(shop): State<Arc<Shop>>) -> Response {
    let tried = async {
        shop.store.try_to_write(shop.clock.unix_seconds()).await?;
        shop.store.billing_hold().await
    };
    match tried.await {
        Ok(hold) => {
            let billing = if hold.is_some() { "held" } else { "runs" };
            let reason = hold.map(|hold| hold.reason.as_str());
            Json(json!({ "status": "ready", "billing": billing, "reason": reason })).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "NOT READY: the record cannot be written");
            (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "status": "not_ready" }))).into_response()
        }
    }
}
