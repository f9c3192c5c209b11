//! What a payer agreed to, found again.

use super::Shop;
use super::ordering::find;
use super::problem::{Code, Problem};
use crate::domain::evidence::KeptEvidence;
use crate::domain::order::Order;

/// An order with what its payer agreed to.
///
/// # Errors
/// [`Code::OrderUnknown`] where there is no such order; [`Code::EvidenceMissing`] where none was kept of it.
pub async fn agreed(shop: &Shop, reference: &str) -> Result<(Order, KeptEvidence), Problem> {
    let order = find(shop, reference).await?;
    let kept = shop.store.evidence(&order.reference).await?.ok_or(Code::EvidenceMissing)?;
    Ok((order, kept))
}
