//! What there is to remark about an order, as programs read it.

use crate::service::judgement::Judgement;
use kantan_checkout::json::Json;
use kantan_checkout::page::remark::Remark;
use sbps::text::recognition::Doubt;
use serde_json::{Value, json};

/// What the payer's bill shows of the name, certainly and by the other way of counting, and whether it says enough; and
/// what of the terms may mislead.
pub(crate) fn written(judgement: &Judgement) -> Value {
    let preview = judgement.item_name.statement_preview();
    let remarks = judgement.remarks.as_ref();
    json!({
        "statement": {
            "shown": preview.visible(), "not_shown": preview.hidden(), "shown_at_most": preview.generously_visible(),
            "doubt": judgement.doubt.map(Doubt::code), "same_as": judgement.alike,
        },
        "remarks": remarks.map(|all| all.iter().map(Remark::to_json).collect::<Vec<Json>>()),
    })
}
