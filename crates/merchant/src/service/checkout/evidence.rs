//! What the payer agrees to by a request, made when it is signed: of the order as its page shows it at that moment, in
//! the language of the page.

use crate::domain::order::Order;
use crate::service::Shop;
use crate::service::address::subscription_address;
use crate::service::ordering::ordered;
use crate::service::problem::{Code, Problem};
use crate::service::shown::{data, shown};
use kantan_checkout::language::Language;
use kantan_checkout::print::evidence::{Evidence, evidence};
use sbps::date_time::JstDateTime;
use sbps::identifier::OrderId;

/// What is agreed to by the request of that order id. `None` where the shop's own catalogue, which is for trials, has other
/// words by now than the page that is still open somewhere: nothing is kept that may not have been shown.
///
/// # Errors
/// [`Code::OrderExpired`] where its terms can no longer be a contract.
pub(super) async fn of(
    shop: &Shop,
    order: &Order,
    language: Language,
    order_id: &OrderId,
    now: JstDateTime,
) -> Result<Option<Evidence>, Problem> {
    let order = Order { language, ..order.clone() };
    let ordered = match ordered(shop, &order).await {
        Err(problem) if problem.code == Code::OrderExpired => return Ok(None),
        ordered => ordered?,
    };
    let mut shown = data(&shown(shop, &order, &ordered, now)?);
    if let Some(recurring) = &mut shown.recurring {
        // Its link lets whoever has it act for the payer, and is no word of the screen.
        recurring.cancel_url = subscription_address("");
    }
    evidence(&shown.to_json(), language, order_id.as_str(), now).map(Some).map_err(|problems| {
        tracing::error!(%problems, "a page's data are not valid");
        Code::Internal.into()
    })
}
