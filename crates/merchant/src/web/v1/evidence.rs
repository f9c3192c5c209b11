//! What the payer of an order agreed to, as programs read it.

use super::answer::answer;
use super::moment::moment;
use crate::domain::evidence::KeptEvidence;
use crate::domain::order::Order;
use crate::service::Shop;
use crate::service::evidence::agreed;
use crate::service::problem::Code;
use crate::web::extract::{KeyHolder, Reading};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use serde_json::{Value, json};
use std::sync::Arc;

pub(super) async fn read(
    _: KeyHolder<Reading>,
    State(shop): State<Arc<Shop>>,
    path: Result<Path<String>, PathRejection>,
) -> Response {
    let found = async {
        let Path(reference) = path.map_err(|_| Code::OrderUnknown)?;
        agreed(&shop, &reference).await
    };
    let told = found.await.map(|(order, kept)| written(&order, &kept));
    answer(&shop, told)
}

/// The evidence with what is to be known of it.
pub(crate) fn written(order: &Order, kept: &KeptEvidence) -> Value {
    json!({
        "order": kept.reference,
        "order_id": kept.order_id,
        "is_agreed": kept.is_agreed(order),
        "signed_at": moment(kept.made_at),
        "sha256": kept.sha256,
        "fits": kept.fits(),
        // As it was hashed: another program's spelling of the value would have another hash.
        "document": kept.document,
        "evidence": kept.json(),
    })
}
