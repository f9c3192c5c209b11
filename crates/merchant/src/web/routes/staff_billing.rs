//! What staff do about the billing run: hold it, release it, lift a suspension.

use super::staff::answer;
use crate::service::billing;
use crate::service::problem::{Code, Problem};
use crate::service::subscription::find;
use crate::service::{Shop, lift_suspension, written_down};
use crate::web::extract::StaffForm;
use axum::extract::State;
use axum::response::Response;
use std::sync::Arc;

pub(in crate::web) async fn run(
    State(shop): State<Arc<Shop>>,
    StaffForm { sent, language, viewer }: StaffForm,
) -> Response {
    let done = async {
        let (posted, asker) = sent?;
        let now = shop.clock.unix_seconds();
        let (witness, subject) = (&asker.witness, "billing run".to_owned());
        known(match posted.optional("do")? {
            Some("hold") => {
                written_down(&shop, &asker, "billing.hold", subject, String::new()).await?;
                billing::hold(&shop.store, witness, now).await?
            }
            Some("release") => {
                written_down(&shop, &asker, "billing.release", subject, String::new()).await?;
                billing::release(&shop.store, witness, now).await?
            }
            _ => return Err(Problem::of_field("do", "should be hold or release")),
        })
    };
    answer(&shop, language, &viewer, done.await).await
}

pub(in crate::web) async fn lift(
    State(shop): State<Arc<Shop>>,
    StaffForm { sent, language, viewer }: StaffForm,
) -> Response {
    let done = async {
        let (posted, asker) = sent?;
        let contract = find(&shop, posted.text("subscription")?).await.map_err(|_| Code::NoLongerUnknown)?;
        known(lift_suspension(&shop, &contract, &asker).await?)
    };
    answer(&shop, language, &viewer, done.await).await
}

/// What was so already is said on the page.
fn known(changed: bool) -> Result<(), Problem> {
    if changed { Ok(()) } else { Err(Code::NoLongerUnknown.into()) }
}
