//! Staff start a billing run: the same as the server does every minute. It does not depend on the
//! request: it goes on when whoever asked has gone away, and one that takes long is told as under
//! way.

use crate::domain::language::Language;
use crate::service::problem::{Code, Problem};
use crate::service::{Shop, billing};
use crate::web::extract::StaffSystem;
use crate::web::json::json_answer;
use crate::web::respond::Shape;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

/// For how long the answer waits for the run's report: less than any request may take.
const PATIENCE: Duration = Duration::from_secs(20);

pub(in crate::web) async fn run(_: StaffSystem, State(shop): State<Arc<Shop>>) -> Response {
    let billed = Arc::clone(&shop);
    let mut running = tokio::spawn(async move {
        let ran = billing::run(&billed).await;
        match &ran {
            Ok(report) => tracing::info!(?report, "billed, asked by staff"),
            Err(error) => tracing::error!(%error, "billing run"),
        }
        ran
    });
    let Ok(ran) = tokio::time::timeout(PATIENCE, &mut running).await else {
        return (StatusCode::ACCEPTED, json_answer(&json!({ "under_way": true }))).into_response();
    };
    let problem = match ran {
        Ok(Ok(report)) => return json_answer(&report),
        Ok(Err(error)) => Problem::from(error),
        Err(error) => {
            tracing::error!(%error, "billing run");
            Code::Internal.into()
        }
    };
    problem.respond(&shop.storefront, Shape::Program, Language::default())
}
