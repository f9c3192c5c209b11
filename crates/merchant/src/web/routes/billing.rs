//! Staff start a billing run: the same as the server does every minute.

use crate::domain::language::Language;
use crate::service::problem::{Code, Problem};
use crate::service::{Shop, billing};
use crate::web::extract::StaffSystem;
use crate::web::json::json_answer;
use crate::web::respond::Shape;
use axum::extract::State;
use axum::response::Response;
use std::sync::Arc;

pub(in crate::web) async fn run(_: StaffSystem, State(shop): State<Arc<Shop>>) -> Response {
    // It goes on when whoever asked has gone away.
    let billed = Arc::clone(&shop);
    let ran = tokio::spawn(async move { billing::run(&billed).await }).await;
    let problem = match ran {
        Ok(Ok(report)) => return json_answer(&report),
        Ok(Err(error)) => Problem::from(error),
        Err(error) => {
            tracing::error!(%error, "billing run");
            Code::Internal.into()
        }
    };
    problem.respond(&shop.storefront, Shape::Json, Language::default())
}
