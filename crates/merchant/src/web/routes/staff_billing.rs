//! What staff do about the billing run: hold it, release it, lift a suspension.

use super::staff::answer;
use crate::service::Shop;
use crate::service::billing;
use crate::service::problem::{Code, Problem};
use crate::web::extract::StaffForm;
use axum::extract::State;
use axum::response::Response;
use std::sync::Arc;

pub(in crate::web) async fn run(State(shop): State<Arc<Shop>>, StaffForm { sent, language }: StaffForm) -> Response {
    let done = async {
        let (posted, witness) = sent?;
        let now = shop.clock.unix_seconds();
        known(match posted.optional("do")? {
            Some("hold") => billing::hold(&shop.store, &witness, now).await?,
            Some("release") => billing::release(&shop.store, &witness, now).await?,
            _ => return Err(Problem::with_detail(Code::RequestInvalid, "field `do` should be hold or release")),
        })
    };
    answer(&shop, language, done.await).await
}

pub(in crate::web) async fn lift(State(shop): State<Arc<Shop>>, StaffForm { sent, language }: StaffForm) -> Response {
    let done = async {
        let (posted, witness) = sent?;
        let now = shop.clock.now().ok_or(Code::Internal)?;
        known(billing::lift_suspension(&shop.store, posted.text("subscription")?, &witness, now).await?)
    };
    answer(&shop, language, done.await).await
}

/// What was so already is said on the page.
fn known(changed: bool) -> Result<(), Problem> {
    if changed { Ok(()) } else { Err(Code::NoLongerUnknown.into()) }
}
